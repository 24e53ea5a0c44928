// SPDX-License-Identifier: Apache-2.0
/**
 * Stored footage of up to four cameras in step. All players share one origin and one pace, so being in step is having
 * the same `currentTime`. The camera that has a picture leads; where none has, the next one that is there is leapt to.
 * Above four times the usual speed only key frames come, in a time base of their own (docs/design/time.md).
 */
import { G711Sound } from './g711-sound.ts';
import { openPartSocket, type Sentence } from './part-socket.ts';
import { UnplayableCodec, WallClockBuffer } from './wall-clock-buffer.ts';

export interface PlaybackState {
  readonly positionMs: number;
  readonly paused: boolean;
  readonly waiting: boolean;
  readonly speed: number;
  /** Everything there is up to the end of the range has been shown. */
  readonly atEnd: boolean;
  /** All there is has been shown; more comes while it is being recorded. */
  readonly caughtUp: boolean;
  /** Per camera: nothing here, and why. */
  readonly notes: Readonly<Record<string, Sentence | undefined>>;
  /** Cameras whose pictures come with sound. */
  readonly sounding: readonly string[];
  readonly failure: 'session-closed' | 'broken' | { readonly codec: string } | undefined;
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Screen {
  readonly camera: string;
  readonly video: HTMLVideoElement;
  readonly buffer: WallClockBuffer;
  readonly sound: G711Sound;
  readonly socket: { send: (message: object) => void; close: () => void };
  gaps: (Range & { readonly sentence: Sentence })[];
  ended: boolean;
  caughtUp: boolean;
  /** Seeks whose parts have not begun to come; what comes meanwhile is of before. */
  pending: number;
}

/** Above this speed only key frames are asked for. */
const keyFramesAbove = 4;
const strayS = 0.25;
const nothingHere: Sentence = { zh: '这里没有录像', en: 'No footage here' };
const noStart: Sentence = {
  zh: '这段码流没有关键帧（IDR），浏览器放不出；录像是完整的，导出后可用播放器观看。请在摄像机上设置关键帧间隔',
  en: 'This stream has no key frames (IDR), which browsers need; the footage is whole and a player shows it once exported. Set a key frame interval at the camera',
};

export class PlaybackPlayer {
  readonly #screens: Screen[] = [];
  readonly #onState: (state: PlaybackState) => void;
  readonly #timer: number;
  readonly #limits: Range;
  #speed: number;
  #paused = false;
  #positionMs: number;
  #seeking = true;
  #atEnd = false;
  #leader: Screen | undefined;
  #failure: PlaybackState['failure'];

