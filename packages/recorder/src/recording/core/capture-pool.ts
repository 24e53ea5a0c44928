// SPDX-License-Identifier: Apache-2.0
/**
 * The capture threads: cameras spread over them, and a new thread when one dies. A crash costs its own cameras
 * what they had not written yet, nothing else.
 */
import { Worker } from 'node:worker_threads';
import type { GapCause } from '../../terms/causes.ts';
import { CaptureHost, type CaptureSurroundings } from '../capture/capture-host.ts';
import type {
  CameraJob,
  CaptureSettings,
  FromCapture,
  OpenSegmentView,
  ToCapture,
} from '../capture/messages.ts';

export type CapturePoolOptions = {
  readonly settings: () => CaptureSettings;
  /** Most threads; 0 captures in this one. */
  readonly threads: number;
  /** For `threads` 0. */
  readonly surroundings: CaptureSurroundings;
  readonly onMessage: (message: FromCapture) => void;
  /**
   * A thread died with these cameras. Answers with the jobs to start again, after what it had written has been
   * taken in.
   */
  readonly onCrash: (cameras: readonly string[], error: unknown) => Promise<readonly CameraJob[]>;
};

type Thread = {
  readonly cameras: Set<string>;
  readonly send: (message: ToCapture) => void;
  readonly close: () => Promise<void>;
};

export class CapturePool {
  readonly #options: CapturePoolOptions;
  readonly #threads: Thread[] = [];
  readonly #stopping = new Map<string, () => void>();
  readonly #questions = new Map<number, (answer: OpenSegmentView | undefined) => void>();
  #nextQuestion = 1;
  #closing = false;
  #pressure: ToCapture | undefined;

  constructor(options: CapturePoolOptions) {
    this.#options = options;
  }

  start(job: CameraJob): void {
    const thread = this.#threadFor();
    thread.cameras.add(job.id);
    thread.send({ kind: 'start', job });
  }

  /** Resolves when the camera's last span has been handed over. */
  async stop(camera: string, cause: GapCause): Promise<void> {
    const thread = this.#threadOf(camera);
    if (!thread) return;
    await new Promise<void>((resolve) => {
      this.#stopping.set(camera, resolve);
      thread.send({ kind: 'stop', camera, cause });
    });
    thread.cameras.delete(camera);
  }

  setLive(camera: string, on: boolean): void {
    this.#threadOf(camera)?.send({ kind: 'live', camera, on });
  }

  /** To every thread, and to those that start later if it is about pressure. */
  broadcast(message: ToCapture): void {
    if (message.kind === 'pressure') this.#pressure = message;
    for (const thread of this.#threads) thread.send(message);
  }

  openSegment(camera: string): Promise<OpenSegmentView | undefined> {
    return this.#ask(camera, 'open-segment');
  }

  /** Closes the segment being written; resolves when its span has been handed over. */
  async rotate(camera: string): Promise<void> {
    await this.#ask(camera, 'rotate');
  }

  /** Stops all cameras and threads. */
  async close(cause: GapCause): Promise<void> {
    this.#closing = true;
    const cameras = this.#threads.flatMap((thread) => [...thread.cameras]);
    await Promise.all(cameras.map((camera) => this.stop(camera, cause)));
    await Promise.all(this.#threads.map((thread) => thread.close()));
    this.#threads.length = 0;
  }

  #ask(camera: string, kind: 'open-segment' | 'rotate'): Promise<OpenSegmentView | undefined> {
    const thread = this.#threadOf(camera);
    if (!thread) return Promise.resolve(undefined);
    const question = this.#nextQuestion++;
    return new Promise((resolve) => {
      this.#questions.set(question, resolve);
      thread.send({ kind, camera, question });
    });
  }

  #threadOf(camera: string): Thread | undefined {
    return this.#threads.find((thread) => thread.cameras.has(camera));
  }

  /** The emptiest thread; another one while there are fewer than allowed and all have a camera. */
  #threadFor(): Thread {
    const emptiest = [...this.#threads].sort((a, b) => a.cameras.size - b.cameras.size)[0];
    const most = Math.max(1, this.#options.threads);
    if (emptiest && (emptiest.cameras.size === 0 || this.#threads.length >= most)) return emptiest;
    const thread = this.#options.threads === 0 ? this.#here() : this.#spawn();
    this.#threads.push(thread);
    if (this.#pressure) thread.send(this.#pressure);
    return thread;
  }

  #here(): Thread {
    const host = new CaptureHost(this.#options.settings(), this.#options.surroundings, (message) =>
      this.#receive(message),
    );
    return {
      cameras: new Set(),
      send: (message) => host.handle(message),
      close: () => Promise.resolve(host.close()),
    };
  }

  #spawn(): Thread {
    const worker = new Worker(new URL('../capture/capture.worker.ts', import.meta.url), {
      workerData: this.#options.settings(),
      name: 'mingjing-capture',
      // Frame blocks are used again and wait for no collection (measured, bench/recorder).
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const thread: Thread = {
      cameras: new Set(),
      send: (message) => worker.postMessage(message),
      close: async () => {
        worker.postMessage({ kind: 'close' });
        await ended;
      },
    };
    let failure: unknown;
    worker.on('message', (message: FromCapture) => this.#receive(message));
    worker.on('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => {
      if (!this.#closing) void this.#crashed(thread, failure);
    });
    return thread;
  }

  async #crashed(thread: Thread, error: unknown): Promise<void> {
    this.#threads.splice(this.#threads.indexOf(thread), 1);
    const cameras = [...thread.cameras];
    for (const camera of cameras) this.#stopped(camera);
    // Questions nobody will answer any more; those of other threads are asked again by their callers.
    for (const answer of this.#questions.values()) answer(undefined);
    this.#questions.clear();
    for (const job of await this.#options.onCrash(cameras, error)) this.start(job);
  }

  #receive(message: FromCapture): void {
    if (message.kind === 'stopped') {
      this.#stopped(message.camera);
      return;
    }
    if (message.kind === 'open-segment' || message.kind === 'rotated') {
      this.#questions.get(message.question)?.(message.kind === 'rotated' ? undefined : message.view);
      this.#questions.delete(message.question);
      return;
    }
    this.#options.onMessage(message);
  }

  #stopped(camera: string): void {
    this.#stopping.get(camera)?.();
    this.#stopping.delete(camera);
  }
}
