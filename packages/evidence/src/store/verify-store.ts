// SPDX-License-Identifier: Apache-2.0
import { type AlgorithmSuites, originOfRecorder, suiteOfOrigin } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { type Json, parseJson } from '../bytes/canonical-json.ts';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import { encodeVkey, fingerprintOfKey } from '../checkpoint/vkey.ts';
import { createFinding } from '../verdict/finding.ts';
import { type LogSummary, namedSigner, type VerifyReport } from '../verdict/report.ts';
import { verdictCaveat, verdictSentence } from '../verdict/sentence.ts';
import { noTrust, type Rank, type Trust } from '../verdict/trust.ts';
import {
  addOutsideCheckpoint,
  checkNewest,
  checkWitnesses,
  readOldCheckpoints,
  readStoreKeys,
} from './check-checkpoints.ts';
import { checkFootageFiles, checkUnknownFootage } from './check-footage-files.ts';
import { checkLog, readPending } from './check-log.ts';
import { checkLogFiles } from './check-log-files.ts';
import { StoreCheck, type VerifyStoreOptions } from './store-check.ts';
import { type StoreFiles, storeNames } from './store-files.ts';

/**
 * Verifies a recorder's whole store: keys and checkpoints, every entry, every tile, every byte of footage, and
 * that nothing else lies there. Never throws for what it reads. Memory grows by about ten bytes per entry.
 *
 * Works beside a running recorder: the journal is read before the checkpoint, so nothing falls between them.
 *
 * @param trust what the verifier brings along; a checkpoint got elsewhere shows a tail that was cut off
 */
export async function verifyStore(
  suites: AlgorithmSuites,
  files: StoreFiles,
  trust: Trust = noTrust,
  options: VerifyStoreOptions = {},
): Promise<VerifyReport> {
  const journal = await files.readWhole(storeNames.journal);
  const checkpointBytes = await files.readWhole(storeNames.checkpoint);
  const checkpoint = checkpointBytes && parseCheckpoint(checkpointBytes);
  const suite = suiteOfOrigin(checkpoint?.origin ?? '');
  const check = new StoreCheck(suites, suites[suite], files, trust, options);
  if (!checkpoint) {
    const isStore = (await files.size(storeNames.identity)) !== undefined;
    const code = checkpointBytes
      ? 'checkpoint-malformed'
      : isStore
        ? 'checkpoint-missing'
        : 'store-unrecognised';
    check.findings.add(createFinding(code, { file: storeNames.checkpoint }));
    return reportOf(check);
  }
  await checkIdentity(check, checkpoint.origin);
  await readStoreKeys(check);
  checkNewest(check, checkpoint);
  const journalKey = await files.readWhole(storeNames.journalKey).catch(() => undefined);
  check.pending = readPending(check, journal, checkpoint, journalKey);
  await readOldCheckpoints(check);
  checkWitnesses(check);
  addOutsideCheckpoint(check);
  await checkLog(check);
  await checkLogFiles(check);
  await checkFootageFiles(check);
  await checkUnknownFootage(check);
  return reportOf(check);
}

/** The identity file names the recorder whose log this must be. */
async function checkIdentity(check: StoreCheck, origin: string): Promise<void> {
  const file = storeNames.identity;
  const bytes = await check.files.readWhole(file);
  if (!bytes) {
    check.findings.add(createFinding('file-missing', { file }));
    return;
  }
  const value = parseJson(bytes) as { readonly [key: string]: Json } | undefined;
  const id = value?.['recorderId'];
  const suite = value?.['suite'];
  const isSuite = suite === 'sha256-ed25519' || suite === 'sm3-sm2';
  const expected = typeof id === 'string' && isSuite ? originOfRecorder(id, suite) : '?';
  if (expected !== origin)
    check.findings.add(createFinding('store-other-recorder', { file }, { expected, found: origin }));
}

function reportOf(check: StoreCheck): VerifyReport {
  const { findings, signer, checkpoint } = check;
  const isSigned = !findings.isBroken && signer?.kind === 'signed';
  const rank: Rank = isSigned ? (check.witnessed ? 'witnessed' : signer.rank) : 'none';
  const log = summariseLog(check);
  const sorted = [...findings.kept].sort((left, right) => weightOf(left.weight) - weightOf(right.weight));
  const cameras = check.proven;
  return {
    kind: 'store',
    rank,
    isGood: rank !== 'none',
    sentence: verdictSentence({
      kind: 'store',
      rank,
      cameras,
      findings: sorted,
      brokenCount: findings.brokenCount,
      witnesses: log?.witnesses ?? [],
      ...(check.witnessed &&
        checkpoint && { witnessed: { size: check.witnessed.size, of: checkpoint.size } }),
      entries: check.checkedEntries,
      isLogOnly: check.options.isLogOnly === true,
      unopened: check.unopenedSegments,
      early: findings.counts['deleted-early'] ?? 0,
      ...(checkpoint && { origin: checkpoint.origin }),
      ...namedSigner(log),
    }),
    caveat: verdictCaveat(rank),
    log,
    cameras,
    statement: undefined,
    findings: sorted,
    findingCounts: findings.counts,
    checked: {
      bytes: check.doneBytes,
      files: check.checkedFiles,
      entries: check.checkedEntries,
      segments: check.checkedSegments,
    },
  };
}

function summariseLog(check: StoreCheck): LogSummary | undefined {
  const { checkpoint, signer, suites } = check;
  if (!checkpoint) return undefined;
  const keys = signer?.kind === 'signed' ? signer.by : signer?.kind === 'wrong-key' ? signer.found : [];
  const known = new Set(check.knownKeys.map(encodeVkey));
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: encodeBase64(checkpoint.root),
    signedBy: keys.map((key) => ({
      vkey: encodeVkey(key),
      fingerprint: fingerprintOfKey(suites, key),
      isKnown: known.has(encodeVkey(key)),
    })),
    witnesses: check.witnessed?.marks ?? [],
  };
}

const weightOf = (weight: 'broken' | 'note'): number => (weight === 'broken' ? 0 : 1);
