// SPDX-License-Identifier: Apache-2.0
/**
 * A GB/T 28181 device of our own: cameras that loop a clip, recordings of the last day with one gap in them, presets,
 * alarms on demand. It registers with a platform like a foreign one, over UDP or TCP.
 */
import {
  type DeviceHost,
  GbAgent,
  type HistorySource,
  type LiveSource,
  type RecordRow,
  type UpperAlarm,
} from '@mingjing/gb28181';
import type { ClipName } from '../options.ts';
import { ClipPieces } from './clip-pieces.ts';

export type GbDeviceOptions = {
  readonly id: string;
  readonly domain: string;
  readonly address: string;
  readonly port: number;
  readonly mediaPorts: readonly [number, number];
  readonly platform: {
    readonly id: string;
    readonly domain: string;
    readonly host: string;
    readonly port: number;
    readonly transport?: 'udp' | 'tcp';
    readonly password: string;
  };
  /** How many cameras; ids count up from the device's, with the type of a camera. */
  readonly channels?: number;
  readonly clip?: ClipName;
  /** Video bits per second of each camera, reached with filler; absent: the clip's own. */
  readonly bitrate?: number;
  readonly keepaliveSeconds?: number;
  readonly version?: '2016' | '2022';
  /** It records nothing between these, epoch ms. */
  readonly gap?: readonly [number, number];
};

export type GbDeviceSimulator = {
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly isRegistered: () => boolean;
  readonly sessions: () => number;
  /** Controls it was sent, in order. */
  readonly controls: readonly string[];
  readonly alarm: (alarm: UpperAlarm) => void;
  readonly close: () => Promise<void>;
};

/** It keeps so much. */
const keptMs = 24 * 3_600_000;
const recordMs = 3_600_000;

export async function startGbDevice(options: GbDeviceOptions): Promise<GbDeviceSimulator> {
  const { id, domain, address, port, platform, channels: count = 1, clip = 'small' } = options;
  const controls: string[] = [];
  const channels = Array.from({ length: count }, (_, at) => ({
    id: `${id.slice(0, 10)}131${id.slice(13, 14)}${String(at + 1).padStart(6, '0')}`,
    name: `模拟通道 ${at + 1}`,
  }));
  const sources = new Map(
    channels.map((channel, at) => [channel.id, new ClipPieces(clip, at + 1, options.bitrate)]),
  );
  const kept = (fromMs: number, toMs: number) => keptBetween(fromMs, toMs, options.gap);
  const host: DeviceHost = {
    facts: { name: '模拟国标设备', manufacturer: 'Mingjing', model: 'Simulator', firmware: '1' },
    channels: () =>
      channels.map((channel) => ({ ...channel, isOnline: true, isRecording: true, isMovable: true })),
    records: (_, __, fromMs, toMs) => recordsOf(kept(fromMs, toMs)),
    presets: () => Promise.resolve([{ name: '大门' }, { name: '前台' }]),
    openLive: (_, channel) =>
      Promise.resolve(sources.has(channel) ? liveOf(sources.get(channel)!) : undefined),
    openHistory: (_, channel, { fromMs, toMs }) => {
      const pieces = sources.get(channel);
      const spans = kept(fromMs, toMs);
      return Promise.resolve(pieces && spans.length > 0 ? historyOf(pieces, spans) : undefined);
    },
    control: (_, channel, control) => {
      controls.push(`${channel} ${control.kind === 'ptz' ? control.raw : control.kind}`);
      return Promise.resolve(true);
    },
    log: () => undefined,
  };
  const agent = await GbAgent.open({
    localId: id,
    localDomain: domain,
    listen: [
      { transport: 'udp', address, port },
      { transport: 'tcp', address, port },
    ],
    media: { address, ports: options.mediaPorts },
    upper: [
      {
        ...platform,
        transport: platform.transport ?? 'udp',
        user: id,
        expiresSeconds: 3600,
        keepaliveSeconds: options.keepaliveSeconds ?? 60,
        keepaliveMisses: 3,
        version: options.version ?? '2016',
        charset: 'gb18030',
      },
    ],
    host,
    random: Math.random,
  });
  return {
    channels,
    isRegistered: () => agent.upperStatus()[0]?.registered ?? false,
    sessions: () => agent.upperStatus()[0]?.sessions.length ?? 0,
    controls,
    alarm: (alarm) => agent.alarm(platform.id, alarm),
    close: () => agent.close(),
  };
}

type Span = readonly [fromMs: number, toMs: number];

/** What of a range is kept: the last day, up to now, without the gap. */
function keptBetween(fromMs: number, toMs: number, gap: Span | undefined): readonly Span[] {
  const nowMs = Date.now();
  const whole: Span = [Math.max(fromMs, nowMs - keptMs), Math.min(toMs, nowMs)];
  const parts: readonly Span[] = gap
    ? [
        [whole[0], Math.min(whole[1], gap[0])],
        [Math.max(whole[0], gap[1]), whole[1]],
      ]
    : [whole];
  return parts.filter(([from, to]) => from < to);
}

function recordsOf(spans: readonly Span[]): readonly RecordRow[] {
  return spans.flatMap(([fromMs, toMs]) =>
    Array.from({ length: Math.ceil((toMs - fromMs) / recordMs) }, (_, at) => ({
      fromMs: fromMs + at * recordMs,
      toMs: Math.min(toMs, fromMs + (at + 1) * recordMs),
      sizeBytes: 0,
      path: `${Math.round(fromMs)}-${at}`,
    })),
  );
}

function liveOf(pieces: ClipPieces): LiveSource {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: (onPiece) => {
      let next = pieces.keyBefore(pieces.numberAt(Date.now()));
      timer = setInterval(() => {
        for (const last = pieces.numberAt(Date.now()); next <= last; next++) onPiece(pieces.piece(next));
      }, pieces.frameMs);
    },
    shown: () => undefined,
    close: () => clearInterval(timer),
  };
}

function historyOf(pieces: ClipPieces, spans: readonly Span[]): HistorySource {
  return {
    read: async function* (fromMs) {
      for (const [spanFrom, spanTo] of spans) {
        if (spanTo <= fromMs) continue;
        const first = pieces.keyBefore(pieces.numberAt(Math.max(spanFrom, fromMs)));
        for (let number = first; number * pieces.frameMs < spanTo; number++) yield pieces.piece(number);
      }
    },
    sizeBytes: 0,
    signal: new AbortController().signal,
    shown: () => undefined,
    close: () => undefined,
  };
}
