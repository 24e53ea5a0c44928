// SPDX-License-Identifier: Apache-2.0
/**
 * Rows of every register, in one table: each version of a row stays as it was written, a correction is a new version,
 * a withdrawal too. Order of a write: `register` entry durable in the log → the version here. A crash in between
 * leaves an entry whose record nobody was told is kept.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Register, RegisterRow, RowVersion, Values } from '@mingjing/contracts/registers';
import { hashOfPerson } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../core/recorder-core.ts';
import { ServerRefusal } from '../terms/refusal.ts';

export type Writer = { readonly user: string; readonly name: string };

type Written = {
  readonly values: Values;
  readonly by: Writer;
  readonly reason?: string;
  readonly withdrawn?: boolean;
};

type Raw = Readonly<Record<string, unknown>>;

export class RowBook {
  readonly #database: DatabaseSync;
  readonly #core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>;
  /** Writes wait for each other: the log is asked in between reading a version and adding the next. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync, core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>) {
    this.#database = database;
    this.#core = core;
  }

  add(register: Register, values: Values, by: Writer): Promise<RegisterRow> {
    return this.#inTurn(() => this.#write(register, randomUUID(), 1, { values, by }));
  }

  /** @throws ServerRefusal as `withdraw` */
  correct(
    register: Register,
    id: string,
    readVersion: number,
    written: Written & { readonly reason: string },
  ): Promise<RegisterRow> {
    return this.#inTurn(() => {
      const last = this.#changeable(register, id, readVersion);
      return this.#write(register, id, last.version + 1, written);
    });
  }

  /**
   * @throws ServerRefusal `recorder/not-found`; `recorder/row-changed` when somebody else wrote since `readVersion`;
   *   `recorder/row-withdrawn`
   */
  withdraw(
    register: Register,
    id: string,
    readVersion: number,
    by: Writer,
    reason: string,
  ): Promise<RegisterRow> {
    return this.#inTurn(() => {
      const last = this.#changeable(register, id, readVersion);
      return this.#write(register, id, last.version + 1, {
        values: last.values,
        by,
        reason,
        withdrawn: true,
      });
    });
  }

  /** The last version of every row, in the order they were begun. */
  rows(register: Register): readonly RegisterRow[] {
    return this.#database
      .prepare(
        `SELECT last.*, first.at_ms AS created_ms FROM register_row AS last
         JOIN register_row AS first ON first.register = last.register AND first.id = last.id AND first.version = 1
         WHERE last.register = ? AND NOT EXISTS (SELECT 1 FROM register_row AS next
           WHERE next.register = last.register AND next.id = last.id AND next.version = last.version + 1)
         ORDER BY created_ms, last.entry`,
      )
      .all(register.id)
      .map((raw) => ({ ...asVersion(raw), id: String(raw['id']), createdMs: Number(raw['created_ms']) }));
  }

  /** First to last; empty for an id that does not exist. */
  history(register: Register, id: string): readonly RowVersion[] {
    return this.#database
      .prepare('SELECT * FROM register_row WHERE register = ? AND id = ? ORDER BY version')
      .all(register.id, id)
      .map(asVersion);
  }

  /** @throws ServerRefusal `recorder/not-found` */
  get(register: Register, id: string): RegisterRow {
    const history = this.history(register, id);
    const [first, last] = [history[0], history.at(-1)];
    if (!first || !last) throw new ServerRefusal('recorder/not-found', { what: id });
    return { ...last, id, createdMs: first.atMs };
  }

  /** Whether some version of a row of that register holds the hash of an attachment. */
  names(register: Register, hash: string): boolean {
    return (
      this.#database
        .prepare('SELECT 1 FROM register_row WHERE register = ? AND instr("values", ?) > 0 LIMIT 1')
        .get(register.id, hash) !== undefined
    );
  }

  /** Rows that are not withdrawn, and when the register was last written. */
  countOf(register: Register): { readonly rows: number; readonly lastMs?: number } {
    const found = this.#database
      .prepare(
        `SELECT COUNT(DISTINCT id) - COUNT(DISTINCT CASE WHEN withdrawn = 1 THEN id END) AS rows, MAX(at_ms) AS last_ms
         FROM register_row WHERE register = ?`,
      )
      .get(register.id);
    const lastMs = found?.['last_ms'];
    return { rows: Number(found?.['rows'] ?? 0), ...(typeof lastMs === 'number' && { lastMs }) };
  }

  #changeable(register: Register, id: string, readVersion: number): RegisterRow {
    const last = this.get(register, id);
    if (last.withdrawn) throw new ServerRefusal('recorder/row-withdrawn');
    if (last.version !== readVersion) throw new ServerRefusal('recorder/row-changed', { by: last.by.name });
    return last;
  }

  async #write(register: Register, id: string, version: number, written: Written): Promise<RegisterRow> {
    const { values, by, reason, withdrawn = false } = written;
    const salt = new Uint8Array(randomBytes(16));
    const record = {
      register: register.id,
      row: id,
      version,
      values,
      by,
      withdrawn,
      ...(reason !== undefined && { reason }),
    };
    const hash = hashOfPerson(this.#core.algorithms, salt, record);
    const kind = `${register.id}/${id}/${version}`;
    const { index, atMs } = await this.#core.appendEntry({ type: 'register', kind, hash });
    this.#database
      .prepare(
        `INSERT INTO register_row (register, id, version, "values", by_user, by_name, at_ms, reason, withdrawn, entry, hash, salt)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        register.id,
        id,
        version,
        JSON.stringify(values),
        by.user,
        by.name,
        Math.round(atMs),
        reason ?? null,
        withdrawn ? 1 : 0,
        index,
        hash,
        salt,
      );
    return this.get(register, id);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function asVersion(raw: Raw): RowVersion {
  const reason = raw['reason'];
  return {
    version: Number(raw['version']),
    values: JSON.parse(String(raw['values'])) as RowVersion['values'],
    by: { user: String(raw['by_user']), name: String(raw['by_name']) },
    atMs: Number(raw['at_ms']),
    ...(typeof reason === 'string' && { reason }),
    withdrawn: raw['withdrawn'] === 1,
    entry: Number(raw['entry']),
    hash: String(raw['hash']),
  };
}