  /**
   * @param path media path of a camera in the open access session
   * @param range what the session allows; positions are kept inside
   */
  constructor(
    videos: readonly { readonly camera: string; readonly video: HTMLVideoElement }[],
    path: (camera: string, fromMs: number, toMs: number, keyFramesOnly: boolean) => string,
    range: Range,
    begin: { readonly atMs: number; readonly speed: number },
    originMs: number,
    onState: (state: PlaybackState) => void,
  ) {
    this.#limits = range;
    this.#positionMs = this.#inside(begin.atMs);
    this.#speed = begin.speed;
    this.#onState = onState;
    for (const { camera, video } of videos) {
      const sound = new G711Sound(video);
      const buffer = new WallClockBuffer(
        video,
        originMs,
        (error) => {
          if (error instanceof UnplayableCodec) this.#failure = { codec: error.codec };
        },
        (piece) => sound.add(piece),
      );
      buffer.clear(this.#pace);
      const screen: Screen = {
        camera,
        video,
        buffer,
        sound,
        socket: openPartSocket(path(camera, this.#positionMs, range.toMs, this.#pace > 1), {
          onPart: (header, bytes) => {
            if (screen.pending > 0) return;
            screen.caughtUp = false;
            screen.buffer.append({
              kind: header.kind,
              bytes,
              segmentStartMs: header.segmentStartMs,
              ...(header.codec === undefined ? {} : { codec: header.codec }),
            });
          },
          onNotice: (notice) => {
            if (notice.kind === 'start') screen.pending -= 1;
            if (screen.pending > 0) return;
            if (notice.kind === 'gap') screen.gaps.push(notice);
            if (notice.kind === 'end') screen.ended = true;
            if (notice.kind === 'caught-up') screen.caughtUp = true;
          },
          onClose: (why) => {
            this.#failure = why;
            this.#report();
          },
        }),
        gaps: [],
        ended: false,
        caughtUp: false,
        pending: 1,
      };
      this.#screens.push(screen);
    }
    this.#timer = window.setInterval(() => this.#tick(), 100);
  }

  close(): void {
    window.clearInterval(this.#timer);
    for (const screen of this.#screens) {
      screen.socket.close();
      screen.sound.close();
      screen.buffer.close();
    }
  }

  seek(atMs: number): void {
    this.#positionMs = this.#inside(atMs);
    this.#seeking = true;
    this.#atEnd = false;
    this.#leader = undefined;
    for (const screen of this.#screens) {
      screen.video.pause();
      screen.buffer.clear(this.#pace);
      screen.sound.clear();
      screen.gaps = [];
      screen.ended = false;
      screen.caughtUp = false;
      screen.pending += 1;
      screen.socket.send({ seekMs: Math.round(this.#positionMs), keyFramesOnly: this.#pace > 1 });
    }
    this.#report();
  }

  setSpeed(speed: number): void {
    const before = this.#pace;
    this.#speed = speed;
    if (this.#pace !== before) this.seek(this.#positionMs);
    else for (const { video } of this.#screens) video.playbackRate = this.#rate;
    this.#report();
  }

  pause(): void {
    this.#paused = true;
    for (const { video } of this.#screens) video.pause();
    this.#report();
  }

  play(): void {
    this.#paused = false;
    if (this.#atEnd) this.seek(this.#limits.fromMs);
    this.#report();
  }

  /** The picture before or after the one shown, at whatever rate the camera sends. */
  step(direction: 1 | -1): void {
    this.pause();
    const leader = this.#leader ?? this.#screens[0];
    const seconds = leader?.buffer.neighbour(direction);
    if (!leader || seconds === undefined) {
      if (direction === -1) this.seek(this.#positionMs - 1000);
      return;
    }
    for (const { video } of this.#screens) video.currentTime = seconds + 0.001;
    this.#positionMs = leader.buffer.instantOf(seconds);
  }

  /** Sound of one camera, or of none. Only from a person's own act. */
  hear(camera: string | undefined): void {
    for (const screen of this.#screens) {
      screen.video.muted = screen.camera !== camera;
      screen.sound.setOn(screen.camera === camera);
    }
  }

  /** Wall seconds in one second of media time. */
  get #pace(): number {
    return this.#speed > keyFramesAbove ? this.#speed : 1;
  }

  get #rate(): number {
    return this.#speed > keyFramesAbove ? 1 : this.#speed;
  }

  #inside(atMs: number): number {
    return Math.min(
      Math.max(atMs, this.#limits.fromMs),
      Math.max(this.#limits.fromMs, this.#limits.toMs - 500),
    );
  }

  #tick(): void {
    if (this.#seeking) this.#settle();
    else this.#advance();
    for (const screen of this.#screens) {
      screen.socket.send({ positionMs: Math.round(this.#positionMs) });
      screen.buffer.forgetBehind(20);
    }
    this.#report();
  }

  /** After a seek: begin where the wanted instant is buffered, or where the first footage after it begins. */
  #settle(): void {
    const atMs = this.#footageFrom(this.#positionMs);
    if (atMs === undefined) return;
    this.#seeking = false;
    this.#goTo(atMs);
  }

  /** The instant itself when some camera has it, else the nearest after it; undefined while that is not known. */
  #footageFrom(atMs: number): number | undefined {
    if (this.#screens.some(({ buffer }) => buffer.covers(atMs))) return atMs;
    let nearest: number | undefined;
    for (const { buffer, ended, pending } of this.#screens) {
      const next = pending > 0 ? undefined : buffer.nextStartMs(atMs);
      // A camera that has sent nothing yet may still have the instant.
      if (next === undefined && !ended) return undefined;
      if (next !== undefined) nearest = Math.min(nearest ?? next, next);
    }
    if (nearest === undefined) this.#atEnd = true;
    return nearest === undefined ? undefined : nearest + 10;
  }

  #goTo(atMs: number): void {
    this.#positionMs = atMs;
    this.#leader = this.#screens.find(({ buffer }) => buffer.covers(atMs));
    for (const { video, buffer } of this.#screens) {
      if (buffer.covers(atMs)) video.currentTime = buffer.secondsOf(atMs);
      video.playbackRate = this.#rate;
      if (!this.#paused && buffer.covers(atMs)) void video.play().catch(() => undefined);
    }
  }

  #advance(): void {
    const leader = this.#leader;
    if (leader) this.#positionMs = Math.max(leader.buffer.positionMs(), this.#limits.fromMs);
    if (this.#paused) return;
    const endMs = leader?.buffer.endOfStretch(this.#positionMs);
    if (!leader || endMs === undefined || (leader.video.readyState < 3 && leader.buffer.isOnLastPicture)) {
      // Another camera goes on, or all of them have nothing until some later instant.
      const atMs = this.#footageFrom(endMs ?? this.#positionMs);
      if (atMs !== undefined) this.#goTo(Math.max(atMs, this.#positionMs));
      return;
    }
    this.#atEnd = false;
    for (const screen of this.#screens) this.#follow(screen, leader);
  }

  #follow({ video, buffer }: Screen, leader: Screen): void {
    if (!buffer.covers(this.#positionMs)) {
      video.pause();
      return;
    }
    if (video.playbackRate !== this.#rate) video.playbackRate = this.#rate;
    if (
      video !== leader.video &&
      Math.abs(video.currentTime - leader.video.currentTime) > strayS * this.#rate
    )
      video.currentTime = leader.video.currentTime;
    if (video.paused) void video.play().catch(() => undefined);
  }

  /** Why a camera shows nothing at this instant; undefined when it does, or when that is not known yet. */
  #noteOf({ buffer, gaps, ended, pending }: Screen): Sentence | undefined {
    const atMs = this.#positionMs;
    if (buffer.lacksStart) return noStart;
    if (pending > 0 || buffer.covers(atMs) || (this.#seeking && !ended)) return undefined;
    const gap = gaps.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    if (gap) return gap.sentence;
    return ended || buffer.nextStartMs(atMs) !== undefined ? nothingHere : undefined;
  }

  #report(): void {
    const notes = Object.fromEntries(this.#screens.map((screen) => [screen.camera, this.#noteOf(screen)]));
    this.#onState({
      positionMs: this.#positionMs,
      paused: this.#paused,
      waiting:
        !this.#atEnd &&
        (this.#seeking || !this.#leader || (!this.#paused && this.#leader.video.readyState < 3)),
      speed: this.#speed,
      atEnd: this.#atEnd,
      caughtUp: this.#screens.every(({ ended, caughtUp }) => ended || caughtUp),
      notes,
      sounding: this.#screens.filter(({ buffer }) => buffer.hasSound).map(({ camera }) => camera),
      failure: this.#failure,
    });
  }
}
