// SPDX-License-Identifier: Apache-2.0
/**
 * The floor survives every trick with clocks and files: histories of runs, restarts, set clocks, lost files, honest
 * and stale times from outside. Whatever happens, no rule lets footage go before its floor has really passed.
 * 2,000 histories by default, a million with MINGJING_DEEP=1.
 */
import { completeEntry, encodeEntry } from '@mingjing/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostClock, type LastTime, RecorderClock } from '../../terms/clock.ts';
import { readLogTail } from '../log/log-tail.ts';
import { dayMs, isPastCeiling, isPastFloor } from '../retention/rules.ts';
import { clockEntry, clockEntryEveryMs, lastTimeOf, stepEntry, witnessedEntry } from './timekeeping.ts';

const numRuns = process.env['MINGJING_DEEP'] === '1' ? 1_000_000 : 2_000;
const hourMs = 3_600_000;
const checkpointEveryMs = 60_000;

type Act =
  | { readonly kind: 'run'; readonly ms: number }
  | { readonly kind: 'set-clock'; readonly ms: number }
  | { readonly kind: 'restart'; readonly offMs: number; readonly crash: boolean; readonly loses: Lost }
  | { readonly kind: 'ask' }
  /** An answer to what was asked, given at some moment between the question and now. */
  | { readonly kind: 'answer'; readonly share: number }
  | { readonly kind: 'person' }
  | { readonly kind: 'record'; readonly floorDays: number };
/** Files that are gone at the next start. The log itself is not among what can be lost unseen. */
type Lost = 'nothing' | 'index' | 'state' | 'both';

const span = (maxMs: number) =>
  fc.oneof(fc.integer({ min: 0, max: maxMs }), fc.integer({ min: 0, max: 2 * hourMs }));
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('run' as const), ms: span(20 * dayMs) }),
  fc.record({
    kind: fc.constant('set-clock' as const),
    ms: fc.oneof(
      fc.integer({ min: -400 * dayMs, max: 400 * dayMs }),
      fc.constantFrom(40 * dayMs, 23 * hourMs, -40 * dayMs, 1500, -1500),
    ),
  }),
  fc.record({
    kind: fc.constant('restart' as const),
    offMs: span(5 * dayMs),
    crash: fc.boolean(),
    loses: fc.constantFrom<Lost>('nothing', 'index', 'state', 'both'),
  }),
  fc.record({ kind: fc.constant('ask' as const) }),
  fc.record({ kind: fc.constant('answer' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('person' as const) }),
  fc.record({ kind: fc.constant('record' as const), floorDays: fc.constantFrom(7, 30, 90) }),
);

type Recorded = {
  readonly camera: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly floorDays: number;
  floorFromMs: number;
  /** When it really ended. */
  readonly realMs: number;
};

