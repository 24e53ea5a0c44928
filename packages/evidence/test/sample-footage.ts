// SPDX-License-Identifier: Apache-2.0
/** The smallest fragmented MP4 that has every box the verifier reads. */
import { concatBytes, encodeUtf8 } from '../src/bytes/octets.ts';
import { seededBytes } from './node-crypto.ts';

export const clockRate = 90_000;

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...content);
  return concatBytes(uint32(body.length + 8), encodeUtf8(type), body);
}

function uint32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    view.setUint32(at * 4, value);
  });
  return bytes;
}

/** One video track with id 1. @param mark makes initializations differ */
export function sampleInit(mark = 0): Uint8Array {
  const tkhd = box('tkhd', uint32(0, 0, 0, 1, 0, 0));
  const mdhd = box('mdhd', uint32(0, 0, 0, clockRate, 0, mark));
  const trex = box('trex', uint32(0, 1, 1, 3600, 0, 0));
  return concatBytes(
    box('ftyp', encodeUtf8('isom'), uint32(0)),
    box('moov', box('mvhd', new Uint8Array(100)), box('trak', tkhd, box('mdia', mdhd)), box('mvex', trex)),
  );
}

/** 25 frames of 40 ms, media time from the start of the segment. */
export function sampleFragment(
  sequence: number,
  startMs: number,
  seed: number,
  payloadBytes: number,
): Uint8Array {
  const ticks = (startMs * clockRate) / 1000;
  const tfdt = box('tfdt', uint32(1 << 24, Math.floor(ticks / 2 ** 32), ticks >>> 0));
  const tfhd = box('tfhd', uint32(0x02_0000, 1));
  const trun = box('trun', uint32(0x01, 25, 0));
  const moof = box('moof', box('mfhd', uint32(0, sequence)), box('traf', tfhd, tfdt, trun));
  return concatBytes(moof, box('mdat', seededBytes(seed, payloadBytes)));
}
