// SPDX-License-Identifier: Apache-2.0
/**
 * Writes of all files on one disk by one capture thread: a bounded queue, few operations at a time, and a
 * group sync at least every second.
 *
 * Sockets never wait here. When a camera's share or the whole is full, `offer` says no and the caller declares
 * a gap `disk-slow`, or `overload` where it is not the disk (`what-is-short.ts`). Parts stay in memory until a sync has covered them: after a failed sync the pages are gone
 * (the kernel drops them and reports once), so the only copy left is ours, and it goes to another file.
 */
import { dirname } from 'node:path';
import { type DiskFile, errorCode } from './disk.ts';
import type { GuardedDisk } from './guarded-disk.ts';
import { type Shortage, WhatIsShort } from './what-is-short.ts';

/** A part of a segment on its way to the disk. */
export type QueuedPart = {
  readonly pieces: readonly Uint8Array[];
  readonly sizeBytes: number;
  /** Called when the part is durable: its pieces are not looked at any more. */
  readonly release?: (() => void) | undefined;
};

/** What became of a file when its `close` resolves. */
export type FileOutcome<Part extends QueuedPart> = {
  /** Parts from the beginning that are durable. */
  readonly durable: number;
  readonly durableBytes: number;
  /** Parts that are not, in order, still in memory; empty when all went well. */
  readonly lost: readonly Part[];
  readonly failure: DiskFailure | undefined;
};

export type DiskFailure = { readonly kind: 'full' | 'failed' | 'lost'; readonly code: string };

export type DiskQueueOptions = {
  readonly disk: GuardedDisk;
  /** Parts in memory, waiting or unsynced, of all files together. */
  readonly maxBytes: number;
  /** The same for one camera. */
  readonly maxBytesPerCamera: number;
  /** Operations under way at the same time; each may hold a thread of the pool. */
  readonly concurrency?: number;
  readonly syncEveryMs?: number;
  /** Told when a sync round takes longer than it should, and when it is well again. */
  readonly onSlow?: (slow: boolean) => void;
};

type Step = () => Promise<void>;

export class DiskQueue {
  readonly #options: DiskQueueOptions;
  readonly #steps: Step[] = [];
  readonly #files = new Set<QueuedFile<QueuedPart>>();
  readonly #bytesByCamera = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  readonly #short = new WhatIsShort();
  #running = 0;
  #bytes = 0;

  constructor(options: DiskQueueOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#syncAll(), options.syncEveryMs ?? 1000);
    this.#timer.unref();
  }

  get disk(): GuardedDisk {
    return this.#options.disk;
  }

  /** Bytes in memory that are not durable yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** There is room for a part of this camera. */
  hasRoom(camera: string, sizeBytes: number, share = 1): boolean {
    const mine = this.#bytesByCamera.get(camera) ?? 0;
    return (
      this.#bytes + sizeBytes <= this.#options.maxBytes * share &&
      mine + sizeBytes <= this.#options.maxBytesPerCamera * share
    );
  }

  /** A new file; nothing touches the disk before its first part. */
  createFile<Part extends QueuedPart>(camera: string, path: string, onFailure: () => void): QueuedFile<Part> {
    const file = new QueuedFile<Part>(this, camera, path, onFailure);
    this.#files.add(file as unknown as QueuedFile<QueuedPart>);
    return file;
  }

  /** Why there is no room. */
  whatIsShort(): Shortage {
    return this.#short.tell();
  }

  /** Stops the timers. Files must have been closed. */
  close(): void {
    clearInterval(this.#timer);
    this.#short.close();
  }

  /** @internal */
  enqueue(step: Step): void {
    this.#steps.push(step);
    this.#pump();
  }

  /** @internal */
  account(camera: string, bytes: number): void {
    this.#bytes += bytes;
    this.#bytesByCamera.set(camera, (this.#bytesByCamera.get(camera) ?? 0) + bytes);
  }

  /** @internal */
  forget(file: QueuedFile<QueuedPart>): void {
    this.#files.delete(file);
  }

  #pump(): void {
    while (this.#running < (this.#options.concurrency ?? 8)) {
      const step = this.#steps.shift();
      if (!step) return;
      this.#running++;
      const answered = this.#short.asked();
      void step().finally(() => {
        answered();
        this.#running--;
        this.#pump();
      });
    }
  }

  #syncAll(): void {
    let late = false;
    for (const file of this.#files) late = file.requestSync() || late;
    this.#options.onSlow?.(late);
  }
}

export class QueuedFile<Part extends QueuedPart> {
  readonly path: string;
  readonly camera: string;
  readonly #queue: DiskQueue;
  readonly #onFailure: () => void;
  #file: DiskFile | undefined;
  /** Parts not known to be durable: the first `#written` are in the file, the rest wait. */
  #parts: Part[] = [];
  #written = 0;
  #writtenBytes = 0;
  #durable = 0;
  #durableBytes = 0;
  #busy = false;
  #syncWanted = false;
  #nameDurable = false;
  #done = false;
  #closing: ((outcome: FileOutcome<Part>) => void) | undefined;
  #failure: DiskFailure | undefined;

