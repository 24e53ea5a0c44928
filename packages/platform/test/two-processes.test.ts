// SPDX-License-Identifier: Apache-2.0
/** Two platform processes over one database: what one does, the other does not do again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactRange, decodeBase64 } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { startMailServer } from '@mingjing/simulator';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditLog } from '../src/audit/index.ts';
import { openLetterBox, tellDeadlines } from '../src/notification/index.ts';
import { type DatabaseWorld, openDatabaseWorld } from './database-world.ts';

const now = Date.parse('2026-11-20T02:00:00Z');
const clock = () => now;
const fail = (error: unknown) => {
  throw error;
};
const keys = mkdtempSync(join(tmpdir(), 'mingjing-two-'));
let world: DatabaseWorld;
beforeAll(async () => {
  world = await openDatabaseWorld();
});
afterAll(async () => {
  await world?.close();
  rmSync(keys, { recursive: true, force: true });
});

it('never mail a letter twice', async () => {
  const first = await world.migrated('letters');
  const second = world.another('letters');
  await first.query(
    `INSERT INTO letter ("to", subject, text, created_at, next_attempt_at)
     SELECT 'person' || n || '@example.invalid', '演示', '演示', $1, $1 FROM generate_series(1, 40) n`,
    [new Date(now)],
  );
  const mail = await startMailServer({ delayMs: 20 });
  const boxes = [first, second].map((pool) =>
    openLetterBox(
      pool,
      { outbox: keys, smtpUrl: mail.url, gateway: undefined, publicUrl: 'http://desk.invalid' },
      clock,
      fail,
    ),
  );
  await Promise.all(boxes.map((box) => box.deliver()));
  await Promise.all(boxes.map((box) => box.close()));
  await mail.close();
  const received = mail.letters.flatMap(({ to }) => to);
  expect(received).toHaveLength(40);
  expect(new Set(received).size).toBe(40);
  expect((await first.query('SELECT count(*)::int AS n FROM letter WHERE sent_at IS NULL')).rows).toEqual([
    { n: 0 },
  ]);
});

it('never tell a deadline twice', async () => {
  const first = await world.migrated('reminders');
  const second = world.another('reminders');
  await first.query(
    `WITH place AS (INSERT INTO organisation (kind, name, jurisdiction) VALUES ('unit', '演示旅馆', '110101') RETURNING id)
     INSERT INTO unit (jurisdiction, name, place_kind, place_class, place_class_reason, address, organisation_id, filing_due_on)
     SELECT '110101', '演示旅馆 ' || n, '宾馆', 'a', '{}', '演示路 1 号', id, '2026-11-23' FROM place, generate_series(1, 30) n`,
  );
  const told = await Promise.all([first, second, first, second].map((pool) => tellDeadlines(pool, now)));
  expect(told.reduce((sum, one) => sum + one)).toBe(30);
});

const acts = (pool: pg.Pool, from: number, count: number) =>
  pool.query(
    `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject_ids, outcome, salt)
     SELECT $1::timestamptz + n * interval '1 ms', '110101', 'u', 'supervisionOfficer', 'GET /api/units', 'read', '{}', 'done', 'AAAAAAAAAAAAAAAAAAAAAA'
       FROM generate_series($2::int, $3::int) n`,
    [new Date(now), from, from + count - 1],
  );

it('give every act one place in the log, and sign what stands there', async () => {
  const first = await world.migrated('acts');
  const second = world.another('acts');
  const logs = [
    await AuditLog.open(first, keys, clock, fail),
    await AuditLog.open(second, keys, clock, fail),
  ];
  for (let round = 0; round < 5; round++) {
    await acts(first, round * 300, 300);
    await Promise.all(logs.flatMap((log) => [log.sequence(), log.sequence()]));
  }
  await Promise.all(logs.map((log) => log.close()));

  const { rows } = await first.query<{ index: string; audit_id: string; leaf: Buffer }>(
    'SELECT index, audit_id, leaf FROM log_entry ORDER BY index',
  );
  expect(rows.map(({ index }) => Number(index))).toEqual([...Array(1500).keys()]);
  expect(new Set(rows.map(({ audit_id }) => audit_id)).size).toBe(1500);
  const checkpoints = await first.query<{ size: string; root: Buffer; note: string }>(
    'SELECT size, root, note FROM log_checkpoint ORDER BY size',
  );
  const tree = new CompactRange(nodeAlgorithms['sha256-ed25519']);
  for (const { size, root, note } of checkpoints.rows) {
    for (const { leaf } of rows.slice(tree.size, Number(size))) tree.append(new Uint8Array(leaf));
    expect(Buffer.from(tree.root())).toEqual(root);
    expect(decodeBase64(note.split('\n')[2] ?? '')).toEqual(new Uint8Array(root));
  }
  expect(checkpoints.rows.at(-1)?.size).toBe('1500');
});

it('an act that could not be placed is placed by the next turn', async () => {
  const pool = await world.migrated('interrupted');
  const log = await AuditLog.open(pool, keys, clock, () => undefined);
  await acts(pool, 0, 10);
  await pool.query('ALTER TABLE log_checkpoint RENAME TO away');
  await expect(log.sequence()).rejects.toThrow();
  expect((await pool.query('SELECT count(*)::int AS n FROM log_entry')).rows).toEqual([{ n: 0 }]);
  await pool.query('ALTER TABLE away RENAME TO log_checkpoint');
  await log.sequence();
  await log.close();
  expect((await pool.query('SELECT max(size)::int AS n FROM log_checkpoint')).rows).toEqual([{ n: 10 }]);
});
