// SPDX-License-Identifier: Apache-2.0
/**
 * The platform towards recorders: enrols them, takes their reports, witnesses their logs. Every call is one transaction of
 * its own that is committed also when the answer is a refusal, because what was noticed must stay.
 */
import { join } from 'node:path';
import type { AnswerOf } from '@mingjing/contracts';
import type {
  answerRetentionChallenge,
  ChallengeAnswer,
  compareCheckpoint,
  Enrolment,
  EnrolmentAnswer,
  Report,
  ReportAnswer,
  Waiting,
} from '@mingjing/contracts/desk';
import {
  addSignatures,
  cosignCheckpoint,
  encodeBase64,
  encodeNote,
  encodeUtf8,
  encodeVkey,
  equalBytes,
  fingerprintOfKey,
  isSaidBy,
  type NoteSigner,
  parseCheckpoint,
  parseSignatureLine,
  parseTime,
  parseVkey,
  type SignedCheckpoint,
  type Statement,
  type StatementKind,
  verifyCheckpoint,
} from '@mingjing/evidence';
import { createSigningKey, loadSigningKey, nodeAlgorithms } from '@mingjing/node-crypto';
import type pg from 'pg';
import type { z } from 'zod';
import type { AuditLog } from '../audit/index.ts';
import { inTransaction, type Transaction } from '../database/scope.ts';
import type { Clock } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import type { Recorders, Simulations } from '../services.ts';
import type { Calls } from './calls.ts';
import { drawChallenges, isWanted, takeAnswer } from './challenges.ts';
import { tellErrands } from './errands.ts';
import { digestOfReport, judgeReport } from './judge-report.ts';
import { takeHandovers } from './key-handover.ts';
import { hashOfCode, knownOf, lockRecorder, note, type RecorderRow, writeEvent } from './recorder-store.ts';

const witnessName = 'mingjing/platform-witness';
/** A new recorder's clock may be off by this and no more, or all it says later is doubtful. */
const enrolWithinMs = 10 * 60_000;

type Settled<T> = { readonly answer: T } | { readonly refusal: PlatformError };

export interface RecorderDeskParts {
  readonly owner: pg.Pool;
  /** Folder of the witness key. */
  readonly keys: string;
  readonly audit: Pick<AuditLog, 'vkey' | 'proofFrom'>;
  readonly calls: Pick<Calls, 'wait'>;
  readonly clock: Clock;
  /** Recorders of a simulated county live by its clock; undefined: this platform takes none. */
  readonly simulations: Pick<Simulations, 'nowOfOrigin'> | undefined;
}

export async function openRecorderDesk({
  owner,
  keys,
  audit,
  calls,
  clock,
  simulations,
}: RecorderDeskParts): Promise<Recorders> {
  const file = join(keys, 'witness.pem');
  const signer =
    (await loadSigningKey(file, 'cosignature-v1', witnessName)) ??
    (await createSigningKey(file, 'cosignature-v1', witnessName));
  const settle = async <T>(work: (tx: Transaction) => Promise<Settled<T>>): Promise<T> => {
    const settled = await inTransaction(owner, work);
    if ('refusal' in settled) throw settled.refusal;
    return settled.answer;
  };
  const nowFor = async (origin: string): Promise<number> =>
    (await simulations?.nowOfOrigin(origin)) ?? clock();
  return {
    enrol: async (statement) => {
      const nowMs = await nowFor(statement.said.origin);
      return await settle((tx) => enrol(tx, statement, { signer, audit, nowMs }));
    },
    report: async (statement) => {
      const nowMs = await nowFor(statement.said.origin);
      const taken = await settle((tx) => takeReport(tx, statement, signer, nowMs));
      const platformLog = await audit.proofFrom(statement.said.seenPlatform);
      return { ...taken, platformLog, now: new Date(nowMs).toISOString() };
    },
    answer: async (statement) => {
      const nowMs = await nowFor(statement.said.origin);
      return await settle((tx) => takeStatedAnswer(tx, statement, nowMs));
    },
    wait: async (statement) => {
      const { seconds, origin } = statement.said;
      const nowMs = await nowFor(origin);
      const id = await settle((tx) => takeWaiting(tx, statement, nowMs));
      // Listening before looking: an order between the two is not missed.
      const called = calls.wait(id, seconds * 1000);
      const isWantedNow = await inTransaction(owner, (tx) => isWanted(tx, id, nowMs));
      return { call: isWantedNow || (await called) };
    },
    handOver: async (body) => {
      const nowMs = await nowFor(body.origin);
      return await settle((tx) => takeHandovers(tx, body, nowMs));
    },
    compare: async (text) => {
      const checkpoint = parseCheckpoint(encodeUtf8(text));
      if (!checkpoint)
        throw new PlatformError('platform/invalid', { path: 'checkpoint', reason: 'no signed note' });
      const nowMs = await nowFor(checkpoint.origin);
      return await settle((tx) => compare(tx, { text, checkpoint }, nowMs));
    },
  };
}

