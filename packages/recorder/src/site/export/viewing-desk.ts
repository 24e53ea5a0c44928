// SPDX-License-Identifier: Apache-2.0
/** Copies for viewing, one at a time: encoding takes a core for itself. How far the one under way is, and its end. */
import type { Readable } from 'node:stream';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { Grant } from '../access/gate.ts';
import { continuous } from '../media/continuous.ts';
import { makeViewingCopy, watermarkWords } from './viewing-copy.ts';

interface UnderWay {
  readonly session: string;
  readonly camera: string;
  /** 0 to 1: what went into the encoder, which takes no more than it has encoded. */
  progress: number;
  stream: Readable | undefined;
}

export class ViewingDesk {
  readonly #encode: typeof makeViewingCopy;
  #underWay: UnderWay | undefined;

  /** @param encode the system's encoder */
  constructor(encode: typeof makeViewingCopy = makeViewingCopy) {
    this.#encode = encode;
  }

  /**
   * @returns the film as it is encoded
   * @throws ServerRefusal `recorder/viewing-copy-busy` while another is made; `recorder/decoder-missing`
   */
  async make(grant: Grant): Promise<Readable> {
    if (this.#underWay) throw new ServerRefusal('recorder/viewing-copy-busy');
    const { session, camera } = grant;
    const { fromMs, toMs } = session;
    const mine: UnderWay = { session: session.id, camera, progress: 0, stream: undefined };
    this.#underWay = mine;
    const watched: Grant = {
      ...grant,
      shown: (startMs, endMs) => {
        mine.progress = Math.min(1, Math.max(mine.progress, (endMs - fromMs) / (toMs - fromMs)));
        grant.shown(startMs, endMs);
      },
    };
    try {
      mine.stream = await this.#encode(
        continuous(watched, fromMs, toMs, false, () => {
          // A film that stops early without a word would mislead; the bundle has a file for each format.
          throw new ServerRefusal('recorder/export-failed', {
            reason: '画面格式在此期间改变 the picture format changes',
          });
        }),
        watermarkWords(session),
      );
    } catch (error) {
      this.#forget(mine);
      throw error;
    }
    mine.stream.once('close', () => this.#forget(mine));
    return mine.stream;
  }

  /** The copy of this session that is being made. */
  underWay(session: string): { readonly camera: string; readonly progress: number } | undefined {
    const found = this.#underWay;
    return found?.session === session ? { camera: found.camera, progress: found.progress } : undefined;
  }

  /** Cut off: what was sent of it ends as a failed download. */
  cancel(session: string, camera: string): void {
    const found = this.#underWay;
    if (found?.session === session && found.camera === camera)
      found.stream?.destroy(new ServerRefusal('recorder/export-failed', { reason: '已取消 cancelled' }));
  }

  #forget(mine: UnderWay): void {
    if (this.#underWay === mine) this.#underWay = undefined;
  }
}
