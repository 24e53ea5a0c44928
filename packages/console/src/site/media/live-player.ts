// SPDX-License-Identifier: Apache-2.0
/** One camera live in one <video>: opens the socket, stays near the edge, comes back by itself. */
import { openPartSocket, type Sentence } from './part-socket.ts';
import { UnplayableCodec, WallClockBuffer } from './wall-clock-buffer.ts';

export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing'; readonly lagMs: number }
  | { readonly kind: 'interrupted'; readonly sentence: Sentence }
  | { readonly kind: 'unplayable'; readonly codec: string }
  | { readonly kind: 'session-closed' }
  | { readonly kind: 'ended' };

/** Behind the newest fragment by this much after a jump; fragments are up to a second long. */
const edgeS = 0.4;
const chaseAboveS = 2;
const jumpAboveS = 4;
const retryMs = 2000;

export class LivePlayer {
  readonly #video: HTMLVideoElement;
  readonly #path: string;
  readonly #onState: (state: LiveState) => void;
  #socket: { close: () => void } | undefined;
  #buffer: WallClockBuffer | undefined;
  #closed = false;
  #playing = false;
  readonly #timer: number;

  constructor(video: HTMLVideoElement, path: string, onState: (state: LiveState) => void) {
    this.#video = video;
    this.#path = path;
    this.#onState = onState;
    this.#timer = window.setInterval(() => this.#stayAtEdge(), 500);
    document.addEventListener('visibilitychange', this.#whenVisible);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    window.clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#socket?.close();
    this.#buffer?.close();
  }

  readonly #whenVisible = () => {
    if (document.visibilityState === 'visible') this.#jumpToEdge();
  };

  #connect(): void {
    if (this.#closed) return;
    this.#onState({ kind: 'connecting' });
    this.#playing = false;
    this.#socket = openPartSocket(this.#path, {
      onPart: (header, bytes) => {
        if (header.kind === 'init') this.#ensureBuffer(header.segmentStartMs);
        this.#buffer?.append({
          kind: header.kind,
          bytes,
          segmentStartMs: header.segmentStartMs,
          ...(header.codec === undefined ? {} : { codec: header.codec }),
        });
      },
      onNotice: (notice) => {
        if (notice.kind === 'interrupted') this.#onState({ kind: 'interrupted', sentence: notice.sentence });
        if (notice.kind === 'end') this.#onState({ kind: 'ended' });
      },
      onClose: (why) => {
        if (why === 'session-closed') this.#onState({ kind: 'session-closed' });
        else window.setTimeout(() => this.#reconnect(), retryMs);
      },
    });
  }

  #reconnect(): void {
    this.#buffer?.close();
    this.#buffer = undefined;
    this.#connect();
  }

  #ensureBuffer(originMs: number): void {
    if (this.#buffer) return;
    this.#buffer = new WallClockBuffer(this.#video, originMs, (error) => {
      if (error instanceof UnplayableCodec) this.#onState({ kind: 'unplayable', codec: error.codec });
      else {
        this.#socket?.close();
        window.setTimeout(() => this.#reconnect(), retryMs);
      }
    });
  }

  #jumpToEdge(): void {
    const endMs = this.#buffer?.bufferedEndMs();
    const last = this.#video.buffered.length - 1;
    if (endMs === undefined || last < 0) return;
    const start = this.#video.buffered.start(last);
    this.#video.currentTime = Math.max(start, this.#video.buffered.end(last) - edgeS);
    this.#video.playbackRate = 1;
    void this.#video.play().catch(() => undefined);
  }

  #stayAtEdge(): void {
    const { buffered } = this.#video;
    if (!this.#buffer || buffered.length === 0) return;
    const lagS = buffered.end(buffered.length - 1) - this.#video.currentTime;
    if (!this.#playing || lagS > jumpAboveS || lagS < 0) {
      this.#playing = true;
      this.#jumpToEdge();
    } else {
      this.#video.playbackRate = lagS > chaseAboveS ? 1.1 : 1;
      if (this.#video.paused) void this.#video.play().catch(() => undefined);
    }
    this.#buffer.forgetBehind(10);
    this.#onState({ kind: 'playing', lagMs: Math.max(0, lagS * 1000) });
  }
}
