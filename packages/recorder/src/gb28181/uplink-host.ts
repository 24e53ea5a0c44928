// SPDX-License-Identifier: Apache-2.0
/** What platforms above may see of this recorder, and what happens to their wishes. */
import { canonicalJson } from '@mingjing/evidence';
import {
  type DeviceHost,
  type HistorySource,
  type LiveSource,
  lookBackMs,
  type MediaPiece,
  type RecordRow,
  type SharedChannel,
  type UpperControl,
  type UpperPlatform,
} from '@mingjing/gb28181';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { AccessGate } from '../site/access/gate.ts';
import type { SessionBook } from '../site/access/session-book.ts';
import type { FootagePart } from '../terms/footage.ts';
import type { Gb28181Config, UpperConfig } from './gb28181-config.ts';
import { PieceReader } from './pieces-of-parts.ts';
import { type Look, openLook } from './registered-look.ts';

export type UplinkHostOptions = {
  readonly config: Gb28181Config;
  readonly core: CoreWithoutMedia;
  readonly gate: AccessGate;
  readonly book: SessionBook;
  readonly unitName: () => string;
  readonly log: DeviceHost['log'];
  /** Carries out what was allowed; false: this camera cannot. */
  readonly perform: (camera: string, control: UpperControl, by: string) => Promise<boolean>;
  /** In the order in which a platform numbers them. */
  readonly presets: (camera: string) => Promise<readonly { readonly token: string; readonly name: string }[]>;
};

/** One entry of a record list is at most so long. */
const longestRecordMs = 3_600_000;

export class UplinkHost implements DeviceHost {
  readonly #options: UplinkHostOptions;
  readonly log: DeviceHost['log'];

  constructor(options: UplinkHostOptions) {
    this.#options = options;
    this.log = options.log;
  }

  get facts(): DeviceHost['facts'] {
    const { config, unitName } = this.#options;
    return {
      name: config.name ?? unitName(),
      manufacturer: 'Mingjing',
      model: 'Mingjing Recorder',
      firmware: '0.1.0',
    };
  }

  channels = (platform: UpperPlatform): readonly SharedChannel[] =>
    this.#upper(platform).channels.map((channel) => this.#channel(channel));

  records = (platform: UpperPlatform, id: string, fromMs: number, toMs: number): readonly RecordRow[] => {
    const camera = this.#cameraOf(platform, id);
    if (camera === undefined) return [];
    const rows = this.#options.core.segments({ camera, fromMs, toMs });
    return [...joinSegments(rows), ...this.#beingWritten(camera, fromMs, toMs)];
  };

  openLive = async (platform: UpperPlatform, id: string): Promise<LiveSource | undefined> => {
    const camera = this.#cameraOf(platform, id);
    const status = camera === undefined ? undefined : this.#options.core.cameras.find(camera);
    // No picture: said at once, instead of a call in which nothing comes.
    if (camera === undefined || status?.state !== 'recording') return undefined;
    const nowMs = this.#options.core.nowMs();
    const look = await this.#look(platform, 'live', camera, nowMs, nowMs + 24 * 3_600_000);
    return liveSource(look);
  };

  openHistory = async (
    platform: UpperPlatform,
    id: string,
    {
      fromMs,
      toMs,
      isDownload,
    }: { readonly fromMs: number; readonly toMs: number; readonly isDownload: boolean },
  ): Promise<HistorySource | undefined> => {
    const { core } = this.#options;
    const camera = this.#cameraOf(platform, id);
    if (camera === undefined) return undefined;
    const rows = core.segments({ camera, fromMs, toMs });
    if (rows.length === 0 && !this.#isBeingWritten(camera, fromMs, toMs)) return undefined;
    const look = await this.#look(
      platform,
      isDownload ? 'export' : 'playback',
      camera,
      fromMs - lookBackMs,
      toMs,
    );
    const sizeBytes = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    return historySource(look, fromMs, toMs, sizeBytes);
  };

  presets = async (platform: UpperPlatform, id: string) => {
    const camera = this.#cameraOf(platform, id);
    return camera === undefined ? [] : this.#options.presets(camera);
  };

  control = async (platform: UpperPlatform, id: string, control: UpperControl): Promise<boolean> => {
    const upper = this.#upper(platform);
    const isDone = await this.#decide(upper, id, control);
    await this.#options.core.appendEntry({
      type: 'config',
      what: `gb28181/control/${id}`,
      by: `gb28181:${platform.id}`,
      after: canonicalJson({
        control: describe(control),
        outcome: isDone ? 'done' : 'refused',
        allowedBy: upper.controls?.allowedBy ?? null,
      }),
    });
    return isDone;
  };

  async #decide(upper: UpperConfig, id: string, control: UpperControl): Promise<boolean> {
    switch (control.kind) {
      case 'reset-alarm':
        return true;
      case 'record':
        // Recording goes on whatever a platform says; that it shall be on is so already.
        return control.isOn;
      case 'ptz':
      case 'reboot': {
        if (!upper.controls?.allow.includes(control.kind)) return false;
        const camera = upper.channels.find((channel) => channel.id === id)?.camera;
        return camera !== undefined && this.#options.perform(camera, control, `gb28181:${upper.id}`);
      }
      case 'guard':
      case 'other':
        return false;
    }
  }

  #upper({ id }: UpperPlatform): UpperConfig {
    return this.#options.config.upper.find((one) => one.id === id)!;
  }

  #channel({ id, camera, name }: UpperConfig['channels'][number]): SharedChannel {
    const { cameras } = this.#options.core;
    const status = cameras.find(camera);
    const isRecording = status?.state === 'recording';
    const isMovable = cameras.deviceOf(camera) !== undefined;
    return { id, name: name ?? status?.name ?? camera, isOnline: isRecording, isRecording, isMovable };
  }

  #cameraOf(platform: UpperPlatform, id: string): string | undefined {
    return this.#upper(platform).channels.find((channel) => channel.id === id)?.camera;
  }

  /** The segment being written has no row yet. */
  #isBeingWritten(camera: string, fromMs: number, toMs: number): boolean {
    const { core } = this.#options;
    const lastEndMs = core.extent(camera)?.toMs ?? Number.NEGATIVE_INFINITY;
    return core.cameras.find(camera)?.state === 'recording' && toMs > lastEndMs && fromMs < core.nowMs();
  }

  /** What is recorded behind the last row, from where the camera came back at the earliest; its size is not known yet. */
  #beingWritten(camera: string, fromMs: number, toMs: number): readonly RecordRow[] {
    const { core } = this.#options;
    const status = core.cameras.find(camera);
    if (status?.state !== 'recording' || status.lastFrameMs === undefined) return [];
    const startMs = Math.max(core.extent(camera)?.toMs ?? status.sinceMs, status.sinceMs);
    const isAsked = startMs < toMs && status.lastFrameMs > fromMs && status.lastFrameMs > startMs;
    return isAsked ? [{ fromMs: startMs, toMs: status.lastFrameMs, sizeBytes: 0, path: 'open' }] : [];
  }

  #look(
    platform: UpperPlatform,
    kind: 'live' | 'playback' | 'export',
    camera: string,
    fromMs: number,
    toMs: number,
  ): Promise<Look> {
    const { gate, book, core } = this.#options;
    return openLook(gate, book, this.#upper(platform), { kind, camera, fromMs, toMs, nowMs: core.nowMs() });
  }
}

