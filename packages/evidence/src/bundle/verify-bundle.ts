// SPDX-License-Identifier: Apache-2.0
import type { AlgorithmSuites } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeHex } from '../bytes/octets.ts';
import { encodeVkey, fingerprintOfKey } from '../checkpoint/vkey.ts';
import { belowFloorRule } from '../store/early-deletions.ts';
import type { CameraTally } from '../verdict/camera-tally.ts';
import { createFinding } from '../verdict/finding.ts';
import { type LogSummary, namedSigner, type VerifyReport } from '../verdict/report.ts';
import { verdictCaveat, verdictSentence } from '../verdict/sentence.ts';
import { noTrust, type Rank, type SignerVerdict, type Trust } from '../verdict/trust.ts';
import type { RandomAccess } from '../zip/read-zip.ts';
import { BundleCheck, readPieceBytes, type VerifyBundleOptions } from './bundle-check.ts';
import { type BundleFiles, openBundleArchive } from './bundle-files.ts';
import { checkEntries, checkTime, checkTlogProofs } from './check-entries.ts';
import { checkFootage } from './check-footage.ts';
import { checkRegister } from './check-register.ts';
import {
  checkCheckpoint,
  checkFileList,
  checkManifestSignature,
  checkOutsideCheckpoint,
  readManifest,
} from './check-signatures.ts';
import { bundleNames } from './manifest.ts';

/**
 * Verifies a bundle: every byte against its manifest, every part against the log, the log against its
 * checkpoint, the checkpoint against keys. Assumes nothing about its input and never throws for it; memory
 * stays at one part and the list of files.
 *
 * @param trust what the verifier brings along; without it the best rank is `self-consistent`
 */
export async function verifyBundle(
  suites: AlgorithmSuites,
  files: BundleFiles,
  trust: Trust = noTrust,
  options: VerifyBundleOptions = {},
): Promise<VerifyReport> {
  const check = new BundleCheck(suites, files, trust, options);
  const manifest = await readManifest(check);
  if (!manifest) return reportOf(check, undefined);
  checkFileList(check);
  await checkCheckpoint(check);
  await checkManifestSignature(check, manifest);
  await checkEntries(check);
  checkOutsideCheckpoint(check);
  await checkTlogProofs(check);
  const tally = checkTime(check);
  for (const [index, tombstone] of check.buried) {
    const entry = check.entries.get(index);
    const buriedBy = check.entries.get(tombstone);
    if (entry?.type !== 'segment') continue;
    tally.addDeleted(entry.camera);
    const { camera, n, floor } = entry;
    if (buriedBy?.type === 'tombstone' && buriedBy.ground.rule === belowFloorRule)
      check.findings.add(createFinding('deleted-early', { camera, n, index }, { days: floor?.days ?? '?' }));
  }
  await checkFootage(check);
  checkRegister(check);
  await checkRemainingFiles(check);
  return reportOf(check, tally);
}

/** The same for an archive. */
export async function verifyBundleArchive(
  suites: AlgorithmSuites,
  archive: RandomAccess,
  trust: Trust = noTrust,
  options: VerifyBundleOptions = {},
): Promise<VerifyReport> {
  const opened = await openBundleArchive(archive);
  if (opened.kind === 'bundle') return verifyBundle(suites, opened.files, trust, options);
  const check = new BundleCheck(
    suites,
    { files: new Map(), read: async () => new Uint8Array(0) },
    trust,
    options,
  );
  for (const finding of opened.findings) check.findings.add(finding);
  return reportOf(check, undefined);
}

/** Papers, and whatever no step has read yet. */
async function checkRemainingFiles(check: BundleCheck): Promise<void> {
  const skipped: ReadonlySet<string> = new Set([bundleNames.manifest, bundleNames.manifestNote]);
  for (const [path, { sizeBytes, crc32 }] of check.files.files) {
    if (skipped.has(path) || check.hashed.has(path) || !check.listed.has(path)) continue;
    if (check.isManifestSigned && path.startsWith('parts/')) continue;
    const hasher = check.algorithms.createHasher();
    let crc = 0;
    for (let at = 0; at < sizeBytes; ) {
      const bytes = await check.files.read(path, at, Math.min(readPieceBytes, sizeBytes - at));
      if (bytes.length === 0) break;
      hasher.update(bytes);
      crc = check.crc32(bytes, crc);
      at += bytes.length;
      check.advance(bytes.length);
    }
    if (crc32 !== undefined && crc !== crc32) check.checksumDiffers(path);
    check.compareHash(path, encodeHex(hasher.digest()));
  }
}

function reportOf(check: BundleCheck, tally: CameraTally | undefined): VerifyReport {
  const { findings, signer, checkpoint } = check;
  const rank: Rank = findings.isBroken || signer?.kind !== 'signed' ? 'none' : signer.rank;
  const log = summariseLog(check);
  const sorted = [...findings.kept].sort((left, right) => weightOf(left.weight) - weightOf(right.weight));
  const cameras = tally?.summaries() ?? [];
  return {
    kind: 'bundle',
    rank,
    isGood: rank !== 'none',
    sentence: verdictSentence({
      kind: 'bundle',
      rank,
      cameras,
      findings: sorted,
      brokenCount: findings.brokenCount,
      witnesses: log?.witnesses ?? [],
      entries: check.entries.size,
      early: findings.counts['deleted-early'] ?? 0,
      ...(check.manifest &&
        check.isManifestSigned && {
          unit: check.manifest.unit,
          range: { from: check.manifest.from, to: check.manifest.to },
        }),
      ...(checkpoint && { origin: checkpoint.origin }),
      ...namedSigner(log),
    }),
    caveat: verdictCaveat(rank),
    log,
    cameras,
    statement: check.isManifestSigned ? check.manifest : undefined,
    findings: sorted,
    findingCounts: findings.counts,
    checked: {
      bytes: check.doneBytes,
      files: check.files.files.size,
      entries: check.entries.size,
      segments: check.checkedSegments,
    },
  };
}

function summariseLog(check: BundleCheck): LogSummary | undefined {
  const { checkpoint, signer, suites } = check;
  if (!checkpoint) return undefined;
  const known = new Set(check.knownKeys.map(encodeVkey));
  const signedBy = signersOf(signer).map((key) => ({
    vkey: encodeVkey(key),
    fingerprint: fingerprintOfKey(suites, key),
    isKnown: known.has(encodeVkey(key)),
  }));
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: encodeBase64(checkpoint.root),
    signedBy,
    witnesses: signer?.kind === 'signed' ? signer.witnesses : [],
  };
}

function signersOf(signer: SignerVerdict | undefined): Extract<SignerVerdict, { kind: 'signed' }>['by'] {
  if (signer?.kind === 'signed') return signer.by;
  return signer?.kind === 'wrong-key' ? signer.found : [];
}

const weightOf = (weight: 'broken' | 'note'): number => (weight === 'broken' ? 0 : 1);
