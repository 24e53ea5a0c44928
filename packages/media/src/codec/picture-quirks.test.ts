// SPDX-License-Identifier: Apache-2.0
/** What cameras do wrong with pictures, one test per entry of the catalogue that is handled. The id names the entry. */
import { describe, expect, it } from 'vitest';
import { DecodingTime } from './decoding-time.ts';
import { type Picture, VideoAssembler } from './video-assembler.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const sps = hex('6742c00adc47b011000003000100000300320f122780');
const pps = hex('68ce0f2c80');
/** First slice of an IDR picture, and of one that is not. */
const idr = (mark = 1) => Uint8Array.from([0x65, 0x88, 0x80, mark]);
const slice = (mark = 1) => Uint8Array.from([0x41, 0x9a, 0x80, mark]);
/** Not the first slice of its picture: first_mb_in_slice is 1. */
const later = (mark = 1) => Uint8Array.from([0x41, 0x5a, 0x80, mark]);

function assemble(codec: 'h264' | 'h265' = 'h264', announced: readonly Uint8Array[] = [sps, pps]) {
  const pictures: Picture[] = [];
  const deviations: string[] = [];
  const assembler = new VideoAssembler(codec, announced, undefined, {
    onPicture: (picture) => pictures.push(picture),
    onDeviation: (id) => deviations.push(id),
  });
  const push = (payload: Uint8Array, ticks: number) => assembler.push(payload, 0, payload.length, ticks);
  return { pictures, deviations, push, assembler };
}

const unitsOf = (picture: Picture | undefined): number[] => {
  const all = Buffer.concat((picture?.pieces ?? []).map((piece) => Buffer.from(piece)));
  const types: number[] = [];
  for (let at = 0; at < all.length; at += 4 + all.readUInt32BE(at)) types.push(all[at + 4]! & 31);
  return types;
};