const refuse = (...of: ConstructorParameters<typeof PlatformError>) => ({
  refusal: new PlatformError(...of),
});

async function enrol(
  tx: Transaction,
  statement: Statement<Enrolment>,
  by: { readonly signer: NoteSigner; readonly audit: Pick<AuditLog, 'vkey'>; readonly nowMs: number },
): Promise<Settled<z.infer<typeof EnrolmentAnswer>>> {
  const { origin, code, at, vkey } = statement.said;
  const key = parseVkey(nodeAlgorithms, vkey);
  if (!key || key.name !== origin || !isSaidBy(nodeAlgorithms, 'uplink-enrolment', statement, key))
    return refuse('platform/recorder-signature');
  const offMs = (parseTime(at) ?? 0) - by.nowMs;
  if (Math.abs(offMs) > enrolWithinMs)
    return refuse('platform/recorder-clock', { seconds: Math.round(offMs / 1000) });
  const now = new Date(by.nowMs);
  const [grant] = await tx.query<{
    unit_id: string;
    jurisdiction: string;
    recorder_id: string | null;
    name: string;
  }>(
    `SELECT c.unit_id, c.jurisdiction, c.recorder_id, u.name FROM enrolment_code c JOIN unit u ON u.id = c.unit_id
      WHERE c.hash = $1 AND c.expires_at > $2 FOR UPDATE OF c`,
    [hashOfCode(code), now],
  );
  const before = await lockRecorder(tx, origin);
  // The same recorder asking again, because the answer was lost, gets the same answer.
  const isAgain = grant !== undefined && before !== undefined && grant.recorder_id === before.id;
  if (!grant || (grant.recorder_id !== null && !isAgain)) {
    await noteReusedCode(tx, grant?.recorder_id ?? null, origin, by.nowMs);
    return refuse('platform/link-expired');
  }
  if (before && !isAgain) {
    // By the pinned key: a copy of the recorder, or its owner again. By another: somebody who only knows its name.
    const isSameKey = before.vkey === vkey;
    const detail = { key: isSameKey ? 'pinned' : 'other' };
    const second = { kind: 'second-enrolment', by: 'enrolment', weight: 'contained', detail } as const;
    await note(tx, before, second, by.nowMs);
    return refuse('platform/duplicate', { what: origin });
  }
  const fingerprint = fingerprintOfKey(nodeAlgorithms, key);
  const recorder = before ?? (await insertRecorder(tx, { grant, origin, vkey, fingerprint, now }));
  await tx.query(
    'UPDATE enrolment_code SET used_at = coalesce(used_at, $2), recorder_id = $3 WHERE hash = $1',
    [hashOfCode(code), now, recorder.id],
  );
  if (!before) await writeEvent(tx, recorder, 'recorder enrolled', { fingerprint }, by.nowMs);
  return {
    answer: {
      recorder: recorder.id,
      unitName: grant.name,
      fingerprint,
      witness: encodeVkey(by.signer.key),
      platformLog: by.audit.vkey,
    },
  };
}

/** A code that another recorder has used already: it was passed on or stolen. Told to the one that used it. */
async function noteReusedCode(
  tx: Transaction,
  recorderId: string | null,
  origin: string,
  nowMs: number,
): Promise<void> {
  const [user] = await tx.query<RecorderRow>('SELECT * FROM recorder WHERE id = $1', [recorderId]);
  if (!user) return;
  await note(
    tx,
    user,
    { kind: 'code-reused', by: 'enrolment', weight: 'contained', detail: { origin } },
    nowMs,
  );
}

