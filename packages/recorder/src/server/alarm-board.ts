// SPDX-License-Identifier: Apache-2.0
/** Alarms as the core raises and clears them: what stands, and what was cleared lately. */
import type { CoreWithoutMedia, RecorderAlarm } from '../core/recorder-core.ts';

const remembered = 200;

export class AlarmBoard {
  readonly #raised = new Map<string, RecorderAlarm>();
  readonly #cleared: RecorderAlarm[] = [];

  constructor(core: Pick<CoreWithoutMedia, 'on'>) {
    core.on('alarm', (alarm) => {
      const key = `${alarm.kind}\n${alarm.subject}`;
      if (alarm.state === 'raised') {
        this.#raised.set(key, alarm);
        return;
      }
      this.#raised.delete(key);
      this.#cleared.unshift(alarm);
      this.#cleared.length = Math.min(this.#cleared.length, remembered);
    });
  }

  raised(): readonly RecorderAlarm[] {
    return [...this.#raised.values()];
  }

  all(): readonly RecorderAlarm[] {
    return [...this.#raised.values(), ...this.#cleared];
  }
}
