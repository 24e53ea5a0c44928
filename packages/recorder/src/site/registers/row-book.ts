// SPDX-License-Identifier: Apache-2.0
/**
 * Rows of every register, in one table: each version of a row stays as it was written, a correction is a new version,
 * a withdrawal too. Order of a write: the version here, without its place in the log and shown to nobody → `register`
 * entry durable in the log → its place. A crash in between is settled by the next start (`settle`): what the log has
 * is there, what it has not was never acknowledged.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Register, RegisterRow, RowVersion, Values } from '@mingjing/contracts/registers';
import { hashOfPerson } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { ServerRefusal } from '../../terms/refusal.ts';

export type Writer = { readonly user: string; readonly name: string };

type Written = {
  readonly values: Values;
  readonly by: Writer;
  readonly reason?: string | undefined;
  readonly withdrawn?: boolean;
};

type Raw = Readonly<Record<string, unknown>>;

export class RowBook {
  readonly #database: DatabaseSync;
  readonly #core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>;
  /** Versions that the run before left without their place in the log. */
  readonly #unsettled: readonly string[];
  readonly #onKept: ((register: Register, row: RegisterRow) => void)[] = [];
  /** Writes wait for each other: the log is asked in between reading a version and adding the next. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync, core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>) {
    this.#database = database;
    this.#core = core;
    this.#unsettled = database
      .prepare("SELECT register || '/' || id || '/' || version AS kind FROM register_row WHERE entry < 0")
      .all()
      .map((raw) => String(raw['kind']));
  }

  /** @param listener told of every version that is kept */
  onKept(listener: (register: Register, row: RegisterRow) => void): void {
    this.#onKept.push(listener);
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
         WHERE last.register = ? AND last.entry >= 0 AND NOT EXISTS (SELECT 1 FROM register_row AS next
           WHERE next.register = last.register AND next.id = last.id AND next.version = last.version + 1
             AND next.entry >= 0)
         ORDER BY created_ms, last.entry`,
      )
      .all(register.id)
      .map((raw) => ({ ...asVersion(raw), id: String(raw['id']), createdMs: Number(raw['created_ms']) }));
  }

  /** First to last; empty for an id that does not exist. */
  history(register: Register, id: string): readonly RowVersion[] {
    return this.#database
      .prepare('SELECT * FROM register_row WHERE register = ? AND id = ? AND entry >= 0 ORDER BY version')
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
         FROM register_row WHERE register = ? AND entry >= 0`,
      )
      .get(register.id);
    const lastMs = found?.['last_ms'];
    return { rows: Number(found?.['rows'] ?? 0), ...(typeof lastMs === 'number' && { lastMs }) };
  }

  /**
   * After a crash between row and entry: what the log has is entered, the rest was never acknowledged and goes.
   *
   * @param logged what the log says of `register/row/version`
   */
  settle(logged: (kind: string) => { readonly entry: number; readonly atMs: number } | undefined): void {
    for (const kind of this.#unsettled) {
      const found = logged(kind);
      if (found) this.#enter(kind, found.entry, found.atMs);
      else this.#forget(kind);
    }
  }

  versions(register: Register): readonly { readonly id: string; readonly version: number }[] {
    return this.#database
      .prepare('SELECT id, version FROM register_row WHERE register = ? AND entry >= 0')
      .all(register.id)
      .map((raw) => ({ id: String(raw['id']), version: Number(raw['version']) }));
  }

  /** `register/row/version` of everything that is there, also what waits for its entry. */
  kinds(register: Register): ReadonlySet<string> {
    return new Set(
      this.#database
        .prepare(
          "SELECT register || '/' || id || '/' || version AS kind FROM register_row WHERE register = ?",
        )
        .all(register.id)
        .map((raw) => String(raw['kind'])),
    );
  }

  /** H over salt ‖ canonical record, of the row as it stands now; undefined while it waits for its entry. */
  sealOf(
    register: Register,
    id: string,
    version: number,
  ): { readonly hash: string; readonly entry: number; readonly atMs: number } | undefined {
    const raw = this.#database
      .prepare('SELECT * FROM register_row WHERE register = ? AND id = ? AND version = ? AND entry >= 0')
      .get(register.id, id, version);
    if (!raw) return undefined;
    const { values, by, withdrawn, reason, entry, atMs } = asVersion(raw);
    const record = { register: register.id, row: id, version, values, by, withdrawn, reason };
    const hash = hashOfPerson(this.#core.algorithms, raw['salt'] as Uint8Array, recordOf(record));
    return { hash, entry, atMs };
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
    const record = { register: register.id, row: id, version, values, by, withdrawn, reason };
    const hash = hashOfPerson(this.#core.algorithms, salt, recordOf(record));
    const kind = `${register.id}/${id}/${version}`;
    this.#database
      .prepare(
        `INSERT INTO register_row (register, id, version, "values", by_user, by_name, at_ms, reason, withdrawn, entry, hash, salt)
         VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, -1, ?, ?)`,
      )
      .run(
        register.id,
        id,
        version,
        JSON.stringify(values),
        by.user,
        by.name,
        reason ?? null,
        withdrawn ? 1 : 0,
        hash,
        salt,
      );
    try {
      const { index, atMs } = await this.#core.appendEntry({ type: 'register', kind, hash });
      this.#enter(kind, index, atMs);
    } catch (error) {
      this.#forget(kind);
      throw error;
    }
    const kept = this.get(register, id);
    for (const listener of this.#onKept) listener(register, kept);
    return kept;
  }

  /** @param kind `register/row/version`, as in the log */
  #enter(kind: string, entry: number, atMs: number): void {
    this.#database
      .prepare(
        'UPDATE register_row SET entry = ?, at_ms = ? WHERE register = ? AND id = ? AND version = ? AND entry < 0',
      )
      .run(entry, Math.round(atMs), ...kind.split('/'));
  }

  #forget(kind: string): void {
    this.#database
      .prepare('DELETE FROM register_row WHERE register = ? AND id = ? AND version = ? AND entry < 0')
      .run(...kind.split('/'));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** What is hashed into the log. */
function recordOf({
  reason,
  ...record
}: Written & { readonly register: string; readonly row: string; readonly version: number }) {
  return { ...record, ...(reason !== undefined && { reason }) };
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
