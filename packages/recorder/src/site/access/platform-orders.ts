// SPDX-License-Identifier: Apache-2.0
/**
 * What a request of the platform becomes at the unit: a look of officials in the register like one at the counter, held from
 * the moment it arrives. It does nothing else by itself: people of the unit take it over and decide.
 */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FootageOrder, FootageSaid, HoldOrder, RecorderOrder } from '@mingjing/contracts/desk';
import type { AccessRequest, AccessSession, Person } from '@mingjing/contracts/site';
import { parseTime } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { sentenceOf } from '../../terms/sentences.ts';
import type { FrontDesk } from './front-desk.ts';
import { heldRanges } from './held-ranges.ts';
import type { KeptOrder, OrderBook, OrderStep } from './order-book.ts';
import type { SessionBook } from './session-book.ts';

/** Stands in the register until somebody of the unit has taken it over. */
const platformPerson: Person = {
  id: 'uplink:orders',
  user: 'police-platform',
  name: '公安机关监督平台',
  role: 'operator',
  disabled: false,
  secondFactor: false,
  mustChangePassword: false,
};

/** What the public may have held of a unit, and for how long: longer takes somebody who decides. */
const mostHeldMs = 24 * 3_600_000;
const holdForCitizenMs = 30 * 24 * 3_600_000;

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
export type Telling = Without<FootageSaid, 'v' | 'origin' | 'order' | 'at'>;

export type PlatformOrdersOptions = {
  readonly core: Pick<CoreWithoutMedia, 'coverage' | 'holds' | 'nowMs' | 'cameras'>;
  readonly desk: FrontDesk;
  readonly book: SessionBook;
  readonly orders: OrderBook;
  /** Of the server's files. */
  readonly directory: string;
};

export class PlatformOrders {
  readonly #options: PlatformOrdersOptions;

  constructor(options: PlatformOrdersOptions) {
    this.#options = options;
  }

  /** The hold is in force when it resolves, or the trouble is kept that the platform is told. */
  async take(kept: KeptOrder, request: RecorderOrder): Promise<KeptOrder> {
    const taken = { ...kept, request, wanted: false };
    const next =
      request.kind === 'citizen' ? await this.#holdFor(taken, request) : await this.#follow(taken, request);
    return this.save(next);
  }

