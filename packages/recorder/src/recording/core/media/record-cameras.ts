// SPDX-License-Identifier: Apache-2.0
/** `mingjing record`: the capture core alone, until a time or a signal, and what came of it. */

import { formatTime } from '@mingjing/evidence';
import type { CameraSettings } from '../../../terms/cameras.ts';
import type { GapRow, SegmentRow } from '../../../terms/footage.ts';
import type { FootageOptions } from '../recorder-core.ts';
import { openRecorder } from './open-recorder.ts';

export type RecordOptions = {
  readonly directory: string;
  readonly cameras: readonly CameraSettings[];
  /** Absent: until `signal`. */
  readonly seconds?: number;
  readonly segmentSeconds?: number;
  readonly footage?: FootageOptions;
  readonly signal: AbortSignal;
  /** Progress, one line each; no credentials. */
  readonly say: (line: string) => void;
};

export type RecordSummary = {
  readonly cameras: readonly {
    readonly id: string;
    readonly codec: string | null;
    readonly width: number;
    readonly height: number;
    /** Video frames and bytes that are durable in segment files. */
    readonly frames: number;
    readonly bytes: number;
    readonly segments: number;
    /** RTP packets that never came. */
    readonly packetsLost: number;
    readonly deviations: Readonly<Record<string, number>>;
    readonly gaps: readonly { readonly from: string; readonly to: string; readonly cause: string }[];
  }[];
  readonly seconds: number;
  readonly store: string;
};

/**
 * Records exactly these cameras; others that the store knows stay switched off meanwhile.
 *
 * @throws RecorderError `recorder/store-…`, `recorder/camera-…`
 */
export async function recordCameras(options: RecordOptions): Promise<RecordSummary> {
  const { directory, cameras, signal, say } = options;
  const segments = new Map<string, SegmentRow[]>();
  const gaps = new Map<string, GapRow[]>();
  const startedMs = performance.now();
  const core = await openRecorder({
    directory,
    cameras: [],
    onlyCameras: cameras,
    ...(options.footage && { footage: options.footage }),
    ...(options.segmentSeconds !== undefined && { segmentSeconds: options.segmentSeconds }),
    log: (level, message, facts) => {
      if (level !== 'debug') say(`${level}: ${message} ${JSON.stringify(facts)}`);
    },
  });
  core.on('segment-closed', (row) => append(segments, row.camera, row));
  core.on('gap', (row) => append(gaps, row.camera, row));
  core.on('camera-state', ({ id, state, cause }) => say(`${id}: ${state}${cause ? ` (${cause})` : ''}`));
  await until(options.seconds, signal);
  const seconds = Math.round(performance.now() - startedMs) / 1000;
  await core.close();
  const status = new Map(core.cameras.status().map((one) => [one.id, one]));
  return {
    cameras: cameras.map(({ id }) => {
      const rows = segments.get(id) ?? [];
      const last = rows.at(-1);
      return {
        id,
        codec: last?.codec ?? null,
        width: last?.width ?? 0,
        height: last?.height ?? 0,
        frames: rows.reduce((sum, row) => sum + row.frames, 0),
        bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
        segments: rows.length,
        packetsLost: status.get(id)?.packetsLost ?? 0,
        deviations: status.get(id)?.deviations ?? {},
        gaps: (gaps.get(id) ?? []).map((row) => ({
          from: formatTime(row.startMs),
          to: formatTime(row.endMs),
          cause: row.cause,
        })),
      };
    }),
    seconds,
    store: directory,
  };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function until(seconds: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = seconds === undefined ? undefined : setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    // Without a timer nothing else may keep the process alive while every camera is away.
    if (timer === undefined) {
      const keep = setInterval(() => undefined, 60_000);
      signal.addEventListener('abort', () => clearInterval(keep));
    }
  });
}
