// SPDX-License-Identifier: Apache-2.0
/** What cameras and devices reported, kept beside the server's files; its hash is in the evidence log. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import type { CameraEvent } from './camera-event.ts';

/** A device that alarms without end does not fill the disk. */
const mostPerMinute = 30;

export class EventRecord {
  readonly #core: Pick<CoreWithoutMedia, 'nowMs' | 'appendEntry' | 'algorithms'>;
  readonly #directory: string;
  readonly #minutes = new Map<string, { minute: number; count: number }>();
  /** Left out because there were too many. */
  dropped = 0;

  constructor(core: Pick<CoreWithoutMedia, 'nowMs' | 'appendEntry' | 'algorithms'>, directory: string) {
    this.#core = core;
    this.#directory = directory;
  }

  async keep({ source, device, code, record }: CameraEvent): Promise<void> {
    const nowMs = Math.round(this.#core.nowMs());
    if (!this.#mayWrite(`${source} ${device}`, nowMs)) {
      this.dropped++;
      return;
    }
    const text = canonicalJson({ device, ...record, receivedMs: nowMs });
    await appendFile(join(this.#directory, `${source}-alarms.jsonl`), `${text}\n`);
    const hash = Buffer.from(this.#core.algorithms.hash(new TextEncoder().encode(text))).toString('base64');
    await this.#core.appendEntry({ type: 'alarm', kind: `${source}/${code}`, hash });
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
