// SPDX-License-Identifier: Apache-2.0
/** Many plainly invented units for trying the platform at scale; made inside the database, in one transaction. */
import type pg from 'pg';

/** Eighteen characters with the right check character (GB 32100-2015), from a county and a number. */
const creditCode = `(SELECT first17 || substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + (31 - sum((position(substr(first17, p, 1)
    IN '0123456789ABCDEFGHJKLMNPQRTUWXY') - 1) * weight)::int % 31) % 31, 1)
  FROM unnest(ARRAY[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]) WITH ORDINALITY AS w (weight, p2),
       LATERAL (SELECT p2::int AS p) AS place)`;

const unitsSql = `INSERT INTO unit (id, jurisdiction, name, credit_code, place_kind, place_class, place_class_reason, address,
    longitude, latitude, key_unit, storage_days, camera_count, filing_state, filing_due_on)
  SELECT id, jurisdiction, '演示' || kind || i, CASE WHEN i % 100 > 0 THEN ${creditCode} END, kind,
         CASE WHEN kind = '住宅小区' THEN 'art9' ELSE 'art7-2' END, '{"because":"演示"}', '演示路' || (i % 9973) || '号',
         115.5 + (i % 1999) * 0.001, 39.5 + (i % 1499) * 0.001, i % 50 = 0, 15 + i % 80, $1::int,
         CASE WHEN i % 3 = 0 THEN 'unfiled' ELSE 'filed' END, CASE WHEN i % 3 = 0 THEN date '2026-01-01' + (i % 700)::int END
    FROM seeded`;

/**
 * Adds units spread over the counties 110100 … 110119, each with one system.
 *
 * @param camerasPerUnit rows of `camera` for each unit
 */
export async function seedUnits(owner: pg.Pool, units: number, camerasPerUnit: number): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
    await client.query(
      `CREATE TEMP TABLE seeded ON COMMIT DROP AS
       SELECT i, uuidv7() AS id, jurisdiction, '92' || jurisdiction || 'MA' || lpad(i::text, 7, '0') AS first17,
              (ARRAY['宾馆','学校','商场','医院','网吧','停车场','住宅小区','餐馆'])[1 + i % 8] AS kind
         FROM generate_series(1, $1::int) AS i, LATERAL (SELECT '1101' || lpad((i % 20)::text, 2, '0') AS jurisdiction) AS county`,
      [units],
    );
    await client.query('ALTER TABLE unit DISABLE TRIGGER unit_likeness_insert');
    const rebuild = units >= 20_000 ? await dropIndexes(client) : [];
    await client.query(unitsSql, [camerasPerUnit]);
    await client.query(
      `INSERT INTO video_system (unit_id, jurisdiction, name, put_into_use_on, storage_days)
       SELECT id, jurisdiction, '公共安全视频图像信息系统', date '2025-06-01' + (i % 500)::int, 15 + i % 80 FROM seeded`,
    );
    if (camerasPerUnit > 0)
      await client.query(
        `INSERT INTO camera (unit_id, jurisdiction, code, place, kind, no_forbidden_area)
         SELECT id, jurisdiction, 'C' || c, '演示位置' || c, 'dome', true FROM seeded, generate_series(1, $1::int) AS c`,
        [camerasPerUnit],
      );
    for (const definition of rebuild) await client.query(definition);
    await client.query('ALTER TABLE unit ENABLE TRIGGER unit_likeness_insert');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  await owner.query('VACUUM ANALYZE unit, camera, video_system, unit_count');
  // County by county, once the indexes stand: what the trigger does for each unit otherwise.
  await owner.query('SELECT mj_compare_units(array_agg(id)) FROM unit GROUP BY left(jurisdiction, 6)');
}

/** Building an index at once costs a fraction of adding a million entries one by one. @returns how to build them */
async function dropIndexes(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.oid::regclass::text AS name, pg_get_indexdef(c.oid) AS definition
       FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
      WHERE x.indrelid IN ('unit'::regclass, 'camera'::regclass, 'video_system'::regclass) AND NOT x.indisprimary`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}