async function insertRecorder(
  tx: Transaction,
  of: {
    readonly grant: { readonly unit_id: string; readonly jurisdiction: string };
    readonly origin: string;
    readonly vkey: string;
    readonly fingerprint: string;
    readonly now: Date;
  },
): Promise<RecorderRow> {
  const [row] = await tx.query<RecorderRow>(
    `INSERT INTO recorder (unit_id, jurisdiction, origin, vkey, fingerprint, enrolled_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`,
    [of.grant.unit_id, of.grant.jurisdiction, of.origin, of.vkey, of.fingerprint, of.now],
  );
  if (!row) throw new Error('a recorder was not inserted');
  return row;
}

/** Who says it, by the key that is pinned. A stranger's words are held against nobody. */
export async function findSpeaker(
  tx: Transaction,
  kind: Exclude<StatementKind, 'uplink-enrolment'>,
  statement: Statement<{ readonly origin: string }>,
  nowMs: number,
): Promise<RecorderRow | { readonly refusal: PlatformError }> {
  const recorder = await lockRecorder(tx, statement.said.origin);
  if (!recorder) return refuse('platform/recorder-unknown');
  if (!isSaidBy(nodeAlgorithms, kind, statement, knownOf(recorder).key))
    return refuse('platform/recorder-signature');
  if (recorder.revoked_at === null) return recorder;
  const weight = 'contained' as const;
  await note(tx, recorder, { kind: 'reports-after-revocation', by: 'revocation', weight, detail: {} }, nowMs);
  return refuse('platform/recorder-revoked');
}

async function takeReport(
  tx: Transaction,
  statement: Statement<Report>,
  signer: NoteSigner,
  nowMs: number,
): Promise<Settled<Omit<ReportAnswer, 'platformLog' | 'now'>>> {
  const recorder = await findSpeaker(tx, 'uplink-report', statement, nowMs);
  if ('refusal' in recorder) return recorder;
  const report = statement.said;
  const known = knownOf(recorder);
  const [taken] = await tx.query<{ digest: string }>(
    'SELECT digest FROM recorder_report WHERE recorder_id = $1 AND sequence = $2',
    [recorder.id, report.sequence],
  );
  const verdict = judgeReport(nodeAlgorithms, report, known, taken?.digest, nowMs);
  const step = { sequence: known.sequence, size: known.size };
  switch (verdict.kind) {
    case 'malformed':
      return refuse('platform/invalid', { path: verdict.path, reason: 'checkpoint' });
    case 'out-of-step':
      return refuse('platform/report-out-of-step', step);
    case 'conflict':
      await note(tx, recorder, verdict.noticed, nowMs);
      return refuse('platform/report-conflict', { ...step, finding: verdict.noticed.kind });
    case 'taken-before':
      return {
        answer: {
          ...step,
          cosignature: null,
          challenges: [],
          findings: await findingsOf(tx, recorder),
          orders: await tellErrands(tx, recorder.id, nowMs),
        },
      };
    case 'taken':
      break;
  }
  const { checkpoint } = verdict;
  const cosignature = cosignCheckpoint(checkpoint, signer, Math.floor(nowMs / 1000));
  await storeReport(tx, recorder, report, {
    checkpoint,
    cosignature,
    nowMs,
    believed: verdict.areFactsBelieved,
  });
  for (const one of verdict.noticed) await note(tx, recorder, one, nowMs);
  const challenges = verdict.areFactsBelieved
    ? await drawChallenges(tx, recorder, report.facts, report.checkpoint, nowMs)
    : [];
  const { sequence } = report;
  const findings = await findingsOf(tx, recorder);
  const orders = await tellErrands(tx, recorder.id, nowMs);
  return {
    answer: { sequence, size: checkpoint.size, cosignature, challenges: [...challenges], findings, orders },
  };
}

