// SPDX-License-Identifier: Apache-2.0
/**
 * Stored footage of up to four cameras in step. All players share one origin (00:00 of the day), so being in step is
 * having the same `currentTime`. The first camera leads; the others are corrected when they stray.
 */
import { openPartSocket, type Sentence } from './part-socket.ts';
import { UnplayableCodec, WallClockBuffer } from './wall-clock-buffer.ts';

export interface PlaybackState {
  readonly positionMs: number;
  readonly paused: boolean;
  readonly waiting: boolean;
  readonly speed: number;
  /** Per camera: nothing here, and why. */
  readonly notes: Readonly<Record<string, Sentence | undefined>>;
  readonly failure: 'session-closed' | 'broken' | { readonly codec: string } | undefined;
}

interface Screen {
  readonly camera: string;
  readonly video: HTMLVideoElement;
  readonly buffer: WallClockBuffer;
  readonly socket: { send: (message: object) => void; close: () => void };
  note: Sentence | undefined;
  gaps: { fromMs: number; toMs: number; sentence: Sentence }[];
  ended: boolean;
}

/** Above this speed only key frames are asked for. */
const keyFramesAbove = 4;
const strayS = 0.25;

export class PlaybackPlayer {
  readonly #screens: Screen[] = [];
  readonly #onState: (state: PlaybackState) => void;
  readonly #timer: number;
  #speed = 1;
  #paused = false;
  #positionMs: number;
  #seeking = true;
  #failure: PlaybackState['failure'];
  readonly #limits: { readonly fromMs: number; readonly toMs: number };

  /**
   * @param path media path of a camera in the open access session
   * @param range what the session allows; positions are kept inside
   */
  constructor(
    videos: readonly { readonly camera: string; readonly video: HTMLVideoElement }[],
    path: (camera: string, fromMs: number, toMs: number, keyFramesOnly: boolean) => string,
    range: { readonly fromMs: number; readonly toMs: number },
    startMs: number,
    originMs: number,
    onState: (state: PlaybackState) => void,
  ) {
    this.#limits = range;
    this.#positionMs = this.#inside(startMs);
    this.#onState = onState;
    for (const { camera, video } of videos) {
      const screen: Screen = {
        camera,
        video,
        buffer: new WallClockBuffer(video, originMs, (error) => {
          if (error instanceof UnplayableCodec) this.#failure = { codec: error.codec };
        }),
        socket: openPartSocket(path(camera, this.#positionMs, range.toMs, false), {
          onPart: (header, bytes) => {
            screen.ended = false;
            screen.buffer.append({
              kind: header.kind,
              bytes,
              segmentStartMs: header.segmentStartMs,
              ...(header.codec === undefined ? {} : { codec: header.codec }),
            });
          },
          onNotice: (notice) => {
            if (notice.kind === 'gap') screen.gaps.push(notice);
            if (notice.kind === 'end') screen.ended = true;
          },
          onClose: (why) => {
            this.#failure = why;
            this.#report();
          },
        }),
        note: undefined,
        gaps: [],
        ended: false,
      };
      this.#screens.push(screen);
    }
    this.#timer = window.setInterval(() => this.#tick(), 200);
  }

  close(): void {
    window.clearInterval(this.#timer);
    for (const screen of this.#screens) {
      screen.socket.close();
      screen.buffer.close();
    }
  }

  seek(atMs: number): void {
    this.#positionMs = this.#inside(atMs);
    this.#seeking = true;
    for (const screen of this.#screens) {
      screen.buffer.clear();
      screen.gaps = [];
      screen.note = undefined;
      screen.ended = false;
      screen.socket.send({
        seekMs: Math.round(this.#positionMs),
        keyFramesOnly: this.#speed > keyFramesAbove,
      });
    }
    this.#report();
  }

  setSpeed(speed: number): void {
    const modeChanges = speed > keyFramesAbove !== this.#speed > keyFramesAbove;
    this.#speed = speed;
    for (const { video } of this.#screens) video.playbackRate = speed;
    if (modeChanges) this.seek(this.#positionMs);
    this.#report();
  }

  pause(): void {
    this.#paused = true;
    for (const { video } of this.#screens) video.pause();
    this.#report();
  }

  play(): void {
    this.#paused = false;
    this.#report();
  }

  /** One frame at 25 a second, forwards or back, while paused. */
  step(direction: 1 | -1): void {
    this.pause();
    for (const { video } of this.#screens) video.currentTime += direction * 0.04;
  }

  #inside(atMs: number): number {
    return Math.min(
      Math.max(atMs, this.#limits.fromMs),
      Math.max(this.#limits.fromMs, this.#limits.toMs - 500),
    );
  }

  #tick(): void {
    const leader =
      this.#screens.find(({ buffer }) => buffer.bufferedEndMs() !== undefined) ?? this.#screens[0];
    if (!leader) return;
    if (this.#seeking) {
      this.#settle(leader);
    } else {
      this.#positionMs = leader.buffer.positionMs();
      this.#jumpOverHole(leader);
      for (const screen of this.#screens) this.#follow(screen, leader);
    }
    for (const screen of this.#screens) {
      screen.socket.send({ positionMs: Math.round(this.#positionMs) });
      screen.buffer.forgetBehind(20);
      screen.note = screen.gaps.find(
        (gap) => gap.fromMs <= this.#positionMs && this.#positionMs < gap.toMs,
      )?.sentence;
    }
    this.#report();
  }

  /** After a seek: start where the wanted instant, or the first footage after it, is buffered. */
  #settle(leader: Screen): void {
    const { buffered } = leader.video;
    if (buffered.length === 0) return;
    const wantedS = (this.#positionMs - leader.buffer.originMs) / 1000;
    const firstS = buffered.start(0);
    const startS = Math.max(wantedS, firstS + 0.01);
    if (buffered.end(buffered.length - 1) < startS) return;
    this.#seeking = false;
    for (const { video } of this.#screens) {
      video.currentTime = startS;
      video.playbackRate = this.#speed;
      if (!this.#paused) void video.play().catch(() => undefined);
    }
    this.#positionMs = leader.buffer.originMs + startS * 1000;
  }

  /** Nothing is buffered at the picture but something is later: a gap lies between. */
  #jumpOverHole(leader: Screen): void {
    if (this.#paused) return;
    const { video, buffer } = leader;
    const endMs = buffer.bufferedEndMs() ?? 0;
    const nextMs = buffer.nextStartMs();
    if (
      video.readyState < 3 &&
      nextMs !== undefined &&
      nextMs - this.#positionMs < 3_600_000 &&
      endMs - this.#positionMs < 300
    ) {
      video.currentTime = (nextMs - buffer.originMs) / 1000 + 0.01;
    }
  }

  #follow(screen: Screen, leader: Screen): void {
    const { video } = screen;
    if (!this.#paused && video.paused) void video.play().catch(() => undefined);
    if (video.playbackRate !== this.#speed) video.playbackRate = this.#speed;
    if (screen !== leader && Math.abs(video.currentTime - leader.video.currentTime) > strayS * this.#speed) {
      video.currentTime = leader.video.currentTime;
    }
  }

  #report(): void {
    const notes = Object.fromEntries(this.#screens.map((screen) => [screen.camera, screen.note]));
    this.#onState({
      positionMs: this.#positionMs,
      paused: this.#paused,
      waiting: this.#seeking || this.#screens.every(({ video }) => video.readyState < 3),
      speed: this.#speed,
      notes,
      failure: this.#failure,
    });
  }
}
