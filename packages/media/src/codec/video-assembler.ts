// SPDX-License-Identifier: Apache-2.0
/**
 * From RTP payloads to whole pictures (RFC 6184, RFC 7798). A picture ends where another begins: at a first
 * slice, or at a NAL unit that may only stand before one. Neither the marker bit (V2, V3) nor the timestamp (C4)
 * is trusted alone. Every NAL unit is kept byte for byte, in order; an incomplete one is dropped.
 */

import type { StreamFormat } from '../frames.ts';
import { encodeInit } from '../mp4/init-part.ts';
import {
  type AudioConfig,
  audioCodecName,
  type ParameterSets,
  parameterSetKind,
  sequenceFacts,
  type VideoCodec,
} from '../mp4/sample-entry.ts';
import { h264Type, type SequenceFacts } from '../nal/h264.ts';
import { equalBytes, ownBytes, readU16 } from '../octets.ts';
import { BlockPool, type FrameLease } from './block-pool.ts';
import { FrameArena } from './frame-arena.ts';
import { isIntraSlice, isSmallKind, kindOfH264, kindOfH265, parameterSetId } from './nal-kind.ts';
import { isRecoveryPointSei } from './recovery-point.ts';
import { isSignatureSei } from './signature-sei.ts';

export type Picture = {
  readonly format: StreamFormat;
  /** Unwrapped RTP time. */
  readonly ticks: number;
  readonly sync: boolean;
  /** Decoding may begin here though it is no key frame: a recovery point, or slices that refer to no other picture. */
  readonly recovers: boolean;
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
  /** Lets go of the memory the pieces lie in. */
  readonly lease: FrameLease;
  readonly signed: boolean;
  readonly reorderFrames: number | undefined;
};

export type AssemblerHandlers = {
  readonly onPicture: (picture: Picture) => void;
  readonly onDeviation: (id: string) => void;
};

/** A picture larger than this is dropped (V10). */
const maxPictureBytes = 16 * 2 ** 20;
const maxParameterSetBytes = 4096;
const maxParameterSets = 31;
/** So many changes of parameter sets within so many pictures are an alternation. */
const manyChanges = 4;
const alternationPictures = 1500;

export class VideoAssembler {
  readonly #codec: VideoCodec;
  #audio: AudioConfig | undefined;
  readonly #handlers: AssemblerHandlers;
  readonly #arena: FrameArena;
  /** By kind and id. */
  readonly #sets = new Map<string, { readonly kind: 'vps' | 'sps' | 'pps'; readonly nal: Uint8Array }>();
  #setsChanged = false;
  /** Pictures so far, and at which of them the sets changed. */
  #pictures = 0;
  #changes: number[] = [];
  #format: StreamFormat | undefined;
  #facts: SequenceFacts | undefined;
  /** The picture being gathered. */
  #ticks = 0;
  #hasSlice = false;
  #sync = false;
  #signed = false;
  #recovers = false;
  /** No slice of it refers to another picture. */
  #isIntra = true;
  #tooLarge = false;
  /** A prefix NAL unit (H.264 Annex G) that waits for the slice it belongs to. */
  #prefix: Uint8Array | undefined;
  /** Small NAL units that are read as well as kept. */
  #small: number[] | undefined;

  constructor(
    codec: VideoCodec,
    announced: readonly Uint8Array[],
    audio: AudioConfig | undefined,
    handlers: AssemblerHandlers,
    blocks = new BlockPool(),
  ) {
    this.#arena = new FrameArena(blocks);
    this.#codec = codec;
    this.#audio = audio;
    this.#handlers = handlers;
    // A set of which one is missing is worth nothing; the stream will bring its own (D6).
    for (const nal of announced) this.#learn(nal);
  }

  /** Packets were lost: what is half there is no NAL unit. */
  lost(): void {
    this.#arena.dropNal();
    this.#small = undefined;
  }

  /** Another sound than announced: another format from the next picture on. */
  setAudio(audio: AudioConfig): void {
    this.#audio = audio;
    this.#setsChanged = true;
  }

  /** The last picture, when nothing more will come. */
  flush(): void {
    this.#arena.dropNal();
    this.#takePrefix();
    this.#endPicture();
  }

