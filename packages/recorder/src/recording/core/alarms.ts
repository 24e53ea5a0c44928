// SPDX-License-Identifier: Apache-2.0
/** Alarms have a life: raised once, cleared once, however often the reason is noticed. */
import type { RecorderAlarm } from '../../terms/alarms.ts';

export class AlarmBoard {
  readonly #raised = new Map<string, RecorderAlarm>();
  readonly #nowMs: () => number;
  readonly #tell: (alarm: RecorderAlarm) => void;

  constructor(nowMs: () => number, tell: (alarm: RecorderAlarm) => void) {
    this.#nowMs = nowMs;
    this.#tell = tell;
  }

  set(
    kind: RecorderAlarm['kind'],
    subject: string,
    raised: boolean,
    facts: RecorderAlarm['facts'] = {},
  ): void {
    const key = `${kind}/${subject}`;
    if (raised === this.#raised.has(key)) return;
    const alarm: RecorderAlarm = {
      kind,
      subject,
      state: raised ? 'raised' : 'cleared',
      atMs: Math.round(this.#nowMs()),
      facts,
    };
    if (raised) this.#raised.set(key, alarm);
    else this.#raised.delete(key);
    this.#tell(alarm);
  }
}
