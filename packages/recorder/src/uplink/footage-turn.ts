// SPDX-License-Identifier: Apache-2.0
/**
 * Requests for footage between the platform and the front desk: collected when the platform names them, told of as the people
 * of the unit act, and what they released is sealed to the organ that asked and sent up part by part. Beside the reports, so
 * that a long upload delays none of them. What a crash cuts off goes on at the next start: the sealed file stays until it is there.
 */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Operation } from '@mingjing/contracts';
import { bundlePartBytes, collectFootageOrder, sayOfFootage, sendBundlePart } from '@mingjing/contracts/desk';
import type { AccessSession } from '@mingjing/contracts/site';
import { formatTime, type StatementKind, signStatement } from '@mingjing/evidence';
import { sealFile } from '@mingjing/node-crypto';
import type { AccessGate } from '../site/access/gate.ts';
import type { KeptOrder, OrderBook } from '../site/access/order-book.ts';
import type { PlatformOrders } from '../site/access/platform-orders.ts';
import type { SessionBook } from '../site/access/session-book.ts';
import type { ExportDesk } from '../site/export/export-desk.ts';
import { type PlatformReply, postStatement } from './post-statement.ts';
import type { UplinkCore } from './uplink-core.ts';

/** A part on a slow line. */
const sendWithinMs = 2 * 60_000;
const firstWaitMs = 5000;
const longestWaitMs = 10 * 60_000;

export type FootageTurnOptions = {
  readonly core: UplinkCore;
  readonly orders: PlatformOrders;
  readonly book: OrderBook;
  readonly sessions: SessionBook;
  readonly gate: AccessGate;
  readonly exports: ExportDesk;
  /** Folder for sealed files on their way. */
  readonly outgoing: string;
  /** Undefined: not enrolled. */
  readonly platform: () => string | undefined;
  readonly say: (message: string, facts: object) => void;
};

export class FootageTurn {
  readonly #options: FootageTurnOptions;
  #turn: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isClosed = false;
  #nextTryMs = 0;
  #failures = 0;

  constructor(options: FootageTurnOptions) {
    this.#options = options;
  }

  /** The answer to a report names them. */
  named(ids: readonly string[]): void {
    for (const id of ids) this.#options.book.want(id);
    if (ids.length === 0) return;
    this.#nextTryMs = 0;
    this.tick();
  }

