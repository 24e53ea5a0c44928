// SPDX-License-Identifier: Apache-2.0
/** An office's own PostgreSQL: what it must be, said in sentences before anything is written into it. */
import type pg from 'pg';
import { PlatformError } from '../errors.ts';
import { audiences } from './roles.ts';

/** The oldest that the steps are tried on (`outside-database.test.ts`). */
const oldestServer = 15;

/** The role a pool signs in as. @throws PlatformError `platform/database-refused` with PostgreSQL's own reason */
export async function roleOf(pool: pg.Pool): Promise<string> {
  const [row] = await ask<{ role: string }>(pool, 'SELECT session_user AS role');
  return row?.role ?? '';
}

/**
 * @throws PlatformError `platform/database-refused`, `platform/database-too-old`, `platform/database-encoding`,
 *   `platform/database-roles-missing`
 */
export async function checkOutsideServer(owner: pg.Pool, application: pg.Pool): Promise<void> {
  const [server] = await ask<{ number: number; words: string; encoding: string }>(
    owner,
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS words,
            current_setting('server_encoding') AS encoding`,
  );
  if (!server) throw new PlatformError('platform/database-refused', { reason: '—' });
  if (server.number < oldestServer * 10_000)
    throw new PlatformError('platform/database-too-old', { found: server.words, needed: oldestServer });
  if (server.encoding !== 'UTF8')
    throw new PlatformError('platform/database-encoding', { found: server.encoding });
  const needed = audiences.map((audience) => `mingjing_${audience}`);
  const role = await roleOf(application);
  const held = await ask<{ name: string }>(
    application,
    `SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1) AND pg_has_role(session_user, oid, 'MEMBER')`,
    [needed],
  );
  const missing = needed.filter((name) => !held.some((one) => one.name === name));
  if (missing.length > 0)
    throw new PlatformError('platform/database-roles-missing', { role, missing: missing.join(', ') });
}

/** PostgreSQL says best itself why it will not: a wrong password, an unknown database, no entry in pg_hba.conf. */
async function ask<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    return (await pool.query<Row>(text, [...values])).rows;
  } catch (error) {
    const { message, code } = error as { readonly message?: string; readonly code?: string };
    throw new PlatformError('platform/database-refused', { reason: message || code || '—' }, error);
  }
}
