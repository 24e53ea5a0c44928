// SPDX-License-Identifier: Apache-2.0
/** Holds: footage that retention must not touch. Placed by one person, released by two. */
import { randomUUID } from 'node:crypto';
import type { NewEntry } from '@mingjing/evidence';
import { RecorderError } from '../../errors.ts';
import type { Hold, Holds } from '../../terms/holds.ts';
import { describeHold } from './hold-replay.ts';

export type HoldListOptions = {
  /** Makes a change durable. */
  readonly keep: (holds: readonly Hold[]) => void;
  readonly nowMs: () => number;
  readonly append: (entry: NewEntry) => Promise<unknown>;
};

export class HoldList implements Holds {
  readonly #options: HoldListOptions;
  #holds: Hold[] = [];
  /** Grows with every change: a deletion planned before a hold was placed is stale. */
  version = 0;

  constructor(options: HoldListOptions) {
    this.#options = options;
  }

  /** What the log and the state file say at start; until then there is nothing to hold. */
  restore(holds: readonly Hold[]): void {
    this.#holds = [...holds];
    this.version++;
    this.#options.keep(this.#holds);
  }

  list(): readonly Hold[] {
    return this.#holds;
  }

  async place(
    asked: Pick<Hold, 'cameras' | 'fromMs' | 'toMs' | 'reason' | 'ground' | 'untilMs' | 'by'>,
  ): Promise<Hold> {
    if (!(asked.fromMs < asked.toMs))
      throw new RecorderError('recorder/hold-malformed', { reason: 'from < to' });
    if (asked.reason.trim() === '') throw new RecorderError('recorder/hold-malformed', { reason: 'reason' });
    if (asked.by.trim() === '') throw new RecorderError('recorder/hold-malformed', { reason: 'by' });
    const hold: Hold = {
      ...asked,
      id: randomUUID(),
      placedMs: Math.round(this.#options.nowMs()),
      releaseAskedBy: undefined,
      releasedBy: undefined,
      releasedMs: undefined,
    };
    // In force before it is logged: a crash in between keeps footage too long, never too short.
    this.#keep(hold);
    await this.#options.append({
      type: 'config',
      what: `hold/${hold.id}`,
      by: hold.by,
      after: describeHold(hold),
    });
    return hold;
  }

  async release(id: string, by: string): Promise<Hold> {
    const hold = this.#holds.find((one) => one.id === id);
    if (!hold || hold.releasedMs !== undefined)
      throw new RecorderError('recorder/hold-unknown', { hold: id });
    if (hold.releaseAskedBy === undefined) {
      const asked = { ...hold, releaseAskedBy: by };
      await this.#options.append({
        type: 'config',
        what: `hold/${id}/release-asked`,
        by,
        before: describeHold(hold),
      });
      this.#keep(asked);
      return asked;
    }
    if (hold.releaseAskedBy === by) throw new RecorderError('recorder/hold-two-people');
    const released = { ...hold, releasedBy: by, releasedMs: Math.round(this.#options.nowMs()) };
    // Logged before it takes effect: no footage goes that the log still holds.
    await this.#options.append({
      type: 'config',
      what: `hold/${id}/released`,
      by,
      before: describeHold(hold),
      after: `asked by ${hold.releaseAskedBy}`,
    });
    this.#keep(released);
    return released;
  }

  #keep(hold: Hold): void {
    const holds = [...this.#holds.filter((one) => one.id !== hold.id), hold];
    this.#options.keep(holds);
    this.#holds = holds;
    this.version++;
  }
}
