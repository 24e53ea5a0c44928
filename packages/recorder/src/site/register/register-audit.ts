// SPDX-License-Identifier: Apache-2.0
/**
 * The registers against the log: rows in SQLite are what people read, the log is what was. Whoever edits the database
 * changes the first and not the second; the row says so wherever it is shown, and an alarm is raised.
 */
import type { Register, RegisterRow, RowVersion } from '@mingjing/contracts/registers';
import { siteRegisters } from '@mingjing/contracts/registers';
import type { AccessSession, LostLook, LostRequest } from '@mingjing/contracts/site';
import { parseTime } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { disagreementOf } from '../access/log-agreement.ts';
import { LoggedRecords } from '../access/logged-records.ts';
import type { RequestLog } from '../access/request-log.ts';
import type { SessionBook } from '../access/session-book.ts';
import type { RowBook } from '../registers/row-book.ts';

export type RegisterAuditOptions = {
  readonly core: Pick<CoreWithoutMedia, 'log' | 'algorithms' | 'nowMs'>;
  readonly book: SessionBook;
  readonly rows: RowBook;
  readonly requests: RequestLog;
  /** An entry of this look is on its way. */
  readonly isWriting: (session: string) => boolean;
  readonly alarm: (
    subject: string,
    raised: boolean,
    facts: Readonly<Record<string, string | number>>,
  ) => void;
  readonly say: (error: unknown) => void;
};

type LostRow = {
  readonly row: string;
  readonly version: number;
  readonly entry: number;
  readonly atMs: number;
};

export const registerAuditEveryMs = 300_000;
/** An alarm for each row would bury the first: beyond this many the page tells them. */
const mostAlarms = 20;

export class RegisterAudit {
  readonly #options: RegisterAuditOptions;
  readonly #logged: LoggedRecords;
  readonly #told = new Set<string>();
  #isReady = false;
  #round: Promise<void> | undefined;

  constructor(options: RegisterAuditOptions) {
    this.#options = options;
    this.#logged = new LoggedRecords(options.core.log);
  }

  /** The log has been read up to its end at least once. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /**
   * Answers with the log read up to its end at this very moment: rows and log are compared in one breath, since an
   * entry is always there a moment before the row that names it.
   */
  async #compared<T>(compare: () => T): Promise<T> {
    do await this.#logged.catchUp();
    while (this.#logged.readUpTo < this.#options.core.log.size());
    if (!this.#isReady) {
      this.#options.rows.settle((kind) => this.#logged.row(kind));
      this.#options.requests.settle(this.#logged.requests());
    }
    this.#isReady = true;
    return compare();
  }

  /** Every row of every register; one round at a time. */
  round(): Promise<void> {
    this.#round ??= this.#look()
      .catch(this.#options.say)
      .finally(() => {
        this.#round = undefined;
      });
    return this.#round;
  }

  async settled(): Promise<void> {
    await this.#round;
  }

  /**
   * The rows as they are shown: each with what the log says otherwise.
   *
   * @param how papers wait until the log has been read after a start, pages show what is there
   */
  async marked(
    sessions: readonly AccessSession[],
    how: 'as-it-is' | 'read-first',
  ): Promise<readonly AccessSession[]> {
    if (!this.#isReady && how === 'as-it-is') return sessions;
    return await this.#compared(() => sessions.map((session) => this.#marked(session)));
  }

  /** Looks that the log knows and the book does not. */
  async lostLooks(): Promise<readonly LostLook[]> {
    if (!this.#isReady) return [];
    return await this.#compared(() => {
      const known = this.#options.book.ids();
      return [...this.#logged.looks()].flatMap(([session, { entry, opening }]) => {
        if (known.has(session)) return [];
        const { at, kind, purpose, cameras, from, to } = opening;
        return [{ entry, atMs: parseTime(at) ?? 0, kind, purpose, cameras: [...cameras], from, to }];
      });
    });
  }

