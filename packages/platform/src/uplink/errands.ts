// SPDX-License-Identifier: Apache-2.0
/** What a recorder is to collect: it is called over its open line, and each answer to a report names it until it has. */
import type { Transaction } from '../database/scope.ts';
import { callRecorder } from './calls.ts';

export interface Errand {
  readonly thingId: string;
  readonly recorderId: string;
  readonly unitId: string;
  readonly jurisdiction: string;
}

/** @returns false when the unit has no such recorder in use, within the reader's range */
export async function sendErrand(tx: Transaction, errand: Omit<Errand, 'jurisdiction'>): Promise<boolean> {
  const { thingId, recorderId, unitId } = errand;
  const rows = await tx.query(
    `INSERT INTO recorder_errand (thing_id, recorder_id, unit_id, jurisdiction)
     SELECT $1, id, unit_id, jurisdiction FROM recorder WHERE id = $2 AND unit_id = $3 AND revoked_at IS NULL RETURNING 1`,
    [thingId, recorderId, unitId],
  );
  if (rows.length > 0) await callRecorder(tx, recorderId);
  return rows.length > 0;
}

/** The thing has changed: the recorder is to collect it again. Nothing happens for a thing no recorder was sent for. */
export async function sendAgain(tx: Transaction, thingId: string): Promise<void> {
  const rows = await tx.query<{ recorder: string }>(
    'UPDATE recorder_errand SET wanted = true, told_at = NULL WHERE thing_id = $1 RETURNING recorder_id AS recorder',
    [thingId],
  );
  for (const { recorder } of rows) await callRecorder(tx, recorder);
}

/** A recorder that was told of an errand and has not come for it is called again after this, not at once. */
export const callAgainMs = 10 * 60_000;

/** What it is to collect, told with the answer to a report. */
export async function tellErrands(tx: Transaction, recorderId: string, nowMs: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE recorder_errand SET told_at = $2 WHERE recorder_id = $1 AND thing_id IN
       (SELECT thing_id FROM recorder_errand WHERE recorder_id = $1 AND wanted ORDER BY thing_id LIMIT 50) RETURNING thing_id AS id`,
    [recorderId, new Date(nowMs)],
  );
  return rows.map(({ id }) => id);
}

/** @returns whether this recorder was sent for it */
export async function isErrandOf(tx: Transaction, thingId: string, recorderId: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM recorder_errand WHERE thing_id = $1 AND recorder_id = $2', [
    thingId,
    recorderId,
  ]);
  return rows.length > 0;
}

export async function noteCollected(tx: Transaction, thingId: string, recorderId: string): Promise<void> {
  await tx.query('UPDATE recorder_errand SET wanted = false WHERE thing_id = $1 AND recorder_id = $2', [
    thingId,
    recorderId,
  ]);
}
