// SPDX-License-Identifier: Apache-2.0
/** What box headers of our own segment files say (ISO 14496-12): the initialization, and each `moof`. */

import { parseH264Sps } from '../nal/h264.ts';
import { parseH265Sps } from '../nal/h265.ts';
import { boxesIn, findBox } from './boxes.ts';

export type InitDescription = {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly videoTrack: number;
  readonly videoTimescale: number;
};

export type MoofDescription = {
  /** Of the video track, media time, ms. */
  readonly startMs: number;
  readonly endMs: number;
  readonly frames: number;
  readonly sync: boolean;
  /** Bytes of all samples. */
  readonly dataBytes: number;
};

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param bytes `ftyp` and `moov` @returns undefined when there is no video track that could be played */
export function describeInit(bytes: Uint8Array): InitDescription | undefined {
  const moov = findBox(bytes, 'moov');
  if (!moov) return undefined;
  const codecs: string[] = [];
  let video: Omit<InitDescription, 'codec'> | undefined;
  for (const { type, body } of boxesIn(moov)) {
    if (type !== 'trak') continue;
    const header = findBox(body, 'tkhd');
    const media = findBox(body, 'mdia/mdhd');
    const entries = findBox(body, 'mdia/minf/stbl/stsd');
    if (!header || header.length < 16 || !media || media.length < 16 || !entries) return undefined;
    const entry = boxesIn(entries.subarray(8)).next().value;
    if (!entry) return undefined;
    const codec = codecOf(entry.type, entry.body);
    if (!codec) return undefined;
    codecs.push(codec);
    if (entry.type !== 'avc1' && entry.type !== 'hvc1') continue;
    video = {
      width: view(entry.body).getUint16(24),
      height: view(entry.body).getUint16(26),
      videoTrack: view(header).getUint32(12),
      videoTimescale: view(media).getUint32(12) || 1,
    };
  }
  return video && { ...video, codec: codecs.join(',') };
}

function codecOf(type: string, body: Uint8Array): string | undefined {
  switch (type) {
    case 'avc1': {
      const avcC = findBox(body.subarray(78), 'avcC');
      const size = avcC ? view(avcC).getUint16(6) : 0;
      return avcC && parseH264Sps(avcC.subarray(8, 8 + size))?.codec;
    }
    case 'hvc1': {
      const hvcC = findBox(body.subarray(78), 'hvcC');
      return hvcC && parseH265Sps(firstNal(hvcC, 33))?.codec;
    }
    case 'mp4a': {
      const esds = findBox(body.subarray(28), 'esds');
      // ES descriptor (5) → decoder configuration (15) → specific information.
      return esds && `mp4a.40.${(esds[26] ?? 16) >> 3}`;
    }
    case 'alaw':
    case 'ulaw':
      return type;
    default:
      return undefined;
  }
}

function firstNal(hvcC: Uint8Array, wanted: number): Uint8Array {
  let at = 23;
  for (let arrays = hvcC[22] ?? 0; arrays > 0 && at + 3 <= hvcC.length; arrays--) {
    const type = hvcC[at]! & 63;
    let count = view(hvcC).getUint16(at + 1);
    at += 3;
    for (; count > 0 && at + 2 <= hvcC.length; count--) {
      const size = view(hvcC).getUint16(at);
      if (type === wanted) return hvcC.subarray(at + 2, at + 2 + size);
      at += 2 + size;
    }
  }
  return new Uint8Array();
}

/** @param bytes a whole `moof` box @returns undefined when it has no video or contradicts itself */
export function describeMoof(bytes: Uint8Array, init: InitDescription): MoofDescription | undefined {
  let video: Omit<MoofDescription, 'dataBytes'> | undefined;
  let dataBytes = 0;
  for (const { type, body } of boxesIn(bytes.subarray(8))) {
    if (type !== 'traf') continue;
    const header = findBox(body, 'tfhd');
    const start = findBox(body, 'tfdt');
    const run = findBox(body, 'trun');
    if (!header || header.length < 8 || !start || start.length < 12 || !run || run.length < 12)
      return undefined;
    const said = readRun(run);
    if (!said) return undefined;
    dataBytes += said.bytes;
    if (view(header).getUint32(4) !== init.videoTrack) continue;
    const startTicks = view(start).getUint32(4) * 2 ** 32 + view(start).getUint32(8);
    const ms = 1000 / init.videoTimescale;
    video = {
      startMs: startTicks * ms,
      endMs: (startTicks + said.durationTicks) * ms,
      frames: said.count,
      sync: said.sync,
    };
  }
  return video && { ...video, dataBytes };
}

type Run = {
  readonly count: number;
  readonly durationTicks: number;
  readonly bytes: number;
  readonly sync: boolean;
};

/** Runs as our writer makes them: duration and size per sample, flags and composition offset for video. */
function readRun(run: Uint8Array): Run | undefined {
  const table = view(run);
  const flags = table.getUint32(0) & 0xffffff;
  const count = table.getUint32(4);
  const columns = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  if ((flags & 0x301) !== 0x301 || (flags & 4) !== 0 || run.length < 12 + count * columns * 4)
    return undefined;
  let durationTicks = 0;
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    durationTicks += table.getUint32(12 + i * columns * 4);
    bytes += table.getUint32(16 + i * columns * 4);
  }
  const sync = (flags & 0x400) !== 0 && count > 0 && (table.getUint32(20) & 0x10000) === 0;
  return { count, durationTicks, bytes, sync };
}
