// SPDX-License-Identifier: Apache-2.0
/** The committed schema is what the migrations make, on the real server; what 0.1.0 made is taken over, what is newer refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeSchema } from '../src/database/describe-schema.ts';
import { migrate } from '../src/database/migrate.ts';
import { application, type DatabaseWorld, openDatabaseWorld } from './database-world.ts';

const here = join(import.meta.dirname, '..');
const committed = readFileSync(join(here, 'schema.sql'), 'utf8');
let world: DatabaseWorld;

/** The times by which 0.1.0 knew its steps (its journal), and what an eighth would be. */
const times = [
  1795214841747, 1795214841748, 1795214842748, 1795214843748, 1795214844748, 1795215844748, 1795216844748,
  1795216904748,
];

/** As 0.1.0 left it: its first steps, and Drizzle's table that says so. */
async function madeBefore(name: string, steps: number): Promise<pg.Pool> {
  const pool = await world.empty(name);
  const files = readdirSync(join(here, 'migrations'))
    .filter((file) => file.endsWith('.sql'))
    .sort();
  for (const file of files.slice(0, 7))
    await pool.query(readFileSync(join(here, 'migrations', file), 'utf8'));
  await pool.query(
    `CREATE SCHEMA drizzle;
     CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  );
  for (const time of times.slice(0, steps))
    await pool.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      'x',
      time,
    ]);
  return pool;
}

beforeAll(async () => {
  world = await openDatabaseWorld();
});
afterAll(() => world?.close());

it('schema.sql is what the migrations make; after a new one: node packages/platform/scripts/schema.ts', async () => {
  const pool = await world.migrated('fresh');
  expect(await describeSchema(pool)).toBe(committed);
});

it('a second start changes nothing', async () => {
  const pool = await world.migrated('again');
  await migrate(pool, 2026, application);
  expect(await describeSchema(pool)).toBe(committed);
});

it('two programs that start at the same moment migrate once', async () => {
  const pool = await world.empty('twice');
  await Promise.all([migrate(pool, 2026, application), migrate(pool, 2026, application)]);
  expect(await describeSchema(pool)).toBe(committed);
});

it('a database that 0.1.0 made is taken over with what is in it', async () => {
  const pool = await madeBefore('before', 7);
  await pool.query(
    `INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address)
     VALUES ('110101', '演示旅馆', '宾馆', 'a', '{}', '演示路 1 号')`,
  );
  await migrate(pool, 2026, application);
  expect(await describeSchema(pool)).toBe(committed);
  expect((await pool.query('SELECT name FROM unit')).rows).toEqual([{ name: '演示旅馆' }]);
  expect((await pool.query(`SELECT to_regnamespace('drizzle') AS gone`)).rows).toEqual([{ gone: null }]);
});

it('a database with a step this program does not know is refused and left as it is', async () => {
  const drizzle = await madeBefore('newer_before', 8);
  await expect(migrate(drizzle, 2026, application)).rejects.toMatchObject({
    code: 'platform/migration-newer',
  });
  expect((await drizzle.query('SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations')).rows).toEqual([
    { n: 8 },
  ]);
  const pool = await world.migrated('newer');
  await pool.query(`INSERT INTO schema_step (number, name) SELECT max(number) + 1, 'later' FROM schema_step`);
  await expect(migrate(pool, 2026, application)).rejects.toMatchObject({
    code: 'platform/migration-newer',
  });
});
