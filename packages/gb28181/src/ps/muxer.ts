// SPDX-License-Identifier: Apache-2.0
/**
 * Program stream out (GB/T 28181 annex C, ISO 13818-1 §2.5): one video frame is one pack; a key frame's carries the
 * system header and the program stream map. Times are 90 kHz ticks.
 *
 *   pack header │ [system header │ map] │ PES E0 │ PES E0 … │        pack header │ PES C0
 */
import { audioTypes, type PsAudioCodec, type PsVideoCodec, streamIds, videoTypes } from './codes.ts';
import { crc32Mpeg } from './crc32.ts';
import { modulo33, writeTimestamp } from './timestamps.ts';

/** In units of 50 bytes a second; what a widespread sender writes. */
const muxRate = 6106;
/** Payload of one PES: below what some receivers reserve (Q18). */
const maxPesPayload = 0xff00;
/** Startcode, length, flags, PTS and DTS. */
const pesHeadBytes = 19;

export type PsVideoFrame = {
  /** NAL units without start codes or lengths. */
  readonly nals: readonly Uint8Array[];
  readonly ptsTicks: number;
  readonly dtsTicks: number;
  readonly isKey: boolean;
};

export class PsMuxer {
  readonly #map: Uint8Array;
  readonly #system: Uint8Array;

  constructor(video: PsVideoCodec, audio: PsAudioCodec | undefined) {
    this.#map = encodeStreamMap(video, audio);
    this.#system = encodeSystemHeader(audio !== undefined);
  }

  /** @returns the whole pack of a frame */
  video({ nals, ptsTicks, dtsTicks, isKey }: PsVideoFrame): Uint8Array {
    let size = 0;
    for (const nal of nals) size += nal.length + 4;
    const pesCount = Math.max(1, Math.ceil(size / maxPesPayload));
    const pack = new Uint8Array(
      14 + (isKey ? this.#system.length + this.#map.length : 0) + pesCount * pesHeadBytes + size,
    );
    let at = writePackHeader(pack, 0, dtsTicks);
    if (isKey) {
      pack.set(this.#system, at);
      pack.set(this.#map, at + this.#system.length);
      at += this.#system.length + this.#map.length;
    }
    const payload = new PayloadWriter(nals);
    for (let left = size, isFirst = true; left > 0; isFirst = false) {
      const take = Math.min(left, maxPesPayload);
      at = isFirst
        ? writePesHead(pack, at, streamIds.video, take, { ptsTicks, dtsTicks, isAligned: isKey })
        : writePesHead(pack, at, streamIds.video, take, undefined);
      payload.write(pack, at, take);
      at += take;
      left -= take;
    }
    return pack.subarray(0, at);
  }

  /** @returns a pack of its own @param bytes G.711 samples, or one AAC frame with its ADTS header */
  audio(bytes: Uint8Array, ptsTicks: number): Uint8Array {
    const pack = new Uint8Array(14 + pesHeadBytes + bytes.length);
    let at = writePackHeader(pack, 0, ptsTicks);
    at = writePesHead(pack, at, streamIds.audio, bytes.length, {
      ptsTicks,
      dtsTicks: ptsTicks,
      isAligned: false,
    });
    pack.set(bytes, at);
    return pack.subarray(0, at + bytes.length);
  }
}

/** NAL units with start codes, handed out in stretches. */
class PayloadWriter {
  readonly #nals: readonly Uint8Array[];
  #nal = 0;
  /** Position in start code and NAL unit together. */
  #at = 0;

  constructor(nals: readonly Uint8Array[]) {
    this.#nals = nals;
  }

  write(target: Uint8Array, from: number, count: number): void {
    for (let done = 0; done < count; ) {
      const nal = this.#nals[this.#nal]!;
      if (this.#at < 4) {
        target[from + done] = this.#at === 3 ? 1 : 0;
        this.#at++;
        done++;
      } else {
        const take = Math.min(count - done, nal.length + 4 - this.#at);
        target.set(nal.subarray(this.#at - 4, this.#at - 4 + take), from + done);
        this.#at += take;
        done += take;
      }
      if (this.#at === nal.length + 4) {
        this.#nal++;
        this.#at = 0;
      }
    }
  }
}

/** ISO 13818-1 §2.5.3.3, without stuffing. @returns where to go on */
export function writePackHeader(bytes: Uint8Array, at: number, scrTicks: number): number {
  const value = modulo33(scrTicks);
  const high = Math.floor(value / 2 ** 30);
  const low = value % 2 ** 30;
  bytes.set([0, 0, 1, 0xba], at);
  bytes[at + 4] = 0x44 | (high << 3) | ((low >> 28) & 3);
  bytes[at + 5] = (low >> 20) & 255;
  bytes[at + 6] = ((low >> 12) & 0xf8) | 4 | ((low >> 13) & 3);
  bytes[at + 7] = (low >> 5) & 255;
  bytes[at + 8] = ((low << 3) & 0xf8) | 4;
  bytes[at + 9] = 1;
  bytes[at + 10] = muxRate >> 14;
  bytes[at + 11] = (muxRate >> 6) & 255;
  bytes[at + 12] = ((muxRate << 2) & 255) | 3;
  bytes[at + 13] = 0xf8;
  return at + 14;
}

type PesTimes = { readonly ptsTicks: number; readonly dtsTicks: number; readonly isAligned: boolean };

function writePesHead(
  bytes: Uint8Array,
  at: number,
  streamId: number,
  payloadBytes: number,
  times: PesTimes | undefined,
): number {
  const hasDts = times !== undefined && Math.round(times.ptsTicks) !== Math.round(times.dtsTicks);
  const timeBytes = times ? (hasDts ? 10 : 5) : 0;
  const length = 3 + timeBytes + payloadBytes;
  bytes.set([0, 0, 1, streamId, length >> 8, length & 255], at);
  bytes[at + 6] = times?.isAligned ? 0x84 : 0x80;
  bytes[at + 7] = times ? (hasDts ? 0xc0 : 0x80) : 0;
  bytes[at + 8] = timeBytes;
  if (times) writeTimestamp(bytes, at + 9, hasDts ? 3 : 2, times.ptsTicks);
  if (times && hasDts) writeTimestamp(bytes, at + 14, 1, times.dtsTicks);
  return at + 9 + timeBytes;
}

/** §2.5.3.5: rate and buffer bounds as a widespread receiver takes them. */
export function encodeSystemHeader(hasAudio: boolean): Uint8Array {
  const streams = hasAudio ? [0xe0, 0xe0, 0x80, 0xc0, 0xc0, 0x08] : [0xe0, 0xe0, 0x80];
  const length = 6 + streams.length;
  return Uint8Array.from([
    0,
    0,
    1,
    0xbb,
    0,
    length,
    0x80,
    0xcc,
    0xf5,
    hasAudio ? 0x04 : 0x00,
    0x21,
    0x7f,
    ...streams,
  ]);
}

/** §2.5.4: version 0, no descriptors. */
export function encodeStreamMap(video: PsVideoCodec, audio: PsAudioCodec | undefined): Uint8Array {
  const entries = [videoTypes[video], streamIds.video, 0, 0];
  if (audio) entries.push(audioTypes[audio], streamIds.audio, 0, 0);
  const length = 6 + entries.length + 4;
  const head = Uint8Array.from([0, 0, 1, 0xbc, 0, length, 0xe0, 0xff, 0, 0, 0, entries.length, ...entries]);
  const map = new Uint8Array(head.length + 4);
  map.set(head);
  new DataView(map.buffer).setUint32(head.length, crc32Mpeg(head));
  return map;
}
