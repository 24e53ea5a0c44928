// SPDX-License-Identifier: Apache-2.0
/** Whether there is a disk to write on, and how much of what comes in is kept: told to the capture threads. */
import type { FromCapture, ToCapture } from '../capture/messages.ts';
import type { SpanBook } from '../log/span-book.ts';
import type { OpenStore } from '../opening/open-store.ts';
import { recoverCameras } from '../opening/recovery.ts';
import type { RetentionKeeper } from '../retention/retention-keeper.ts';
import type { Spoken } from './spoken.ts';

/** After the disk is back, until the segments that were open have ended. */
const takeInAfterMs = 10_000;

/** What is raised for a disk that is not well. */
const alarmOf = {
  full: 'disk-full',
  failed: 'disk-failed',
  slow: 'disk-slow',
  overload: 'overload',
} as const;

interface DiskWatchOptions {
  readonly store: OpenStore;
  readonly book: SpanBook;
  /** Those that should be recording. */
  readonly cameras: () => readonly string[];
  readonly nowMs: () => number;
  readonly keeper: () => RetentionKeeper;
  readonly broadcast: (message: ToCapture) => void;
  readonly spoken: Spoken;
}

export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #lost = false;
  #lostAtMs = 0;
  /** Files of a moment without a disk wait for this. */
  #takeIn: { readonly run: () => Promise<void>; readonly timer: NodeJS.Timeout } | undefined;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
  }

  /** Another disk, or none, is where ours was. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Thins or stops what comes in, by the step of the ladder that the keeper stands on. */
  press(step: RetentionKeeper['step']): void {
    this.#options.broadcast({
      kind: 'pressure',
      thin: step === 'key-frames-only' || step === 'stopped',
      halt: step === 'stopped' ? 'disk-full' : undefined,
    });
  }

  /** Another disk, or none, where ours was: stop writing before anything lands on the wrong one. */
  async look(): Promise<void> {
    const { store, keeper, broadcast, spoken } = this.#options;
    const lost = await store.disk.isLost();
    spoken.alarm('store-lost', store.directory, lost);
    const { step } = keeper();
    const thin = step === 'key-frames-only' || step === 'stopped';
    if (lost) broadcast({ kind: 'pressure', thin, halt: 'store-lost' });
    else if (this.#lost) this.press(step);
    if (lost && !this.#lost) this.#lostAtMs = this.#options.nowMs();
    if (!lost && this.#lost) this.#takeInLater();
    this.#lost = lost;
  }

  /** What waits is done at once: the core ends. */
  async end(): Promise<void> {
    if (!this.#takeIn) return;
    clearTimeout(this.#takeIn.timer);
    await this.#takeIn.run();
  }

  /** Files that were open when the disk went belong to a gap by now: they go to quarantine, as a start would do it. */
  #takeInLater(): void {
    const lostAtMs = this.#lostAtMs;
    const { store, book, cameras, spoken } = this.#options;
    const run = async (): Promise<void> => {
      this.#takeIn = undefined;
      try {
        await book.flush();
        await recoverCameras(store, book, cameras(), lostAtMs);
      } catch (error) {
        spoken.say('warn', 'files of a lost moment stay where they are', error);
      }
    };
    this.#takeIn = { run, timer: setTimeout(() => void run(), takeInAfterMs) };
  }

  /** What a capture thread says of its disk. */
  said({ camera, state, code }: Extract<FromCapture, { readonly kind: 'disk' }>): void {
    const { spoken, keeper } = this.#options;
    spoken.say(state === 'well' ? 'info' : 'warn', `disk ${state}`, { camera, code });
    if (state === 'lost') {
      void this.look();
      return;
    }
    if (state === 'well') {
      for (const kind of ['disk-slow', 'overload'] as const) spoken.alarm(kind, camera, false);
      return;
    }
    spoken.alarm(alarmOf[state], camera, true, { code });
    if (state === 'slow') spoken.alarm('overload', camera, false);
    if (state === 'full') void keeper().run();
  }

  /** A whole segment on disk ends whatever kept the camera from making one. */
  recordsAgain(camera: string): void {
    for (const kind of ['worker-crashed', 'disk-full', 'disk-failed'] as const)
      this.#options.spoken.alarm(kind, camera, false);
  }
}
