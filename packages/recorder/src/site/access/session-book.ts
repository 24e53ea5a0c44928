// SPDX-License-Identifier: Apache-2.0
/** Access sessions on disk: what the register shows, with the personal record and the salt behind `who`. */
import type { DatabaseSync } from 'node:sqlite';
import type { AccessSession, AccessState } from '@mingjing/contracts/site';

/** The record whose hash is in the log; kept here, where it can be shown to those who may and deleted by law. */
export type PersonalRecord = { readonly salt: Uint8Array; readonly record: unknown };

export class SessionBook {
  readonly #database: DatabaseSync;
  readonly #onSaved: ((session: AccessSession) => void)[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @param listener told in the same breath, before the answer is given */
  onSaved(listener: (session: AccessSession) => void): void {
    this.#onSaved.push(listener);
  }

  /** Gives the session its register number. */
  add(session: Omit<AccessSession, 'number'>): AccessSession {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const { lastInsertRowid } = this.#database
        .prepare(
          'INSERT INTO access_session (id, state, requested_ms, person, session) VALUES (?, ?, ?, ?, ?)',
        )
        .run(session.id, session.state, session.requestedMs, session.handledBy.id, '{}');
      const numbered = { ...session, number: Number(lastInsertRowid) };
      this.save(numbered);
      this.#database.exec('COMMIT');
      return numbered;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  save(session: AccessSession, personal?: PersonalRecord): void {
    this.#database
      .prepare('UPDATE access_session SET state = ?, session = ? WHERE id = ?')
      .run(session.state, JSON.stringify(session), session.id);
    if (personal)
      this.#database
        .prepare('UPDATE access_session SET salt = ?, record = ? WHERE id = ?')
        .run(personal.salt, JSON.stringify(personal.record), session.id);
    for (const listener of this.#onSaved) listener(session);
  }

  find(id: string): AccessSession | undefined {
    return parsed(this.#database.prepare('SELECT session FROM access_session WHERE id = ?').get(id));
  }

  findByNumber(number: number): AccessSession | undefined {
    return parsed(this.#database.prepare('SELECT session FROM access_session WHERE number = ?').get(number));
  }

  inState(...states: readonly AccessState[]): readonly AccessSession[] {
    const marks = states.map(() => '?').join(', ');
    return this.#database
      .prepare(`SELECT session FROM access_session WHERE state IN (${marks}) ORDER BY number`)
      .all(...states)
      .flatMap((row) => parsed(row) ?? []);
  }

  /** Requested within `[fromMs, toMs)`, newest first. */
  requestedWithin(fromMs: number, toMs: number): readonly AccessSession[] {
    return this.#database
      .prepare(
        'SELECT session FROM access_session WHERE requested_ms >= ? AND requested_ms < ? ORDER BY number DESC',
      )
      .all(fromMs, toMs)
      .flatMap((row) => parsed(row) ?? []);
  }

  /** Of every row there is. */
  ids(): ReadonlySet<string> {
    return new Set(
      this.#database
        .prepare('SELECT id FROM access_session')
        .all()
        .map((row) => String(row['id'])),
    );
  }

  personalRecord(id: string): PersonalRecord | undefined {
    const row = this.#database.prepare('SELECT salt, record FROM access_session WHERE id = ?').get(id);
    if (!row || row['salt'] === null) return undefined;
    return { salt: row['salt'] as Uint8Array, record: JSON.parse(String(row['record'])) };
  }
}

function parsed(row: Record<string, unknown> | undefined): AccessSession | undefined {
  return row ? (JSON.parse(String(row['session'])) as AccessSession) : undefined;
}