/** A recorder without disk and cameras: its clock, its log, its index, and what really happens. */
class World {
  realMs = Date.parse('2026-11-03T00:00:00.000Z');
  offsetMs: number;
  #startedMs = 0;
  #log: { readonly bytes: Uint8Array; readonly realMs: number }[] = [];
  #indexEndMs: number | undefined;
  #seenLagMs = 0;
  #sinceEntryMs = 0;
  /** Footage before this was recorded before the last confirmation. */
  #confirmedAt = 0;
  #asked: { readonly trustedMs: number; readonly realMs: number } | undefined;
  readonly recorded: Recorded[] = [];
  clock: RecorderClock;
  readonly #host: HostClock = {
    wallMs: () => this.realMs + this.offsetMs,
    monotonicMs: () => this.realMs - this.#startedMs,
  };

  constructor(offsetMs: number) {
    this.offsetMs = offsetMs;
    this.#startedMs = this.realMs;
    this.clock = new RecorderClock(this.#host, undefined);
    this.#append(clockEntry(this.clock, 'start'));
  }

  #append(fields: ReturnType<typeof clockEntry>): void {
    const atMs = Math.round(this.clock.nowMs());
    const bytes = encodeEntry(completeEntry(fields, new Uint8Array(16), atMs));
    this.#log.push({ bytes, realMs: this.realMs });
  }

  async do(act: Act): Promise<void> {
    switch (act.kind) {
      case 'run':
        return this.#run(act.ms);
      case 'set-clock':
        this.offsetMs += act.ms;
        return this.#run(15_000);
      case 'restart':
        return await this.#restart(act);
      case 'ask':
        this.#asked = { trustedMs: this.clock.trustedNowMs(), realMs: this.realMs };
        return;
      case 'answer':
        return this.#answer(act.share);
      case 'person':
        this.clock.seen();
        this.#seenLagMs = this.clock.lagMs;
        return this.#append(clockEntry(this.clock, 'seen'));
      case 'record':
        return this.#record(act.floorDays);
    }
  }

  #answer(share: number): void {
    if (!this.#asked) return;
    const { trustedMs, realMs } = this.#asked;
    const atMs = Math.floor(realMs + share * (this.realMs - realMs));
    const creditedMs = this.clock.confirm(atMs, trustedMs);
    if (creditedMs === undefined) return;
    this.#append(witnessedEntry(this.clock, creditedMs, 0));
    for (const footage of this.recorded.slice(this.#confirmedAt)) footage.floorFromMs += creditedMs;
    this.#confirmedAt = this.recorded.length;
  }

  /** In steps, so that jumps are noticed, waited for and adopted, and the hourly entries are written. */
  #run(ms: number): void {
    for (const part of [
      Math.min(1000, ms),
      Math.min(11_000, Math.max(0, ms - 1000)),
      Math.max(0, ms - 12_000),
    ]) {
      this.realMs += part;
      this.#sinceEntryMs += part;
      const step = this.clock.check();
      if (step) this.#append(stepEntry(this.clock, step));
      if (this.#sinceEntryMs < clockEntryEveryMs) continue;
      this.#append(clockEntry(this.clock, 'running'));
      this.#sinceEntryMs = 0;
    }
  }

  async #restart({ offMs, crash, loses }: Extract<Act, { kind: 'restart' }>): Promise<void> {
    if (!crash) this.#append(clockEntry(this.clock, 'stop'));
    // What no checkpoint covered when it crashed stays in the log, but tells no time.
    const signed = crash
      ? this.#log.filter(({ realMs }) => realMs <= this.realMs - checkpointEveryMs)
      : this.#log;
    const told = signed.length > 0 ? signed : this.#log;
    this.realMs += offMs;
    if (loses === 'index' || loses === 'both') this.#indexEndMs = undefined;
    if (loses === 'state' || loses === 'both') this.#seenLagMs = 0;
    const tail = await readLogTail(told.length, (index) => Promise.resolve(told[index]!.bytes));
    const store = {
      log: { tail },
      index: { lastEndMs: () => this.#indexEndMs },
      state: { fact: () => 0 },
    } as unknown as Parameters<typeof lastTimeOf>[0];
    const last: LastTime | undefined = lastTimeOf(store);
    this.#startedMs = this.realMs;
    this.#asked = undefined;
    this.clock = new RecorderClock(this.#host, last, this.#seenLagMs);
    this.#append(clockEntry(this.clock, 'start'));
  }

  #record(floorDays: number): void {
    this.#run(60_000);
    const endMs = Math.round(this.clock.nowMs());
    const floorFromMs = Math.ceil(this.clock.trustedNowMs());
    const { realMs } = this;
    this.#indexEndMs = Math.max(endMs, this.#indexEndMs ?? endMs);
    this.recorded.push({ camera: 'a', startMs: endMs - 60_000, endMs, floorDays, floorFromMs, realMs });
  }

  /** Footage that the rules would let go now although its floor has not passed. */
  tooEarly(): readonly Recorded[] {
    // The camera may be gone, and its settings with it: the default binds, and the segment's own floor.
    const settings = { floorDays: 7, floorProvision: 'd799/retention', ceilingDays: 7 };
    const now = this.clock.trustedNowMs();
    return this.recorded.filter(
      (footage) =>
        (isPastFloor(footage, settings, now) || isPastCeiling(footage, settings, now)) &&
        this.realMs - footage.realMs < footage.floorDays * dayMs,
    );
  }
}

describe('The floor', () => {
  it(`survives every clock and file-loss trick in ${numRuns} histories`, { timeout: 7_200_000 }, async () => {
    const history = fc.tuple(
      fc.integer({ min: -400 * dayMs, max: 400 * dayMs }),
      fc.array(act, { minLength: 4, maxLength: 24 }),
    );
    await fc.assert(
      fc.asyncProperty(history, async ([offsetMs, acts]) => {
        const world = new World(offsetMs);
        await world.do({ kind: 'record', floorDays: 30 });
        for (const one of acts) {
          await world.do(one);
          expect(world.tooEarly()).toEqual([]);
        }
      }),
      { numRuns },
    );
  });

  it('passes no faster while the timeline catches up with a clock that had been set back', async () => {
    const world = new World(0);
    for (const one of [
      { kind: 'set-clock', ms: -35_583 },
      { kind: 'run', ms: 75_152_000 },
      { kind: 'record', floorDays: 7 },
      { kind: 'set-clock', ms: 0 },
      { kind: 'run', ms: 604_687_448 },
      { kind: 'record', floorDays: 7 },
    ] as const) {
      await world.do(one);
      expect(world.tooEarly()).toEqual([]);
    }
  });

  it('passes in the end: a recorder that runs, or is told the time now and then, does not keep for ever', async () => {
    const running = new World(0);
    await running.do({ kind: 'record', floorDays: 30 });
    await running.do({ kind: 'run', ms: 30.1 * dayMs });
    const told = new World(0);
    await told.do({ kind: 'ask' });
    await told.do({ kind: 'answer', share: 1 });
    await told.do({ kind: 'record', floorDays: 30 });
    for (let day = 0; day < 32; day++) {
      await told.do({ kind: 'run', ms: 12 * hourMs });
      await told.do({ kind: 'restart', offMs: 12 * hourMs, crash: day % 2 === 0, loses: 'nothing' });
      await told.do({ kind: 'ask' });
      await told.do({ kind: 'answer', share: 1 });
    }
    for (const world of [running, told])
      expect((world.clock.trustedNowMs() - world.recorded[0]!.floorFromMs) / dayMs).toBeGreaterThan(30);
  });
});
