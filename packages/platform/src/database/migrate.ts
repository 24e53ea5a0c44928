// SPDX-License-Identifier: Apache-2.0
/** Forward-only migrations, under a lock, as the owner. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as drizzleMigrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { PlatformError } from '../errors.ts';

const folder = join(import.meta.dirname, '../../migrations');

/**
 * Brings the database to this program's version. All steps in one transaction: a crash leaves the old version.
 *
 * @throws PlatformError `platform/migration-newer` if the database has steps this program does not know
 */
export async function migrate(
  ownerPool: pg.Pool,
  thisYear: number,
  migrationsFolder = folder,
): Promise<void> {
  const client = await ownerPool.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7990001)');
    const known = (
      JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
        entries: { when: number }[];
      }
    ).entries.map((entry) => entry.when);
    const last = Math.max(...known);
    const { rows } = await client.query<{ present: boolean }>(
      `SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`,
    );
    if (rows[0]?.present) {
      const applied = await client.query('SELECT 1 FROM drizzle.__drizzle_migrations WHERE created_at > $1', [
        last,
      ]);
      if (applied.rowCount) throw new PlatformError('platform/migration-newer');
    }
    await drizzleMigrate(drizzle(client), { migrationsFolder });
    await client.query('SELECT mj_ensure_partitions($1, $2)', [thisYear - 1, thisYear + 2]);
  } finally {
    await client.query('SELECT pg_advisory_unlock(7990001)').catch(() => undefined);
    client.release();
  }
}
