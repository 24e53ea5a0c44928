// SPDX-License-Identifier: Apache-2.0
/** Recorders that have not been heard of, and challenges that nobody called for. */
import type pg from 'pg';
import { inTransaction } from '../database/scope.ts';
import { note, type RecorderRow } from './recorder-store.ts';

/** A recorder reports every four hours; after this nobody knows how it is. */
export const silentAfterMs = 26 * 3_600_000;
/** A challenge that a recorder has not called for in this time stays without an answer: four days for four chances. */
const askedForMs = 4 * 86_400_000;

/**
 * Who has not been heard of for a day: contained, nothing more; a later report takes it back.
 *
 * @param county origins of a simulated county begin so, and its clock says `nowMs`; absent: every recorder but simulated ones
 */
export async function noteSilence(owner: pg.Pool, nowMs: number, county?: string): Promise<void> {
  // $1 stands in both, so that one list of values serves.
  const theirs =
    county === undefined
      ? `$1::text IS NULL AND NOT EXISTS (SELECT 1 FROM simulation s WHERE starts_with(r.origin, 'mingjing/sim-' || s.id || '-'))`
      : 'starts_with(r.origin, $1)';
  const of = [county ?? null];
  await inTransaction(owner, async (tx) => {
    await tx.query(
      `UPDATE recorder_challenge c SET state = 'contained' FROM recorder r
        WHERE r.id = c.recorder_id AND c.state IN ('ordered', 'open') AND c.ordered_at < $2 AND ${theirs}`,
      [...of, new Date(nowMs - askedForMs)],
    );
    const before = new Date(nowMs - silentAfterMs);
    await tx.query(
      `DELETE FROM recorder_finding f USING recorder r
        WHERE f.recorder_id = r.id AND f.kind = 'silent' AND coalesce(r.reported_at, r.enrolled_at) >= $2 AND ${theirs}`,
      [...of, before],
    );
    const silent = await tx.query<RecorderRow & { since: Date }>(
      `SELECT r.*, coalesce(r.reported_at, r.enrolled_at) AS since FROM recorder r
        WHERE r.revoked_at IS NULL AND coalesce(r.reported_at, r.enrolled_at) < $2 AND ${theirs}
          AND NOT EXISTS (SELECT 1 FROM recorder_finding f WHERE f.recorder_id = r.id AND f.kind = 'silent')
        LIMIT 2000`,
      [...of, before],
    );
    for (const recorder of silent) {
      const detail = { since: recorder.since.toISOString() };
      await note(tx, recorder, { kind: 'silent', by: 'silence', weight: 'contained', detail }, nowMs);
    }
  });
}