  /** A citizen has asked: whatever any camera has of that time is held until the person has come, or the request is over. */
  async #holdFor(kept: KeptOrder, { number, stage, from, to }: HoldOrder): Promise<KeptOrder> {
    const { core } = this.#options;
    if (stage === 'ended') {
      await this.#askForEnd(kept.hold);
      return { ...kept, settled: true };
    }
    if (kept.hold !== undefined) return kept;
    const range = { fromMs: parseTime(from) ?? 0, toMs: parseTime(to) ?? 0 };
    const cameras = core.cameras.list().map(({ id }) => id);
    if (cameras.length === 0 || !(range.fromMs < range.toMs) || range.toMs - range.fromMs > mostHeldMs)
      return { ...kept, trouble: '没有摄像机，或者时段不能保全 · no camera, or no range that can be held' };
    const hold = await core.holds.place({
      cameras,
      ...range,
      reason: `查看申请 ${number}：等待申请人到场核对身份`,
      ground: 'd799/personal-view',
      untilMs: core.nowMs() + holdForCitizenMs,
      by: platformPerson.user,
    });
    return { ...kept, hold: hold.id };
  }

  async #follow(kept: KeptOrder, request: FootageOrder): Promise<KeptOrder> {
    const { desk } = this.#options;
    const session = this.lookOf(kept);
    if (request.stage === 'ended') {
      if (session) await this.#end(session);
      return { ...kept, settled: session === undefined || session.state !== 'open' };
    }
    try {
      if (!session || (session.state === 'refused' && request.stage === 'asked')) {
        const asked = await this.#ask(request);
        // Asked anew after a refusal: all of it is told once more.
        const told = session ? kept.told.filter((step) => step === 'held') : kept.told;
        return { ...kept, session: asked.id, told, trouble: undefined };
      }
      if (session.state === 'incomplete') {
        const { requester, purposeText } = lookOf(request);
        await desk.complete(session.id, { requester, purposeText: purposeText ?? '' }, platformPerson);
        await this.#addLetter(session.id, request);
      }
      return kept;
    } catch (error) {
      const sentence = sentenceOf(error);
      if (!sentence) throw error;
      return { ...kept, trouble: `${sentence.titles.zh}（${sentence.code}）` };
    }
  }

  async #ask(request: FootageOrder): Promise<AccessSession> {
    const { desk, book } = this.#options;
    const asked = await desk.request(lookOf(request), platformPerson);
    book.save({ ...asked, order: { id: request.id, organ: request.organ, untaken: true } });
    await this.#addLetter(asked.id, request);
    return desk.find(asked.id);
  }

  async #addLetter(session: string, { letter }: FootageOrder): Promise<void> {
    const { desk } = this.#options;
    if (letter === null || desk.find(session).certificate) return;
    await desk.certificate(session, Buffer.from(letter, 'base64'), platformPerson);
  }

  /** The request is over: it asks for the end of its hold; somebody of the unit confirms that, as with every hold. */
  async #end(session: AccessSession): Promise<void> {
    this.#options.desk.withdrawOrdered(session.id);
    await this.#askForEnd(session.hold);
  }

  async #askForEnd(holdId: string | undefined): Promise<void> {
    const { core } = this.#options;
    const hold = core.holds.list().find(({ id }) => id === holdId);
    if (hold && hold.releasedMs === undefined && hold.releaseAskedBy === undefined)
      await core.holds.release(hold.id, platformPerson.user);
  }

  /** The look it became; undefined while there is none. */
  lookOf(kept: KeptOrder): AccessSession | undefined {
    return kept.session === undefined ? undefined : this.#options.book.find(kept.session);
  }

  save(kept: KeptOrder): KeptOrder {
    this.#options.orders.save(kept);
    return kept;
  }

  /** A look that the end of the process closed before its bundle was sealed: what the people decided holds for a look anew. */
  async restart(kept: KeptOrder, session: AccessSession): Promise<KeptOrder> {
    const { book, directory, desk } = this.#options;
    const { entry: _, closeEntry: __, closedMs: ___, recovered: ____, manifest: _____, ...rest } = session;
    const id = randomBytes(18).toString('base64url');
    const again = book.add({ ...rest, id, state: 'incomplete', seen: [], corrections: [] });
    const paper = join(directory, 'certificates', session.id);
    if (existsSync(paper)) copyFileSync(paper, join(directory, 'certificates', id));
    const next = this.save({ ...kept, session: id });
    await desk.openAgain(again);
    return next;
  }

  /** What the platform does not know yet, the first of it. */
  nextTelling(kept: KeptOrder): Telling | undefined {
    const session = this.lookOf(kept);
    const isNew = (step: OrderStep) => !kept.told.includes(step);
    if (kept.trouble !== undefined && isNew('impossible'))
      return { step: 'impossible', reason: kept.trouble };
    const own = this.#options.core.holds.list().find(({ id }) => id === kept.hold);
    if (own && isNew('held'))
      return { step: 'held', hold: own.id, cameras: heldRanges(this.#options.core, own) };
    if (!session) return undefined;
    if (session.hold !== undefined && isNew('held'))
      return { step: 'held', hold: session.hold, cameras: heldRanges(this.#options.core, session) };
    const { order, handledBy, decision, review, state, number } = session;
    if (order && !order.untaken && isNew('handled')) return { step: 'handled', by: handledBy.name };
    if (state === 'refused' && decision && isNew('refused'))
      return { step: 'refused', by: decision.by.name, reason: decision.reason };
    const { sealed } = kept;
    if (sealed && sealed.sentBytes === sealed.sizeBytes && isNew('released'))
      return {
        step: 'released',
        handledBy: handledBy.name,
        approvedBy: decision?.by.name ?? null,
        number,
        manifest: sealed.manifest,
        sha256: sealed.sha256,
        sizeBytes: sealed.sizeBytes,
      };
    if (review?.outcome !== undefined && !isNew('released') && isNew('reviewed'))
      return {
        step: 'reviewed',
        by: review.by?.name ?? '',
        inOrder: review.outcome === 'in-order',
        reason: review.reason ?? '',
      };
    return undefined;
  }

  /** Taken by the platform: told once. */
  told(kept: KeptOrder, step: OrderStep): KeptOrder {
    const session = this.lookOf(kept);
    const isReviewed = session?.review === undefined || session.review.outcome !== undefined;
    const settled = (step === 'released' && isReviewed) || step === 'reviewed';
    return this.save({ ...kept, told: [...kept.told, step], settled });
  }
}

function lookOf(request: FootageOrder): AccessRequest {
  const { purpose, incident, cameras, from, to, organ, officers, instrument, necessity, emergency } = request;
  return {
    kind: 'export',
    purpose,
    purposeText: incident,
    cameras,
    fromMs: parseTime(from) ?? Number.NaN,
    toMs: parseTime(to) ?? Number.NaN,
    requester: {
      kind: 'officials',
      officers: officers.map(({ name, credential }) => ({ name, unit: organ, credential })),
      confidentialityAcknowledged: true,
      ...(instrument !== null && { documentNumber: instrument }),
      ...(necessity !== null && { necessity }),
      ...(emergency !== null && { emergency: { reason: emergency, publicInterest: true } }),
    },
  };
}
