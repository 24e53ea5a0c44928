// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateStore } from './recording/state/state-store.ts';
import { FootageIndex } from './recording/store/footage-index.ts';
import { textSealOf } from './recording/store/sealed-text.ts';
import { upgradeDatabase } from './schema-version.ts';
import { SessionBook } from './site/access/session-book.ts';
import { openServerFiles } from './site/database/server-database.ts';
import { SettingsBook } from './site/settings/settings.ts';

/** What version 0.1.0 wrote, statement by statement; never brought up to date. */
const before = {
  'server/server.sqlite': `
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE failed_sign_in (user TEXT PRIMARY KEY, count INTEGER NOT NULL, last_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE access_session (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
      requested_ms INTEGER NOT NULL, person TEXT NOT NULL, session TEXT NOT NULL, salt BLOB, record TEXT
    ) STRICT;
    CREATE INDEX access_session_time ON access_session (requested_ms);
    CREATE INDEX access_session_state ON access_session (state);
    INSERT INTO setting VALUES ('unit', '{"unit":{"name":"春晖宾馆","creditCode":"","address":"","contact":""},"place":"宾馆","jurisdiction":"hami"}');
    INSERT INTO access_session VALUES (41, 'one', 'closed', 5, 'p', '{"id":"one","state":"closed"}', NULL, NULL);`,
  'state.sqlite': `
    CREATE TABLE camera (id TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT;
    CREATE TABLE hold (id TEXT PRIMARY KEY, hold TEXT NOT NULL) STRICT;
    CREATE TABLE lawful_floor (id INTEGER PRIMARY KEY CHECK (id = 1), days REAL NOT NULL, provision TEXT NOT NULL) STRICT;
    CREATE TABLE fact (key TEXT PRIMARY KEY, value REAL NOT NULL) STRICT;
    INSERT INTO camera VALUES ('gate', '{"id":"gate","url":"rtsp://192.0.2.1/"}');`,
  'index.sqlite': `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    CREATE TABLE span (
      camera TEXT NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
      log_index INTEGER NOT NULL, cause TEXT, bytes INTEGER NOT NULL, parts INTEGER NOT NULL, path TEXT, root TEXT,
      codec TEXT, width INTEGER NOT NULL, height INTEGER NOT NULL, frames INTEGER NOT NULL,
      starts_with_sync INTEGER NOT NULL, clock_source TEXT, clock_offset_ms INTEGER NOT NULL, camera_signature TEXT,
      part_table BLOB, tombstone INTEGER, PRIMARY KEY (camera, n)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX span_by_time ON span (camera, end_ms);
    CREATE INDEX span_by_log ON span (log_index);
    CREATE INDEX span_by_tombstone ON span (tombstone) WHERE tombstone IS NOT NULL;
    INSERT INTO meta VALUES ('logged_size', 7);
    INSERT INTO span VALUES ('gate', 1, 2, 1000, 2000, 6, 'unreachable', 0, 0, NULL, NULL, NULL, 0, 0, 0, 0, NULL, 0, NULL, NULL, NULL);`,
} as const;

const sealOf = (key: number) =>
  textSealOf(nodeAlgorithms['sha256-ed25519'], new Uint8Array(32).fill(key), 'camera address');

let directory: string;
const pathOf = (name: string) => join(directory, name);
function write(name: keyof typeof before, more = ''): void {
  const database = new DatabaseSync(pathOf(name));
  database.exec(before[name] + more);
  database.close();
}
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mingjing-upgrade-'));
  mkdirSync(pathOf('server'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Opens a file as the program does and says what it finds of the old content. */
const open: Record<keyof typeof before, () => unknown> = {
  'server/server.sqlite': () => {
    const { database } = openServerFiles(directory);
    const found = [new SettingsBook(database).read().unit.name, new SessionBook(database).find('one')?.state];
    database.close();
    return found;
  },
  'state.sqlite': () => {
    const state = new StateStore(pathOf('state.sqlite'), sealOf(1));
    const found = state.cameras().map(({ id }) => id);
    state.close();
    return found;
  },
  'index.sqlite': () => {
    const index = new FootageIndex(pathOf('index.sqlite'), 'write');
    const found = [index.loggedSize(), index.gaps({ camera: 'gate' })[0]?.cause];
    index.close();
    return found;
  },
};
const expected = {
  'server/server.sqlite': ['春晖宾馆', 'closed'],
  'state.sqlite': ['gate'],
  'index.sqlite': [7, 'unreachable'],
};

describe.each(Object.keys(before) as (keyof typeof before)[])('%s', (name) => {
  it('of version 0.1.0 is brought forward with what it holds', () => {
    write(name);
    expect(open[name]()).toEqual(expected[name]);
    expect(open[name]()).toEqual(expected[name]);
    const database = new DatabaseSync(pathOf(name));
    expect(Number(database.prepare('PRAGMA user_version').get()?.['user_version'])).toBeGreaterThan(0);
    database.close();
  });

  it('brought forward has the tables of one made anew', () => {
    write(name);
    open[name]();
    const shape = () => {
      const database = new DatabaseSync(pathOf(name));
      const tables = database
        .prepare(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .all()
        .map((row) => String(row['name']));
      const columns = tables.map((table) => database.prepare(`PRAGMA table_info(${table})`).all());
      database.close();
      return { tables, columns };
    };
    const upgraded = shape();
    rmSync(pathOf(name));
    open[name]();
    expect(shape()).toEqual(upgraded);
  });

  it('of a newer program is refused and left as it is', () => {
    write(name, 'PRAGMA user_version = 999;');
    expect(open[name]).toThrow(expect.objectContaining({ code: 'recorder/store-newer-format' }));
  });
});

describe('an address of a camera', () => {
  it('of version 0.1.0 is sealed at the first start; nothing of it stays in the file, another key opens nothing', () => {
    write('state.sqlite');
    open['state.sqlite']();
    for (const name of ['state.sqlite', 'state.sqlite-wal'])
      if (existsSync(pathOf(name))) expect(readFileSync(pathOf(name)).includes('192.0.2.1')).toBe(false);
    const urls = [1, 2].map((key) => {
      const state = new StateStore(pathOf('state.sqlite'), sealOf(key));
      const found = state.cameras().map(({ id, url }) => [id, url]);
      state.close();
      return found;
    });
    expect(urls).toEqual([[['gate', 'rtsp://192.0.2.1/']], [['gate', '']]]);
  });
});

describe('a step that fails', () => {
  it('leaves the version before it, whole', () => {
    const database = new DatabaseSync(':memory:');
    const steps = ['CREATE TABLE one (a)', 'CREATE TABLE two (a); CREATE TABLE one (b)'] as const;
    expect(() => upgradeDatabase(database, steps, 'x')).toThrow();
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).toEqual([
      { name: 'one' },
    ]);
  });
});