  /** @internal made by `DiskQueue.createFile` */
  constructor(queue: DiskQueue, camera: string, path: string, onFailure: () => void) {
    this.#queue = queue;
    this.camera = camera;
    this.path = path;
    this.#onFailure = onFailure;
  }

  get failure(): DiskFailure | undefined {
    return this.#failure;
  }

  /** Parts that a reader of the file finds. */
  get readableParts(): number {
    return this.#durable + this.#written;
  }

  /** Takes the part if there is room; its bytes must not change any more. */
  offer(part: Part): boolean {
    if (this.#failure || this.#closing || !this.#queue.hasRoom(this.camera, part.sizeBytes)) return false;
    this.add(part);
    return true;
  }

  /** Takes the part in any case: for the initialization, and for parts that were accepted before. */
  add(part: Part): void {
    this.#queue.account(this.camera, part.sizeBytes);
    this.#parts.push(part);
    this.#schedule();
  }

  /** Asks for a sync of what is written; @returns true when the last one asked for has not been done yet. */
  requestSync(): boolean {
    if (this.#failure || this.#written === 0) return false;
    if (this.#syncWanted) return true;
    this.#syncWanted = true;
    this.#schedule();
    return false;
  }

  /** Everything written, file and directory synced; or what was lost. Resolves, never rejects. */
  close(): Promise<FileOutcome<Part>> {
    return new Promise((resolve) => {
      this.#closing = resolve;
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#busy || this.#done) return;
    const waits = this.#parts.length > this.#written;
    if (!waits && !this.#syncWanted && !this.#closing) return;
    this.#busy = true;
    this.#queue.enqueue(async () => {
      try {
        if (!this.#failure) await this.#work();
      } catch (error) {
        await this.#fail(error);
      }
      if (this.#closing && (this.#failure || this.#parts.length === 0)) await this.#finish(this.#closing);
      this.#busy = false;
      if (!this.#failure) this.#schedule();
    });
  }

  async #work(): Promise<void> {
    if (this.#parts.length > this.#written) {
      const batch = this.#parts.slice(this.#written);
      this.#file ??= await this.#create();
      await this.#file.write(
        batch.flatMap((part) => part.pieces),
        this.#durableBytes + this.#writtenBytes,
      );
      this.#written += batch.length;
      this.#writtenBytes += sum(batch);
    }
    // A sync asked for while one was under way finds nothing left to sync; still wanting it would never end.
    if (this.#written === 0) this.#syncWanted = false;
    else if (this.#syncWanted || this.#closing) await this.#sync();
  }

  async #create(): Promise<DiskFile> {
    await this.#queue.disk.makeDirectory(dirname(this.path));
    return await this.#queue.disk.create(this.path);
  }

  async #sync(): Promise<void> {
    this.#syncWanted = false;
    const count = this.#written;
    const bytes = this.#writtenBytes;
    await (this.#closing ? this.#file?.sync() : this.#file?.syncContent());
    if (!this.#nameDurable) {
      await this.#queue.disk.syncDirectory(dirname(this.path));
      this.#nameDurable = true;
    }
    for (const part of this.#parts.splice(0, count)) part.release?.();
    this.#written -= count;
    this.#writtenBytes -= bytes;
    this.#durable += count;
    this.#durableBytes += bytes;
    this.#queue.account(this.camera, -bytes);
  }

  /** A full disk may still hold what was written before: sync and keep it. A failed one keeps only what was synced. */
  async #fail(error: unknown): Promise<void> {
    const code = errorCode(error) || (error instanceof Error ? error.message : 'unknown');
    const isLost = await this.#queue.disk.isLost();
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    this.#failure = { kind: isLost ? 'lost' : isFull ? 'full' : 'failed', code };
    if (this.#failure.kind === 'full' && this.#file && this.#written > 0) {
      // A refusal here means these parts are lost as well, which is what the outcome then says.
      await this.#sync().catch(() => undefined);
    }
    this.#onFailure();
  }

  async #finish(resolve: (outcome: FileOutcome<Part>) => void): Promise<void> {
    this.#done = true;
    const lost = this.#parts;
    this.#parts = [];
    this.#queue.account(this.camera, -sum(lost));
    this.#queue.forget(this as unknown as QueuedFile<QueuedPart>);
    try {
      // What lies behind the last durable part is torn; a reader must not find it.
      if (this.#failure) await this.#file?.truncate(this.#durableBytes);
      await this.#file?.close();
    } catch (error) {
      this.#failure ??= { kind: 'failed', code: errorCode(error) };
    }
    resolve({
      durable: this.#durable,
      durableBytes: this.#durableBytes,
      lost,
      failure: this.#failure,
    });
  }
}

function sum(parts: readonly QueuedPart[]): number {
  let bytes = 0;
  for (const part of parts) bytes += part.sizeBytes;
  return bytes;
}
