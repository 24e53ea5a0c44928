// SPDX-License-Identifier: Apache-2.0
/**
 * The smaller streams of cameras that have one, while somebody looks at a wall of them. Nothing of them is recorded, so
 * they run beside the capture threads and take nothing from these.
 */
import type { VideoFrame } from '@mingjing/media';
import { RecorderError } from '../../errors.ts';
import type { CameraSettings } from '../../terms/cameras.ts';
import type { GapCause } from '../../terms/causes.ts';
import type { LiveEvent, LiveStream } from '../../terms/footage.ts';
import { withCredentialsOf } from '../capture/camera-address.ts';
import type { CameraStream, OpenStream } from '../capture/camera-stream.ts';
import { copyOf } from '../capture/copy-of.ts';
import { FragmentCutter } from '../capture/fragment-cutter.ts';
import type { LivePart } from '../capture/messages.ts';
import { Backoff } from '../capture/pacing.ts';
import { SessionTimeline } from '../capture/session-timeline.ts';
import { StreamMemory } from '../capture/stream-memory.ts';
import type { CutFragment } from '../store/spans.ts';
import type { CameraList } from './camera-list.ts';
import { LiveHub } from './live-hub.ts';
import type { RecorderOptions } from './recorder-core.ts';
import type { RecorderSurroundings } from './surroundings.ts';

/** Who looks at which stream of a camera. */
export type Screens = {
  /** @throws RecorderError `recorder/camera-unknown` */
  readonly subscribe: (
    camera: string,
    listener: (event: LiveEvent) => void,
    stream?: LiveStream,
  ) => () => void;
  readonly ended: (camera: string) => void;
  /** Another smaller stream, or none any more. */
  readonly changed: (camera: string) => void;
  readonly close: () => void;
};

export function makeScreens(
  main: LiveHub,
  { allowAddresses = [], fragmentMs = 1000 }: RecorderOptions,
  { openStream, random }: RecorderSurroundings,
  core: { readonly nowMs: () => number; readonly cameras: CameraList },
): Screens {
  const settingsOf = (camera: string) => core.cameras.settingsOf(camera);
  const wall = new LiveHub((camera, on) => streams.set(camera, on));
  const streams = new WallStreams({
    ...{ openStream, random, allowAddresses, fragmentMs, settingsOf, nowMs: () => core.nowMs() },
    onPart: (camera, part) => wall.part(camera, part),
    onInterrupted: (camera, cause) => wall.interrupted(camera, cause),
  });
  return {
    subscribe: (camera, listener, stream) => {
      const settings = settingsOf(camera);
      if (!settings) throw new RecorderError('recorder/camera-unknown', { camera });
      const hasSmall = stream === 'wall' && settings.wallUrl !== undefined;
      return (hasSmall ? wall : main).subscribe(camera, listener);
    },
    ended: (camera) => {
      main.ended(camera);
      wall.ended(camera);
      streams.set(camera, false);
    },
    changed: (camera) => {
      wall.resume(camera);
      // Who looked at it is told, and goes on with what is recorded.
      if (settingsOf(camera)?.wallUrl === undefined) wall.interrupted(camera, 'no-media');
    },
    close: () => streams.close(),
  };
}

type WallStreamsOptions = {
  readonly openStream: OpenStream;
  readonly random: () => number;
  readonly nowMs: () => number;
  readonly allowAddresses: readonly string[];
  readonly fragmentMs: number;
  /** With credentials. */
  readonly settingsOf: (camera: string) => CameraSettings | undefined;
  readonly onPart: (camera: string, part: LivePart) => void;
  readonly onInterrupted: (camera: string, cause: GapCause) => void;
};

/** A stream without a whole picture for so long is connected anew. */
const stallMs = 15_000;

class WallStreams {
  readonly #options: WallStreamsOptions;
  readonly #streams = new Map<string, WallStream>();

  constructor(options: WallStreamsOptions) {
    this.#options = options;
  }

  set(camera: string, on: boolean): void {
    this.#streams.get(camera)?.close();
    this.#streams.delete(camera);
    const settings = this.#options.settingsOf(camera);
    if (on && settings?.wallUrl !== undefined)
      this.#streams.set(camera, new WallStream(settings, settings.wallUrl, this.#options));
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }
}

