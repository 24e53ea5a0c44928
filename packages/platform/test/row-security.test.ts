// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { codeRange, withScope } from '../src/database/scope.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-rls-'));
let database: Database;
const organisation = '01900000-0000-7000-8000-000000000001';

beforeAll(async () => {
  database = await openDatabase({ directory, thisYear: 2026 });
  for (const [code, name, org] of [
    ['110105', '演示甲', organisation],
    ['110106', '演示乙', null],
    ['130302', '演示丙', null],
    ['11010', '演示短', null],
  ])
    await database.owner.query(
      `INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address, organisation_id)
       VALUES ($1, $2, '宾馆', 'crowded', '{"because":"test"}', '演示路1号', $3)`,
      [code, name, org],
    );
  await database.owner.query(
    `INSERT INTO field_history (changed_at, jurisdiction, unit_id, subject, subject_id, field, changed_by, ground)
     SELECT '2026-05-01', jurisdiction, id, 'unit', id, 'name', 'x', 'edit' FROM unit`,
  );
});

afterAll(async () => {
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

const namesFor = (pool: pg.Pool, jurisdiction: string) =>
  withScope(
    pool,
    { audience: 'official', jurisdiction, userId: 'u', role: 'supervisionOfficer' },
    async (tx) =>
      (await tx.query<{ name: string }>('SELECT name FROM unit ORDER BY jurisdiction')).map(
        (row) => row.name,
      ),
  );

describe('range of a code', () => {
  it('holds what starts with the code and nothing else', () => {
    expect(codeRange('1101')).toEqual(['1101', '1102']);
    expect(codeRange('1109')).toEqual(['1109', '110:']);
    expect('110999' < '110:').toBe(true);
  });
});

describe('row security', () => {
  it('shows an organ its range', async () => {
    expect(await namesFor(database.application, '110105')).toEqual(['演示甲']);
    expect(await namesFor(database.application, '1101')).toEqual(['演示短', '演示甲', '演示乙']);
    expect(await namesFor(database.application, '13')).toEqual(['演示丙']);
    expect(await namesFor(database.application, '')).toHaveLength(4);
  });

  it('shows a unit itself', async () => {
    const seen = await withScope(
      database.application,
      { audience: 'unit', organisationId: organisation },
      (tx) => tx.query<{ name: string }>('SELECT name FROM unit'),
    );
    expect(seen.map((row) => row.name)).toEqual(['演示甲']);
  });

  it('shows nothing without settings, on a fresh connection and on a reused one', async () => {
    for (const audience of ['official', 'unit'] as const) {
      const client = new pg.Client({ connectionString: database.applicationUrl });
      await client.connect();
      try {
        const look = async () => {
          await client.query('BEGIN');
          await client.query(`SET LOCAL ROLE mingjing_${audience}`);
          const { rows } = await client.query('SELECT name FROM unit');
          await client.query('COMMIT');
          return rows;
        };
        expect(await look()).toEqual([]);
        await client.query('BEGIN');
        await client.query(
          `SELECT set_config('mj.lo', '11', true), set_config('mj.hi', '12', true), set_config('mj.org', $1, true)`,
          [organisation],
        );
        await client.query('COMMIT');
        expect(await look()).toEqual([]);
      } finally {
        await client.end();
      }
    }
  });

  it('lets the application role itself read no register at all', async () => {
    await expect(database.application.query('SELECT * FROM unit')).rejects.toMatchObject({ code: '42501' });
  });

  it('gives nobody a partition by its own name', async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE relkind = 'r'`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { name } of rows)
      for (const audience of ['official', 'unit', 'public'] as const)
        await expect(
          withScope(database.application, { audience, jurisdiction: '', role: 'internalSupervisor' }, (tx) =>
            tx.query(`SELECT * FROM ${name}`),
          ),
        ).rejects.toMatchObject({ code: '42501' });
  });

  it('binds the parent of the partitions', async () => {
    const seen = await withScope(
      database.application,
      { audience: 'official', jurisdiction: '110105' },
      (tx) => tx.query('SELECT * FROM field_history'),
    );
    expect(seen).toHaveLength(1);
  });

  it('refuses a row outside the range, however the statement is written', async () => {
    await expect(
      withScope(
        database.application,
        { audience: 'official', jurisdiction: '110105', role: 'supervisionOfficer' },
        (tx) =>
          tx.query(
            `INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address)
           VALUES ('130302', 'x', 'x', 'x', '{}', 'x')`,
          ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      withScope(
        database.application,
        { audience: 'official', jurisdiction: '110105', role: 'supervisionOfficer' },
        (tx) => tx.query(`UPDATE unit SET jurisdiction = '130302'`),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('lets no unit write itself a verified filing', async () => {
    await expect(
      withScope(database.application, { audience: 'unit', organisationId: organisation, userId: 'u' }, (tx) =>
        tx.query(
          `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form)
           VALUES (uuidv7(), $1, '110105', 'first', 'verified', '{}')`,
          [organisation],
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('has policies on every table outside the sign-in library', async () => {
    const { rows } = await database.owner.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT relrowsecurity AND NOT relispartition`,
    );
    expect(rows).toEqual([]);
  });

  it('searches within the range only, by any word and code', async () => {
    const find = (jurisdiction: string, words: string[]) =>
      withScope(database.application, { audience: 'official', jurisdiction }, (tx) =>
        tx.query('SELECT mj_search_units($1, 10)', [words]),
      );
    expect(await find('11', ['宾馆'])).toHaveLength(3);
    expect(await find('110105', ['宾馆', '甲'])).toHaveLength(1);
    expect(await find('110105', ['乙'])).toHaveLength(0);
    await expect(
      withScope(database.application, { audience: 'unit', organisationId: organisation }, (tx) =>
        tx.query('SELECT mj_search_units($1, 10)', [['宾馆']]),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps exact counts', async () => {
    const { rows } = await database.owner.query('SELECT sum(units)::int AS n FROM unit_count');
    expect(rows[0]).toEqual({ n: 4 });
    await database.owner.query(`UPDATE unit SET filing_state = 'filed' WHERE name = '演示丙'`);
    const filed = await database.owner.query(
      `SELECT sum(units)::int AS n FROM unit_count WHERE filing_state = 'filed'`,
    );
    expect(filed.rows[0]).toEqual({ n: 1 });
  });

  it('migrates an up-to-date database to itself', async () => {
    await migrate(database.owner, 2026, 'mingjing_app');
    const { rows } = await database.owner.query('SELECT count(*)::int AS n FROM unit');
    expect(rows[0]).toEqual({ n: 4 });
  });
});
