// SPDX-License-Identifier: Apache-2.0
/**
 * The register at 10⁴ and 10⁶ units through the running server, beside SQLite FTS5 and plain PostgreSQL over the
 * same rows in the same run; and filings per second. See bench/README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { seedUnits } from '../../packages/platform/src/demo/seed-units.ts';
import { type RunningPlatform, startPlatform } from '../../packages/platform/src/index.ts';
import { Visitor } from '../../packages/platform/test/platform-world.ts';
import { completeForm } from './filing-form.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '10000,1000000' },
    cameras: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '100' },
    filings: { type: 'string', default: '50' },
  },
});
const rounds = Number(values.rounds);

/** What is asked of the server, of plain SQL (PostgreSQL and SQLite alike), and of the full-text index. */
interface Question {
  readonly name: string;
  readonly path: string;
  readonly sql: string;
  readonly count?: string;
  readonly match?: string;
}

const page = 'ORDER BY name, id LIMIT 51';
const like = (word: string) =>
  `name || ' ' || coalesce(credit_code, '') || ' ' || address || ' ' || place_kind LIKE '%${word}%'`;
const filter = (name: string, query: string, where: string, order = page): Question => ({
  name,
  path: `/api/units?${query}`,
  sql: `SELECT * FROM unit WHERE ${where} ${order}`,
  count: `SELECT count(*) FROM unit WHERE ${where}`,
});
const search = (name: string, word: string): Question => ({
  ...filter(name, `words=${encodeURIComponent(word)}`, like(word)),
  match: word,
});

const questionsOf = (units: number): readonly Question[] => [
  filter('first page', '', 'true'),
  filter('filter: state', 'filingState=unfiled', `filing_state = 'unfiled'`),
  filter(
    'filter: kind and county',
    'placeKind=%E5%8C%BB%E9%99%A2&jurisdiction=110103',
    `place_kind = '医院' AND jurisdiction = '110103'`,
  ),
  filter('filter: key units', 'keyUnit=true', 'key_unit = true'),
  filter(
    'filter: overdue, by day',
    'overdue=true&sort=due',
    `filing_state IN ('unfiled', 'returned') AND filing_due_on < '2026-11-21'`,
    'ORDER BY filing_due_on, id LIMIT 51',
  ),
  filter('filter: storage below 30', 'storageBelow=30', 'storage_days < 30'),
  filter('sort: cameras', 'sort=cameras', 'true', 'ORDER BY camera_count DESC, id DESC LIMIT 51'),
  search('search: one unit by number', `${units - 3}`),
  search('search: credit code', `MA${String(units - 3).padStart(7, '0')}`),
  search('search: street', '演示路9972号'),
  search('search: in every unit', '演示'),
  search('search: in none', '查无此处'),
];

/** 95th percentile in milliseconds after a warm-up. */
async function p95(ask: () => unknown, times = rounds): Promise<number> {
  for (let i = 0; i < Math.min(5, times); i += 1) await ask();
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const from = performance.now();
    await ask();
    took.push(performance.now() - from);
  }
  return took.sort((a, b) => a - b)[Math.ceil(times * 0.95) - 1] ?? Number.NaN;
}

const show = (ms: number | undefined): string => (ms === undefined ? '–' : ms.toFixed(1));
const rows: string[] = [];
const notes: string[] = [];

