// SPDX-License-Identifier: Apache-2.0
/** Many plainly invented units for trying the platform at scale; made inside the database. */
import type pg from 'pg';

/** @param camerasPerUnit rows of `camera` for each unit */
export async function seedUnits(owner: pg.Pool, units: number, camerasPerUnit: number): Promise<void> {
  await owner.query('ALTER TABLE unit DISABLE TRIGGER unit_counted_insert');
  try {
    await owner.query(
      `INSERT INTO unit (jurisdiction, name, credit_code, place_kind, place_class, place_class_reason, address, longitude,
                         latitude, key_unit, storage_days, camera_count, filing_state, filing_due_on)
       SELECT '1101' || lpad((i % 20)::text, 2, '0'), '演示' || kind || i, NULL, kind, CASE WHEN kind = '住宅小区' THEN 'art9' ELSE 'art7-2' END,
              '{"because":"演示"}', '演示路' || (i % 9973) || '号', 115.5 + (i % 1999) * 0.001, 39.5 + (i % 1499) * 0.001,
              i % 50 = 0, 15 + i % 80, $2::int, CASE WHEN i % 3 = 0 THEN 'unfiled' ELSE 'filed' END,
              CASE WHEN i % 3 = 0 THEN date '2026-01-01' + (i % 700)::int END
         FROM (SELECT i, (ARRAY['宾馆','学校','商场','医院','网吧','停车场','住宅小区','餐馆'])[1 + i % 8] AS kind
                 FROM generate_series(1, $1::int) AS i) AS made`,
      [units, camerasPerUnit],
    );
    await owner.query(
      `INSERT INTO unit_count (jurisdiction, place_kind, place_class, filing_state, key_unit, units, cameras)
       SELECT jurisdiction, place_kind, place_class, filing_state, key_unit, count(*), sum(camera_count) FROM unit GROUP BY 1, 2, 3, 4, 5`,
    );
  } finally {
    await owner.query('ALTER TABLE unit ENABLE TRIGGER unit_counted_insert');
  }
  if (camerasPerUnit > 0)
    await owner.query(
      `INSERT INTO camera (unit_id, jurisdiction, code, place, kind, no_forbidden_area)
       SELECT u.id, u.jurisdiction, 'C' || c, '演示位置' || c, 'dome', true FROM unit u, generate_series(1, $1::int) AS c
        WHERE u.name LIKE '演示%'`,
      [camerasPerUnit],
    );
  await owner.query('ANALYZE unit, camera, unit_count');
}
