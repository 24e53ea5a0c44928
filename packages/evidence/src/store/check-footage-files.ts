// SPDX-License-Identifier: Apache-2.0
/** Store step 5: every byte of every segment file against its entry, and no file without one. */
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { parseJson } from '../bytes/canonical-json.ts';
import { equalBytes } from '../bytes/octets.ts';
import { parseTime } from '../bytes/time.ts';
import type { SegmentEntry } from '../entry/entry.ts';
import { LogReader } from '../log/log-reader.ts';
import { encodeHashSheet, hashSheetSuffix, parseHashSheet, readSheetParts } from '../merkle/hash-sheet.ts';
import { blockSizeBytes, type SegmentDigest } from '../merkle/segment-hasher.ts';
import { differingBlocks } from '../proof/block-proof.ts';
import { createFinding } from '../verdict/finding.ts';
import { buriedSince } from './buried-since.ts';
import { hashParts, hashSegmentFile } from './hash-segment-file.ts';
import type { SegmentPlace, StoreCheck } from './store-check.ts';
import { type OpenFile, parseFootagePath, pathOfSegment, storeNames } from './store-files.ts';

/** A store without any sheets would fill the memory with their names. */
const keptMissingSheets = 1000;

/** What the file must be: of an encrypted one the log says it apart from the footage in it. */
type FileForm = Pick<SegmentEntry, 'bytes' | 'root' | 'sizes'>;

/** Goes through the entries again, now that all tombstones are known. */
export async function checkFootageFiles(check: StoreCheck): Promise<void> {
  const { size } = check.checkpoint!;
  const log = new LogReader(check.algorithms, size, (path) =>
    check.files.readWhole(`${storeNames.log}/${path}`),
  );
  for (let index = 0; index < size; index++) {
    if (!check.segments.has(index) || check.unreadable.has(index)) continue;
    await checkSegment(check, index, parseJson(await log.entry(index)) as unknown as SegmentEntry);
  }
  for (const { index, entry } of check.pending)
    if (check.segments.has(index))
      await checkSegment(check, index, parseJson(entry) as unknown as SegmentEntry);
  await settleMissing(check);
  if (check.hasSheets)
    for (const file of check.missingSheets) check.findings.add(createFinding('sheet-missing', { file }));
}

/** Files in the footage directory that no entry names. */
export async function checkUnknownFootage(check: StoreCheck): Promise<void> {
  for await (const { path } of check.files.list(storeNames.footage)) {
    const segment = path.endsWith(hashSheetSuffix) ? path.slice(0, -hashSheetSuffix.length) : path;
    if (check.footage.has(segment)) continue;
    const name = parseFootagePath(path);
    const edge = name && check.tally.edgeOf(name.camera);
    // What is being recorded begins where the camera's last entry ends, or later.
    const isNext = name !== undefined && name.startMs >= (parseTime(edge?.end) ?? 0);
    check.findings.add(createFinding(isNext ? 'segment-open' : 'footage-file-unknown', { file: path }));
  }
  let quarantined = 0;
  for await (const _ of check.files.list(storeNames.quarantine)) quarantined++;
  if (quarantined > 0)
    check.findings.add(createFinding('quarantined', { file: storeNames.quarantine }, { count: quarantined }));
}

/** What went while it was read: told by its tombstone, whose deletion may not have come to its end when it was looked at. */
async function settleMissing(check: StoreCheck): Promise<void> {
  for (const place of check.stillThere) {
    const size = await check.files.size(place.file);
    if (size !== undefined) check.findings.add(createFinding('tombstone-bytes-present', place));
  }
  if (check.missing.length === 0) return;
  const buried = await buriedSince(check);
  for (const place of check.missing) {
    if (!buried.has(place.index)) check.findings.add(createFinding('segment-missing', place));
    else check.tally.addDeleted(place.camera);
  }
}

