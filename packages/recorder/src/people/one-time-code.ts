// SPDX-License-Identifier: Apache-2.0
/**
 * A one-time code is used once (RFC 6238 §5.2): who reads it over a shoulder has nothing. The sign-in library accepts a
 * code for three time steps, so a used one is remembered for longer than that, in the table it has for such things.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

const rememberedMs = 120_000;

/** A code as authenticators show it and as people type it: `123 456`, `１２３４５６`. Backup codes keep their hyphen. */
export function plainCode(typed: string): string {
  const bare = typed.normalize('NFKC').replaceAll(/\s/g, '');
  const digits = bare.replaceAll('-', '');
  return /^\d{6}$/.test(digits) ? digits : bare;
}

/**
 * Marks a code as used.
 *
 * @param nowMs the clock the sign-in library reads, epoch milliseconds
 * @returns false when this person used this code already
 */
export function useCodeOnce(database: DatabaseSync, person: string, code: string, nowMs: number): boolean {
  const identifier = `used-code:${createHash('sha256').update(`${person}:${code}`).digest('hex')}`;
  const now = new Date(nowMs).toISOString();
  database.prepare('DELETE FROM verification WHERE identifier = ? AND expiresAt <= ?').run(identifier, now);
  const { changes } = database
    .prepare(
      `INSERT INTO verification (id, identifier, value, expiresAt, createdAt, updatedAt)
       SELECT ?1, ?2, 'used', ?3, ?4, ?4 WHERE NOT EXISTS (SELECT 1 FROM verification WHERE identifier = ?2)`,
    )
    .run(randomUUID(), identifier, new Date(nowMs + rememberedMs).toISOString(), now);
  return changes === 1;
}
