// SPDX-License-Identifier: Apache-2.0
/**
 * The one gate. No media byte leaves the recorder without an open access session: only this file reads live parts and
 * stored parts from the core (rule `footage-behind-the-gate`), and it hands them out through a `Grant`.
 *
 * Order at opening: session saved as open → `access` entry durable in the log → the first grant. Order at closing:
 * grants revoked → `access` entry with `seen` durable → session saved as closed. A crash in between leaves an open
 * session in the book; the next start writes its closing entry from what was last saved (at most a second old).
 */
import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { AccessSession, Actor, Person } from '@mingjing/contracts/site';
import { type AccessKind, type Algorithms, formatTime, hashOfPerson } from '@mingjing/evidence';
import type { PartsWanted } from '../../recording/core/media/read-parts.ts';
import type { RecorderCore } from '../../recording/core/media/recorder-media.ts';
import type { FootagePart, LiveEvent, LiveStream, SegmentFacts } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import { loggedCorrection, loggedPurpose } from './log-agreement.ts';
import { SeenRanges } from './seen-ranges.ts';
import type { SessionBook } from './session-book.ts';

/** What the gate stands on: media, and the log that says who saw them. A store without capture has no live part. */
export type GatedCore = Pick<RecorderCore, 'readParts' | 'subscribeLive' | 'appendEntry' | 'nowMs'>;

/** How a player wants its parts; whatever it wants, nothing from before the session's range is given. */
export interface PlayerWants {
  /** Only fragments that begin with a key frame; each lasts until the next one. */
  readonly keyFramesOnly: boolean;
  /** Begin at the key frame before `fromMs`, without which a decoder shows nothing. */
  readonly fromKeyFrame: boolean;
}

/** Permission to give pictures of one camera to one person, for as long as the session is open. */
export interface Grant {
  readonly session: AccessSession;
  readonly camera: string;
  /** Aborted when the session closes: every stream ends then. */
  readonly signal: AbortSignal;
  /** Live parts. @returns call it to stop */
  readonly live: (listener: (event: LiveEvent) => void, stream?: LiveStream) => () => void;
  /** Original parts that overlap `[fromMs, toMs)`, which must lie in the session's range. */
  readonly parts: (fromMs: number, toMs: number, wanted?: PlayerWants) => AsyncIterable<FootagePart>;
  /** Exports only: every part of a segment that overlaps the session's range, to hash it as a whole. */
  readonly segment: (row: SegmentFacts) => AsyncIterable<FootagePart>;
  /** To be called before a part is sent: it is what the register says was shown. */
  readonly shown: (fromMs: number, toMs: number) => void;
}

type Running = {
  readonly abort: AbortController;
  readonly seen: SeenRanges;
  lastUseMs: number;
  streams: number;
  changed: boolean;
};

/** A session that nobody looks through for this long closes by itself: a wall whose page was left is no watch. */
const idleMs = { live: 5 * 60_000, playback: 30 * 60_000, export: Number.POSITIVE_INFINITY } as const;

export class AccessGate {
  readonly #core: GatedCore;
  readonly #book: SessionBook;
  readonly #algorithms: Algorithms;
  readonly #running = new Map<string, Running>();
  readonly #onClosed: ((session: AccessSession) => void)[] = [];
  readonly #writing = new Set<string>();
  /** Closings under way, so that one is written once. */
  readonly #closing = new Map<string, Promise<AccessSession>>();

  constructor(core: GatedCore, book: SessionBook, algorithms: Algorithms) {
    this.#core = core;
    this.#book = book;
    this.#algorithms = algorithms;
  }

  onClosed(listener: (session: AccessSession) => void): void {
    this.#onClosed.push(listener);
  }

  /** Writes the closing entries of sessions that were open when the process ended. Before anything is served. */
  async recover(): Promise<number> {
    const open = this.#book.inState('open');
    for (const session of open) await this.#writeClosing(session, session.seen, { recovered: true });
    return open.length;
  }

  /**
   * Opens a session that is complete and approved. Durable in the log when it resolves.
   *
   * @param record everything personal; only its salted hash is logged
   */
  open(
    session: AccessSession,
    record: Readonly<Record<string, unknown>>,
    expiresMs: number,
  ): Promise<AccessSession> {
    return this.#whileWriting(session.id, () => this.#open(session, record, expiresMs));
  }

