// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { ServerContext } from './context.ts';
import { findingsOf } from './self-check.ts';

const contextWith = (...cameras: readonly { enabled: boolean; state: string }[]) =>
  ({
    core: { cameras: { status: () => cameras }, nowMs: () => 1_795_000_000_000 },
    book: { inState: () => [] },
    rows: { rows: () => [] },
  }) as unknown as ServerContext;
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
