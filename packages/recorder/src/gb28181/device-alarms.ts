// SPDX-License-Identifier: Apache-2.0
/** Alarms of devices below: the record beside the server's files, its hash in the evidence log. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@mingjing/evidence';
import type { LowerAlarm } from '@mingjing/gb28181';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';

/** A device that alarms without end does not fill the disk. */
const mostPerMinute = 30;

export class DeviceAlarms {
  readonly #core: CoreWithoutMedia;
  readonly #path: string;
  readonly #minutes = new Map<string, { minute: number; count: number }>();
  /** Alarms left out because there were too many. */
  dropped = 0;

  constructor(core: CoreWithoutMedia, directory: string) {
    this.#core = core;
    this.#path = join(directory, 'gb28181-alarms.jsonl');
  }

  async take(alarm: LowerAlarm): Promise<void> {
    const nowMs = Math.round(this.#core.nowMs());
    if (!this.#mayWrite(alarm.device, nowMs)) {
      this.dropped++;
      return;
    }
    const { device, deviceId, priority, method, type, description, atMs } = alarm;
    const record = {
      device,
      deviceId,
      priority,
      method,
      type,
      description,
      atMs: atMs ?? null,
      receivedMs: nowMs,
    };
    const text = canonicalJson(record);
    await appendFile(this.#path, `${text}\n`);
    const hash = Buffer.from(this.#core.algorithms.hash(new TextEncoder().encode(text))).toString('hex');
    await this.#core.appendEntry({ type: 'alarm', kind: `gb28181/${method}-${type}`, hash });
  }

  #mayWrite(device: string, nowMs: number): boolean {
    const minute = Math.floor(nowMs / 60_000);
    const seen = this.#minutes.get(device);
    if (seen?.minute !== minute) {
      this.#minutes.set(device, { minute, count: 1 });
      return true;
    }
    seen.count++;
    return seen.count <= mostPerMinute;
  }
}
