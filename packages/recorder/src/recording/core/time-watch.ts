// SPDX-License-Identifier: Apache-2.0
/** The clock of a running core: what it does is logged, told to the capture threads, and confirmed from outside. */

import { type ClockStep, type RecorderClock, toleratedLagMs } from '../../terms/clock.ts';
import type { OpenStore } from '../opening/open-store.ts';
import type { Spoken } from './spoken.ts';
import { clockEntry, stepEntry, witnessedEntry } from './timekeeping.ts';

interface TimeWatchOptions {
  readonly clock: RecorderClock;
  readonly store: Pick<OpenStore, 'log' | 'state' | 'index'>;
  readonly spoken: Spoken;
  /** After every look at the clock, also when nothing happened. */
  readonly onLook: (stepped: boolean) => void;
  readonly onStep: (step: Pick<ClockStep, 'beforeMs' | 'afterMs'>) => void;
}

export class TimeWatch {
  readonly #options: TimeWatchOptions;

  constructor(options: TimeWatchOptions) {
    this.#options = options;
  }

  /** Says in the log where the clock stands; an alarm when it is further behind than tolerated. */
  async log(source: 'start' | 'running' | 'stop' | 'seen'): Promise<void> {
    const { clock, spoken } = this.#options;
    await this.#append(clockEntry(clock, source));
    const lagMs = clock.unconfirmedMs;
    if (lagMs > toleratedLagMs) spoken.alarm('clock-step', 'host', true, { stepMs: Math.round(lagMs) });
  }

  look(): void {
    const { clock, spoken, onLook, onStep } = this.#options;
    const step = clock.check();
    onLook(step?.adopted === true);
    if (!step) return;
    const { beforeMs, afterMs } = step;
    spoken.alarm('clock-step', 'host', true, { stepMs: Math.round(afterMs - beforeMs) });
    onStep({ beforeMs, afterMs });
    void this.#append(stepEntry(clock, step)).catch((error: unknown) => spoken.logFailed(error));
  }

  /** A person looked at the clock and found it right. */
  async confirm(by: string): Promise<void> {
    const { clock, store, spoken } = this.#options;
    const before = String(Math.round(clock.unconfirmedMs));
    await spoken.append({ type: 'config', what: 'clock-confirmed', by, before, after: '0' });
    clock.seen();
    store.state.setFact('seen-lag-ms', clock.lagMs);
    await this.log('seen');
    spoken.alarm('clock-step', 'host', false);
  }

  /** Somebody outside told the time `atMs` on a question asked at `askedMs`. */
  async witnessed(atMs: number, askedMs: number): Promise<void> {
    const { clock, store } = this.#options;
    const creditedMs = clock.confirm(atMs, askedMs);
    if (creditedMs === undefined) return;
    const since = store.index.confirmedAt();
    const { index: at } = await this.#append(witnessedEntry(clock, creditedMs, since));
    store.index.postpone(since, at, creditedMs);
  }

  /** Every `clock` entry binds the key that authenticates the log's unsigned tail. */
  #append(entry: ReturnType<typeof clockEntry>): ReturnType<Spoken['append']> {
    const { spoken, store } = this.#options;
    return spoken.append({ ...entry, journalKey: store.log.journalKey });
  }
}
