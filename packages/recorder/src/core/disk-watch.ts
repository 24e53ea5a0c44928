// SPDX-License-Identifier: Apache-2.0
/** Whether there is a disk to write on, and how much of what comes in is kept: told to the capture threads. */
import type { FromCapture, ToCapture } from '../capture/messages.ts';
import type { RetentionKeeper } from '../retention/retention-keeper.ts';
import type { OpenStore } from '../store/open-store.ts';
import type { Spoken } from './spoken.ts';

interface DiskWatchOptions {
  readonly store: OpenStore;
  readonly keeper: () => RetentionKeeper;
  readonly broadcast: (message: ToCapture) => void;
  readonly spoken: Spoken;
}

export class DiskWatch {
  readonly #options: DiskWatchOptions;
  #lost = false;

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
    this.#lost = lost;
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
      spoken.alarm('disk-slow', camera, false);
      return;
    }
    const kind = state === 'full' ? 'disk-full' : state === 'slow' ? 'disk-slow' : 'disk-failed';
    spoken.alarm(kind, camera, true, { code });
    if (state === 'full') void keeper().run();
  }

  /** A whole segment on disk ends whatever kept the camera from making one. */
  recordsAgain(camera: string): void {
    for (const kind of ['worker-crashed', 'disk-full', 'disk-failed'] as const)
      this.#options.spoken.alarm(kind, camera, false);
  }
}
