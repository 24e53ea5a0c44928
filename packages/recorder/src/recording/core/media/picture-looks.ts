// SPDX-License-Identifier: Apache-2.0
/** Looks at pictures, one at a time, in a worker that is started when it is first needed and again if it died. */
import { Worker } from 'node:worker_threads';
import type { ReferenceView } from '../../../health/judge.ts';
import type { PictureLook, PictureLooker } from '../../../health/picture-look.ts';

/** Longer than decoding may take for all the segments one look reads. */
const withinMs = 120_000;

export class PictureLooks implements PictureLooker {
  readonly #directory: string;
  readonly #secrets: () => readonly Uint8Array[];
  readonly #say: (error: unknown) => void;
  #worker: Worker | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param secrets of the footage keys that are open */
  constructor(directory: string, secrets: () => readonly Uint8Array[], say: (error: unknown) => void) {
    this.#directory = directory;
    this.#secrets = secrets;
    this.#say = say;
  }

  look(camera: string, reference: ReferenceView | undefined): Promise<PictureLook> {
    const look = this.#turn.then(() => this.#ask(camera, reference));
    this.#turn = look;
    return look;
  }

  #ask(camera: string, reference: ReferenceView | undefined): Promise<PictureLook> {
    this.#worker ??= this.#started();
    const worker = this.#worker;
    return new Promise((resolve) => {
      const end = (look: PictureLook): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('exit', onExit);
        resolve(look);
      };
      const failed = (error: unknown): void => {
        this.#say(error);
        end({ kind: 'unknown', why: 'look-failed' });
      };
      const onMessage = (answer: PictureLook | { readonly error: string }): void =>
        'error' in answer ? failed(answer.error) : end(answer);
      const onExit = (): void => end({ kind: 'unknown', why: 'look-failed' });
      const timer = setTimeout(() => {
        failed('a look at a picture took too long');
        void worker.terminate();
      }, withinMs);
      worker.on('message', onMessage).on('exit', onExit);
      worker.postMessage({ camera, reference, secrets: this.#secrets() });
    });
  }

  #started(): Worker {
    const worker = new Worker(new URL('./picture-look.worker.ts', import.meta.url), {
      workerData: { directory: this.#directory },
      name: 'mingjing-pictures',
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.on('error', this.#say);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    return worker;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    await this.#turn;
  }
}