class WallStream {
  readonly #camera: CameraSettings;
  readonly #url: string;
  readonly #options: WallStreamsOptions;
  readonly #backoff: Backoff;
  readonly #memory: StreamMemory;
  #stream: CameraStream | undefined;
  #timeline = new SessionTimeline();
  #cutter: FragmentCutter;
  #init: Uint8Array | undefined;
  #segmentStartMs = 0;
  #i = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(camera: CameraSettings, wallUrl: string, options: WallStreamsOptions) {
    this.#camera = camera;
    this.#url = withCredentialsOf(wallUrl, camera.url);
    this.#options = options;
    this.#backoff = new Backoff(options.random);
    this.#memory = new StreamMemory(camera.certificateSha256);
    this.#cutter = this.#newCutter();
    this.#connect();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#stream?.close();
  }

  #connect(): void {
    const { openStream, random, nowMs, allowAddresses } = this.#options;
    this.#timeline = new SessionTimeline();
    this.#timeline.settle([]);
    this.#cutter = this.#newCutter();
    this.#init = undefined;
    let recordedMs = 0;
    let isMine = true;
    const beganMs = nowMs();
    const stall = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#stream?.close(), stallMs);
    };
    this.#stream = openStream(
      {
        url: this.#url,
        transport: this.#camera.transport ?? 'tcp',
        recordAudio: false,
        mayLoop: this.#camera.typed !== true,
        memory: this.#memory,
        ...{ random, nowMs, allowAddresses },
      },
      {
        onVideo: (frame) => {
          if (!isMine || this.#isClosed) return frame.lease?.release();
          recordedMs = nowMs() - beganMs;
          stall();
          this.#place(frame);
        },
        onAudio: () => undefined,
        onCameraClock: () => undefined,
        onDeviation: () => undefined,
        onPacketsLost: () => undefined,
        onEnd: ({ cause }) => {
          isMine = false;
          clearTimeout(this.#timer);
          if (this.#isClosed) return;
          // What we closed for its silence ends in our own words.
          this.#options.onInterrupted(this.#camera.id, cause === 'operator' ? 'no-media' : cause);
          const wrongPassword = cause === 'wrong-password' || cause === 'certificate-changed';
          const delayMs = this.#backoff.next({ recordedMs, wrongPassword });
          this.#timer = setTimeout(() => this.#connect(), delayMs);
        },
      },
    );
  }

  #place(frame: VideoFrame): void {
    const placed = this.#timeline.place(frame.mediaMs, this.#options.nowMs());
    const last = this.#cutter.last;
    if (placed.jumpMs !== 0) this.#cutter.flush();
    const atMs = last && placed.atMs <= last.atMs ? last.atMs + 0.1 : placed.atMs;
    this.#cutter.addVideo({ frame, atMs });
  }

  #newCutter(): FragmentCutter {
    return new FragmentCutter({
      fragmentMs: this.#options.fragmentMs,
      isDue: () => false,
      onFragment: (fragment, { init }) => this.#send(fragment, init),
    });
  }

  #send(fragment: CutFragment, init: { readonly bytes: Uint8Array; readonly codec: string }): void {
    const { startMs, endMs, sync } = fragment;
    const part = (kind: LivePart['kind'], pieces: readonly Uint8Array[]): LivePart => {
      const bytes = copyOf(
        pieces,
        pieces.reduce((sum, piece) => sum + piece.length, 0),
      );
      const isInit = kind === 'init';
      const common = { startMs, endMs, segmentStartMs: this.#segmentStartMs };
      return {
        kind,
        bytes,
        ...common,
        i: this.#i,
        sync: !isInit && sync,
        codec: isInit ? init.codec : undefined,
      };
    };
    if (this.#init !== init.bytes) {
      this.#init = init.bytes;
      this.#segmentStartMs = Math.round(startMs);
      this.#i = 0;
      this.#options.onPart(this.#camera.id, part('init', [init.bytes]));
    }
    this.#i += 1;
    this.#options.onPart(this.#camera.id, part('fragment', fragment.encode(this.#segmentStartMs, this.#i)));
    fragment.release();
  }
}
