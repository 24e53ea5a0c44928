// SPDX-License-Identifier: Apache-2.0
/** Rows of recorders, as the program itself reads and writes them: who asks has shown a key, not a sign-in. */
import { createHash } from 'node:crypto';
import type { ReportedFacts, UplinkChallenge } from '@mingjing/contracts/desk';
import { parseVkey, verifyHandover } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { newSalt } from '../audit/index.ts';
import type { Transaction } from '../database/scope.ts';
import type { KnownRecorder, Noticed } from './judge-report.ts';

export interface RecorderRow {
  readonly id: string;
  readonly unit_id: string;
  readonly jurisdiction: string;
  readonly origin: string;
  readonly vkey: string;
  readonly fingerprint: string;
  /** Notes that led to `vkey`, oldest first. */
  readonly handovers: readonly string[];
  readonly enrolled_at: Date;
  readonly revoked_at: Date | null;
  readonly sequence: string;
  readonly size: string;
  readonly root: Buffer | null;
  readonly facts: ReportedFacts | null;
}

export interface ChallengeRow {
  readonly id: string;
  readonly recorder_id: string;
  readonly samples: number;
  readonly ground: string;
  readonly attempt: number;
  readonly state: 'ordered' | 'open' | 'answered' | 'contained';
  readonly due_at: Date | null;
  readonly challenge: UplinkChallenge | null;
}

export const hashOfCode = (code: string): string =>
  createHash('sha256').update(code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')).digest('hex');

/** The row is held until the transaction ends: two reports of one recorder are judged one after the other. */
export async function lockRecorder(tx: Transaction, origin: string): Promise<RecorderRow | undefined> {
  const [row] = await tx.query<RecorderRow>('SELECT * FROM recorder WHERE origin = $1 FOR UPDATE', [origin]);
  return row;
}

export function knownOf(row: RecorderRow): KnownRecorder {
  const key = parseVkey(nodeAlgorithms, row.vkey);
  if (!key) throw new Error(`recorder ${row.id} has no readable key`);
  return {
    key,
    earlier: row.handovers.flatMap((text) => verifyHandover(nodeAlgorithms, text)?.from ?? []),
    enrolledMs: row.enrolled_at.getTime(),
    sequence: Number(row.sequence),
    size: Number(row.size),
    root: row.root ? new Uint8Array(row.root) : undefined,
  };
}

/** Kept once per kind and check, with how often; the first time it also stands in the platform's own log. */
export async function note(
  tx: Transaction,
  recorder: Pick<RecorderRow, 'id' | 'unit_id' | 'jurisdiction' | 'origin'>,
  noticed: Noticed,
  nowMs: number,
): Promise<void> {
  const [row] = await tx.query<{ times: number }>(
    `INSERT INTO recorder_finding AS f (recorder_id, unit_id, jurisdiction, kind, noticed_by, weight, first_at, last_at, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     ON CONFLICT (recorder_id, kind, noticed_by)
       DO UPDATE SET times = f.times + 1, last_at = EXCLUDED.last_at, detail = EXCLUDED.detail RETURNING times`,
    [
      recorder.id,
      recorder.unit_id,
      recorder.jurisdiction,
      noticed.kind,
      noticed.by,
      noticed.weight,
      new Date(nowMs),
      JSON.stringify(noticed.detail),
    ],
  );
  if (row?.times === 1) await writeEvent(tx, recorder, `recorder ${noticed.kind}`, noticed.detail, nowMs);
}

/** An act of a recorder in the platform's own log. */
export async function writeEvent(
  tx: Transaction,
  { id, jurisdiction, origin }: Pick<RecorderRow, 'id' | 'jurisdiction' | 'origin'>,
  action: string,
  detail: object,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject, subject_ids, detail, outcome, salt)
     VALUES ($1, $2, $3, 'recorder', $4, 'write', 'recorder', $5, $6, 'done', $7)`,
    [new Date(nowMs), jurisdiction, origin, action, [id], JSON.stringify(detail), newSalt()],
  );
}
