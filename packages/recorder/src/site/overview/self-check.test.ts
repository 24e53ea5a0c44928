// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { findingsOf, pictureFindings, type SelfKnowledge } from './self-check.ts';

const contextWith = (...cameras: readonly { enabled: boolean; state: string }[]) =>
  ({
    core: { cameras: { status: () => cameras }, nowMs: () => 1_795_000_000_000 },
    book: { inState: () => [] },
    rows: { rows: () => [] },
    pictures: { states: () => [] },
  }) as unknown as SelfKnowledge;
const recording = { enabled: true, state: 'recording' };
const off = { enabled: false, state: 'disabled' };

describe('what the recorder finds of itself', () => {
  it('runs when every camera records', async () => {
    expect(await findingsOf(contextWith(recording, recording))).toMatchObject({ systemRunning: true });
  });
  it('is not silenced by switching recording off', async () => {
    expect(await findingsOf(contextWith(recording, off))).toMatchObject({ systemRunning: false });
    expect(await findingsOf(contextWith(off))).toMatchObject({
      systemRunning: false,
      capturesRecordsTransmits: false,
    });
  });
  it('knows nothing of running where there is no camera', async () => {
    expect(await findingsOf(contextWith())).not.toHaveProperty('systemRunning');
  });
});

describe('what pictures say of the duty to keep them clear', () => {
  it('is met only where every camera is known to be clear, also one that looks elsewhere', () => {
    expect(pictureFindings([{ stands: 'clear' }, { stands: 'moved' }])).toEqual({ imageClear: true });
    expect(pictureFindings([{ stands: 'clear' }, {}])).toEqual({});
    expect(pictureFindings([{ stands: 'clear' }, { stands: 'clear', why: 'decoder-missing' }])).toEqual({});
    expect(pictureFindings([])).toEqual({});
  });
  it('is breached by one that is not, whatever is unknown of others', () => {
    expect(pictureFindings([{ stands: 'blurred' }, { why: 'not-yet' }])).toEqual({ imageClear: false });
    expect(pictureFindings([{ stands: 'covered' }])).toEqual({ imageClear: false, noDamage: false });
  });
});