  async #open(
    session: AccessSession,
    record: Readonly<Record<string, unknown>>,
    expiresMs: number,
  ): Promise<AccessSession> {
    const { number, requestedMs } = session;
    const personal = { salt: new Uint8Array(randomBytes(16)), record: { ...record, number, requestedMs } };
    const openedMs = this.#nowMs();
    const opening: AccessSession = { ...session, state: 'open', openedMs, expiresMs };
    this.#book.save(opening, personal);
    try {
      const { index } = await this.#core.appendEntry(this.#entry(opening, personal));
      const opened: AccessSession = { ...opening, entry: index };
      this.#book.save(opened);
      this.#running.set(opened.id, newRunning(openedMs));
      return opened;
    } catch (error) {
      this.#book.save({ ...session, state: 'withdrawn' });
      throw error;
    }
  }

  /**
   * @throws ServerRefusal `recorder/session-missing` for anything but an open session of this very person, also for
   *   ids that do not exist; `recorder/session-scope` for a camera that is not in it
   */
  grant(id: string, person: Person, kinds: readonly AccessSession['kind'][], camera: string): Grant {
    const session = this.#book.find(id);
    const running = this.#running.get(id);
    if (!session || !running || session.state !== 'open' || session.entry === undefined)
      throw new ServerRefusal('recorder/session-missing');
    if (session.handledBy.id !== person.id || this.#nowMs() >= (session.expiresMs ?? 0))
      throw new ServerRefusal('recorder/session-missing');
    if (!kinds.includes(session.kind))
      throw new ServerRefusal('recorder/session-scope', { what: session.kind });
    if (!session.cameras.includes(camera))
      throw new ServerRefusal('recorder/session-scope', { what: camera });
    running.lastUseMs = this.#nowMs();
    return this.#grantOf(session, running, camera);
  }

  /** One for each camera of the session. @throws ServerRefusal as `grant` */
  grants(id: string, person: Person, kinds: readonly AccessSession['kind'][]): ReadonlyMap<string, Grant> {
    const cameras = this.#book.find(id)?.cameras;
    if (!cameras) throw new ServerRefusal('recorder/session-missing');
    return new Map(cameras.map((camera) => [camera, this.grant(id, person, kinds, camera)]));
  }

  #grantOf(session: AccessSession, running: Running, camera: string): Grant {
    const { signal } = running.abort;
    return {
      session,
      camera,
      signal,
      live: (listener, stream) => {
        running.streams += 1;
        const whileOpen = (event: LiveEvent) => {
          if (!signal.aborted) listener(event);
        };
        const stop = this.#core.subscribeLive(camera, whileOpen, stream);
        let stopped = false;
        return () => {
          if (stopped) return;
          stopped = true;
          running.streams -= 1;
          running.lastUseMs = this.#nowMs();
          stop();
        };
      },
      parts: (fromMs, toMs, wants) => {
        if (!(fromMs < toMs) || fromMs < session.fromMs || toMs > session.toMs)
          throw new ServerRefusal('recorder/session-scope', {
            what: `${formatTime(fromMs)} – ${formatTime(toMs)}`,
          });
        return this.#guarded(camera, fromMs, toMs, running, {
          keyFramesOnly: wants?.keyFramesOnly ?? false,
          fromKeyFrame: wants?.fromKeyFrame ?? false,
          notBeforeMs: session.fromMs,
        });
      },
      segment: (row) => {
        if (session.kind !== 'export' || row.endMs <= session.fromMs || row.startMs >= session.toMs)
          throw new ServerRefusal('recorder/session-scope', { what: String(row.n) });
        return this.#guarded(camera, row.startMs, row.endMs, running);
      },
      shown: (fromMs, toMs) => {
        running.seen.add(camera, fromMs, toMs);
        running.changed = true;
      },
    };
  }

  async *#guarded(
    camera: string,
    fromMs: number,
    toMs: number,
    running: Running,
    wanted: PartsWanted = {},
  ): AsyncGenerator<FootagePart> {
    running.streams += 1;
    try {
      for await (const part of this.#core.readParts(camera, fromMs, toMs, wanted)) {
        if (running.abort.signal.aborted) return;
        yield part;
      }
    } finally {
      running.streams -= 1;
      running.lastUseMs = this.#nowMs();
    }
  }

  /** Ends every stream, then writes what was shown. Closing twice gives the same session. */
  close(id: string, more: Partial<Pick<AccessSession, 'manifest'>> = {}): Promise<AccessSession> {
    const under = this.#closing.get(id);
    if (under) return under;
    const session = this.#book.find(id);
    if (!session) return Promise.reject(new ServerRefusal('recorder/not-found', { what: id }));
    if (session.state !== 'open') return Promise.resolve(session);
    const running = this.#running.get(id);
    running?.abort.abort();
    const closing = this.#writeClosing(session, running?.seen.list() ?? session.seen, more).finally(() => {
      this.#running.delete(id);
      this.#closing.delete(id);
    });
    this.#closing.set(id, closing);
    return closing;
  }

  /** Between an entry in the log and the row that names it. */
  isWriting(id: string): boolean {
    return this.#writing.has(id);
  }

  async #whileWriting<T>(id: string, write: () => Promise<T>): Promise<T> {
    this.#writing.add(id);
    try {
      return await write();
    } finally {
      this.#writing.delete(id);
    }
  }

  #writeClosing(
    session: AccessSession,
    seen: AccessSession['seen'],
    more: Partial<Pick<AccessSession, 'manifest' | 'recovered'>>,
  ): Promise<AccessSession> {
    return this.#whileWriting(session.id, () => this.#closed(session, seen, more));
  }

  async #closed(
    session: AccessSession,
    seen: AccessSession['seen'],
    more: Partial<Pick<AccessSession, 'manifest' | 'recovered'>>,
  ): Promise<AccessSession> {
    const personal = this.#book.personalRecord(session.id);
    const manifest = more.manifest ?? session.manifest;
    const { index, atMs } = await this.#core.appendEntry({
      ...this.#entry(session, personal ?? { salt: new Uint8Array(16), record: null }),
      seen: seen.map(({ camera, fromMs, toMs }) => ({
        camera,
        from: formatTime(fromMs),
        to: formatTime(toMs),
      })),
      ...(manifest !== undefined && { manifest }),
    });
    const closed: AccessSession = {
      ...session,
      ...more,
      state: 'closed',
      seen: [...seen],
      closeEntry: index,
      closedMs: Math.round(atMs),
    };
    this.#book.save(closed);
    for (const listener of this.#onClosed) listener(closed);
    return closed;
  }

  /** A correction: a new entry that points to the old one; nothing is changed. */
  correct(session: AccessSession, text: string, by: Actor): Promise<AccessSession> {
    return this.#whileWriting(session.id, async () => {
      const personal = this.#book.personalRecord(session.id);
      if (session.entry === undefined || !personal)
        throw new ServerRefusal('recorder/session-state', { state: session.state });
      const { index, atMs } = await this.#core.appendEntry({
        ...this.#entry(session, { salt: personal.salt, record: personal.record }),
        purpose: loggedCorrection(text),
        corrects: session.entry,
      });
      const corrected = {
        ...session,
        corrections: [...session.corrections, { text, by, atMs: Math.round(atMs), entry: index }],
      };
      this.#book.save(corrected);
      return corrected;
    });
  }

  /** Once a second: saves what was shown so far, closes what has expired. */
  async tick(): Promise<void> {
    const nowMs = this.#nowMs();
    for (const [id, running] of this.#running) {
      const session = this.#book.find(id);
      if (session?.state !== 'open') continue;
      if (running.changed) {
        running.changed = false;
        this.#book.save({ ...session, seen: [...running.seen.list()] });
      }
      const idle = running.streams === 0 && nowMs - running.lastUseMs > idleMs[session.kind];
      if (idle || nowMs >= (session.expiresMs ?? nowMs)) await this.close(id);
    }
  }

  /** Ends the looks of a person who signed out or may no longer look; `kinds` absent means all. */
  async closeOf(personId: string, kinds?: readonly AccessSession['kind'][]): Promise<void> {
    for (const session of this.#book.inState('open'))
      if (session.handledBy.id === personId && (kinds?.includes(session.kind) ?? true))
        await this.close(session.id);
  }

  /** Closes everything: the recorder stops. */
  async closeAll(): Promise<void> {
    for (const id of [...this.#running.keys()]) await this.close(id);
  }

  #entry(session: AccessSession, personal: { readonly salt: Uint8Array; readonly record: unknown }) {
    return {
      type: 'access' as const,
      session: session.id,
      purpose: loggedPurpose(session),
      ground: session.ground,
      who: hashOfPerson(this.#algorithms, personal.salt, personal.record),
      cameras: session.cameras,
      from: formatTime(session.fromMs),
      to: formatTime(session.toMs),
      kind: entryKind(session),
    };
  }

  #nowMs(): number {
    return Math.round(this.#core.nowMs());
  }
}

function newRunning(nowMs: number): Running {
  return {
    abort: manyMayListen(new AbortController()),
    seen: new SeenRanges(),
    lastUseMs: nowMs,
    streams: 0,
    changed: false,
  };
}

/** A wall of pictures and its sockets all wait for the end of one session: that many is no leak. */
function manyMayListen(abort: AbortController): AbortController {
  setMaxListeners(0, abort.signal);
  return abort;
}

/** A platform's look is a pull, whatever it plays. */
function entryKind({ requester, kind }: AccessSession): AccessKind {
  return requester.kind === 'platform' ? 'pull' : kind;
}
