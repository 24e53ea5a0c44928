// SPDX-License-Identifier: Apache-2.0
/** Remembers used one-time codes in the database; the rule is {@link usedCodeName} of the web package. */
import { randomUUID } from 'node:crypto';
import { usedCodeName, usedCodeRememberedMs } from '@mingjing/web';
import type pg from 'pg';

/**
 * Marks a code as used, by the clock of the database.
 *
 * @param authPool connection whose search path is the sign-in library's schema
 * @returns false when this person used this code already
 */
export async function useCodeOnce(authPool: pg.Pool, userId: string, code: string): Promise<boolean> {
  const identifier = usedCodeName(userId, code);
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
       SELECT $1, $2, 'used', now() + make_interval(secs => $3), now(), now()
        WHERE NOT EXISTS (SELECT 1 FROM verification WHERE identifier = $2)`,
      [randomUUID(), identifier, usedCodeRememberedMs / 1000],
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
