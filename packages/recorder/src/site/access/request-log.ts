// SPDX-License-Identifier: Apache-2.0
/**
 * Requests that are not opened (yet, or ever) in the evidence log: a `register` entry `request/<id>/<version>-<state>` with
 * the hash of what was asked, by whom, and how it stands, whenever that changes. What is opened is in the log as a look.
 *
 * Order: row → mark here, in the same breath → a moment later, if it is still a request, entry durable → its place in
 * the mark. A mark that a crash left without its place is settled by the next start (`settle`).
 */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { AccessSession, AccessState, LoggedFact } from '@mingjing/contracts/site';
import { hashOfPerson, type Json } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { LoggedLook, LoggedRequest } from './logged-records.ts';
import type { SessionBook } from './session-book.ts';

const asked: readonly AccessState[] = ['incomplete', 'awaiting-decision', 'refused', 'withdrawn'];
const over: readonly string[] = ['refused', 'withdrawn'];
/** Most requests open at once: so long it is waited whether this one does. */
const waitMs = 100;

type Mark = { readonly version: number; readonly salt: Uint8Array; readonly hash: string };

export class RequestLog {
  readonly #database: DatabaseSync;
  readonly #core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>;
  readonly #book: SessionBook;
  readonly #say: (error: unknown) => void;
  /** Requests whose last change is on its way to the log. */
  readonly #waiting = new Map<string, NodeJS.Timeout | undefined>();
  readonly #writes = new Map<string, Promise<void>>();

  constructor(
    database: DatabaseSync,
    core: Pick<CoreWithoutMedia, 'algorithms' | 'appendEntry'>,
    book: SessionBook,
    say: (error: unknown) => void,
  ) {
    this.#database = database;
    this.#core = core;
    this.#book = book;
    this.#say = say;
    book.onSaved((session) => this.#note(session));
  }

  isWriting(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** Everything that was asked so far is in the log. */
  async settled(): Promise<void> {
    for (const [id, timer] of this.#waiting) {
      clearTimeout(timer);
      this.#start(id);
    }
    await Promise.all(this.#writes.values());
  }

  /** What a crash left is brought to its end; a book from before requests were logged is taken in once. */
  settle(logged: ReadonlyMap<string, readonly LoggedRequest[]>): void {
    for (const { session, version } of this.#unsettled()) {
      if (this.#waiting.has(session)) continue;
      const found = logged.get(session)?.find((one) => one.version === version);
      if (found) this.#enter(session, version, found.entry);
      else this.#schedule(session);
    }
    if (logged.size > 0) return;
    for (const session of this.#book.inState(...asked)) this.#note(session);
  }

  /** @returns what of a row that was never opened is not what the log says; of an opened one, that it had been closed before */
  disagreement(
    session: AccessSession,
    look: LoggedLook | undefined,
    notes: readonly LoggedRequest[] = [],
  ): readonly LoggedFact[] {
    // Refused and withdrawn are the end: whatever follows was not what was decided.
    const end = notes.findIndex(({ state }) => over.includes(state));
    if (end >= 0 && (end < notes.length - 1 || look)) return ['state'];
    if (look || !asked.includes(session.state)) return [];
    const last = notes.at(-1);
    const mark = last && this.#mark(session.id, last.version);
    return last && mark && last.state === session.state && this.#hash(session, mark.salt) === last.hash
      ? []
      : ['entry'];
  }

  #note(session: AccessSession): void {
    this.#database.prepare('DELETE FROM access_request WHERE session = ? AND entry < 0').run(session.id);
    const last = asked.includes(session.state) ? this.#last(session.id) : undefined;
    // Opened, or nothing of what is logged has changed: nothing is on its way any more.
    if (!asked.includes(session.state) || (last && this.#hash(session, last.salt) === last.hash)) {
      clearTimeout(this.#waiting.get(session.id));
      this.#waiting.delete(session.id);
      return;
    }
    const salt = new Uint8Array(randomBytes(16));
    this.#database
      .prepare(
        'INSERT INTO access_request (session, version, state, salt, hash, entry) VALUES (?, ?, ?, ?, ?, -1)',
      )
      .run(session.id, (last?.version ?? 0) + 1, session.state, salt, this.#hash(session, salt));
    this.#schedule(session.id);
  }

  #schedule(id: string): void {
    clearTimeout(this.#waiting.get(id));
    this.#waiting.set(
      id,
      setTimeout(() => this.#start(id), waitMs),
    );
  }

  /** One after another for a request. */
  #start(id: string): void {
    const before = this.#writes.get(id) ?? Promise.resolve();
    const write = before
      .then(() => this.#write(id))
      .catch(this.#say)
      .finally(() => {
        if (this.#writes.get(id) === write) this.#writes.delete(id);
      });
    this.#writes.set(id, write);
  }

  async #write(id: string): Promise<void> {
    const waited = this.#waiting.get(id);
    for (const { session, version, state, hash } of this.#unsettled()) {
      if (session !== id) continue;
      const kind = `request/${id}/${version}-${state}`;
      const { index } = await this.#core.appendEntry({ type: 'register', kind, hash });
      this.#enter(id, version, index);
    }
    if (this.#waiting.get(id) === waited) this.#waiting.delete(id);
  }

  #enter(id: string, version: number, entry: number): void {
    this.#database
      .prepare('UPDATE access_request SET entry = ? WHERE session = ? AND version = ?')
      .run(entry, id, version);
  }

  #unsettled() {
    return this.#database
      .prepare('SELECT session, version, state, hash FROM access_request WHERE entry < 0 ORDER BY rowid')
      .all()
      .map(({ session, version, state, hash }) => ({
        session: String(session),
        version: Number(version),
        state: String(state),
        hash: String(hash),
      }));
  }

  #last(id: string): Mark | undefined {
    return asMark(
      this.#database
        .prepare(
          'SELECT version, salt, hash FROM access_request WHERE session = ? ORDER BY version DESC LIMIT 1',
        )
        .get(id),
    );
  }

  #mark(id: string, version: number): Mark | undefined {
    return asMark(
      this.#database
        .prepare('SELECT version, salt, hash FROM access_request WHERE session = ? AND version = ?')
        .get(id, version),
    );
  }

  /** What was asked, by whom and how it stands; not what follows from it or is kept beside it. */
  #hash(session: AccessSession, salt: Uint8Array): string {
    const { id, number, state, kind, purpose, purposeText, ground, cameras, fromMs, toMs } = session;
    const { requester, handledBy, requestedMs, certificate, decision } = session;
    const who = { requester, handledBy, certificate: certificate ?? null, decision: decision ?? null };
    const what = {
      id,
      number,
      state,
      kind,
      purpose,
      purposeText,
      ground,
      cameras,
      fromMs,
      toMs,
      requestedMs,
    };
    const record = JSON.parse(JSON.stringify({ ...what, ...who })) as Json;
    return hashOfPerson(this.#core.algorithms, salt, record);
  }
}

function asMark(raw: Readonly<Record<string, unknown>> | undefined): Mark | undefined {
  return (
    raw && { version: Number(raw['version']), salt: raw['salt'] as Uint8Array, hash: String(raw['hash']) }
  );
}
