// SPDX-License-Identifier: Apache-2.0
/** One camera live in one <video>: opens the socket, stays near the edge, comes back by itself, says what it sees. */
import { readSession } from '../api/session.ts';
import { G711Sound } from './g711-sound.ts';
import { type FinalState, type LiveState, liveStateOf, liveWithinMs } from './live-state.ts';
import { openPartSocket, type Sentence } from './part-socket.ts';
import { UnplayableCodec, WallClockBuffer } from './wall-clock-buffer.ts';

/** Behind the newest fragment by this much after a jump; fragments are up to a second long. */
const edgeS = 0.4;
const chaseAboveS = 2;
const jumpAboveS = 4;
const retryMs = 2000;
/** Frames come and none is shown for this long: the buffer is made anew. */
const renewMs = 8000;

export class LivePlayer {
  readonly #video: HTMLVideoElement;
  readonly #path: string;
  readonly #onState: (state: LiveState) => void;
  readonly #sound: G711Sound;
  readonly #timer: number;
  #retry: number | undefined;
  #socket: { close: () => void } | undefined;
  #buffer: WallClockBuffer | undefined;
  #closed = false;
  #playing = false;
  #final: FinalState | undefined;
  #connected = false;
  #waitingSince = performance.now();
  /** Recorder's time minus this page's: how old a frame is does not depend on the browser's clock. */
  #recorderAheadMs = Date.now() - performance.now();
  #partAt: number | undefined;
  #frameMs: number | undefined;
  #cause: Sentence | undefined;
  #movedAt: number | undefined;
  #position = 0;

  constructor(video: HTMLVideoElement, path: string, onState: (state: LiveState) => void) {
    this.#video = video;
    this.#path = path;
    this.#onState = onState;
    this.#sound = new G711Sound(video);
    this.#timer = window.setInterval(() => this.#look(), 500);
    document.addEventListener('visibilitychange', this.#whenVisible);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    window.clearInterval(this.#timer);
    window.clearTimeout(this.#retry);
    document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#socket?.close();
    this.#sound.close();
    this.#buffer?.close();
  }

  /** Whether the camera sends sound; only by a person's own act is it heard. */
  get hasSound(): boolean {
    return this.#buffer?.hasSound ?? false;
  }

  hear(on: boolean): void {
    this.#video.muted = !on;
    this.#sound.setOn(on);
  }

  readonly #whenVisible = () => {
    // A hidden page gets no pictures to show; its tiles are judged from now on.
    this.#waitingSince = performance.now();
    if (document.visibilityState === 'visible') this.#jumpToEdge();
  };

  #connect(): void {
    if (this.#closed || this.#final) return;
    this.#playing = false;
    this.#socket = openPartSocket(this.#path, {
      onPart: (header, bytes) => {
        this.#connected = true;
        if (header.kind === 'init') this.#ensureBuffer(header.segmentStartMs);
        else {
          this.#partAt = header.endMs - this.#recorderAheadMs;
          this.#frameMs = header.endMs;
          // The last pictures of a camera that is gone come first; they do not unsay why it is gone.
          if (performance.now() - this.#partAt < liveWithinMs) this.#cause = undefined;
        }
        this.#buffer?.append({
          kind: header.kind,
          bytes,
          segmentStartMs: header.segmentStartMs,
          ...(header.codec === undefined ? {} : { codec: header.codec }),
        });
      },
      onNotice: (notice) => {
        this.#connected = true;
        if (notice.kind === 'clock') this.#recorderAheadMs = notice.nowMs - performance.now();
        if (notice.kind === 'interrupted') this.#cause = notice.sentence;
        if (notice.kind === 'end') this.#end({ kind: 'ended' });
        this.#show();
      },
      onOpen: () => {
        this.#connected = true;
        this.#waitingSince = performance.now();
      },
      onClose: (why) => {
        if (why === 'session-closed') this.#end({ kind: 'session-closed' });
        else void this.#broken();
      },
    });
  }

  /** The connection went: the person may be signed out meanwhile, elsewhere or because the sign-in ran out. */
  async #broken(): Promise<void> {
    if (this.#connected) this.#waitingSince = performance.now();
    this.#connected = false;
    const session = await readSession().catch(() => undefined);
    if (session && !session.person) this.#end({ kind: 'signed-out' });
    else this.#reconnectSoon();
  }

  /** Nothing but a new look changes this; the last picture does not stay on the screen as if it were one. */
  #end(final: FinalState): void {
    this.#final ??= final;
    this.#socket?.close();
    this.#buffer?.close();
    this.#buffer = undefined;
    this.#show();
  }

  #reconnectSoon(): void {
    this.#socket?.close();
    window.clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => {
      this.#buffer?.close();
      this.#buffer = undefined;
      this.#connect();
    }, retryMs);
  }

  #ensureBuffer(originMs: number): void {
    if (this.#buffer) return;
    this.#movedAt = undefined;
    this.#position = 0;
    this.#sound.clear();
    this.#buffer = new WallClockBuffer(
      this.#video,
      originMs,
      (error) => {
        if (error instanceof UnplayableCodec) this.#end({ kind: 'unplayable', codec: error.codec });
        else this.#reconnectSoon();
      },
      (piece) => this.#sound.add(piece),
    );
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

  #look(): void {
    const { currentTime } = this.#video;
    if (this.#buffer && currentTime !== this.#position) {
      this.#position = currentTime;
      this.#movedAt = performance.now();
    }
    this.#stayAtEdge();
    const state = this.#show();
    const standing = performance.now() - Math.max(this.#movedAt ?? 0, this.#waitingSince);
    if (state.kind === 'not-shown' && standing > renewMs) {
      this.#waitingSince = performance.now();
      this.#reconnectSoon();
    }
  }

  #stayAtEdge(): void {
    const { buffered } = this.#video;
    if (!this.#buffer || buffered.length === 0) return;
    const lagS = this.#lagS();
    if (!this.#playing || lagS > jumpAboveS || lagS < 0) {
      this.#playing = true;
      this.#jumpToEdge();
    } else {
      this.#video.playbackRate = lagS > chaseAboveS ? 1.1 : 1;
      if (this.#video.paused) void this.#video.play().catch(() => undefined);
    }
    this.#buffer.forgetBehind(10);
  }

  #lagS(): number {
    const { buffered, currentTime } = this.#video;
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) - currentTime;
  }

  #show(): LiveState {
    const state = liveStateOf({
      now: performance.now(),
      final: this.#final,
      connected: this.#connected,
      waitingSince: this.#waitingSince,
      partAt: this.#partAt,
      frameMs: this.#frameMs,
      cause: this.#cause,
      movedAt: this.#movedAt,
      lagMs: Math.max(0, this.#lagS() * 1000),
      lacksStart: this.#buffer?.lacksStart === true,
    });
    this.#onState(state);
    return state;
  }
}
