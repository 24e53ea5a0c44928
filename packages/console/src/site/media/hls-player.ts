// SPDX-License-Identifier: Apache-2.0
/** The fallback: one HLS stream per camera, by the browser itself or by hls.js. Media time 0 is `range.fromMs`. */
import Hls from 'hls.js';
import type { PlaybackState } from './playback-player.ts';

interface Screen {
  readonly camera: string;
  readonly video: HTMLVideoElement;
  readonly hls: Hls | undefined;
}

export class HlsPlayer {
  readonly #screens: readonly Screen[];
  readonly #range: { readonly fromMs: number; readonly toMs: number };
  readonly #onState: (state: PlaybackState) => void;
  readonly #timer: number;
  #speed: number;
  #paused = false;
  #failure: PlaybackState['failure'];

  constructor(
    videos: readonly { readonly camera: string; readonly video: HTMLVideoElement }[],
    playlist: (camera: string) => string,
    range: { readonly fromMs: number; readonly toMs: number },
    begin: { readonly atMs: number; readonly speed: number },
    onState: (state: PlaybackState) => void,
  ) {
    this.#range = range;
    this.#speed = begin.speed;
    this.#onState = onState;
    this.#screens = videos.map(({ camera, video }) => ({
      camera,
      video,
      hls: this.#attach(video, playlist(camera)),
    }));
    for (const { video } of this.#screens)
      video.addEventListener(
        'loadedmetadata',
        () => {
          this.seek(begin.atMs);
          video.playbackRate = this.#speed;
          void video.play().catch(() => undefined);
        },
        { once: true },
      );
    this.#timer = window.setInterval(() => this.#report(), 250);
  }

  close(): void {
    window.clearInterval(this.#timer);
    for (const { video, hls } of this.#screens) {
      hls?.destroy();
      video.removeAttribute('src');
      video.load();
    }
  }

  seek(atMs: number): void {
    for (const { video, hls } of this.#screens) video.currentTime = this.#secondsAt(hls, atMs);
    this.#report();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    for (const { video } of this.#screens) video.playbackRate = speed;
    this.#report();
  }

  play(): void {
    this.#paused = false;
    for (const { video } of this.#screens) void video.play().catch(() => undefined);
    this.#report();
  }

  pause(): void {
    this.#paused = true;
    for (const { video } of this.#screens) video.pause();
    this.#report();
  }

  step(direction: 1 | -1): void {
    this.pause();
    for (const { video } of this.#screens) video.currentTime += direction * 0.04;
  }

  hear(camera: string | undefined): void {
    for (const screen of this.#screens) screen.video.muted = screen.camera !== camera;
  }

  #attach(video: HTMLVideoElement, url: string): Hls | undefined {
    if (!Hls.isSupported()) {
      video.src = url;
      return undefined;
    }
    const hls = new Hls();
    hls.on(Hls.Events.ERROR, (_, error) => {
      if (error.fatal) this.#failure = error.response?.code === 409 ? 'session-closed' : 'broken';
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    return hls;
  }

  /** By the dates in the playlist, since what is missing takes no time in it. */
  #secondsAt(hls: Hls | undefined, atMs: number): number {
    const fragments = hls?.levels[0]?.details?.fragments ?? [];
    const inside = fragments.findLast(
      ({ programDateTime }) => (programDateTime ?? Number.POSITIVE_INFINITY) <= atMs,
    );
    if (inside?.programDateTime === undefined || inside.programDateTime === null)
      return Math.max(0, (atMs - this.#range.fromMs) / 1000);
    return inside.start + Math.min(inside.duration, (atMs - inside.programDateTime) / 1000);
  }

  #positionMs(): number {
    const leader = this.#screens[0];
    if (!leader) return this.#range.fromMs;
    const playing = leader.hls?.playingDate;
    return playing ? playing.getTime() : this.#range.fromMs + leader.video.currentTime * 1000;
  }

  #report(): void {
    this.#onState({
      positionMs: this.#positionMs(),
      paused: this.#paused,
      waiting: this.#screens.every(({ video }) => video.readyState < 3),
      speed: this.#speed,
      atEnd: this.#screens.every(({ video }) => video.ended),
      caughtUp: false,
      notes: {},
      sounding: this.#screens.map(({ camera }) => camera),
      failure: this.#failure,
    });
  }
}
