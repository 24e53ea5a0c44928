// SPDX-License-Identifier: Apache-2.0
/**
 * The last key frames of a camera as small grey pictures, decoded by the system's ffmpeg when it is there. They serve
 * measuring and stay in the core: what leaves it are numbers, so nobody looks and nothing is registered.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TimedPicture } from '../../../health/judge.ts';
import type { SegmentRow } from '../../../terms/footage.ts';
import { nodeDisk } from '../../store/disk.ts';
import type { FootageIndex } from '../../store/footage-index.ts';
import type { PartPlace } from '../../store/part-table.ts';
import { openSegmentFile, type SegmentKeys } from '../../store/segment-reader.ts';
import type { FootageKeys } from './footage-keys.ts';

export const pictureWidth = 320;
const decodeWithinMs = 20_000;
/** Key frames that are decoded, and over how long they should reach so that a frozen picture can be told. */
const wanted = 6;
const overMs = 6000;

/** Decoding needs ffmpeg, and it is not there. */
export class DecoderMissing extends Error {
  override readonly name = 'DecoderMissing';
}

interface KeyFramePlace {
  readonly segment: SegmentRow;
  /** Number of the part in its segment. */
  readonly i: number;
  readonly atMs: number;
}

/**
 * @param fromEnd `last`: the newest; `first`: the oldest that are kept
 * @returns in order of time, all of one size; empty when there is no key frame or it cannot be decoded
 * @throws DecoderMissing; RecorderError `recorder/footage-locked`
 */
export async function keyFramePictures(
  directory: string,
  index: FootageIndex,
  camera: string,
  fromEnd: 'first' | 'last',
  keys: FootageKeys,
): Promise<readonly TimedPicture[]> {
  const places = spaced(keyFramePlaces(index, camera, fromEnd));
  const bySegment = Map.groupBy(places, ({ segment }) => segment);
  const pictures: TimedPicture[] = [];
  for (const [segment, keyFrames] of bySegment)
    pictures.push(...(await decode(directory, segment, keyFrames, index.parts(camera, segment.n), keys)));
  const { width, height } = (fromEnd === 'last' ? pictures.at(-1) : pictures[0])?.picture ?? {};
  return pictures.filter(({ picture }) => picture.width === width && picture.height === height);
}

/** Key frames of the outermost segments, in order of time: enough of them, and enough time. */
function keyFramePlaces(
  index: FootageIndex,
  camera: string,
  fromEnd: 'first' | 'last',
): readonly KeyFramePlace[] {
  let places: KeyFramePlace[] = [];
  for (const segment of outermost(index, camera, fromEnd)) {
    const found = index
      .parts(camera, segment.n)
      .map((part, i) => ({ ...part, i }))
      .filter(({ sync }) => sync)
      .map(({ i, startOffsetMs }) => ({ segment, i, atMs: segment.startMs + startOffsetMs }));
    places = fromEnd === 'last' ? [...found, ...places] : [...places, ...found];
    const reach = (places.at(-1)?.atMs ?? 0) - (places[0]?.atMs ?? 0);
    if (places.length >= wanted && reach >= overMs) break;
  }
  return fromEnd === 'last' ? places.slice(-64) : places.slice(0, 64);
}

const mostSegments = 8;

function outermost(index: FootageIndex, camera: string, fromEnd: 'first' | 'last'): readonly SegmentRow[] {
  if (fromEnd === 'first') return index.segments({ camera, limit: mostSegments });
  const last = index.last(camera);
  if (!last) return [];
  for (let backMs = 120_000; ; backMs *= 8) {
    const rows = index.segments({ camera, fromMs: last.endMs - backMs });
    if (rows.length > 0 || backMs > 400 * 86_400_000) return rows.toReversed().slice(0, mostSegments);
  }
}

/** The outermost key frame, and others at even distance so that together they reach far enough. */
function spaced(places: readonly KeyFramePlace[]): readonly KeyFramePlace[] {
  const last = places.at(-1);
  if (!last) return [];
  const near = places.filter(({ atMs }) => last.atMs - atMs <= overMs * 2);
  const among = near.length >= 3 ? near : places;
  if (among.length <= wanted) return among;
  const step = (among.length - 1) / (wanted - 1);
  return Array.from({ length: wanted }, (_, at) => among[Math.round(at * step)] as KeyFramePlace);
}

async function decode(
  directory: string,
  segment: SegmentRow,
  keyFrames: readonly KeyFramePlace[],
  parts: readonly PartPlace[],
  keys: FootageKeys,
): Promise<readonly TimedPicture[]> {
  if (parts.length === 0 || segment.width === 0) return [];
  const height = Math.max(16, Math.round((pictureWidth * segment.height) / segment.width / 2) * 2);
  const chosen = [0, ...keyFrames.map(({ i }) => i)];
  const input = await readPlaces(join(directory, segment.path), parts, chosen, keys.of(segment.camera));
  const { raw, timesMs } = await runDecoder(input, height);
  const size = pictureWidth * height;
  const pictures = timesMs.map((offsetMs, at) => ({
    atMs: segment.startMs + offsetMs,
    picture: {
      width: pictureWidth,
      height,
      pixels: new Uint8Array(raw.subarray(at * size, (at + 1) * size)),
    },
  }));
  return pictures.filter(({ picture }) => picture.pixels.length === size);
}

async function readPlaces(
  path: string,
  parts: readonly PartPlace[],
  chosen: readonly number[],
  keys: SegmentKeys,
): Promise<Buffer> {
  const file = await openSegmentFile(nodeDisk, path, parts, keys);
  try {
    const pieces: Uint8Array[] = [];
    for (const i of chosen) pieces.push(await file.read(i));
    return Buffer.concat(pieces);
  } finally {
    await file.close();
  }
}

/** Only key frames are decoded; their media time, which counts from the start of the segment, comes with the picture. */
function runDecoder(
  input: Buffer,
  height: number,
): Promise<{ readonly raw: Buffer; readonly timesMs: readonly number[] }> {
  const filter = `scale=${pictureWidth}:${height}:flags=area:out_range=full,format=gray,showinfo`;
  const before = [
    '-hide_banner',
    '-nostats',
    '-v',
    'info',
    '-threads',
    '1',
    '-skip_frame',
    'nokey',
    '-copyts',
  ];
  const after = ['-an', '-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
  return new Promise((resolve, reject) => {
    const decoder = spawn('ffmpeg', [...before, '-i', 'pipe:0', ...after], { stdio: 'pipe' });
    const timer = setTimeout(() => decoder.kill('SIGKILL'), decodeWithinMs);
    const output: Buffer[] = [];
    let words = '';
    decoder.on('error', (error) => {
      clearTimeout(timer);
      reject(new DecoderMissing('ffmpeg', { cause: error }));
    });
    decoder.stdout.on('data', (piece: Buffer) => output.push(piece));
    decoder.stderr.on('data', (piece: Buffer) => {
      words += piece.toString('latin1');
    });
    decoder.on('close', () => {
      clearTimeout(timer);
      const timesMs = [...words.matchAll(/\bpts_time:\s*(-?[\d.]+)/g)].map(([, s]) =>
        Math.round(Number(s) * 1000),
      );
      resolve({ raw: Buffer.concat(output), timesMs });
    });
    // A decoder that gave up closes its input; what it wrote until then counts.
    decoder.stdin.on('error', () => undefined);
    decoder.stdin.end(input);
  });
}
