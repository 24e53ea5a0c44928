// SPDX-License-Identifier: Apache-2.0
/** Rows of the footage index as the rest of the program sees them. */
import type { GapCause } from '../../terms/causes.ts';
import type { GapRow, SegmentRow } from '../../terms/footage.ts';

export type SpanRow = SegmentRow | GapRow;

export type Raw = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** All but the part table, which only a reader of the file needs. */
export const rowColumns = `camera, n, kind, start_ms, end_ms, log_index, cause, bytes, parts, path, root, codec, width,
  height, frames, starts_with_sync, clock_source, clock_offset_ms, camera_signature, tombstone,
  floor_days, floor_from_ms`;

export function asSpan(raw: Raw): SpanRow {
  return raw['kind'] === 1 ? asSegment(raw) : asGap(raw);
}

export function asSegment(raw: Raw): SegmentRow {
  return {
    kind: 'segment',
    camera: String(raw['camera']),
    n: Number(raw['n']),
    startMs: Number(raw['start_ms']),
    endMs: Number(raw['end_ms']),
    bytes: Number(raw['bytes']),
    parts: Number(raw['parts']),
    path: String(raw['path']),
    root: String(raw['root']),
    codec: String(raw['codec']),
    width: Number(raw['width']),
    height: Number(raw['height']),
    frames: Number(raw['frames']),
    startsWithSync: raw['starts_with_sync'] === 1,
    clockSource: String(raw['clock_source']),
    clockOffsetMs: Number(raw['clock_offset_ms']),
    cameraSignature: raw['camera_signature'] as SegmentRow['cameraSignature'],
    logIndex: Number(raw['log_index']),
    tombstone: raw['tombstone'] === null ? undefined : Number(raw['tombstone']),
    floorDays: typeof raw['floor_days'] === 'number' ? raw['floor_days'] : undefined,
    floorFromMs: typeof raw['floor_from_ms'] === 'number' ? raw['floor_from_ms'] : undefined,
  };
}

export function asGap(raw: Raw): GapRow {
  return {
    kind: 'gap',
    camera: String(raw['camera']),
    n: Number(raw['n']),
    startMs: Number(raw['start_ms']),
    endMs: Number(raw['end_ms']),
    cause: raw['cause'] as GapCause,
    logIndex: Number(raw['log_index']),
  };
}
