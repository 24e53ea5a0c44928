// SPDX-License-Identifier: Apache-2.0
/** Holds over restarts: the log says which there are; the state file counts as far as it is sealed. */

import type { OpenStore } from '../opening/open-store.ts';
import { HoldList } from '../retention/hold-list.ts';
import { keepHolds, replayHolds } from '../retention/hold-replay.ts';
import type { Spoken } from './spoken.ts';

export class KeptHolds {
  readonly list: HoldList;
  readonly #store: OpenStore;
  readonly #spoken: Spoken;
  #loggedSize = 0;
  #areKnown = true;

  constructor(store: OpenStore, spoken: Spoken, nowMs: () => number) {
    this.#store = store;
    this.#spoken = spoken;
    this.list = new HoldList({
      keep: (holds) => keepHolds(store.state, holds, this.#loggedSize, store.seal),
      nowMs,
      append: (entry) => spoken.append(entry),
    });
  }

  /** False where an entry that may be a hold cannot be read: nothing is deleted then. */
  get areKnown(): boolean {
    return this.#areKnown;
  }

  async restore(): Promise<void> {
    const { state, log, seal } = this.#store;
    const { holds, fromStart, readUpTo } = await replayHolds(state, log, seal);
    this.#loggedSize = readUpTo;
    this.#areKnown = readUpTo === log.size();
    this.list.restore(holds);
    const active = holds.filter(({ releasedMs }) => releasedMs === undefined).length;
    // The first start of a store that was never sealed is an upgrade, not a loss.
    if (fromStart && log.tail.trusted !== undefined && active > 0)
      this.#spoken.alarm('holds-restored', 'holds', true, { holds: active });
  }

  /** At a clean stop: the next start need not read the log again. */
  keepUpToNow(): void {
    if (!this.#areKnown) return;
    this.#loggedSize = this.#store.log.size();
    this.list.restore(this.list.list());
  }
}
