// SPDX-License-Identifier: Apache-2.0
/**
 * Requests to look, from the first second to the decision: what is asked is held at once, what is missing is named,
 * a second person approves what leaves the house, and only then does the gate open.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AccessRequest,
  AccessSession,
  Actor,
  Contains,
  Person,
  Settings,
} from '@mingjing/contracts/site';
import { pictureRefusal } from '@mingjing/web';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import { mediaTypeOf } from '../registers/media-type-of.ts';
import { checkCompleteness, checkNotExcluded, type PlaceOfLaw } from './completeness.ts';
import type { AccessGate } from './gate.ts';
import { findPurpose } from './purposes.ts';
import type { SessionBook } from './session-book.ts';

const hourMs = 3_600_000;
const openForMs = { live: 12 * hourMs, playback: 8 * hourMs, export: 24 * hourMs } as const;
/** A look may reach so far past now and goes on while it is recorded. */
const aheadMs = 24 * hourMs;
/** The clock on a desk is not the recorder's. */
const clockFaceMs = 60_000;
const reviewWithinMs = 24 * hourMs;
const holdForMs = 90 * 24 * hourMs;

export type DecisionInput = {
  readonly decision: 'approve' | 'refuse';
  readonly reason: string;
  readonly contains?: Contains;
};

export class FrontDesk {
  readonly #core: CoreWithoutMedia;
  readonly #gate: AccessGate;
  readonly #book: SessionBook;
  readonly #settings: () => Settings;
  readonly #certificates: string;
  readonly #onOpened: ((session: AccessSession) => void)[] = [];

  constructor(
    core: CoreWithoutMedia,
    gate: AccessGate,
    book: SessionBook,
    settings: () => Settings,
    directory: string,
  ) {
    this.#core = core;
    this.#gate = gate;
    this.#book = book;
    this.#settings = settings;
    this.#certificates = join(directory, 'certificates');
  }

  onOpened(listener: (session: AccessSession) => void): void {
    this.#onOpened.push(listener);
  }

  /** The open 值班监看 session of a person over all these cameras; opened when there is none. */
  async duty(person: Person, cameras: readonly string[]): Promise<AccessSession> {
    const nowMs = this.#nowMs();
    const open = this.#book
      .inState('open')
      .find(
        (s) =>
          s.handledBy.id === person.id &&
          s.purpose === 'duty-watch' &&
          (s.expiresMs ?? 0) > nowMs + 60_000 &&
          cameras.every((camera) => s.cameras.includes(camera)),
      );
    if (open) return open;
    return this.request(
      { kind: 'live', purpose: 'duty-watch', cameras: [...cameras], requester: { kind: 'staff' } },
      person,
    );
  }

  /** A shift that was handed over ends its duty watch then, also when the wall is left open. */
  shiftEnds(personName: string, endMs: number): void {
    for (const session of this.#book.inState('open')) {
      if (session.purpose !== 'duty-watch' || session.handledBy.name !== personName) continue;
      // The gate closes what has expired; a watch that began after the shift's end belongs to another shift.
      if ((session.openedMs ?? 0) >= endMs || endMs >= (session.expiresMs ?? 0)) continue;
      this.#book.save({ ...session, expiresMs: Math.max(endMs, this.#nowMs()) });
    }
  }

