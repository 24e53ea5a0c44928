// SPDX-License-Identifier: Apache-2.0
/**
 * What the server itself keeps: people, sign-ins, settings, the register of looks with its personal records. It lies
 * in `server/` of the data directory, readable by its owner only, and is not part of the evidence: the log is.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type SchemaSteps, upgradeDatabase } from '../../schema-version.ts';

/** Tables of better-auth are its own: it brings them forward itself (site/people/accounts.ts). */
export const serverSchema: SchemaSteps = [
  `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS failed_sign_in (user TEXT PRIMARY KEY, count INTEGER NOT NULL, last_ms INTEGER NOT NULL) STRICT;
-- One row per look. 'number' is the register number, never reused; 'session' is the wire shape as JSON;
-- 'salt' and 'record' are the personal record whose hash is 'who' in the log.
CREATE TABLE IF NOT EXISTS access_session (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  requested_ms INTEGER NOT NULL,
  person TEXT NOT NULL,
  session TEXT NOT NULL,
  salt BLOB, record TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS access_session_time ON access_session (requested_ms);
CREATE INDEX IF NOT EXISTS access_session_state ON access_session (state);
`,
  `
-- Every version of every row of every register. 'values' is JSON by field name; 'entry' the log index of its
-- 'register' entry, 'hash' what stands there: H over 'salt' ‖ the canonical record.
CREATE TABLE register_row (
  register TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  "values" TEXT NOT NULL,
  by_user TEXT NOT NULL,
  by_name TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  reason TEXT,
  withdrawn INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  hash TEXT NOT NULL,
  salt BLOB NOT NULL,
  PRIMARY KEY (register, id, version)
) STRICT;
`,
  `
-- Alarms and their life. 'facts' and 'life' (seen, assigned, clearedBy, why) are JSON; one of a kind and subject stands.
CREATE TABLE alarm (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  raised_ms INTEGER NOT NULL,
  facts TEXT NOT NULL,
  life TEXT NOT NULL,
  cleared_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX alarm_standing ON alarm (kind, subject) WHERE cleared_ms IS NULL;
CREATE INDEX alarm_cleared ON alarm (cleared_ms);
`,
  `
-- The platform this recorder is enrolled at: one row or none. 'taken' is the number of the last report it took,
-- 'known_size' how much of our log it witnessed, 'seen_size' and 'seen_root' how much of its log we did.
CREATE TABLE uplink (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  platform TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  witness TEXT NOT NULL,
  platform_log TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0,
  known_size INTEGER NOT NULL DEFAULT 0,
  seen_size INTEGER NOT NULL DEFAULT 0,
  seen_root BLOB,
  last_taken_ms INTEGER
) STRICT;
-- Reports that the platform has not taken yet, in order.
CREATE TABLE uplink_report (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;
`,
  `
-- Retention challenges of the platform. 'challenge' is the wire shape as JSON; 'state' is owed, answered, refused or
-- missed; 'verdict' is what the platform found, as JSON; 'session' the register number of the look it was.
CREATE TABLE uplink_challenge (
  nonce TEXT PRIMARY KEY,
  challenge TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  session INTEGER,
  verdict TEXT
) STRICT;
`,
  `
-- Every sign-in event, with the personal data that the log leaves out. 'person' is null for a name that nobody has.
CREATE TABLE sign_in_event (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  person TEXT,
  event TEXT NOT NULL,
  address TEXT NOT NULL,
  program TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_event_time ON sign_in_event (at_ms);
`,
  `
-- The view each camera should show. 'reference' is JSON: measures of edges and coarse light (no picture), when it was
-- taken, and who confirmed it, when and why.
CREATE TABLE picture_reference (camera TEXT PRIMARY KEY, reference TEXT NOT NULL) STRICT;
`,
  `
-- Alarms that go out by mail or webhook. 'words' is the sentence in both languages as JSON, 'trouble' why the last attempt
-- failed; a row is sent, given up, or waits until 'due_ms' and longer.
CREATE TABLE alarm_notice (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  raised_ms INTEGER NOT NULL,
  words TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  sent_ms INTEGER,
  given_up INTEGER NOT NULL DEFAULT 0,
  trouble TEXT
) STRICT;
CREATE INDEX alarm_notice_waiting ON alarm_notice (channel, due_ms) WHERE sent_ms IS NULL AND given_up = 0;
`,
  `
-- Requests for footage that came over the line. 'request' is the wire shape as JSON, null until it was collected; 'session'
-- the look it became; 'told' the steps that the platform has been told, as JSON; 'sealed' the file on its way, as JSON.
CREATE TABLE footage_order (
  id TEXT PRIMARY KEY,
  request TEXT,
  session TEXT,
  told TEXT NOT NULL DEFAULT '[]',
  sealed TEXT,
  trouble TEXT,
  wanted INTEGER NOT NULL DEFAULT 1,
  settled INTEGER NOT NULL DEFAULT 0
) STRICT;
`,
  `
-- States of a request that was not opened then: 'hash' is H over 'salt' ‖ what was asked, 'entry' its place in the
-- log, -1 while it is on its way.
CREATE TABLE access_request (
  session TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  salt BLOB NOT NULL,
  hash TEXT NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (session, version)
) STRICT;
`,
  `
-- 'hold' is the hold that a citizen's request became: it has no look until the person comes to the counter.
ALTER TABLE footage_order ADD COLUMN hold TEXT;
`,
  `
-- Proofs of months. 'record' is the whole record as JSON, 'sums' what a list shows of it, 'entry' the place in the log of
-- its hash; all three null until it is done.
CREATE TABLE month_proof (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  month TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  state TEXT NOT NULL,
  record TEXT,
  sums TEXT,
  entry INTEGER
) STRICT;
`,
];

export type ServerFiles = {
  readonly directory: string;
  readonly database: DatabaseSync;
  /** Signs cookies; made once. */
  readonly secret: string;
};

/** @throws RecorderError `recorder/store-newer-format` */
export function openServerFiles(dataDirectory: string): ServerFiles {
  const directory = join(dataDirectory, 'server');
  mkdirSync(join(directory, 'certificates'), { recursive: true, mode: 0o700 });
  for (const kept of ['bundles', 'outgoing'])
    mkdirSync(join(directory, kept), { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const path = join(directory, 'server.sqlite');
  const database = new DatabaseSync(path);
  chmodSync(path, 0o600);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  upgradeDatabase(database, serverSchema, path);
  return { directory, database, secret: secretIn(join(directory, 'secret')) };
}

function secretIn(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}
