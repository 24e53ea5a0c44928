// SPDX-License-Identifier: Apache-2.0
/**
 * A one-time code is used once (RFC 6238 §5.2): who reads it over a shoulder has nothing. The sign-in library accepts a
 * code for three time steps, so a used one is remembered for longer than that, in the table it has for such things.
 */
import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A code as authenticators show it and as people type it: `123 456`, `１２３４５６`. */
export const plainCode = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s-]/g, '');

/**
 * Marks a code as used, for two minutes: three steps of 30 s, and some for clocks (the library reads the real one).
 *
 * @param authPool connection whose search path is the sign-in library's schema
 * @returns false when this person used this code already
 */
export async function useCodeOnce(authPool: pg.Pool, userId: string, code: string): Promise<boolean> {
  const identifier = `used-code:${createHash('sha256').update(`${userId}:${code}`).digest('hex')}`;
  const client = await authPool.connect();
  try {
    await client.query('BEGIN');
    // Two requests with one code wait for each other here; the second then sees the first one's row.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [identifier]);
    await client.query(`DELETE FROM verification WHERE identifier = $1 AND "expiresAt" <= now()`, [
      identifier,
    ]);
    const { rowCount } = await client.query(
      `INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
       SELECT $1, $2, 'used', now() + interval '2 minutes', now(), now()
        WHERE NOT EXISTS (SELECT 1 FROM verification WHERE identifier = $2)`,
      [randomUUID(), identifier],
    );
    await client.query('COMMIT');
    return rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
