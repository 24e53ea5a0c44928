// SPDX-License-Identifier: Apache-2.0
/**
 * Bundle steps 5 and 6: the original bytes are those the log commits to, none is missing in the range, and the
 * playable files are made of them. Each part is read once; the playable file is read alongside.
 */
import { decodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/octets.ts';
import { parseTime } from '../bytes/time.ts';
import type { SegmentEntry } from '../entry/entry.ts';
import { rootOfPart, verifyPart } from '../proof/block-proof.ts';
import { createFinding } from '../verdict/finding.ts';
import { timesOfFragment } from '../video/join-video.ts';
import type { BundleCheck } from './bundle-check.ts';
import { CameraVideo } from './check-video.ts';
import { type BundleManifest, partPath } from './manifest.ts';
import type { BundledPart } from './proofs-file.ts';

/** How far a fragment's own time may be off the entry's: rounding, and drift absorbed within a segment. */
const timeToleranceMs = 500;

export async function checkFootage(check: BundleCheck): Promise<void> {
  const { manifest, proofs } = check;
  if (!manifest || !proofs || !check.checkpoint) return;
  const byCamera = Map.groupBy(check.segments(), ([, entry]) => entry.camera);
  const proofOf = new Map(
    proofs.parts.map((part) => [partPath(part.camera, part.n, part.proof.part), part] as const),
  );
  const proven = new Set<string>();
  for (const [camera, segments] of byCamera) {
    const video = new CameraVideo(check, camera);
    for (const [index, entry] of segments)
      await checkSegment(check, { index, entry, manifest, proofOf, proven, video });
    await video.finish();
    for (const path of video.paths) proven.add(path);
  }
  // Whatever lies in parts/ and video/ without belonging to a proven segment.
  for (const path of check.files.files.keys()) {
    if (proven.has(path)) continue;
    if (path.startsWith('parts/')) check.findings.add(createFinding('part-unproven', { file: path }));
    if (path.startsWith('video/')) check.findings.add(createFinding('video-unproven', { file: path }));
  }
}

interface SegmentToCheck {
  readonly index: number;
  readonly entry: SegmentEntry;
  readonly manifest: BundleManifest;
  readonly proofOf: ReadonlyMap<string, BundledPart>;
  readonly proven: Set<string>;
  readonly video: CameraVideo;
}

async function checkSegment(check: BundleCheck, segment: SegmentToCheck): Promise<void> {
  const { index, entry, manifest, proofOf, proven, video } = segment;
  const { camera, n, parts } = entry;
  const wanted = rangeInSegment(entry, manifest);
  if (!wanted) return;
  const present = partsPresent(check, entry);
  const tombstone = check.buried.get(index);
  if (present.length === 0 && tombstone !== undefined) {
    check.findings.add(createFinding('footage-deleted', { camera, n, index: tombstone }));
    return;
  }
  check.checkedSegments++;
  const startMs = parseTime(entry.start)!;
  const times: Times = { first: undefined, last: undefined };
  let init: Uint8Array | undefined;
  for (const part of present) {
    const path = partPath(camera, n, part);
    proven.add(path);
    const bytes = await check.readWhole(path);
    if (!bytes) continue;
    const isProven = checkPart(check, entry, path, bytes, part, proofOf.get(path));
    if (part === 0) init = bytes;
    if (!isProven) video.spoil();
    await video.add({ part, bytes, segmentStartMs: startMs });
    if (part > 0 && init && isProven) noteTimes(times, part, timesOfFragment(init, bytes, startMs));
  }
  checkRun(check, entry, present, wanted, times);
  if (parts > 1 && present.length === 0) video.spoil();
}

/** Root over the blocks, path to the segment root of the entry; the manifest's hash only where nothing signs it. */
function checkPart(
  check: BundleCheck,
  entry: SegmentEntry,
  path: string,
  bytes: Uint8Array,
  part: number,
  bundled: BundledPart | undefined,
): boolean {
  const place = { file: path, camera: entry.camera, n: entry.n, part };
  if (!bundled || bundled.proof.parts !== entry.parts || bundled.proof.part !== part) {
    check.findings.add(createFinding('part-unproven', place));
    return false;
  }
  const root = rootOfPart(check.algorithms, bytes);
  const segmentRoot = decodeBase64(entry.root)!;
  const isProven = verifyPart(check.algorithms, root, bundled.proof, segmentRoot).kind === 'proven';
  if (!isProven) check.findings.add(createFinding('part-altered', place));
  // A part that the log proves needs no second hash, unless the list of hashes is itself unsigned.
  if (!check.isManifestSigned) check.compareHash(path, encodeHex(check.algorithms.hash(bytes)));
  return isProven;
}

/** The stretch of the manifest's range that lies in a segment; undefined when none does. */
function rangeInSegment(
  entry: SegmentEntry,
  { from, to }: BundleManifest,
): { readonly from: string; readonly to: string } | undefined {
  const start = entry.start > from ? entry.start : from;
  const end = entry.end < to ? entry.end : to;
  return start < end ? { from: start, to: end } : undefined;
}

/** Numbers of the parts of a segment that are in the bundle, in order. */
function partsPresent(check: BundleCheck, entry: SegmentEntry): readonly number[] {
  const present: number[] = [];
  for (let part = 0; part < entry.parts; part++)
    if (check.files.files.has(partPath(entry.camera, entry.n, part))) present.push(part);
  return present;
}

interface Times {
  first: number | undefined;
  last: number | undefined;
}

function noteTimes(times: Times, part: number, span: ReturnType<typeof timesOfFragment>): void {
  if (!span) return;
  if (times.first === undefined || part === 1) times.first = span.startMs;
  times.last = span.endMs;
}

/** Initialization there, fragments one after another, reaching from the start to the end of what is claimed. */
function checkRun(
  check: BundleCheck,
  entry: SegmentEntry,
  present: readonly number[],
  wanted: { readonly from: string; readonly to: string },
  times: Times,
): void {
  const { camera, n, parts } = entry;
  const missing = (part: number): void =>
    check.findings.add(createFinding('part-missing', { file: partPath(camera, n, part), camera, n, part }));
  if (!present.includes(0)) missing(0);
  const fragments = present.filter((part) => part > 0);
  const first = fragments[0];
  const last = fragments.at(-1);
  if (first === undefined || last === undefined) {
    if (parts > 1) missing(1);
    return;
  }
  const there = new Set(fragments);
  for (let part = first; part <= last; part++) if (!there.has(part)) missing(part);
  const beginsLate =
    wanted.from === entry.start ||
    times.first === undefined ||
    times.first > parseTime(wanted.from)! + timeToleranceMs;
  if (first > 1 && beginsLate) missing(first - 1);
  const endsEarly =
    wanted.to === entry.end ||
    times.last === undefined ||
    times.last < parseTime(wanted.to)! - timeToleranceMs;
  if (last < parts - 1 && endsEarly) missing(last + 1);
}
