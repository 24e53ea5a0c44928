// SPDX-License-Identifier: Apache-2.0
/**
 * Program stream in, as devices really send it (catalogue Q16–Q25): fed in any pieces, never throws, holds no more
 * than a frame. System start codes have a last byte of B9 and above; no NAL unit header has, so a PES without length
 * ends at the next one.
 */
import { AudioCollector, type PsAudio } from './audio-collector.ts';
import { ByteQueue } from './byte-queue.ts';
import { audioCodecOf, type PsAudioCodec, type PsVideoCodec, videoCodecOf } from './codes.ts';
import { findStartCode, NalSplitter } from './nal-splitter.ts';
import { readTimestamp, TicksUnwrapper } from './timestamps.ts';

export type { PsAudio } from './audio-collector.ts';

export type PsHandlers = {
  /** One NAL unit, without start code. @param ticks unwrapped presentation time, 90 kHz */
  readonly onNal: (codec: PsVideoCodec, nal: Uint8Array, ticks: number) => void;
  readonly onAudio: (audio: PsAudio) => void;
  /** A tolerance fired. */
  readonly onDeviation: (id: string) => void;
  /** A stream map was read: what it declares. */
  readonly onMap?: (video: PsVideoCodec | undefined, audio: PsAudioCodec | undefined) => void;
};

/** A PES without length may be so long. */
const maxPesBytes = 8 << 20;

export class PsDemuxer {
  readonly #handlers: PsHandlers;
  readonly #held = new ByteQueue();
  readonly #nals: NalSplitter;
  readonly #audio: AudioCollector;
  readonly #unwrapper = new TicksUnwrapper();
  #declaredVideo: PsVideoCodec | undefined;
  #declaredAudio: PsAudioCodec | undefined;
  /** What the NAL units say. */
  #codec: PsVideoCodec | undefined;
  #waitsForPack = true;
  #skipped = false;

