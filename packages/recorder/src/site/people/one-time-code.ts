// SPDX-License-Identifier: Apache-2.0
/** Remembers used one-time codes in `server.sqlite`; the rule is {@link usedCodeName} of the web package. */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { usedCodeName, usedCodeRememberedMs } from '@mingjing/web';

/**
 * Marks a code as used.
 *
 * @param nowMs the clock the sign-in library reads, epoch milliseconds
 * @returns false when this person used this code already
 */
export function useCodeOnce(database: DatabaseSync, person: string, code: string, nowMs: number): boolean {
  const identifier = usedCodeName(person, code);
  const now = new Date(nowMs).toISOString();
  database.prepare('DELETE FROM verification WHERE identifier = ? AND expiresAt <= ?').run(identifier, now);
  const { changes } = database
    .prepare(
      `INSERT INTO verification (id, identifier, value, expiresAt, createdAt, updatedAt)
       SELECT ?1, ?2, 'used', ?3, ?4, ?4 WHERE NOT EXISTS (SELECT 1 FROM verification WHERE identifier = ?2)`,
    )
    .run(randomUUID(), identifier, new Date(nowMs + usedCodeRememberedMs).toISOString(), now);
  return changes === 1;
}