function describe(control: UpperControl): string {
  switch (control.kind) {
    case 'ptz':
      return `PTZ ${control.raw}`;
    case 'record':
    case 'guard':
      return `${control.kind} ${control.isOn ? 'on' : 'off'}`;
    case 'other':
      return control.what;
    default:
      return control.kind;
  }
}

/** Live pieces of a registered look. */
export function liveSource({ grant, close }: Look): LiveSource {
  let stop: () => void = () => undefined;
  return {
    start: (onPiece, onEnd) => {
      const reader = new PieceReader();
      stop = grant.live((event) => {
        if (event.kind === 'part') for (const piece of reader.read(event.part)) onPiece(piece);
        else if (event.kind === 'ended') onEnd('camera removed');
      });
      grant.signal.addEventListener('abort', () => onEnd('look closed'), { once: true });
    },
    shown: grant.shown,
    close: () => {
      stop();
      close();
    },
  };
}

function historySource(
  { grant, close }: Look,
  fromMs: number,
  toMs: number,
  sizeBytes: number,
): HistorySource {
  return {
    read: (startMs) => piecesFrom(grant.parts(startMs - lookBackMs, toMs), Math.max(startMs, fromMs), toMs),
    sizeBytes,
    signal: grant.signal,
    shown: grant.shown,
    close,
  };
}

/** From the last part that begins with a key frame at or before `startMs`; from the first one otherwise. */
async function* piecesFrom(
  parts: AsyncIterable<FootagePart>,
  startMs: number,
  toMs: number,
): AsyncGenerator<MediaPiece> {
  const reader = new PieceReader();
  let before: FootagePart[] = [];
  let init: FootagePart | undefined;
  let isRunning = false;
  for await (const part of parts) {
    if (isRunning) {
      yield* until(reader.read(part), toMs);
      continue;
    }
    if (part.kind === 'init') init = part;
    if (part.kind === 'fragment' && part.sync) before = init ? [init] : [];
    before.push(part);
    if (part.kind === 'init' || part.endMs <= startMs) continue;
    isRunning = true;
    for (const one of before) yield* until(reader.read(one), toMs);
    before = [];
  }
}

function* until(pieces: readonly MediaPiece[], toMs: number): Generator<MediaPiece> {
  for (const piece of pieces) if (piece.frame.atMs < toMs) yield piece;
}

/** Segments that meet are one record, up to an hour; where they do not meet, nothing is claimed. */
function joinSegments(
  rows: readonly {
    readonly n: number;
    readonly startMs: number;
    readonly endMs: number;
    readonly bytes: number;
  }[],
): readonly RecordRow[] {
  const joined: { fromMs: number; toMs: number; sizeBytes: number; first: number; last: number }[] = [];
  for (const { n, startMs, endMs, bytes } of rows) {
    const last = joined.at(-1);
    if (last && last.toMs === startMs && endMs - last.fromMs <= longestRecordMs) {
      last.toMs = endMs;
      last.sizeBytes += bytes;
      last.last = n;
    } else joined.push({ fromMs: startMs, toMs: endMs, sizeBytes: bytes, first: n, last: n });
  }
  return joined.map(({ fromMs, toMs, sizeBytes, first, last }) => ({
    fromMs,
    toMs,
    sizeBytes,
    path: `${first}-${last}`,
  }));
}
