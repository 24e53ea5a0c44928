// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms with a life: raised, seen by a person, cleared. The core's own, and one per camera that gives no picture:
 * whoever is on duty hears of it within a minute, whatever the reason and also when it never gave one.
 */
import type { CameraStatus, CoreWithoutMedia, RecorderAlarm } from '../core/recorder-core.ts';

export type AlarmKind = RecorderAlarm['kind'] | 'camera-offline';
export type BoardAlarm = Omit<RecorderAlarm, 'kind'> & {
  readonly kind: AlarmKind;
  /** Who took note of it. */
  readonly seen?: { readonly by: string; readonly atMs: number };
};

const remembered = 200;
/** A camera that reconnects at once is no alarm; one that is silent for this long is. */
export const offlineAfterMs = 20_000;

type Watched = Pick<CameraStatus, 'id' | 'enabled' | 'lastFrameMs'>;

export class AlarmBoard {
  readonly #raised = new Map<string, BoardAlarm>();
  readonly #cleared: BoardAlarm[] = [];
  /** Since when each camera should give pictures. */
  readonly #expectedSince = new Map<string, number>();

  constructor(core: Pick<CoreWithoutMedia, 'on'>) {
    core.on('alarm', (alarm) => this.#set(alarm));
  }

  raised(): readonly BoardAlarm[] {
    return [...this.#raised.values()];
  }

  all(): readonly BoardAlarm[] {
    return [...this.#raised.values(), ...this.#cleared];
  }

  /** @returns false when no such alarm stands */
  see(kind: string, subject: string, by: string, atMs: number): boolean {
    const key = keyOf(kind, subject);
    const alarm = this.#raised.get(key);
    if (!alarm) return false;
    this.#raised.set(key, { ...alarm, seen: alarm.seen ?? { by, atMs } });
    return true;
  }

  /** Every few seconds: which cameras should give pictures and have given none for a while. */
  look(cameras: readonly Watched[], nowMs: number): void {
    const enabled = cameras.filter((camera) => camera.enabled);
    for (const id of this.#expectedSince.keys())
      if (!enabled.some((camera) => camera.id === id)) {
        this.#expectedSince.delete(id);
        this.#offline(id, false, nowMs);
      }
    for (const { id, lastFrameMs } of enabled) {
      const expectedSince = this.#expectedSince.get(id) ?? nowMs;
      this.#expectedSince.set(id, expectedSince);
      const sinceMs = Math.max(lastFrameMs ?? 0, expectedSince);
      this.#offline(id, nowMs - sinceMs >= offlineAfterMs, nowMs, sinceMs);
    }
  }

  #offline(subject: string, is: boolean, nowMs: number, sinceMs = nowMs): void {
    if (is === this.#raised.has(keyOf('camera-offline', subject))) return;
    this.#set({
      kind: 'camera-offline',
      subject,
      state: is ? 'raised' : 'cleared',
      atMs: Math.round(nowMs),
      facts: { sinceMs: Math.round(sinceMs) },
    });
  }

  #set(alarm: BoardAlarm): void {
    const key = keyOf(alarm.kind, alarm.subject);
    if (alarm.state === 'raised') {
      this.#raised.set(key, alarm);
      return;
    }
    const seen = this.#raised.get(key)?.seen;
    this.#raised.delete(key);
    this.#cleared.unshift({ ...alarm, ...(seen && { seen }) });
    this.#cleared.length = Math.min(this.#cleared.length, remembered);
  }
}

const keyOf = (kind: string, subject: string): string => `${kind}\n${subject}`;