  /** Called every few seconds; while a round runs nothing is begun. */
  tick(): void {
    const { core, say } = this.#options;
    if (this.#isRunning || this.#isClosed || core.nowMs() < this.#nextTryMs) return;
    this.#isRunning = true;
    this.#turn = this.#round()
      .catch((error: unknown) => {
        say('requests for footage', { reason: error instanceof Error ? error.message : 'unknown' });
        return false;
      })
      .then((isDone) => {
        this.#isRunning = false;
        this.#failures = isDone ? 0 : this.#failures + 1;
        if (!isDone)
          this.#nextTryMs = core.nowMs() + Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures);
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turn;
  }

  /** @returns false when the platform could not be reached or did not take something: later again */
  async #round(): Promise<boolean> {
    const platform = this.#options.platform();
    if (platform === undefined) return true;
    let isDone = true;
    for (const kept of this.#options.book.underWay()) {
      if (this.#isClosed) return true;
      if (!(await this.#follow(platform, kept))) isDone = false;
    }
    return isDone;
  }

  async #follow(platform: string, before: KeptOrder): Promise<boolean> {
    let kept = before;
    if (kept.wanted) {
      const collected = await this.#collect(platform, kept);
      if (!collected) return false;
      kept = collected;
    }
    kept = await this.#seal(kept);
    if (kept.sealed && kept.sealed.sentBytes < kept.sealed.sizeBytes) {
      const sent = await this.#send(platform, kept, kept.sealed);
      if (!sent) return false;
      kept = sent;
    }
    return await this.#tell(platform, kept);
  }

  async #collect(platform: string, kept: KeptOrder): Promise<KeptOrder | undefined> {
    const reply = await this.#post(platform, collectFootageOrder, 'uplink-order-collection', kept.id, {});
    if (reply.kind === 'answer') return await this.#options.orders.take(kept, reply.answer);
    if (reply.kind === 'refused' && reply.status === 404) {
      // Not ours, or no more: nothing to do about it.
      this.#options.orders.save({ ...kept, wanted: false, settled: true });
    }
    return undefined;
  }

  async #tell(platform: string, before: KeptOrder): Promise<boolean> {
    const { orders } = this.#options;
    let kept = before;
    for (let next = orders.nextTelling(kept); next; next = orders.nextTelling(kept)) {
      const reply = await this.#post(platform, sayOfFootage, 'uplink-footage', kept.id, next);
      if (reply.kind !== 'answer') {
        // Sent as announced, and not whole there: from the beginning.
        if (next.step === 'released' && reply.kind === 'refused' && reply.status === 409 && kept.sealed)
          orders.save({ ...kept, sealed: { ...kept.sealed, sentBytes: 0 } });
        return false;
      }
      kept = orders.told(kept, next.step);
      if (next.step === 'released') await rm(this.#pathOf(kept), { force: true });
    }
    return true;
  }

  /** What two people of the unit, or one in an emergency, have released: made by the export desk, sealed here, the look closed. */
  async #seal(kept: KeptOrder): Promise<KeptOrder> {
    const { orders, exports, gate, sessions } = this.#options;
    const session = orders.lookOf(kept);
    if (kept.request?.kind !== 'organ' || !session || kept.sealed || kept.trouble !== undefined) return kept;
    const { recipient } = kept.request;
    if (session.state === 'closed' && session.recovered) return await orders.restart(kept, session);
    if (session.state !== 'open') return kept;
    if (recipient === null)
      return orders.save({ ...kept, trouble: '机关没有登记收取录像的公钥 · the organ has named no key' });
    const job = exports.stateOf(session.id);
    if (job?.state === 'failed' || job?.state === 'cancelled')
      return orders.save({ ...kept, trouble: job.problem?.titles.zh ?? '导出没有完成 · the export failed' });
    if (job?.state !== 'done' || job.manifest === undefined) return kept;
    const { path } = await exports.deliver(session.id, personOf(session));
    const written = await sealFile(recipient, path, this.#pathOf(kept));
    const sealed = { ...written, manifest: job.manifest, sentBytes: 0 };
    const next = orders.save({ ...kept, sealed });
    await gate.close(session.id, { manifest: job.manifest });
    this.#showSent(sessions, next);
    return next;
  }

  async #send(
    platform: string,
    before: KeptOrder,
    { sha256, sizeBytes, sentBytes }: NonNullable<KeptOrder['sealed']>,
  ): Promise<KeptOrder | undefined> {
    const { orders, sessions, exports } = this.#options;
    const file = await open(this.#pathOf(before), 'r');
    try {
      let kept = before;
      for (let offset = sentBytes; offset < sizeBytes; ) {
        if (this.#isClosed) return undefined;
        const part = Buffer.alloc(Math.min(bundlePartBytes, sizeBytes - offset));
        await file.read(part, 0, part.length, offset);
        const said = { sha256, sizeBytes, offset, part: part.toString('base64') };
        const reply = await this.#post(platform, sendBundlePart, 'uplink-bundle-part', kept.id, said);
        if (reply.kind !== 'answer') return undefined;
        const { received } = reply.answer;
        kept = orders.save({ ...kept, sealed: { ...kept.sealed!, sentBytes: received } });
        this.#showSent(sessions, kept);
        // All was sent and another file arrived: not now again.
        if (received < offset && offset + part.length === sizeBytes) return undefined;
        offset = received;
      }
      if (kept.session !== undefined) exports.delivered(kept.session);
      return kept;
    } finally {
      await file.close();
    }
  }

  /** The register shows how far it is. */
  #showSent(sessions: SessionBook, { session: id, sealed }: KeptOrder): void {
    const session = id === undefined ? undefined : sessions.find(id);
    if (!session?.order || !sealed) return;
    const { sizeBytes, sentBytes, sha256 } = sealed;
    sessions.save({ ...session, order: { ...session.order, sent: { sizeBytes, sentBytes, sha256 } } });
  }

  #pathOf({ id }: KeptOrder): string {
    return join(this.#options.outgoing, `${id}.age`);
  }

  async #post<O extends Operation>(
    platform: string,
    operation: O,
    kind: StatementKind,
    order: string,
    rest: object,
  ): Promise<PlatformReply<O>> {
    const { core, say } = this.#options;
    const at = formatTime(Math.round(core.nowMs()));
    const said = { v: 1, origin: core.log.origin, order, at, ...rest };
    const statement = signStatement(core.algorithms, kind, said, core.signer);
    const reply = await postStatement(platform, operation, statement, { withinMs: sendWithinMs });
    if (reply.kind === 'refused')
      say('the platform did not take what was said of a request', {
        operation: operation.id,
        code: reply.code,
      });
    return reply;
  }
}

/** Who handles the look at the unit: the gate asks for the person it was opened by. */
function personOf({ handledBy }: AccessSession) {
  return { ...handledBy, disabled: false, secondFactor: false, mustChangePassword: false };
}