async function checkSegment(check: StoreCheck, index: number, entry: SegmentEntry): Promise<void> {
  const path = pathOfSegment(entry);
  const stored: FileForm = entry.sealed ?? entry;
  const place = { file: path, camera: entry.camera, n: entry.n, index };
  const file = await check.files.open(path);
  if (check.buried.has(index)) {
    if (file) check.stillThere.push(place);
    if (check.early.isEarly(index, entry))
      check.findings.add(createFinding('deleted-early', place, { days: entry.floor?.days ?? '?' }));
    await file?.close();
    check.advance(stored.bytes);
    return;
  }
  if (!file) {
    check.missing.push({ ...place, from: entry.start, to: entry.end });
    check.advance(stored.bytes);
    return;
  }
  try {
    check.checkedSegments++;
    check.checkedFiles++;
    if (file.sizeBytes !== stored.bytes) {
      const code = file.sizeBytes < stored.bytes ? 'segment-short' : 'segment-long';
      const toByte = Math.max(file.sizeBytes, stored.bytes);
      const fromByte = Math.min(file.sizeBytes, stored.bytes);
      check.findings.add(
        createFinding(
          code,
          { ...place, fromByte, toByte },
          { expectedBytes: stored.bytes, foundBytes: file.sizeBytes },
        ),
      );
    }
    if (!check.options.isLogOnly) await checkContent(check, place, stored, file);
    if (entry.sealed && !check.options.isLogOnly) await checkSealed(check, place, entry);
  } finally {
    await file.close();
  }
}

/** With the key: what is in the file must be the footage of the entry. */
async function checkSealed(check: StoreCheck, place: SegmentPlace, entry: SegmentEntry): Promise<void> {
  const { openSealed } = check.options;
  if (!openSealed) {
    check.unopenedSegments++;
    return;
  }
  const root = await openSealed(entry, place.file);
  if (!root) check.findings.add(createFinding('segment-unopened', place));
  else if (!equalBytes(root, decodeBase64(entry.root)!))
    check.findings.add(createFinding('segment-sealed-differs', place));
}

async function checkContent(
  check: StoreCheck,
  place: SegmentPlace,
  stored: FileForm,
  file: OpenFile,
): Promise<void> {
  const root = decodeBase64(stored.root)!;
  const advance = (bytes: number): void => check.advance(bytes);
  const bytes = await readSheetFile(check, place);
  if (bytes) {
    const sizes = readSheetParts(bytes)?.map(({ sizeBytes }) => sizeBytes);
    if (sizes?.reduce((sum, size) => sum + size, 0) === stored.bytes) {
      const digest = await hashParts(check.algorithms, file, sizes, advance);
      const isGood = equalBytes(digest.root, root) && areSizesRight(digest, stored);
      // The usual case: nothing of the sheet needs to be hashed.
      if (isGood && equalBytes(bytes, encodeHashSheet(digest))) return;
      const sheet = parseHashSheet(check.algorithms, bytes);
      if (sheet && areSizesRight(sheet, stored) && equalBytes(sheet.root, root))
        return reportBlocks(check, place, sheet, digest);
    }
    check.findings.add(createFinding('sheet-altered', { ...place, file: sheetOf(place) }));
  }
  const hashed = await hashSegmentFile(check.algorithms, file, advance);
  if (hashed.kind === 'no-boxes')
    check.findings.add(
      createFinding('segment-altered', { ...place, fromByte: hashed.atByte, toByte: hashed.atByte + 8 }),
    );
  else if (!equalBytes(hashed.digest.root, root)) check.findings.add(createFinding('segment-altered', place));
}

const sheetOf = (place: SegmentPlace): string => `${place.file}${hashSheetSuffix}`;

async function readSheetFile(check: StoreCheck, place: SegmentPlace): Promise<Uint8Array | undefined> {
  const bytes = await check.files.readWhole(sheetOf(place));
  if (!bytes) {
    if (check.missingSheets.length < keptMissingSheets) check.missingSheets.push(sheetOf(place));
    return undefined;
  }
  check.checkedFiles++;
  check.hasSheets = true;
  return bytes;
}

/** Sizes are not in the root: a part may seem longer or shorter with the same blocks. */
function areSizesRight(digest: SegmentDigest, stored: FileForm): boolean {
  return (
    digest.sizeBytes === stored.bytes &&
    (stored.sizes === undefined || encodeBase64(digest.sizesHash) === stored.sizes)
  );
}

function reportBlocks(
  check: StoreCheck,
  place: SegmentPlace,
  sheet: SegmentDigest,
  digest: SegmentDigest,
): void {
  for (const { part, block } of differingBlocks(sheet, digest)) {
    const { offsetBytes, sizeBytes } = sheet.parts[part] ?? digest.parts[part]!;
    const fromByte = offsetBytes + (block ?? 0) * blockSizeBytes;
    const toByte =
      block === undefined
        ? offsetBytes + sizeBytes
        : Math.min(fromByte + blockSizeBytes, offsetBytes + sizeBytes);
    check.findings.add(
      createFinding('segment-altered', {
        ...place,
        part,
        ...(block !== undefined && { block }),
        fromByte,
        toByte,
      }),
    );
  }
}
