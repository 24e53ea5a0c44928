// SPDX-License-Identifier: Apache-2.0
/**
 * The recorder reports to the platform it is enrolled at: every four hours, at the end of the day in China, and soon after
 * something changed; kept on disk until the platform has it, sent in order, sent again after longer and longer waits.
 * The platform's line under each checkpoint is kept like any witness's, and its own log is witnessed here.
 */
import {
  enrolRecorder,
  handOverKey,
  type Report,
  type ReportAnswer,
  type ReportedFacts,
  sendReport,
} from '@mingjing/contracts/desk';
import {
  encodeUtf8,
  encodeVkey,
  fingerprintOfKey,
  formatTime,
  judgeNextLog,
  parseCheckpoint,
  readWitnessAnswer,
  signStatement,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import type { UplinkAlarm } from '../terms/alarms.ts';
import { ServerRefusal } from '../terms/refusal.ts';
import { answerOwed, type ChallengeTurnOptions } from './challenge-turn.ts';
import { type PlatformReply, postStatement, postToPlatform } from './post-statement.ts';
import type { Enrolled, UplinkBook, WaitingReport } from './uplink-book.ts';
import type { UplinkCore } from './uplink-core.ts';
import { WaitingLine } from './waiting-line.ts';

const everyMs = 4 * 3_600_000;
/** Changes within this time are one report, and no more than one report in this time is made of changes. */
const gatherMs = 10_000;
const changesEveryMs = 10 * 60_000;
const firstWaitMs = 5000;
const longestWaitMs = 15 * 60_000;
/** Twice the rhythm without an answer is an alarm. */
const awayAfterMs = 2 * everyMs + 600_000;
/** Two ways to write one address are no other platform. */
const isSameAddress = (a: string, b: string): boolean => new URL(a).href === new URL(b).href;
const dayOf = (ms: number): number => Math.floor((ms + 8 * 3_600_000) / 86_400_000);

export type UplinkOptions = {
  readonly core: UplinkCore;
  readonly book: UplinkBook;
  readonly facts: () => Promise<ReportedFacts>;
  readonly answer: ChallengeTurnOptions['answer'];
  /** Requests for footage that are to be collected. */
  readonly orders: (ids: readonly string[]) => void;
  readonly alarm: (
    kind: UplinkAlarm,
    subject: string,
    raised: boolean,
    facts: Readonly<Record<string, string | number>>,
  ) => void;
  readonly say: (message: string, facts: object) => void;
};

export class Uplink {
  readonly #options: UplinkOptions;
  #madeMs: number | undefined;
  #changedMs: number | undefined;
  #nextTryMs = 0;
  #failures = 0;
  #refusal: string | undefined;
  #findings: readonly string[] = [];
  #isCalled = false;
  readonly #line: WaitingLine;
  /** Trusted time before each report of this run was signed: only then its answer says how time passed. */
  readonly #askedMs = new Map<string, number>();
  #turn: Promise<void> = Promise.resolve();

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#line = new WaitingLine({
      core: options.core,
      // While reports wait there is a turn to come anyway.
      platform: () => (options.book.waiting() > 0 ? undefined : options.book.enrolled()?.platform),
      called: () => {
        this.#isCalled = true;
        void this.tick();
      },
    });
  }

  status() {
    const enrolled = this.#options.book.enrolled();
    if (!enrolled) return { enrolled: null };
    const { platform, unitName, fingerprint, sinceMs, lastTakenMs, knownSize, seen } = enrolled;
    return {
      enrolled: {
        platform,
        unitName,
        fingerprint,
        sinceMs,
        lastTakenMs: lastTakenMs ?? null,
        witnessedSize: knownSize,
        platformLogSize: seen.size,
        waiting: this.#options.book.waiting(),
        refusal: this.#refusal ?? null,
        findings: [...this.#findings],
        isListening: this.#line.isOpen,
        challenges: [...this.#options.book.challenges()],
      },
    };
  }

  /**
   * Proves with a code of the unit that we have the key of this log, and keeps the keys the platform answers with.
   *
   * @param leaves the platform it reported to until now, named by whoever means to leave it
   * @throws ServerRefusal `recorder/uplink-elsewhere`, `recorder/uplink-refused`, `recorder/uplink-unreachable`
   */
  async enrol(platform: string, code: string, leaves?: string): Promise<void> {
    const { core, book } = this.#options;
    const before = book.enrolled();
    if (before && !isSameAddress(before.platform, platform) && leaves !== before.platform)
      throw new ServerRefusal('recorder/uplink-elsewhere', {
        platform: before.platform,
        unitName: before.unitName,
      });
    const at = formatTime(Math.round(core.nowMs()));
    const said = { v: 1, origin: core.log.origin, code, at, vkey: encodeVkey(core.signer.key) } as const;
    const statement = signStatement(core.algorithms, 'uplink-enrolment', said, core.signer);
    const reply = await postStatement(platform, enrolRecorder, statement);
    if (reply.kind === 'unreachable')
      throw new ServerRefusal('recorder/uplink-unreachable', { platform, reason: reply.reason });
    if (reply.kind === 'refused')
      throw new ServerRefusal('recorder/uplink-refused', { platform, code: reply.code });
    const { unitName, fingerprint, witness, platformLog } = reply.answer;
    const sinceMs = Math.round(core.nowMs());
    book.enrol({ platform, unitName, fingerprint, witness, platformLog, sinceMs });
    this.#madeMs = undefined;
    this.#nextTryMs = 0;
    this.#refusal = undefined;
  }

  /** Where it is enrolled. */
  get platform(): string | undefined {
    return this.#options.book.enrolled()?.platform;
  }

  /** The platform listens at another address now. */
  moveTo(platform: string): void {
    this.#options.book.moveTo(platform);
    this.#nextTryMs = 0;
  }

  /** Something changed that the platform should hear of soon. */
  changed(): void {
    this.#changedMs ??= this.#options.core.nowMs();
  }

  /** Calls no more; resolves when what is under way is over. */
  async close(): Promise<void> {
    await this.#line.close();
    await this.#turn;
  }

  /** Called every few seconds; a round that still runs is waited for. */
  tick(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#round())
      .catch((error: unknown) => {
        this.#options.say('uplink', { reason: error instanceof Error ? error.message : 'unknown' });
      });
    return this.#turn;
  }

  async #round(): Promise<void> {
    const { book, core, alarm } = this.#options;
    let enrolled = book.enrolled();
    if (!enrolled) return;
    const nowMs = core.nowMs();
    if (this.#isDue(nowMs)) await this.#make(nowMs);
    if (nowMs < this.#nextTryMs) return;
    for (let first = book.first(); first && enrolled; first = book.first(), enrolled = book.enrolled()) {
      const isTaken = await this.#send(enrolled, first);
      if (!isTaken) {
        this.#nextTryMs = nowMs + Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures++);
        break;
      }
      this.#failures = 0;
    }
    if (enrolled && this.#failures === 0 && !(await answerOwed(this.#options, enrolled.platform)))
      this.#nextTryMs = nowMs + firstWaitMs;
    const heardMs = book.enrolled()?.lastTakenMs ?? enrolled?.sinceMs ?? nowMs;
    alarm('uplink-away', enrolled?.platform ?? '', nowMs - heardMs > awayAfterMs, {
      refusal: this.#refusal ?? '',
    });
  }

  #isDue(nowMs: number): boolean {
    const madeMs = this.#madeMs;
    if (this.#isCalled || madeMs === undefined || nowMs - madeMs >= everyMs || dayOf(nowMs) !== dayOf(madeMs))
      return true;
    return (
      this.#changedMs !== undefined && nowMs - this.#changedMs >= gatherMs && nowMs - madeMs >= changesEveryMs
    );
  }

  async #make(nowMs: number): Promise<void> {
    const { core, book, facts } = this.#options;
    this.#madeMs = nowMs;
    this.#changedMs = undefined;
    this.#isCalled = false;
    const askedMs = core.trustedNowMs();
    const { note } = await core.checkpoint();
    book.add({ at: formatTime(Math.round(nowMs)), checkpoint: note, facts: await facts() });
    this.#askedMs.set(note, askedMs);
  }

  /** @returns false when it has to wait */
  async #send(enrolled: Enrolled, report: WaitingReport): Promise<boolean> {
    const size = parseCheckpoint(encodeUtf8(report.checkpoint))?.size ?? 0;
    const post = () => this.#post(enrolled, report, Math.min(enrolled.knownSize, size), size);
    let first = await post();
    const isStrange = first.kind === 'refused' && first.code === 'platform/recorder-signature';
    if (isStrange && (await this.#handOver(enrolled.platform))) first = await post();
    const knownSize = first.kind === 'refused' ? Number(first.facts['size']) : Number.NaN;
    // It follows on what the platform has, only from another size than we thought.
    const isOutOfStep =
      first.kind === 'refused' &&
      first.code === 'platform/report-out-of-step' &&
      Number(first.facts['sequence']) === report.sequence - 1 &&
      knownSize !== enrolled.knownSize &&
      knownSize <= size;
    if (isOutOfStep) this.#options.book.known(knownSize);
    const reply = isOutOfStep ? await this.#post(enrolled, report, knownSize, size) : first;
    if (reply.kind === 'answer') {
      await this.#take(enrolled, report, reply.answer);
      return true;
    }
    this.#refused(enrolled, reply);
    return false;
  }

  /** The platform knows an earlier key of ours. @returns true when it follows us to the one we sign with */
  async #handOver(platform: string): Promise<boolean> {
    const { core, book } = this.#options;
    const { handovers = [] } = await core.logKeys();
    if (handovers.length === 0) return false;
    const body = { origin: core.log.origin, handovers: [...handovers] };
    const reply = await postToPlatform(platform, handOverKey, body);
    if (reply.kind !== 'answer') return false;
    book.handedOver(reply.answer.fingerprint);
    return reply.answer.fingerprint === fingerprintOfKey(nodeAlgorithms, core.signer.key);
  }

  async #post(
    { platform, seen }: Enrolled,
    report: WaitingReport,
    oldSize: number,
    size: number,
  ): Promise<PlatformReply<typeof sendReport>> {
    const { core } = this.#options;
    const path = oldSize === 0 || oldSize === size ? [] : await core.log.consistencyPath(oldSize, size);
    const said: Report = {
      v: 1,
      origin: core.log.origin,
      ...report,
      sentAt: formatTime(Math.round(core.nowMs())),
      oldSize,
      path: path.map((hash) => Buffer.from(hash).toString('base64')),
      seenPlatform: seen.size,
    };
    return await postStatement(
      platform,
      sendReport,
      signStatement(core.algorithms, 'uplink-report', said, core.signer),
    );
  }

  async #take(enrolled: Enrolled, report: WaitingReport, answer: ReportAnswer): Promise<void> {
    const { core, book, alarm } = this.#options;
    const { platform } = enrolled;
    const checkpoint = parseCheckpoint(encodeUtf8(report.checkpoint));
    if (checkpoint && answer.cosignature !== null) {
      const body = encodeUtf8(answer.cosignature);
      const reply = readWitnessAnswer(nodeAlgorithms, { status: 200, body }, checkpoint, enrolled.witness);
      if (reply.kind === 'cosigned') {
        await core.keepCosignature(checkpoint.size, reply.line);
        const askedMs = this.#askedMs.get(report.checkpoint);
        if (askedMs !== undefined) await core.confirmTime(reply.timeS * 1000, askedMs);
      }
      alarm('uplink-conflict', platform, reply.kind !== 'cosigned', { finding: 'cosignature' });
    }
    this.#askedMs.delete(report.checkpoint);
    if (answer.platformLog) {
      const next = judgeNextLog(nodeAlgorithms, enrolled.seen, answer.platformLog, enrolled.platformLog);
      if (next.kind === 'follows') book.saw(next.seen);
      alarm('platform-forked', platform, next.kind !== 'follows', { size: enrolled.seen.size });
    }
    book.taken(report.sequence, answer.size, core.nowMs());
    this.#refusal = undefined;
    this.#findings = answer.findings;
    for (const challenge of answer.challenges) book.owe(challenge, core.nowMs());
    this.#options.orders(answer.orders);
    alarm('uplink-refused', platform, false, {});
  }

  #refused(
    { platform }: Enrolled,
    reply: Exclude<PlatformReply<typeof sendReport>, { readonly kind: 'answer' }>,
  ): void {
    const { alarm, say } = this.#options;
    this.#refusal = reply.kind === 'refused' ? reply.code : 'unreachable';
    say('the platform did not take a report', { platform, refusal: this.#refusal });
    if (reply.kind === 'unreachable' || reply.status >= 500 || reply.status === 429) return;
    if (reply.code === 'platform/report-conflict')
      alarm('uplink-conflict', platform, true, { finding: String(reply.facts['finding'] ?? '') });
    else alarm('uplink-refused', platform, true, { code: reply.code });
  }
}