  constructor(handlers: PsHandlers) {
    this.#handlers = handlers;
    this.#nals = new NalSplitter(
      (nal, ticks) => this.#nal(nal, ticks),
      () => handlers.onDeviation('nal-too-large'),
    );
    this.#audio = new AudioCollector(handlers.onAudio, handlers.onDeviation);
  }

  push(bytes: Uint8Array): void {
    this.#held.push(bytes);
    while (this.#held.length >= 4 && this.#take());
    if (this.#held.length > maxPesBytes) {
      this.#handlers.onDeviation('pes-too-large');
      this.lost();
    }
  }

  /** Something in between is missing: what is half here is dropped, the next pack header begins anew. */
  lost(): void {
    this.#held.clear();
    this.#nals.reset();
    this.#audio.reset();
    this.#waitsForPack = true;
  }

  flush(): void {
    // A PES without length that nothing follows any more is whole.
    const view = this.#held.view;
    if (view.length > 9 && isVideo(view[3]!) && view[4] === 0 && view[5] === 0) this.#pes(view);
    this.#held.clear();
    this.#nals.flush();
  }

  /** @returns false when more bytes are needed */
  #take(): boolean {
    const view = this.#held.view;
    const isCode = view[0] === 0 && view[1] === 0 && view[2] === 1 && view[3]! >= 0xb9;
    if (!isCode || (this.#waitsForPack && view[3]! < 0xba)) return this.#resync(view);
    const code = view[3]!;
    if (code === 0xba) return this.#pack(view);
    if (this.#waitsForPack && !mayBegin(code)) return this.#resync(view);
    if (code === 0xb9) {
      this.#held.drop(4);
      return true;
    }
    return this.#packet(view, code);
  }

  /** On to the next system start code. */
  #resync(view: Uint8Array): boolean {
    if (!this.#skipped && !this.#waitsForPack) this.#handlers.onDeviation('ps-skipped');
    this.#skipped = true;
    let at = findStartCode(view, 1);
    while (at >= 0 && at + 3 < view.length && view[at + 3]! < 0xb9) at = findStartCode(view, at + 3);
    if (at < 0) {
      // The first bytes of a start code may be the last that are here.
      this.#held.drop(Math.max(1, view.length - 3));
      return false;
    }
    this.#held.drop(at);
    return this.#held.length >= 4;
  }

  #pack(view: Uint8Array): boolean {
    if (view.length < 14) {
      if (view.length < 7 || !isStartCode(view, 4)) return false;
    }
    this.#skipped = false;
    this.#waitsForPack = false;
    // A pack header without its content (Q17).
    if (isStartCode(view, 4)) {
      this.#handlers.onDeviation('Q17');
      this.#held.drop(4);
      return true;
    }
    const isMpeg1 = (view[4]! & 0xf0) === 0x20;
    const size = isMpeg1 ? 12 : 14 + (view[13]! & 7);
    if (view.length < size) return false;
    this.#held.drop(size);
    return true;
  }

  #packet(view: Uint8Array, code: number): boolean {
    if (view.length < 6) return false;
    const length = (view[4]! << 8) | view[5]!;
    let size = 6 + length;
    if (length === 0 && isVideo(code)) {
      const end = this.#endOfOpenPes(view);
      if (end < 0) return false;
      this.#handlers.onDeviation('Q16');
      size = end;
    }
    if (view.length < size) return false;
    const packet = view.subarray(0, size);
    if (code === 0xbc) this.#map(packet);
    else if (isVideo(code) || isAudio(code)) this.#pes(packet);
    this.#held.drop(size);
    return true;
  }

  /** Where the searched part ends, so that an open PES is scanned once. */
  #openScanned = 9;

  #endOfOpenPes(view: Uint8Array): number {
    let at = findStartCode(view, Math.max(9, this.#openScanned));
    while (at >= 0 && at + 3 < view.length && view[at + 3]! < 0xb9) at = findStartCode(view, at + 3);
    if (at >= 0 && at + 3 < view.length) {
      this.#openScanned = 9;
      return at;
    }
    this.#openScanned = Math.max(9, view.length - 4);
    return -1;
  }

  /** Program stream map (§2.5.4). Its CRC is wrong or zero with many and not checked (Q21). */
  #map(packet: Uint8Array): void {
    if (packet.length < 12) return;
    let at = 10 + ((packet[8]! << 8) | packet[9]!);
    if (at + 2 > packet.length) return;
    const end = Math.min(packet.length, at + 2 + ((packet[at]! << 8) | packet[at + 1]!));
    at += 2;
    let video: PsVideoCodec | undefined;
    let audio: PsAudioCodec | undefined;
    while (at + 4 <= end) {
      const type = packet[at]!;
      const id = packet[at + 1]!;
      if (isVideo(id)) video ??= videoCodecOf(type);
      else if (isAudio(id)) audio ??= audioCodecOf(type);
      at += 4 + ((packet[at + 2]! << 8) | packet[at + 3]!);
    }
    this.#declaredVideo = video ?? this.#declaredVideo;
    this.#declaredAudio = audio ?? this.#declaredAudio;
    this.#handlers.onMap?.(this.#declaredVideo, this.#declaredAudio);
  }

  #pes(packet: Uint8Array): void {
    if (packet.length < 9) return;
    let from = 9 + packet[8]!;
    let ticks: number | undefined;
    if ((packet[6]! & 0xc0) !== 0x80) from = 6;
    else if ((packet[7]! & 0x80) !== 0 && packet[8]! >= 5 && packet.length >= 14)
      ticks = readTimestamp(packet, 9);
    if (from >= packet.length) return;
    const payload = packet.subarray(from);
    if (isVideo(packet[3]!)) {
      this.#nals.push(payload, ticks === undefined ? undefined : this.#unwrapper.unwrap(ticks));
      return;
    }
    // Sound before any map, or declared as something unknown: G.711 A is what the standard falls back to.
    if (this.#declaredAudio === undefined) return;
    this.#audio.push(this.#declaredAudio, payload, ticks);
  }

  #nal(nal: Uint8Array, ticks: number): void {
    const said = codecOfNal(nal);
    if (said !== undefined && said !== this.#codec) {
      if (this.#declaredVideo !== undefined && this.#declaredVideo !== said)
        this.#handlers.onDeviation('Q22');
      this.#codec = said;
    }
    const codec = this.#codec ?? this.#declaredVideo;
    if (codec !== undefined) this.#handlers.onNal(codec, nal, ticks);
  }
}

const isVideo = (code: number): boolean => code >= 0xe0 && code <= 0xef;
const isAudio = (code: number): boolean => code >= 0xc0 && code <= 0xdf;
const mayBegin = (code: number): boolean => code === 0xbb || code === 0xbc;
const isStartCode = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 1;

/** Parameter sets betray the codec whatever the map declares (Q22). */
function codecOfNal(nal: Uint8Array): PsVideoCodec | undefined {
  const first = nal[0] ?? 0;
  if (first === 0x40 && nal[1] === 0x01) return 'h265';
  if (first === 0x42 && nal[1] === 0x01) return 'h265';
  return (first & 0x9f) === 7 && (first & 0x60) !== 0 ? 'h264' : undefined;
}
