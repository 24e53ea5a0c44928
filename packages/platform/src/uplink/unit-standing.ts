// SPDX-License-Identifier: Apache-2.0
/** What other modules may know of a unit's recorders, and how they order challenges. */
import type { ReportedFacts } from '@mingjing/contracts/desk';
import type { ChallengeVerdict } from '@mingjing/evidence';
import type { Transaction } from '../database/scope.ts';
import { callRecorder } from './calls.ts';
import type { ChallengeRow } from './recorder-store.ts';

export interface StandingRecorder {
  readonly id: string;
  readonly origin: string;
  readonly fingerprint: string;
  readonly reportedAt: Date | null;
  readonly facts: ReportedFacts | null;
}

export interface StandingChallenge {
  readonly id: string;
  readonly recorderId: string;
  readonly state: ChallengeRow['state'];
  readonly attempt: number;
  readonly samples: number;
  readonly range: { readonly from: string; readonly to: string; readonly cameras: number } | null;
  readonly verdict: ChallengeVerdict | null;
  readonly answeredAt: Date | null;
}

/** Recorders in use of a unit, within the reader's range. */
export async function recordersInUse(tx: Transaction, unitId: string): Promise<readonly StandingRecorder[]> {
  return await tx.query<StandingRecorder & Record<string, unknown>>(
    `SELECT id, origin, fingerprint, reported_at AS "reportedAt", facts FROM recorder
      WHERE unit_id = $1 AND revoked_at IS NULL ORDER BY enrolled_at LIMIT 200`,
    [unitId],
  );
}

/** Challenges that were asked for one thing. */
export async function challengesOf(tx: Transaction, thingId: string): Promise<readonly StandingChallenge[]> {
  const rows = await tx.query<
    Omit<StandingChallenge, 'range'> & {
      readonly challenge: {
        readonly from: string;
        readonly to: string;
        readonly cameras: readonly string[];
      } | null;
    }
  >(
    `SELECT id, recorder_id AS "recorderId", state, attempt, samples, verdict, answered_at AS "answeredAt",
            challenge - 'checkpoint' - 'nonce' AS challenge
       FROM recorder_challenge WHERE thing_id = $1 ORDER BY id`,
    [thingId],
  );
  return rows.map(({ challenge, ...row }) => ({
    ...row,
    range: challenge && { from: challenge.from, to: challenge.to, cameras: challenge.cameras.length },
  }));
}

/** One challenge to each recorder in use; those on an open line are called when the transaction commits. */
export async function challengeUnit(
  tx: Transaction,
  of: {
    readonly unitId: string;
    readonly thingId: string;
    readonly userId: string;
    readonly ground: string;
    readonly samples: number;
    readonly nowMs: number;
  },
): Promise<void> {
  const rows = await tx.query<{ recorder: string }>(
    `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state, thing_id)
     SELECT id, unit_id, jurisdiction, $2, $3, $4, $5, 'ordered', $6 FROM recorder
      WHERE unit_id = $1 AND revoked_at IS NULL RETURNING recorder_id AS recorder`,
    [of.unitId, of.userId, of.ground, new Date(of.nowMs), of.samples, of.thingId],
  );
  for (const { recorder } of rows) await callRecorder(tx, recorder);
}