describe('pictures', () => {
  it('V1 nothing is recorded before the first parameter sets', () => {
    const { pictures, deviations, push, assembler } = assemble('h264', []);
    push(idr(), 0);
    push(idr(), 3600);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([0, ['V1', 'V1']]);
  });

  it('V2 V3 a picture ends where the next begins, whatever the marker bit says', () => {
    const { pictures, push, assembler } = assemble();
    for (const [ticks, unit] of [
      [0, idr()],
      [3600, slice()],
      [7200, slice()],
    ] as const)
      push(unit, ticks);
    assembler.flush();
    expect(pictures.map(({ ticks, sync }) => [ticks, sync])).toEqual([
      [0, true],
      [3600, false],
      [7200, false],
    ]);
  });

  it('several slices of one picture stay one picture', () => {
    const { pictures, push, assembler } = assemble();
    for (const unit of [idr(), later(2), later(3)]) push(unit, 0);
    push(slice(), 3600);
    assembler.flush();
    expect(pictures.map(unitsOf)).toEqual([[5, 1, 1], [1]]);
  });

  it('a prefix NAL unit belongs to the slice behind it (case 22)', () => {
    const { pictures, push, assembler } = assemble();
    const prefix = Uint8Array.from([0x6e, 0x80, 0x80, 0x0f]);
    for (const [ticks, slices] of [
      [0, [idr(), later(2)]],
      [3600, [slice(), later(2), later(3)]],
      [7200, [slice()]],
    ] as const)
      for (const unit of slices) {
        push(prefix, ticks);
        push(unit, ticks);
      }
    push(prefix, 7200);
    assembler.flush();
    expect(pictures.map(unitsOf)).toEqual([
      [14, 5, 14, 1],
      [14, 1, 14, 1, 14, 1],
      [14, 1, 14],
    ]);
    expect(pictures.map(({ ticks }) => ticks)).toEqual([0, 3600, 7200]);
  });

  it('V9 a recovery point is told, also behind another message (case 13)', () => {
    const { pictures, push, assembler } = assemble();
    push(hex('0606018480'), 0);
    push(slice(), 0);
    push(slice(), 3600);
    push(hex('06050312345606018480'), 7200);
    push(slice(), 7200);
    assembler.flush();
    expect(pictures.map(({ sync, recovers }) => [sync, recovers])).toEqual([
      [false, true],
      [false, false],
      [false, true],
    ]);
  });

  it('V9 a picture of slices that refer to no other one is a start too, one with others is none', () => {
    const { pictures, push, assembler } = assemble();
    const intra = (first: number) =>
      Uint8Array.from(first === 0 ? [0x41, 0x88, 0x80, 1] : [0x41, 0x42, 0x20, 1]);
    push(intra(0), 0);
    push(intra(1), 0);
    push(slice(), 3600);
    push(intra(0), 7200);
    push(later(), 7200);
    assembler.flush();
    expect(pictures.map(({ recovers }) => recovers)).toEqual([true, false, false]);
  });

  it('V1 parameter sets that alternate end in one format, other ones do not (case 14)', () => {
    const { pictures, push, assembler } = assemble();
    const other = Uint8Array.from(sps);
    other[3] = 0x0d;
    for (let at = 0; at < 40; at++) {
      push(at % 2 === 0 ? sps : other, at * 3600);
      push(idr(), at * 3600);
    }
    assembler.flush();
    expect(pictures).toHaveLength(40);
    expect(new Set(pictures.map(({ format }) => format)).size).toBeLessThan(6);
  });

  it('C3 parameter sets with the time of the picture before belong to the next one', () => {
    const { pictures, push, assembler } = assemble();
    push(slice(), 0);
    push(sps, 0);
    push(pps, 0);
    push(idr(), 3600);
    assembler.flush();
    expect(pictures.map(({ ticks }) => ticks)).toEqual([0, 3600]);
    expect(unitsOf(pictures[1])).toEqual([7, 8, 5]);
  });

  it('C4 a slice whose time differs inside its picture is kept and counted', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(idr(), 0);
    push(later(), 40);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([1, ['C4']]);
  });

  it('V5 a fragmented unit whose end never comes is dropped, not joined with the next', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([0x7c, 0x85, 0x88, 0x80, 1]), 0);
    push(idr(), 3600);
    assembler.flush();
    expect(deviations).toContain('V5');
    expect(pictures.at(-1)?.ticks).toBe(3600);
  });

  it('V6 start codes inside a payload are taken off', () => {
    const { pictures, deviations, push, assembler } = assemble('h264', []);
    push(Uint8Array.from([0, 0, 0, 1, ...sps, 0, 0, 0, 1, ...pps, 0, 0, 1, ...idr()]), 0);
    assembler.flush();
    expect([unitsOf(pictures[0]), deviations]).toEqual([[7, 8, 5], ['V6']]);
  });

  it('V7 padding in an aggregate is skipped, a size beyond its end ends it', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([24, 0, 0, 0, 4, ...idr(), 0, 99, 1]), 0);
    push(Uint8Array.from([30, 1, 2, 3]), 0);
    assembler.flush();
    expect([unitsOf(pictures[0]), deviations]).toEqual([[5], ['V7', 'V7']]);
  });

  it('V8 no more parameter sets are kept than a stream can have', () => {
    const { deviations, push } = assemble('h264', []);
    for (let id = 0; id < 200; id++) push(Uint8Array.from([0x68, (id & 0x7f) | 0x01, id, 0x80]), 0);
    expect(deviations.length === 0 || deviations.every((each) => each === 'V8')).toBe(true);
  });

  it('V10 a picture that never ends is given up', () => {
    const { pictures, deviations, push, assembler } = assemble();
    push(Uint8Array.from([0x7c, 0x85, 0x88, 0x80]), 0);
    const more = new Uint8Array(65_000);
    more[0] = 0x7c;
    more[1] = 0x05;
    for (let i = 0; i < 300 && !deviations.includes('V10'); i++) push(more, 0);
    assembler.flush();
    expect([pictures.length, deviations]).toEqual([0, ['V10']]);
  });

  it('D6 an announced set that lacks one is completed by the stream', () => {
    const { pictures, push, assembler } = assemble('h264', [sps]);
    push(pps, 0);
    push(idr(), 0);
    assembler.flush();
    expect(pictures[0]?.format).toMatchObject({ width: 64, height: 48 });
  });

  it('H4 H5 packets no camera should send in H.265 are counted', () => {
    const { deviations, push } = assemble('h265', []);
    push(Uint8Array.from([100, 1, 2, 3]), 0);
    push(Uint8Array.from([2]), 0);
    expect(deviations).toEqual(['H4', 'H5']);
  });

  it('H.265 parameter sets give the format', () => {
    const { pictures, push, assembler } = assemble('h265', []);
    push(hex('40010c01ffff0408000003009e0800000300001e959809'), 0);
    push(hex('4201010408000003009e0800000300001e90041062cb2b35c995e02dc08080010000030001000003001908'), 0);
    push(hex('4401c17318310890'), 0);
    push(Uint8Array.from([0x26, 1, 0x80, 1]), 0);
    assembler.flush();
    expect(pictures[0]).toMatchObject({ sync: true, format: { width: 64, height: 48 } });
  });

  it('C10 pictures that overtake one another get decoding times that grow and are never late', () => {
    const decoding = new DecodingTime(2, 3600);
    const shown = [0, 10_800, 3600, 7200, 21_600, 14_400, 18_000];
    const decoded = shown.map((ticks) => decoding.of(ticks));
    expect(decoded.every((ticks, at) => at === 0 || ticks > decoded[at - 1]!)).toBe(true);
    expect(decoded.slice(2).every((ticks, at) => ticks <= shown[at + 2]!)).toBe(true);
  });
});
