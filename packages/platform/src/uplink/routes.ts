// SPDX-License-Identifier: Apache-2.0
/** Recorders over HTTP: their own calls, and what officials and units see of them. */
import type { AnswerOf } from '@mingjing/contracts';
import {
  answerRetentionChallenge,
  compareCheckpoint,
  enrolRecorder,
  handOverKey,
  issueEnrolmentCode,
  listUnitRecorders,
  orderChallenge,
  readChallenge,
  revokeRecorder,
  sendReport,
  waitForCall,
} from '@mingjing/contracts/desk';
import type { ResultOf } from '@mingjing/web';
import type { Transaction } from '../database/scope.ts';
import { oneOf } from '../database/scope.ts';
import { randomCode } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import { verifiedFiling } from '../filing/index.ts';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { callRecorder } from './calls.ts';
import { keyInForceAt } from './key-handover.ts';
import { type FiledFacts, liveDuties } from './live-duties.ts';
import { hashOfCode, type RecorderRow } from './recorder-store.ts';

const codeLivesMs = 7 * 86_400_000;

export const uplinkRoutes: Routes = [
  serve(enrolRecorder, ({ services, body }) => services.recorders.enrol(body)),
  serve(sendReport, ({ services, body }) => services.recorders.report(body)),
  serve(answerRetentionChallenge, ({ services, body }) => services.recorders.answer(body)),
  serve(waitForCall, ({ services, body }) => services.recorders.wait(body)),
  serve(handOverKey, ({ services, body }) => services.recorders.handOver(body)),
  serve(compareCheckpoint, ({ services, body }) => services.recorders.compare(body.checkpoint)),
  serve(issueEnrolmentCode, async ({ tx, actor, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const [unit] = await tx.query<{ jurisdiction: string }>('SELECT jurisdiction FROM unit WHERE id = $1', [
      params.id,
    ]);
    if (!unit) throw new PlatformError('platform/not-found');
    const [filed] = await tx.query(
      `SELECT 1 FROM filing WHERE unit_id = $1 AND status = 'verified' LIMIT 1`,
      [params.id],
    );
    if (!filed) throw new PlatformError('platform/state-conflict', { state: 'no-verified-filing' });
    const code = [4, 4, 4].map((length) => randomCode(length)).join('-');
    const expiresAt = new Date(nowMs + codeLivesMs);
    await tx.query(
      `INSERT INTO enrolment_code (hash, unit_id, jurisdiction, issued_by, issued_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [hashOfCode(code), params.id, unit.jurisdiction, actor.userId, new Date(nowMs), expiresAt],
    );
    return { code, expiresAt: expiresAt.toISOString() };
  }),
  serve(listUnitRecorders, async ({ tx, params, nowMs, touch }) => {
    touch({ ids: [params.id] });
    const [unit] = await tx.query('SELECT 1 FROM unit WHERE id = $1', [params.id]);
    if (!unit) throw new PlatformError('platform/not-found');
    return await recordersOf(tx, params.id, nowMs);
  }),
  serve(revokeRecorder, async ({ tx, params, body, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.reason });
    const [row] = await tx.query(
      'UPDATE recorder SET revoked_at = $2, revoked_reason = $3 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
      [params.id, new Date(nowMs), body.reason],
    );
    if (!row) throw new PlatformError('platform/not-found');
  }),
  serve(orderChallenge, async ({ tx, actor, params, body, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.ground });
    const [recorder] = await tx.query<RecorderRow>(
      'SELECT id, unit_id, jurisdiction FROM recorder WHERE id = $1 AND revoked_at IS NULL',
      [params.id],
    );
    if (!recorder) throw new PlatformError('platform/not-found');
    const row = oneOf(
      await tx.query<{ id: string }>(
        `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'ordered') RETURNING id`,
        [
          recorder.id,
          recorder.unit_id,
          recorder.jurisdiction,
          actor.userId,
          body.ground,
          new Date(nowMs),
          body.samples,
        ],
      ),
    );
    await callRecorder(tx, recorder.id);
    return { id: row.id };
  }),
  serve(readChallenge, async ({ tx, params, touch }) => {
    touch({ ids: [params.id] });
    const [row] = await tx.query<
      Omit<AnswerOf<typeof readChallenge>, 'answeredAt'> & {
        answeredAt: Date | null;
        handovers: readonly string[];
      }
    >(
      `SELECT c.state, c.attempt, c.ground, c.challenge, c.answers, c.verdict, c.answered_at AS "answeredAt", r.vkey, r.handovers
         FROM recorder_challenge c JOIN recorder r ON r.id = c.recorder_id WHERE c.id = $1`,
      [params.id],
    );
    if (!row) throw new PlatformError('platform/not-found');
    const { handovers, ...challenge } = row;
    const vkey = keyInForceAt(challenge.challenge?.['checkpoint'], row.vkey, handovers);
    return { ...challenge, vkey, answeredAt: row.answeredAt?.toISOString() ?? null };
  }),
];

type View = ResultOf<typeof listUnitRecorders>[number];

async function recordersOf(tx: Transaction, unitId: string, nowMs: number): Promise<readonly View[]> {
  const rows = await tx.query<RecorderRow & { reported_at: Date | null }>(
    'SELECT * FROM recorder WHERE unit_id = $1 ORDER BY enrolled_at DESC LIMIT 50',
    [unitId],
  );
  const findings = await tx.query<
    Omit<View['findings'][number], 'firstAt' | 'lastAt'> & {
      recorder_id: string;
      first_at: Date;
      last_at: Date;
    }
  >(
    `SELECT recorder_id, kind, noticed_by AS by, weight, first_at, last_at, times FROM recorder_finding
      WHERE unit_id = $1 ORDER BY last_at DESC`,
    [unitId],
  );
  const challenges = await tx.query<
    Omit<View['challenges'][number], 'orderedAt'> & { recorder_id: string; ordered_at: Date }
  >(
    `SELECT recorder_id, id, state, ordered_at, attempt, verdict, thing_id AS thing FROM recorder_challenge
      WHERE unit_id = $1 ORDER BY id DESC LIMIT 50`,
    [unitId],
  );
  const today = todayOf(nowMs);
  const filed = await verifiedFiling(tx, unitId);
  return rows.map(({ id, origin, fingerprint, enrolled_at, revoked_at, size, reported_at, facts }) => ({
    ...dutiesOf(facts, filed, today),
    id,
    origin,
    fingerprint,
    enrolledAt: enrolled_at.toISOString(),
    revokedAt: revoked_at?.toISOString() ?? null,
    size: Number(size),
    lastReportAt: reported_at?.toISOString() ?? null,
    facts,
    findings: findings
      .filter((one) => one.recorder_id === id)
      .map(({ recorder_id: _, first_at, last_at, ...rest }) => ({
        ...rest,
        firstAt: first_at.toISOString(),
        lastAt: last_at.toISOString(),
      })),
    challenges: challenges
      .filter((one) => one.recorder_id === id)
      .map(({ recorder_id: _, ordered_at, ...rest }) => ({ ...rest, orderedAt: ordered_at.toISOString() })),
  }));
}

function dutiesOf(
  facts: RecorderRow['facts'],
  filed: FiledFacts | undefined,
  today: string,
): Pick<View, 'obligations' | 'differences'> {
  if (!facts) return { obligations: null, differences: [] };
  const { answer, differences } = liveDuties(facts, filed, today);
  return { obligations: answer, differences };
}
