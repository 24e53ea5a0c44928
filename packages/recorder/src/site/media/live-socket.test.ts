// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { FootagePart } from '../../terms/footage.ts';
import { LiveViewer, type Wire } from './live-socket.ts';

const part = (kind: FootagePart['kind'], i: number, sync = false, segmentStartMs = 0): FootagePart => ({
  kind,
  camera: 'c',
  bytes: new Uint8Array(100),
  startMs: segmentStartMs + i * 1000,
  endMs: segmentStartMs + i * 1000 + 1000,
  segment: 1,
  segmentStartMs,
  i,
  sync,
});

/** A socket that takes nothing until it is told to. */
const slowWire = () => {
  const sent: string[] = [];
  const state = { bufferedAmount: 0 };
  const wire = {
    get bufferedAmount() {
      return state.bufferedAmount;
    },
    send: (data: string | Buffer) => {
      if (typeof data === 'string') sent.push(JSON.parse(data).kind);
      else {
        const { kind, i, segmentStartMs } = JSON.parse(data.subarray(4, 4 + data.readUInt32BE(0)).toString());
        sent.push(`${kind} ${segmentStartMs}/${i}`);
      }
    },
  } as unknown as Wire;
  return { wire, sent, state };
};

describe('a live viewer', () => {
  it('that cannot keep up loses everything to the next key frame, and is told once', () => {
    const { wire, sent, state } = slowWire();
    const shown: number[] = [];
    const viewer = new LiveViewer(wire, (fromMs) => shown.push(fromMs), {
      dropAboveBytes: 500,
      resumeBelowBytes: 100,
    });
    viewer.part(part('init', 0));
    viewer.part(part('fragment', 1, true));
    state.bufferedAmount = 501;
    viewer.part(part('fragment', 2));
    viewer.part(part('fragment', 3, true));
    state.bufferedAmount = 0;
    viewer.part(part('fragment', 4));
    viewer.part(part('fragment', 5, true));
    viewer.part(part('fragment', 6));
    expect(sent).toEqual(['init 0/0', 'fragment 0/1', 'dropped', 'fragment 0/5', 'fragment 0/6']);
    expect(shown).toEqual([1000, 5000, 6000]);
  });

  it('gets the initialization of the segment it comes back in, even if it was dropped', () => {
    const { wire, sent, state } = slowWire();
    const viewer = new LiveViewer(wire, () => undefined, { dropAboveBytes: 500, resumeBelowBytes: 100 });
    viewer.part(part('init', 0));
    viewer.part(part('fragment', 1, true));
    state.bufferedAmount = 900;
    viewer.part(part('fragment', 2));
    viewer.part(part('init', 0, false, 60_000));
    viewer.part(part('fragment', 1, true, 60_000));
    state.bufferedAmount = 0;
    viewer.part(part('fragment', 2, true, 60_000));
    expect(sent).toEqual(['init 0/0', 'fragment 0/1', 'dropped', 'init 60000/0', 'fragment 60000/2']);
  });
});
