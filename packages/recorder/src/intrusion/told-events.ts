// SPDX-License-Identifier: Apache-2.0
/** Keeps what other systems tell, each event once, in the order it came. */
import type { EventSource, EventSources } from './event-sources.ts';
import type { HeardEvent } from './panel-receiver.ts';
import { type NotTaken, readTold } from './told-event.ts';

interface Surroundings {
  readonly nowMs: () => number;
  /** Kept when it resolves. */
  readonly keep: (event: HeardEvent) => Promise<void>;
}

/** Names of events that are remembered; a sender that repeats itself does so soon. */
const mostRemembered = 20_000;

export interface Taken {
  readonly kept: number;
  /** Told before. */
  readonly known: number;
  readonly notTaken: readonly NotTaken[];
}

export class ToldEvents {
  readonly #config: Pick<EventSources, 'lateS' | 'earlyS'>;
  readonly #around: Surroundings;
  readonly #known = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(config: Pick<EventSources, 'lateS' | 'earlyS'>, around: Surroundings) {
    this.#config = config;
    this.#around = around;
  }

  /**
   * @param id of the source; a name is remembered under it
   * @param told one event or several, as JSON has them
   * @throws what `keep` throws: the rest is not kept, what was kept stays and is known when it is told again
   */
  take(id: string, source: EventSource, told: unknown): Promise<Taken> {
    const taken = this.#turn.then(() => this.#take(id, source, Array.isArray(told) ? told : [told]));
    this.#turn = taken.catch(() => undefined);
    return taken;
  }

  async #take(id: string, source: EventSource, told: readonly unknown[]): Promise<Taken> {
    let kept = 0;
    let known = 0;
    const notTaken: NotTaken[] = [];
    for (const one of told) {
      const read = readTold(one, source, this.#config, Math.round(this.#around.nowMs()));
      if ('notTaken' in read) {
        notTaken.push(read.notTaken);
        continue;
      }
      const { name, ...event } = read;
      const key = `${id}\n${name}`;
      if (this.#known.has(key)) {
        known += 1;
        continue;
      }
      await this.#around.keep({ ...event, account: id });
      this.#remember(key);
      kept += 1;
    }
    return { kept, known, notTaken };
  }

  #remember(key: string): void {
    this.#known.add(key);
    if (this.#known.size <= mostRemembered) return;
    const [oldest] = this.#known;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