async function storeReport(
  tx: Transaction,
  recorder: RecorderRow,
  report: Report,
  of: {
    readonly checkpoint: SignedCheckpoint;
    readonly cosignature: string;
    readonly nowMs: number;
    readonly believed: boolean;
  },
): Promise<void> {
  const { checkpoint, cosignature, nowMs, believed } = of;
  const line = parseSignatureLine(cosignature.trimEnd());
  const witnessed = encodeNote(addSignatures(checkpoint.note, line ? [line] : []));
  await tx.query(
    `INSERT INTO recorder_report (recorder_id, sequence, digest, received_at, made_at, size, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      recorder.id,
      report.sequence,
      digestOfReport(nodeAlgorithms, report),
      new Date(nowMs),
      report.at,
      checkpoint.size,
      new TextDecoder().decode(witnessed),
    ],
  );
  await tx.query(
    `UPDATE recorder SET sequence = $2, size = $3, root = $4, reported_at = $5, facts = coalesce($6, facts) WHERE id = $1`,
    [
      recorder.id,
      report.sequence,
      checkpoint.size,
      Buffer.from(checkpoint.root),
      new Date(nowMs),
      believed ? JSON.stringify(report.facts) : null,
    ],
  );
}

async function findingsOf(tx: Transaction, { id }: RecorderRow): Promise<string[]> {
  const rows = await tx.query<{ kind: string }>(
    'SELECT DISTINCT kind FROM recorder_finding WHERE recorder_id = $1 ORDER BY kind',
    [id],
  );
  return rows.map(({ kind }) => kind);
}

async function takeStatedAnswer(
  tx: Transaction,
  statement: Statement<ChallengeAnswer>,
  nowMs: number,
): Promise<Settled<AnswerOf<typeof answerRetentionChallenge>>> {
  const recorder = await findSpeaker(tx, 'uplink-challenge-answer', statement, nowMs);
  if ('refusal' in recorder) return recorder;
  const taken = await takeAnswer(tx, recorder, statement.said, nowMs);
  if (!taken) return refuse('platform/not-found');
  const { state, verdict } = taken;
  return { answer: { state, verdict: verdict ? { ...verdict } : null } };
}

/** Who waits has signed that it does, just now. */
async function takeWaiting(
  tx: Transaction,
  statement: Statement<Waiting>,
  nowMs: number,
): Promise<Settled<string>> {
  const recorder = await findSpeaker(tx, 'uplink-waiting', statement, nowMs);
  if ('refusal' in recorder) return recorder;
  const offMs = (parseTime(statement.said.at) ?? 0) - nowMs;
  if (Math.abs(offMs) > enrolWithinMs)
    return refuse('platform/recorder-clock', { seconds: Math.round(offMs / 1000) });
  return { answer: recorder.id };
}

/** Anybody may hold a checkpoint of a recorder against what was witnessed: two notes of one size and two roots convict. */
async function compare(
  tx: Transaction,
  { text, checkpoint }: { readonly text: string; readonly checkpoint: SignedCheckpoint },
  nowMs: number,
): Promise<Settled<AnswerOf<typeof compareCheckpoint>>> {
  const recorder = await lockRecorder(tx, checkpoint.origin);
  if (!recorder) return { answer: { verdict: 'unknown-log', witnessed: null } };
  const { key, earlier } = knownOf(recorder);
  if (verifyCheckpoint(nodeAlgorithms, checkpoint, [key, ...earlier]).kind !== 'signed')
    return refuse('platform/recorder-signature');
  const [row] = await tx.query<{ note: string }>(
    'SELECT note FROM recorder_report WHERE recorder_id = $1 AND size = $2 ORDER BY sequence LIMIT 1',
    [recorder.id, checkpoint.size],
  );
  const witnessed = row && parseCheckpoint(encodeUtf8(row.note));
  if (!row || !witnessed) return { answer: { verdict: 'size-not-witnessed', witnessed: null } };
  if (equalBytes(witnessed.root, checkpoint.root))
    return { answer: { verdict: 'same', witnessed: row.note } };
  const detail = { size: checkpoint.size, shown: encodeBase64(checkpoint.root), note: text };
  await note(
    tx,
    recorder,
    { kind: 'two-histories', by: 'checkpoint-comparison', weight: 'finding', detail },
    nowMs,
  );
  return { answer: { verdict: 'other-history', witnessed: row.note } };
}