  /** One RTP payload. */
  push(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    if (this.#codec === 'h264') this.#h264(bytes, from, to, ticks);
    else this.#h265(bytes, from, to, ticks);
  }

  #h264(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    const type = bytes[from]! & 31;
    // A start code where the NAL unit should begin reads as type 0 (V6).
    if ((type >= 1 && type <= 23) || (bytes[from] === 0 && bytes[from + 1] === 0)) {
      this.#whole(bytes, from, to, ticks);
      return;
    }
    if (type === 24) {
      this.#aggregate(bytes, from + 1, to, ticks);
      return;
    }
    if (type !== 28) {
      this.#handlers.onDeviation('V7');
      return;
    }
    if (to - from < 3) {
      this.#handlers.onDeviation('V5');
      return;
    }
    const fu = bytes[from + 1]!;
    const header = (bytes[from]! & 0xe0) | (fu & 31);
    this.#fragment((fu & 0x80) !== 0, (fu & 0x40) !== 0, [header], bytes, from + 2, to, ticks);
  }

  #h265(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    if (to - from < 3) {
      this.#handlers.onDeviation('H5');
      return;
    }
    const type = (bytes[from]! >> 1) & 63;
    if (type < 48) {
      this.#whole(bytes, from, to, ticks);
      return;
    }
    if (type === 48) {
      this.#aggregate(bytes, from + 2, to, ticks);
      return;
    }
    if (type !== 49) {
      this.#handlers.onDeviation('H4');
      return;
    }
    const fu = bytes[from + 2]!;
    const header = [(bytes[from]! & 0x81) | ((fu & 63) << 1), bytes[from + 1]!];
    this.#fragment((fu & 0x80) !== 0, (fu & 0x40) !== 0, header, bytes, from + 3, to, ticks);
  }

  /** STAP-A and AP: sizes before each NAL unit; zero sizes are padding (V7). */
  #aggregate(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    for (let at = from; at + 2 <= to; ) {
      const end = at + 2 + readU16(bytes, at);
      if (end > to) {
        this.#handlers.onDeviation('V7');
        return;
      }
      if (end > at + 2) this.#whole(bytes, at + 2, end, ticks);
      at = end;
    }
  }

  #whole(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    this.#dropUnfinished();
    // Annex B inside a payload (V6): start codes instead of the NAL unit they stand before.
    if (bytes[from] === 0 && bytes[from + 1] === 0) {
      this.#annexB(bytes, from, to, ticks);
      return;
    }
    if (this.#codec === 'h264' && (bytes[from]! & 31) === h264Type.prefix) {
      this.#takePrefix();
      this.#prefix = ownBytes(bytes, from, to);
      return;
    }
    this.#begin(bytes, from, to, ticks);
    this.#arena.append(bytes, from, to);
    if (this.#small) for (let at = from; at < to; at++) this.#small.push(bytes[at]!);
    this.#end();
  }

  #annexB(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    this.#handlers.onDeviation('V6');
    let start = -1;
    for (let at = from; at + 3 <= to; at++) {
      if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
      const end = at > from && bytes[at - 1] === 0 ? at - 1 : at;
      if (start >= 0 && end > start) this.#whole(bytes, start, end, ticks);
      start = at + 3;
      at += 2;
    }
    if (start >= 0 && start < to && !(bytes[start] === 0 && bytes[start + 1] === 0))
      this.#whole(bytes, start, to, ticks);
  }

  #fragment(
    first: boolean,
    last: boolean,
    header: readonly number[],
    bytes: Uint8Array,
    from: number,
    to: number,
    ticks: number,
  ): void {
    if (first) {
      this.#dropUnfinished();
      const head = Uint8Array.from([...header, ...bytes.subarray(from, Math.min(to, from + 4))]);
      this.#begin(head, 0, head.length, ticks);
      for (const byte of header) this.#arena.byte(byte);
      this.#small?.push(...header);
    } else if (!this.#arena.isWritingNal) {
      // Its beginning was lost; counted where the loss was noticed.
      return;
    }
    this.#arena.append(bytes, from, to);
    if (this.#small && this.#small.length < maxParameterSetBytes)
      this.#small.push(...bytes.subarray(from, to));
    if (this.#arena.sizeBytes > maxPictureBytes) {
      this.#handlers.onDeviation('V10');
      this.#arena.dropNal();
      this.#tooLarge = true;
      return;
    }
    if (last) this.#end();
  }

  /** A fragmented NAL unit whose end never came (V5). */
  #dropUnfinished(): void {
    if (!this.#arena.isWritingNal) return;
    this.#handlers.onDeviation('V5');
    this.#arena.dropNal();
  }

  /** @param bytes at least the first bytes of the NAL unit, header included */
  #begin(bytes: Uint8Array, from: number, to: number, ticks: number): void {
    const nal = bytes.subarray(from, Math.min(to, from + 6));
    const kind = this.#codec === 'h264' ? kindOfH264(nal) : kindOfH265(nal);
    if (this.#hasSlice && (kind === 'first-slice' || kind === 'key-slice-first' || kind === 'before'))
      this.#endPicture();
    else if (this.#hasSlice && kind === 'other' && ticks !== this.#ticks) this.#endPicture();
    else if (this.#hasSlice && ticks !== this.#ticks) this.#handlers.onDeviation('C4');
    // What stands before a slice may carry the former picture's time (C3): the slice's counts.
    if (!this.#hasSlice) this.#ticks = ticks;
    if (kind !== 'before' && kind !== 'other') {
      this.#hasSlice = true;
      if (kind === 'key-slice' || kind === 'key-slice-first') this.#sync = true;
      if (this.#isIntra && !this.#sync) this.#isIntra = isIntraSlice(this.#codec, nal);
    }
    this.#takePrefix();
    this.#arena.beginNal();
    this.#small = isSmallKind(this.#codec, nal) ? [] : undefined;
  }

  /** What was held back goes where the NAL unit behind it goes. */
  #takePrefix(): void {
    const prefix = this.#prefix;
    if (!prefix) return;
    this.#prefix = undefined;
    this.#arena.beginNal();
    this.#arena.append(prefix, 0, prefix.length);
    this.#arena.endNal();
  }

  #end(): void {
    this.#arena.endNal();
    const small = this.#small;
    this.#small = undefined;
    if (!small || small.length === 0) return;
    const nal = Uint8Array.from(small);
    if (parameterSetKind(this.#codec, nal)) this.#learn(nal);
    else {
      if (isSignatureSei(this.#codec, nal)) this.#signed = true;
      if (isRecoveryPointSei(this.#codec, nal)) this.#recovers = true;
    }
  }

  #learn(nal: Uint8Array): void {
    const kind = parameterSetKind(this.#codec, nal);
    if (!kind || nal.length > maxParameterSetBytes) return;
    const key = `${kind}/${parameterSetId(this.#codec, kind, nal)}`;
    const known = this.#sets.get(key);
    if (known && equalBytes(known.nal, nal)) return;
    if (!known && this.#sets.size >= maxParameterSets) {
      this.#handlers.onDeviation('V8');
      return;
    }
    this.#sets.set(key, { kind, nal });
    this.#setsChanged = true;
  }

  #endPicture(): void {
    const hasSlice = this.#hasSlice;
    const { pieces, sizeBytes, lease } = this.#arena.takeFrame();
    const sync = this.#sync;
    const signed = this.#signed;
    const recovers = this.#recovers || (this.#isIntra && !this.#sync);
    const dropped = this.#tooLarge;
    this.#hasSlice = false;
    this.#sync = false;
    this.#signed = false;
    this.#recovers = false;
    this.#isIntra = true;
    this.#tooLarge = false;
    if (!hasSlice || sizeBytes === 0 || dropped) {
      lease.release();
      return;
    }
    const format = this.#currentFormat();
    // Nothing could be decoded before the first parameter sets (V1).
    if (!format) {
      this.#handlers.onDeviation('V1');
      lease.release();
      return;
    }
    const reorderFrames = this.#facts?.reorderFrames;
    const ticks = this.#ticks;
    this.#handlers.onPicture({
      format,
      ticks,
      sync,
      recovers,
      pieces,
      sizeBytes,
      lease,
      signed,
      reorderFrames,
    });
  }

  /**
   * A camera that changes its parameter sets with every other group of pictures repeats them in the stream, where
   * they are kept: that needs no format, and so no segment, of its own each time (V1).
   */
  #alternates({ width, height }: SequenceFacts): boolean {
    const recent = this.#changes.filter((at) => this.#pictures - at < alternationPictures);
    this.#changes = [...recent, this.#pictures].slice(-manyChanges);
    return recent.length >= manyChanges && this.#format?.width === width && this.#format.height === height;
  }

  #currentFormat(): StreamFormat | undefined {
    this.#pictures++;
    if (!this.#setsChanged) return this.#format;
    this.#setsChanged = false;
    const of = (wanted: string) =>
      [...this.#sets.values()].filter(({ kind }) => kind === wanted).map(({ nal }) => nal);
    const sets: ParameterSets = { codec: this.#codec, vps: of('vps'), sps: of('sps'), pps: of('pps') };
    const facts = sequenceFacts(sets);
    if (!facts || this.#alternates(facts)) return this.#format;
    const init = encodeInit(sets, facts, this.#audio);
    const { width, height, codec } = facts;
    this.#facts = facts;
    this.#format = {
      init,
      videoCodec: codec,
      width,
      height,
      audioCodec: this.#audio && audioCodecName(this.#audio),
      audioRate: this.#audio?.rate ?? 0,
    };
    return this.#format;
  }
}