  /**
   * A request that came over the line is taken over by somebody of the unit, who is not who approves it. Where the law at the
   * place knows the emergency, that one person may release it at once; the review by another is then due within a day.
   */
  async takeOver(id: string, person: Person, emergency: boolean): Promise<AccessSession> {
    const session = this.find(id);
    if (session.state !== 'awaiting-decision' || !session.order?.untaken)
      throw new ServerRefusal('recorder/session-state', { state: session.state });
    if (emergency && !session.review)
      throw new ServerRefusal('recorder/input-invalid', { field: 'emergency' });
    const { review, ...rest } = session;
    const taken: AccessSession = {
      ...rest,
      handledBy: actorOf(person),
      order: { ...session.order, untaken: false },
      ...(emergency && { review: { dueMs: this.#nowMs() + reviewWithinMs } }),
    };
    this.#book.save(taken);
    return emergency ? this.#open(taken) : taken;
  }

  /** What was approved, and cut off by the end of the process before anything was given. */
  openAgain(session: AccessSession): Promise<AccessSession> {
    if (session.decision?.decision !== 'approve' && !session.review)
      throw new ServerRefusal('recorder/session-state', { state: session.state });
    return this.#open(session);
  }

  /** The platform takes its request back: what is not open yet is closed; what is open has been given. */
  withdrawOrdered(id: string): AccessSession {
    const session = this.find(id);
    if (session.state !== 'incomplete' && session.state !== 'awaiting-decision') return session;
    const withdrawn: AccessSession = { ...session, state: 'withdrawn' };
    this.#book.save(withdrawn);
    return withdrawn;
  }

  async request(request: AccessRequest, person: Person): Promise<AccessSession> {
    const purpose = findPurpose(request.purpose);
    const { requester } = request;
    if (!purpose?.requesters.includes(requester.kind) || !purpose.kinds.includes(request.kind))
      throw new ServerRefusal('recorder/purpose-not-allowed', { purpose: request.purpose });
    for (const camera of request.cameras) this.#checkCamera(camera);
    const nowMs = this.#nowMs();
    const live = request.kind === 'live';
    const fromMs = live ? nowMs : request.fromMs;
    const toMs = live ? nowMs + openForMs.live : request.toMs;
    if (fromMs === undefined || toMs === undefined || !(fromMs < toMs))
      throw new ServerRefusal('recorder/input-invalid', { field: 'fromMs, toMs' });
    if (fromMs > nowMs + clockFaceMs || toMs > nowMs + (request.kind === 'export' ? clockFaceMs : aheadMs))
      throw new ServerRefusal('recorder/range-ahead');
    const session = this.#book.add({
      id: randomBytes(18).toString('base64url'),
      state: 'incomplete',
      kind: request.kind,
      purpose: purpose.id,
      purposeWords: { zh: purpose.zh, en: purpose.en },
      purposeText: request.purposeText ?? '',
      ground: purpose.ground,
      groundWords: purpose.groundWords,
      cameras: [...new Set(request.cameras)],
      fromMs,
      toMs,
      requester,
      handledBy: actorOf(person),
      requestedMs: nowMs,
      missing: [],
      seen: [],
      corrections: [],
    });
    return this.#advance(requester.kind === 'staff' || live ? session : await this.#held(session));
  }

  /** What was asked for is not deleted while it is decided: day 30 never decides it. */
  async #held(session: AccessSession): Promise<AccessSession> {
    const hold = await this.#core.holds.place({
      cameras: session.cameras,
      fromMs: session.fromMs,
      toMs: session.toMs,
      reason: `查看登记 ${session.number}：${session.purposeWords.zh}`,
      ground: session.ground,
      untilMs: this.#nowMs() + holdForMs,
      by: session.handledBy.user,
    });
    const held = { ...session, hold: hold.id };
    this.#book.save(held);
    return held;
  }

  /** Completes an incomplete request with what was missing. */
  async complete(
    id: string,
    change: { readonly requester?: AccessSession['requester']; readonly purposeText?: string },
    person: Person,
  ): Promise<AccessSession> {
    const session = this.#own(id, person, 'incomplete');
    const changed = {
      ...session,
      ...(change.requester && { requester: change.requester }),
      ...(change.purposeText !== undefined && { purposeText: change.purposeText }),
    };
    if (changed.requester.kind !== session.requester.kind)
      throw new ServerRefusal('recorder/input-invalid', { field: 'requester.kind' });
    return this.#advance(changed);
  }

  /** 证明文件: kept beside the register, its hash in the personal record. @param bytes checked by content */
  async certificate(id: string, bytes: Uint8Array, person: Person): Promise<AccessSession> {
    const session = this.#own(id, person, 'incomplete', 'awaiting-decision');
    const mimeType = mediaTypeOf(bytes);
    if (!mimeType) throw new ServerRefusal('recorder/upload-refused', { reason: 'PDF, PNG, JPEG' });
    const reason = pictureRefusal(bytes);
    if (reason !== undefined) throw new ServerRefusal('recorder/upload-refused', { reason });
    writeFileSync(join(this.#certificates, session.id), bytes, { mode: 0o600 });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const changed = { ...session, certificate: { sha256, mimeType, sizeBytes: bytes.length } };
    this.#book.save(changed);
    return session.state === 'incomplete' ? this.#advance(changed) : changed;
  }

  readCertificate(id: string): { readonly bytes: Uint8Array; readonly mimeType: string } {
    const session = this.find(id);
    if (!session.certificate) throw new ServerRefusal('recorder/not-found', { what: 'certificate' });
    const bytes = readFileSync(join(this.#certificates, session.id));
    if (createHash('sha256').update(bytes).digest('hex') !== session.certificate.sha256)
      throw new ServerRefusal('recorder/attachment-changed');
    return { bytes, mimeType: session.certificate.mimeType };
  }

  async #advance(session: AccessSession): Promise<AccessSession> {
    const completeness = this.#completenessOf(session);
    if (completeness.kind === 'incomplete') {
      const incomplete: AccessSession = {
        ...session,
        state: 'incomplete',
        missing: [...completeness.missing],
      };
      this.#book.save(incomplete);
      return incomplete;
    }
    const complete: AccessSession = {
      ...session,
      missing: [],
      ...(completeness.emergency && { review: { dueMs: this.#nowMs() + reviewWithinMs } }),
    };
    const needsSecondPerson = session.kind === 'export' || session.requester.kind === 'citizen';
    if (needsSecondPerson) {
      const waiting: AccessSession = { ...complete, state: 'awaiting-decision' };
      this.#book.save(waiting);
      return waiting;
    }
    return this.#open(complete);
  }

  #completenessOf(session: AccessSession) {
    return checkCompleteness(
      {
        kind: session.kind,
        purpose: session.purpose,
        ...(session.purposeText !== '' && { purposeText: session.purposeText }),
        cameras: session.cameras,
        fromMs: session.fromMs,
        toMs: session.kind === 'live' ? session.fromMs + 1 : session.toMs,
        // A platform's pull never comes to the desk: it rests on its agreement.
        requester: session.requester.kind === 'platform' ? { kind: 'staff' } : session.requester,
      },
      session.certificate !== undefined,
      this.#place(),
    );
  }

  async decide(id: string, input: DecisionInput, person: Person): Promise<AccessSession> {
    const session = this.find(id);
    if (session.state !== 'awaiting-decision')
      throw new ServerRefusal('recorder/session-state', { state: session.state });
    if (session.handledBy.id === person.id) throw new ServerRefusal('recorder/second-person');
    if (session.order?.untaken) throw new ServerRefusal('recorder/request-untaken');
    const decided: AccessSession = {
      ...session,
      decision: {
        decision: input.decision,
        reason: input.reason,
        by: actorOf(person),
        atMs: this.#nowMs(),
        ...(input.contains && { contains: input.contains }),
      },
    };
    if (input.decision === 'refuse') {
      const refused: AccessSession = { ...decided, state: 'refused' };
      this.#book.save(refused);
      return refused;
    }
    if (session.requester.kind === 'citizen') {
      // Nobody looked is not the same as nothing found.
      if (!input.contains) throw new ServerRefusal('recorder/input-invalid', { field: 'contains' });
      checkNotExcluded(session.requester, input.contains, this.#place());
    }
    return this.#open(decided);
  }

  async #open(session: AccessSession): Promise<AccessSession> {
    const { certificate, decision, requester, handledBy } = session;
    const record = { handledBy, requester, certificate: certificate ?? null, decision: decision ?? null };
    const opened = await this.#gate.open(session, record, this.#nowMs() + openForMs[session.kind]);
    for (const listener of this.#onOpened) listener(opened);
    return opened;
  }

  /** Closes an open session, or withdraws a request that never opened. */
  async close(id: string, person: Person): Promise<AccessSession> {
    const session = this.#own(id, person, 'open', 'incomplete', 'awaiting-decision', 'closed');
    if (session.state === 'open') return this.#gate.close(id);
    if (session.state === 'closed') return session;
    const withdrawn: AccessSession = { ...session, state: 'withdrawn' };
    this.#book.save(withdrawn);
    return withdrawn;
  }

  review(id: string, outcome: 'in-order' | 'not-in-order', reason: string, person: Person): AccessSession {
    const session = this.find(id);
    if (!session.review || session.review.outcome !== undefined)
      throw new ServerRefusal('recorder/session-state', { state: session.state });
    if (session.handledBy.id === person.id) throw new ServerRefusal('recorder/second-person');
    const review = { ...session.review, outcome, reason, by: actorOf(person), atMs: this.#nowMs() };
    const reviewed: AccessSession = { ...session, review };
    this.#book.save(reviewed);
    return reviewed;
  }

  find(id: string): AccessSession {
    const session = this.#book.find(id);
    if (!session) throw new ServerRefusal('recorder/not-found', { what: id });
    return session;
  }

  #own(id: string, person: Person, ...states: readonly AccessSession['state'][]): AccessSession {
    const session = this.#book.find(id);
    if (!session || session.handledBy.id !== person.id)
      throw new ServerRefusal('recorder/not-found', { what: id });
    if (!states.includes(session.state))
      throw new ServerRefusal('recorder/session-state', { state: session.state });
    return session;
  }

  #checkCamera(camera: string): void {
    if (this.#core.cameras.find(camera) || this.#core.extent(camera)) return;
    throw new ServerRefusal('recorder/not-found', { what: camera });
  }

  #nowMs(): number {
    return Math.round(this.#core.nowMs());
  }

  #place(): PlaceOfLaw {
    return { jurisdiction: this.#settings().jurisdiction, today: this.#today() };
  }

  #today(): string {
    return new Date(this.#nowMs() + 8 * hourMs).toISOString().slice(0, 10);
  }
}

export function actorOf({ id, user, name, role }: Person): Actor {
  return { id, user, name, role };
}
