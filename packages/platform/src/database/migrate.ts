// SPDX-License-Identifier: Apache-2.0
/** Numbered SQL files, run forward only, under a lock, as the owner. The next one is `migrations/NNNN_what.sql`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { PlatformError } from '../errors.ts';

const folder = join(import.meta.dirname, '../../migrations');

interface Step {
  readonly number: number;
  readonly name: string;
}

/** Files in order. @throws Error when a number is missing or stands twice: a defect */
function stepsIn(migrationsFolder: string): readonly Step[] {
  const steps = readdirSync(migrationsFolder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name }));
  const wrong = steps.find(({ number }, index) => number !== index);
  if (wrong) throw new Error(`migration ${wrong.name} is out of order`);
  return steps;
}

/** What 0.1.0 and before kept (Drizzle's table): the times under which its seven steps were known, in order. */
const timesBefore = [
  1795214841747, 1795214841748, 1795214842748, 1795214843748, 1795214844748, 1795215844748, 1795216844748,
];

/**
 * Brings the database to this program's version. All steps in one transaction: a crash leaves the old version.
 *
 * @param applicationRole what requests sign in as, under whatever name the office gave it; the steps say `mingjing_app`
 * @throws PlatformError `platform/migration-newer` if the database has steps this program does not know
 */
export async function migrate(
  ownerPool: pg.Pool,
  thisYear: number,
  applicationRole: string,
  migrationsFolder = folder,
): Promise<void> {
  const steps = stepsIn(migrationsFolder);
  const client = await ownerPool.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7990001)');
    await client.query('BEGIN');
    try {
      const lent = await lendFunctions(client);
      const done = await appliedSteps(client);
      if (done > steps.length) throw new PlatformError('platform/migration-newer');
      for (const { number, name } of steps.slice(done)) {
        const text = readFileSync(join(migrationsFolder, name), 'utf8');
        await client.query(text.replaceAll(/\bmingjing_app\b/g, client.escapeIdentifier(applicationRole)));
        await client.query('INSERT INTO schema_step (number, name) VALUES ($1, $2)', [number, name]);
      }
      // The steps take from everybody what they do not give by name.
      if (lent) await client.query('GRANT EXECUTE ON FUNCTION public.uuidv7() TO PUBLIC');
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
    await client.query('SELECT mj_ensure_partitions($1, $2)', [thisYear - 1, thisYear + 2]);
  } finally {
    await client.query('SELECT pg_advisory_unlock(7990001)').catch(() => undefined);
    client.release();
  }
}

/** How many steps the database has; one that 0.1.0 made is taken over with what it had. */
async function appliedSteps(client: pg.PoolClient): Promise<number> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_step (
       number int PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now());
     ALTER TABLE schema_step ENABLE ROW LEVEL SECURITY`,
  );
  const { rows } = await client.query<{ own: number; before: string | null }>(
    `SELECT (SELECT count(*) FROM schema_step)::int AS own, to_regclass('drizzle.__drizzle_migrations') AS before`,
  );
  const { own = 0, before = null } = rows[0] ?? {};
  if (own > 0 || before === null) return own;
  const kept = await client.query<{ at: string }>(
    'SELECT created_at AS at FROM drizzle.__drizzle_migrations ORDER BY created_at',
  );
  const times = kept.rows.map(({ at }) => Number(at));
  if (times.some((at, index) => at !== timesBefore[index]))
    throw new PlatformError('platform/migration-newer');
  for (const number of times.keys())
    await client.query(`INSERT INTO schema_step (number, name) VALUES ($1, 'before')`, [number]);
  await client.query('DROP SCHEMA drizzle CASCADE');
  return times.length;
}

/** What the steps use and servers before PostgreSQL 18 do not have. RFC 9562 version 7: 48 bits of ms, then chance. */
async function lendFunctions(client: pg.PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_proc WHERE proname = 'uuidv7' AND pronamespace = 'pg_catalog'::regnamespace`,
  );
  if (rowCount) return false;
  await client.query(`
    CREATE OR REPLACE FUNCTION public.uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
      SELECT encode(set_byte(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        6, (get_byte(uuid_send(gen_random_uuid()), 0) & 15) | 112), 'hex')::uuid
    $$`);
  return true;
}
