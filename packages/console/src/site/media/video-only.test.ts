// SPDX-License-Identifier: Apache-2.0
/** Boxes made by hand, so that every byte of the answer is known. */
import { expect, test } from 'vitest';
import { fragmentWithout, initWithoutSound } from './video-only.ts';

const bytes = (...values: readonly (number | string)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    values.flatMap((value) => (typeof value === 'string' ? [...new TextEncoder().encode(value)] : [value])),
  );
const box = (type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const size = 8 + parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new Uint8Array(size);
  new DataView(whole.buffer).setUint32(0, size);
  whole.set(new TextEncoder().encode(type), 4);
  let at = 8;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const u32 = (...values: readonly number[]) =>
  bytes(...values.flatMap((v) => [(v >>> 24) & 255, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]));
const track = (id: number, handler: string) =>
  box('trak', box('tkhd', u32(0, 0, 0, id)), box('mdia', box('hdlr', u32(0, 0), bytes(handler), u32(0))));
const trex = (id: number) => box('trex', u32(0, id));
const init = box('moov', track(1, 'vide'), track(2, 'soun'), box('mvex', trex(1), trex(2)));
const traf = (id: number, offset: number) =>
  box('traf', box('tfhd', u32(0, id)), box('trun', u32(1, 1, offset)));
const textOf = (part: Uint8Array) => Buffer.from(part).toString('latin1');

test('the sound track leaves the movie and its defaults', () => {
  const silent = initWithoutSound(init);
  expect([...(silent?.soundTracks ?? [])]).toEqual([2]);
  expect(textOf(silent!.bytes)).not.toContain('soun');
  expect(silent!.bytes).toEqual(box('moov', track(1, 'vide'), box('mvex', trex(1))));
});

test('a movie without sound is left alone', () => {
  expect(initWithoutSound(box('moov', track(1, 'vide')))).toBeUndefined();
  expect(initWithoutSound(bytes('rubbish that is no box'))).toBeUndefined();
});

test('the fragment keeps its samples, and the data offset points at the same byte', () => {
  const data = bytes('VVVVSS');
  const before = box('moof', box('mfhd', u32(0, 7)), traf(1, 0), traf(2, 0)).length;
  const fragment = bytes(
    ...box('moof', box('mfhd', u32(0, 7)), traf(1, before + 8), traf(2, before + 12)),
    ...box('mdat', data),
  );
  const after = fragmentWithout(fragment, new Set([2]));
  const size = before - traf(2, 0).length;
  expect(after).toEqual(
    bytes(...box('moof', box('mfhd', u32(0, 7)), traf(1, size + 8)), ...box('mdat', data)),
  );
  expect(textOf(after.subarray(size + 8, size + 12))).toBe('VVVV');
  expect(fragmentWithout(fragment, new Set())).toBe(fragment);
});
