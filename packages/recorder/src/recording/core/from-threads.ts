// SPDX-License-Identifier: Apache-2.0
/** What the capture threads report: spans to the book, states to the cameras, pictures to who looks, trouble to people. */
import type { CameraJob, FromCapture } from '../capture/messages.ts';
import type { SpanBook } from '../log/span-book.ts';
import type { OpenStore } from '../opening/open-store.ts';
import { recoverCameras } from '../opening/recovery.ts';
import type { CameraList } from './camera-list.ts';
import type { DiskWatch } from './disk-watch.ts';
import type { LiveHub } from './live-hub.ts';
import type { Spoken } from './spoken.ts';

interface FromThreadsOptions {
  readonly store: OpenStore;
  readonly book: SpanBook;
  readonly cameras: CameraList;
  readonly live: LiveHub;
  readonly disk: DiskWatch;
  readonly spoken: Spoken;
}

export class FromThreads {
  readonly #options: FromThreadsOptions;

  constructor(options: FromThreadsOptions) {
    this.#options = options;
  }

  take(message: FromCapture): void {
    const { book, cameras, live, disk } = this.#options;
    switch (message.kind) {
      case 'span':
        book.add(message.span);
        if (message.span.kind === 'segment') disk.recordsAgain(message.span.camera);
        return;
      case 'reports':
        for (const report of message.reports) cameras.report(report);
        return;
      case 'live-part':
        live.part(message.camera, message.part);
        return;
      case 'live-interrupted':
        live.interrupted(message.camera, message.cause);
        return;
      case 'disk':
        disk.said(message);
        return;
      default:
        return;
    }
  }

  /** A thread died: its files are made whole. @returns the jobs that another thread takes over */
  async died(lost: readonly string[], error: unknown): Promise<readonly CameraJob[]> {
    const { store, book, cameras, live, spoken } = this.#options;
    spoken.say('error', 'a capture thread died', error);
    for (const camera of lost) spoken.alarm('worker-crashed', camera, true);
    await recoverCameras(store, book, lost);
    for (const camera of lost) live.interrupted(camera, 'internal');
    setTimeout(() => lost.map((camera) => live.resume(camera)), 100);
    return lost.filter((camera) => cameras.find(camera)).map((camera) => cameras.job(camera, 'internal'));
  }
}
