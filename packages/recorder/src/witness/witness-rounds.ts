// SPDX-License-Identifier: Apache-2.0
/**
 * When the witnesses are asked, and what becomes of their answers: their lines stand under the checkpoint on disk,
 * each receipt is an entry in the log, and their time counts as told from outside. At once on an export, an alarm, a
 * change of configuration, a clock step; otherwise every four hours and at the end of the day in China.
 */
import type { NewEntry } from '@mingjing/evidence';
import type { SignedCheckpoint } from '../recording/log/checkpoint-files.ts';
import type { RecorderAlarm } from '../terms/alarms.ts';
import {
  type Asked,
  askWitness,
  type PostToWitness,
  type WitnessedLog,
  type WitnessTarget,
} from './witness-client.ts';

export type WitnessRoundsOptions = {
  readonly targets: readonly WitnessTarget[];
  readonly log: WitnessedLog & {
    readonly cosign: (size: number, lines: readonly string[]) => Promise<SignedCheckpoint>;
  };
  readonly post: PostToWitness;
  /** Signs what is new. */
  readonly checkpoint: () => Promise<SignedCheckpoint>;
  readonly append: (entry: NewEntry) => Promise<unknown>;
  readonly trustedNowMs: () => number;
  /** @param atMs told by a witness about a checkpoint signed after `askedMs` of trusted time */
  readonly confirmTime: (atMs: number, askedMs: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly alarm: (
    kind: RecorderAlarm['kind'],
    subject: string,
    raised: boolean,
    facts: RecorderAlarm['facts'],
  ) => void;
  readonly say: (message: string, facts: unknown) => void;
};

const everyMs = 4 * 3_600_000;
const dayMs = 86_400_000;
const chinaOffsetMs = 8 * 3_600_000;
/** Several reasons within this time are one round. */
const gatherMs = 5000;
/** A witness that has not answered for two rounds is an alarm. */
const awayAfterMs = 2 * everyMs + 600_000;

export class WitnessRounds {
  readonly #options: WitnessRoundsOptions;
  /** What each witness is thought to know, by URL. */
  readonly #known = new Map<string, number>();
  readonly #answeredMs = new Map<string, number>();
  #lastMs: number | undefined;
  #urgentMs: number | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: WitnessRoundsOptions) {
    this.#options = options;
  }

  get hasWitnesses(): boolean {
    return this.#options.targets.length > 0;
  }

  /** Something happened that should be witnessed soon. */
  urgent(): void {
    this.#urgentMs ??= this.#options.nowMs();
  }

  /** Called every few seconds. */
  async tick(): Promise<void> {
    if (!this.hasWitnesses || !this.#isDue(this.#options.nowMs())) return;
    await this.witnessed();
  }

  #isDue(nowMs: number): boolean {
    if (this.#urgentMs !== undefined) return nowMs - this.#urgentMs >= gatherMs;
    if (this.#lastMs === undefined) return true;
    const day = (ms: number): number => Math.floor((ms + chinaOffsetMs) / dayMs);
    return nowMs - this.#lastMs >= everyMs || day(nowMs) !== day(this.#lastMs);
  }

  /**
   * A checkpoint over everything, with the lines of all witnesses that answered.
   *
   * @returns the checkpoint without their lines when there are no witnesses or none answers
   */
  witnessed(): Promise<SignedCheckpoint> {
    const result = this.#turn.then(() => this.#round());
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #round(): Promise<SignedCheckpoint> {
    const { targets, log, checkpoint, append, trustedNowMs, confirmTime, nowMs } = this.#options;
    const askedMs = trustedNowMs();
    const signed = await checkpoint();
    this.#urgentMs = undefined;
    this.#lastMs = nowMs();
    if (targets.length === 0) return signed;
    const note = new TextEncoder().encode(signed.note);
    const answers = await Promise.all(targets.map((target) => this.#ask(target, note)));
    const cosigned = answers.flatMap((answer) => (answer.kind === 'cosigned' ? [answer] : []));
    if (cosigned.length === 0) return signed;
    const whole = await log.cosign(
      signed.size,
      cosigned.map(({ line }) => line),
    );
    for (const { line } of cosigned) await append({ type: 'witness', receipt: line, size: signed.size });
    // The earliest: one witness with a wrong clock cannot make time pass while another disagrees.
    await confirmTime(Math.min(...cosigned.map(({ timeS }) => timeS)) * 1000, askedMs);
    return whole;
  }

  async #ask(target: WitnessTarget, note: Uint8Array): Promise<Asked> {
    const { log, post, alarm, say, nowMs } = this.#options;
    const { url, key } = target;
    const answer: Asked = await askWitness(target, log, note, this.#known.get(url) ?? 0, post).catch(
      (error: unknown) => {
        say('a witness does not answer', { url, reason: error instanceof Error ? error.message : '' });
        return { kind: 'refused', status: 0, knownSize: undefined };
      },
    );
    if (answer.knownSize !== undefined) this.#known.set(url, answer.knownSize);
    const isConflict = answer.kind === 'other-size' || answer.kind === 'inconsistent';
    alarm('witness-conflict', key.name, isConflict, { knownSize: answer.knownSize ?? 0 });
    const heardMs = this.#answeredMs.get(url) ?? nowMs();
    this.#answeredMs.set(url, answer.kind === 'refused' ? heardMs : nowMs());
    const isAway = answer.kind === 'refused' && nowMs() - heardMs > awayAfterMs;
    alarm('witness-away', key.name, isAway, { status: answer.kind === 'refused' ? answer.status : 0 });
    return answer;
  }
}
