// SPDX-License-Identifier: Apache-2.0
/** Frames back out of our own segment files: for whoever sends them on in another form. */
import { readU16, readU32 } from '../octets.ts';
import { boxesIn, findBox } from './boxes.ts';
import type { VideoCodec } from './sample-entry.ts';

export type SampleTrack = {
  readonly id: number;
  readonly timescale: number;
  readonly format:
    | { readonly kind: 'video'; readonly codec: VideoCodec; readonly parameterSets: readonly Uint8Array[] }
    | { readonly kind: 'audio'; readonly codec: 'alaw' | 'ulaw' }
    /** With its AudioSpecificConfig. */
    | { readonly kind: 'audio'; readonly codec: 'aac'; readonly config: Uint8Array };
};

export type Sample = {
  readonly track: SampleTrack;
  /** Decoding time, ms from the start of the segment. */
  readonly decodeMs: number;
  /** Presentation minus decoding, ms. */
  readonly compositionMs: number;
  readonly durationMs: number;
  readonly sync: boolean;
  /** As in the file: of video, NAL units behind four bytes of length each. A view, not a copy. */
  readonly bytes: Uint8Array;
};

/** @param init the initialization part of a segment; tracks of unknown kinds are left out */
export function readTracks(init: Uint8Array): readonly SampleTrack[] {
  const tracks: SampleTrack[] = [];
  for (const { type, body } of boxesIn(findBox(init, 'moov') ?? new Uint8Array())) {
    if (type !== 'trak') continue;
    const header = findBox(body, 'tkhd');
    const media = findBox(body, 'mdia/mdhd');
    const entry = boxesIn(findBox(body, 'mdia/minf/stbl/stsd')?.subarray(8) ?? new Uint8Array()).next().value;
    if (!header || header.length < 16 || !media || media.length < 16 || !entry) continue;
    const format = formatOf(entry.type, entry.body);
    if (format) tracks.push({ id: readU32(header, 12), timescale: readU32(media, 12) || 1, format });
  }
  return tracks;
}

function formatOf(type: string, body: Uint8Array): SampleTrack['format'] | undefined {
  switch (type) {
    case 'avc1': {
      const avcC = findBox(body.subarray(78), 'avcC');
      return avcC && { kind: 'video', codec: 'h264', parameterSets: setsOfAvcC(avcC) };
    }
    case 'hvc1': {
      const hvcC = findBox(body.subarray(78), 'hvcC');
      return hvcC && { kind: 'video', codec: 'h265', parameterSets: setsOfHvcC(hvcC) };
    }
    case 'alaw':
    case 'ulaw':
      return { kind: 'audio', codec: type };
    case 'mp4a': {
      const esds = findBox(body.subarray(28), 'esds');
      // ES descriptor → decoder configuration → specific information, lengths of one byte as our writer has them.
      const config = esds?.subarray(26, 26 + (esds[25] ?? 0));
      return config && config.length >= 2 ? { kind: 'audio', codec: 'aac', config } : undefined;
    }
    default:
      return undefined;
  }
}

function setsOfAvcC(avcC: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 6;
  const take = (count: number): void => {
    for (; count > 0 && at + 2 <= avcC.length; count--) {
      const size = readU16(avcC, at);
      sets.push(avcC.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  };
  take((avcC[5] ?? 0) & 31);
  at += 1;
  take(avcC[at - 1] ?? 0);
  return sets;
}

function setsOfHvcC(hvcC: Uint8Array): Uint8Array[] {
  const sets: Uint8Array[] = [];
  let at = 23;
  for (let arrays = hvcC[22] ?? 0; arrays > 0 && at + 3 <= hvcC.length; arrays--) {
    let count = readU16(hvcC, at + 1);
    at += 3;
    for (; count > 0 && at + 2 <= hvcC.length; count--) {
      const size = readU16(hvcC, at);
      sets.push(hvcC.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  }
  return sets;
}

/**
 * Samples of one fragment, video and audio in one order by decoding time.
 *
 * @param fragment `moof` and `mdat` as our writer makes them; what does not fit is left out
 */
export function readSamples(fragment: Uint8Array, tracks: readonly SampleTrack[]): readonly Sample[] {
  const moof = findBox(fragment, 'moof');
  const samples: Sample[] = [];
  for (const { type, body } of boxesIn(moof ?? new Uint8Array())) {
    if (type !== 'traf') continue;
    const header = findBox(body, 'tfhd');
    const start = findBox(body, 'tfdt');
    const run = findBox(body, 'trun');
    const track = header && header.length >= 8 && tracks.find(({ id }) => id === readU32(header, 4));
    if (!track || !start || start.length < 12 || !run || run.length < 12) continue;
    samples.push(...samplesOfRun(fragment, track, readU32(start, 4) * 2 ** 32 + readU32(start, 8), run));
  }
  return samples.sort((a, b) => a.decodeMs - b.decodeMs);
}

function* samplesOfRun(
  fragment: Uint8Array,
  track: SampleTrack,
  startTicks: number,
  run: Uint8Array,
): Generator<Sample> {
  const flags = readU32(run, 0) & 0xffffff;
  const count = readU32(run, 4);
  const columns = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  if ((flags & 0x301) !== 0x301 || run.length < 12 + count * columns * 4) return;
  const ms = 1000 / track.timescale;
  let ticks = startTicks;
  // Offsets count from the first byte of `moof`, with which a fragment begins.
  let offset = readU32(run, 8);
  for (let i = 0; i < count; i++) {
    const at = 12 + i * columns * 4;
    const size = readU32(run, at + 4);
    const bytes = fragment.subarray(offset, offset + size);
    if (bytes.length < size) return;
    const hasFlags = (flags & 0x400) !== 0;
    const composition = (flags & 0x800) === 0 ? 0 : readU32(run, at + (hasFlags ? 12 : 8)) | 0;
    yield {
      track,
      decodeMs: ticks * ms,
      compositionMs: composition * ms,
      durationMs: readU32(run, at) * ms,
      sync: hasFlags ? (readU32(run, at + 8) & 0x10000) === 0 : true,
      bytes,
    };
    ticks += readU32(run, at);
    offset += size;
  }
}

/** NAL units of a video sample. */
export function nalsOfSample(bytes: Uint8Array): Uint8Array[] {
  const nals: Uint8Array[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + readU32(bytes, at);
    if (end > bytes.length) break;
    if (end > at + 4) nals.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return nals;
}