  /** Requests that the log knows and the book does not, and that never became a look. */
  async lostRequests(): Promise<readonly LostRequest[]> {
    if (!this.#isReady) return [];
    return await this.#compared(() => {
      const known = this.#options.book.ids();
      return [...this.#logged.requests()].flatMap(([id, notes]) => {
        const last = notes.at(-1);
        if (!last || known.has(id) || this.#logged.look(id)) return [];
        return [{ entry: last.entry, atMs: last.atMs, state: last.state }];
      });
    });
  }

  async markedRows(register: Register, rows: readonly RegisterRow[]): Promise<readonly RegisterRow[]> {
    if (!this.#isReady) return rows;
    return await this.#compared(() => rows.map((row) => this.#markedVersion(register, row.id, row)));
  }

  async markedVersions(
    register: Register,
    id: string,
    versions: readonly RowVersion[],
  ): Promise<readonly RowVersion[]> {
    if (!this.#isReady) return versions;
    return await this.#compared(() => versions.map((version) => this.#markedVersion(register, id, version)));
  }

  /** Versions of rows that the log knows and the book does not. */
  async lostRows(register: Register): Promise<readonly LostRow[]> {
    if (!this.#isReady) return [];
    return await this.#compared(() => {
      const known = this.#options.rows.kinds(register);
      return [...this.#logged.rows()].flatMap(([kind, { entry, atMs }]) => {
        const [id, row, version] = kind.split('/');
        if (id !== register.id || known.has(kind)) return [];
        return [{ row: row ?? '', version: Number(version), entry, atMs }];
      });
    });
  }

  async #look(): Promise<void> {
    const { book, rows } = this.#options;
    await this.marked(book.requestedWithin(0, Number.MAX_SAFE_INTEGER), 'read-first');
    for (const { entry } of await this.lostLooks()) this.#tell(`entry/${entry}`, true, { what: 'entry' });
    for (const { entry } of await this.lostRequests())
      this.#tell(`entry/${entry}`, true, { what: 'request' });
    for (const register of siteRegisters) {
      await this.#compared(() => {
        for (const { id, version } of rows.versions(register)) this.#isSame(register, id, version);
      });
      for (const { entry } of await this.lostRows(register))
        this.#tell(`entry/${entry}`, true, { what: register.id });
    }
  }

  /** @param shown may be a moment old: the row as it is now counts */
  #marked(shown: AccessSession): AccessSession {
    const { book, core, isWriting, requests } = this.#options;
    const session = book.find(shown.id) ?? shown;
    if (isWriting(session.id) || requests.isWriting(session.id)) return session;
    const look = this.#logged.look(session.id);
    const differs = [
      ...disagreementOf(session, book.personalRecord(session.id), look, core.algorithms),
      ...requests.disagreement(session, look, this.#logged.requests().get(session.id)),
    ];
    this.#tell(`register/${session.number}`, differs.length > 0, { what: differs.join(', ') });
    return differs.length === 0 ? session : { ...session, differs: [...differs] };
  }

  #markedVersion<Version extends RowVersion>(register: Register, id: string, version: Version): Version {
    return this.#isSame(register, id, version.version) ? version : { ...version, differs: true };
  }

  #isSame(register: Register, id: string, version: number): boolean {
    const kind = `${register.id}/${id}/${version}`;
    const logged = this.#logged.row(kind);
    const now = this.#options.rows.sealOf(register, id, version);
    const isSame =
      now === undefined ||
      (logged?.entry === now.entry && logged.hash === now.hash && logged.atMs === now.atMs);
    this.#tell(kind, !isSame, { what: 'values' });
    return isSame;
  }

  #tell(subject: string, differs: boolean, facts: Readonly<Record<string, string | number>>): void {
    if (differs === this.#told.has(subject)) return;
    if (!differs) this.#told.delete(subject);
    else if (this.#told.size < mostAlarms) this.#told.add(subject);
    else return;
    this.#options.alarm(subject, differs, facts);
  }
}