async function measure(units: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const running = await startPlatform({ directory, port: 0, demo: true, rateLimited: false });
  try {
    const { owner } = running.platform.database;
    const from = performance.now();
    await seedUnits(owner, units, Number(values.cameras));
    notes.push(
      `${units} units and ${units * Number(values.cameras)} cameras seeded in ${((performance.now() - from) / 1000).toFixed(0)} s.`,
    );
    // The officer of the demo county becomes one of the whole city, so that every unit is in range.
    await owner.query(
      `UPDATE organisation SET jurisdiction = '1101' WHERE id = (SELECT organisation_id FROM member WHERE email LIKE 'officer@%')`,
    );
    await owner.query(`UPDATE member SET jurisdiction = '1101' WHERE email LIKE 'officer@%'`);
    const officer = new Visitor(running.url);
    await officer.signInWithSecondFactor('officer');
    const sqlite = await copyToSqlite(running, join(directory, 'units.sqlite'));
    for (const { name, path, sql, count, match } of questionsOf(units)) {
      const ours = await p95(async () => {
        const { status } = await officer.call('GET', path, undefined, { 'x-forwarded-for': '127.0.0.1' });
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      });
      const few = Math.min(rounds, 10);
      const plain = await p95(async () => {
        await owner.query(sql);
        if (count) await owner.query(count);
      }, few);
      const lite = await p95(() => sqlite.ask(sql, count, match), few);
      rows.push(`| ${units} | ${name} | ${show(ours)} | ${show(plain)} | ${show(lite)} |`);
      console.error(rows.at(-1));
    }
    sqlite.close();
    await fileMany(running, units);
  } finally {
    await running.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The same rows with the same plain indexes, and a full-text index of three-character pieces. */
async function copyToSqlite({ platform }: RunningPlatform, path: string) {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; CREATE TABLE unit (id TEXT PRIMARY KEY, jurisdiction TEXT, name TEXT, credit_code TEXT,
    place_kind TEXT, address TEXT, key_unit INTEGER, storage_days INTEGER, camera_count INTEGER, filing_state TEXT, filing_due_on TEXT)`);
  const insert = database.prepare('INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const client = await platform.database.owner.connect();
  try {
    await client.query('BEGIN');
    await client.query(`DECLARE every CURSOR FOR SELECT id, jurisdiction, name, credit_code, place_kind, address, key_unit::int,
      storage_days, camera_count, filing_state, filing_due_on::text FROM unit`);
    database.exec('BEGIN');
    for (;;) {
      const { rows: some } = await client.query<(string | number | null)[]>({
        text: 'FETCH 20000 FROM every',
        rowMode: 'array',
      });
      if (some.length === 0) break;
      for (const row of some) insert.run(...row);
    }
    database.exec('COMMIT');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  database.exec(`CREATE INDEX a ON unit (name, id); CREATE INDEX b ON unit (filing_state, jurisdiction, id); CREATE INDEX c ON unit (place_kind, jurisdiction, id);
    CREATE INDEX d ON unit (storage_days); CREATE INDEX e ON unit (camera_count, id); CREATE INDEX f ON unit (filing_due_on, id);
    CREATE INDEX g ON unit (key_unit, name, id);
    CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'trigram', content = '');
    INSERT INTO words (rowid, text) SELECT rowid, name || ' ' || coalesce(credit_code, '') || ' ' || address || ' ' || place_kind FROM unit; ANALYZE;`);
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const statement = (sql: string) => {
    const kept = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, kept);
    return kept;
  };
  return {
    /** Shorter words than three characters are nothing a trigram index can find: they are compared row by row. */
    ask: (sql: string, count?: string, match?: string): void => {
      if (match !== undefined && [...match].length >= 3) {
        const found = statement('SELECT rowid FROM words WHERE words MATCH ? LIMIT 2000').all(`"${match}"`);
        const ids = found.map(({ rowid }) => String(rowid)).join(',');
        database.prepare(`SELECT * FROM unit WHERE rowid IN (${ids}) ${page}`).all();
        return;
      }
      statement(sql).all();
      if (count) statement(count).all();
    },
    close: () => database.close(),
  };
}

/** One unit, over and over: draft, form, hand in, take back. */
async function fileMany({ url }: RunningPlatform, units: number): Promise<void> {
  const hotel = new Visitor(url);
  await hotel.signIn('hotel');
  const { json: duty } = await hotel.call('GET', '/api/own/duty');
  const times = Number(values.filings);
  const from = performance.now();
  for (let i = 0; i < times; i += 1) {
    const made = await hotel.call('POST', '/api/own/filings', { kind: 'first' });
    const path = `/api/own/filings/${made.json.id}`;
    const saved = await hotel.call('PUT', path, {
      version: made.json.version,
      form: completeForm(duty.unit.name),
    });
    const sent = await hotel.call('POST', `${path}/submission`, {
      version: saved.json.version,
      declared: true,
    });
    if (sent.status !== 200) throw new Error(`submission ${i}: ${sent.status} ${JSON.stringify(sent.json)}`);
    const back = await hotel.call('POST', `${path}/withdrawal`, { version: sent.json.version });
    if (back.status !== 200) throw new Error(`withdrawal ${i}: ${back.status} ${JSON.stringify(back.json)}`);
  }
  const seconds = (performance.now() - from) / 1000;
  notes.push(
    `${units} units: ${(times / seconds).toFixed(1)} filings per second, one person, each four requests (draft, form, hand in, take back), committed and audited.`,
  );
}

for (const units of values.units.split(',').map(Number)) await measure(units);
const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}; p95 in ms\n`,
);
console.log(
  '| units | question | mingjing, HTTP | plain PostgreSQL | SQLite FTS5 |\n|---:|---|---:|---:|---:|',
);
console.log([...rows, '', ...notes].join('\n'));
