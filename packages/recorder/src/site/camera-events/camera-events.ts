// SPDX-License-Identifier: Apache-2.0
/**
 * What cameras noticed, on the alarm board: tampering always, motion where a person chose it for that camera. What has
 * an end goes by itself; a moment of motion ends when nothing more is told, anything else when a person saw to it.
 */
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { AlarmBoard, BoardAlarm } from '../alarms/alarm-board.ts';
import type { CameraEvent } from './camera-event.ts';
import type { EventRecord } from './event-record.ts';

export type CameraEventsParts = {
  readonly core: Pick<CoreWithoutMedia, 'cameras' | 'nowMs'>;
  readonly board: Pick<AlarmBoard, 'tell' | 'raised'>;
  readonly record: Pick<EventRecord, 'keep'>;
  readonly say: (error: unknown) => void;
};

const kinds = { motion: 'camera-motion', tamper: 'camera-tamper', other: 'camera-alarm' } as const;
/** Motion of which nothing more was told for so long is over. */
const motionRestsMs = 60_000;

export class CameraEvents {
  readonly #parts: CameraEventsParts;
  /** Last word of a motion without an end, by subject. */
  readonly #moments = new Map<string, number>();

  constructor(parts: CameraEventsParts) {
    this.#parts = parts;
    // What began before this start has nobody left to end it.
    for (const { kind, subject } of parts.board.raised())
      if (kind === kinds.motion) this.#moments.set(subject, Number.NEGATIVE_INFINITY);
  }

  heard(event: CameraEvent): void {
    const { core, board, record, say } = this.#parts;
    const subject = event.camera ?? event.device;
    const kind = kinds[event.kind];
    const stands = board.raised().some((one) => one.kind === kind && one.subject === subject);
    const isNews = event.state !== 'ends' && !stands;
    // Devices tell every event of a standing one again; what GB/T 28181 sends is an alarm each time.
    if (event.source === 'gb28181' || (isNews && this.#isWanted(event))) void record.keep(event).catch(say);
    if (!this.#isWanted(event)) return;
    const isOver = event.state === 'ends';
    const facts: BoardAlarm['facts'] = { words: event.words };
    if (event.kind === 'motion' && event.state === 'moment') this.#moments.set(subject, core.nowMs());
    else this.#moments.delete(subject);
    board.tell(kind, subject, !isOver, core.nowMs(), facts);
  }

  /** Every second: motion that nothing more was told of. */
  tick(): void {
    const { core, board } = this.#parts;
    const nowMs = core.nowMs();
    for (const [subject, lastMs] of this.#moments) {
      if (nowMs - lastMs < motionRestsMs) continue;
      this.#moments.delete(subject);
      board.tell(kinds.motion, subject, false, nowMs, {});
    }
  }

  #isWanted({ kind, camera }: CameraEvent): boolean {
    if (kind !== 'motion') return true;
    return this.#parts.core.cameras
      .list()
      .some(({ id, motionAlarm }) => id === camera && motionAlarm === true);
  }
}
