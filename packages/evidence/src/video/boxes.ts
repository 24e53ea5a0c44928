// SPDX-License-Identifier: Apache-2.0
/** The few MP4 boxes (ISO 14496-12) a verifier must understand: where parts begin, and when a fragment plays. */

export interface Box {
  readonly type: string;
  /** Of the whole box, header included. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly headerBytes: 8 | 16;
}

/** Bytes needed to read any box header. */
export const boxHeaderBytes = 16;

/**
 * The header at the start of `bytes`.
 *
 * @param offsetBytes where `bytes` stands in the file @param endBytes where the file, or the parent box, ends
 * @returns undefined when there is no box that fits
 */
export function parseBoxHeader(bytes: Uint8Array, offsetBytes: number, endBytes: number): Box | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = view.getUint32(0);
  if (short === 1 && bytes.length < 16) return undefined;
  const headerBytes = short === 1 ? 16 : 8;
  const sizeBytes = short === 1 ? Number(view.getBigUint64(8)) : short;
  if (sizeBytes < headerBytes || offsetBytes + sizeBytes > endBytes) return undefined;
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  return { type, offsetBytes, sizeBytes, headerBytes };
}

/** Boxes side by side in a stretch of memory; undefined unless they fill it exactly. */
export function parseBoxes(bytes: Uint8Array, from = 0, to = bytes.length): readonly Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    const box = parseBoxHeader(bytes.subarray(at, Math.min(to, at + boxHeaderBytes)), at, to);
    if (!box) return undefined;
    boxes.push(box);
    at += box.sizeBytes;
  }
  return boxes;
}

/** Boxes inside a box. @param skipBytes fields between the header and the first inner box */
export function childrenOf(bytes: Uint8Array, box: Box, skipBytes = 0): readonly Box[] {
  const from = box.offsetBytes + box.headerBytes + skipBytes;
  const to = box.offsetBytes + box.sizeBytes;
  return from > to ? [] : (parseBoxes(bytes, from, to) ?? []);
}

/** The first box at the end of a path of types. */
export function findBox(
  bytes: Uint8Array,
  boxes: readonly Box[],
  ...path: readonly string[]
): Box | undefined {
  const [type, ...rest] = path;
  const box = boxes.find((candidate) => candidate.type === type);
  return !box || rest.length === 0 ? box : findBox(bytes, childrenOf(bytes, box), ...rest);
}

/** One track of an initialization. */
export interface Track {
  readonly id: number;
  /** Ticks per second. */
  readonly clockRate: number;
  /** From `trex`, where a fragment gives none. */
  readonly sampleDurationTicks: number;
}

/** @returns undefined when the bytes are no `ftyp` + `moov` with at least one track */
export function parseInit(bytes: Uint8Array): ReadonlyMap<number, Track> | undefined {
  const moov = parseBoxes(bytes)?.find(({ type }) => type === 'moov');
  if (!moov) return undefined;
  const view = viewOf(bytes);
  const inside = childrenOf(bytes, moov);
  const durations = new Map<number, number>();
  const mvex = inside.find(({ type }) => type === 'mvex');
  for (const trex of mvex ? childrenOf(bytes, mvex).filter(({ type }) => type === 'trex') : []) {
    if (trex.sizeBytes < 24) return undefined;
    const at = trex.offsetBytes + trex.headerBytes + 4;
    durations.set(view.getUint32(at), view.getUint32(at + 8));
  }
  const tracks = new Map<number, Track>();
  for (const trak of inside.filter(({ type }) => type === 'trak')) {
    const boxes = childrenOf(bytes, trak);
    const tkhd = findBox(bytes, boxes, 'tkhd');
    const mdhd = findBox(bytes, boxes, 'mdia', 'mdhd');
    const id = tkhd && timedField(bytes, tkhd);
    const clockRate = mdhd && timedField(bytes, mdhd);
    if (!id || !clockRate) return undefined;
    tracks.set(id, { id, clockRate, sampleDurationTicks: durations.get(id) ?? 0 });
  }
  return tracks.size > 0 ? tracks : undefined;
}

/** The uint32 behind creation and modification time: track id of `tkhd`, clock rate of `mdhd`. */
function timedField(bytes: Uint8Array, box: Box): number | undefined {
  const at = box.offsetBytes + box.headerBytes;
  const isLong = bytes[at] === 1;
  const field = at + 4 + (isLong ? 16 : 8);
  return field + 4 > box.offsetBytes + box.sizeBytes ? undefined : viewOf(bytes).getUint32(field);
}

/** One track's run of samples in a fragment. */
export interface FragmentRun {
  readonly trackId: number;
  /** `tfdt`, in ticks of the track. */
  readonly startTicks: number;
  readonly durationTicks: number;
  /** Where the decode time stands in the fragment, and whether it has 8 bytes (version 1) or 4. */
  readonly timeOffsetBytes: number;
  readonly isLongTime: boolean;
}

export interface Fragment {
  readonly runs: readonly FragmentRun[];
  /** Where `mfhd` keeps its sequence number. */
  readonly sequenceOffsetBytes: number;
  /** Content of every `mdat`. */
  readonly media: readonly { readonly offsetBytes: number; readonly sizeBytes: number }[];
}

/** @returns undefined when the bytes are no `moof` + `mdat` whose tracks are all in `tracks` */
export function parseFragment(bytes: Uint8Array, tracks: ReadonlyMap<number, Track>): Fragment | undefined {
  const boxes = parseBoxes(bytes);
  const moof = boxes?.[0];
  if (!boxes || moof?.type !== 'moof') return undefined;
  const inside = childrenOf(bytes, moof);
  const mfhd = inside.find(({ type }) => type === 'mfhd');
  if (!mfhd || mfhd.sizeBytes < mfhd.headerBytes + 8) return undefined;
  const runs: FragmentRun[] = [];
  for (const traf of inside.filter(({ type }) => type === 'traf')) {
    const run = parseRun(bytes, childrenOf(bytes, traf), tracks);
    if (!run) return undefined;
    runs.push(run);
  }
  if (runs.length === 0) return undefined;
  const media = boxes
    .filter(({ type }) => type === 'mdat')
    .map(({ offsetBytes, sizeBytes, headerBytes }) => ({
      offsetBytes: offsetBytes + headerBytes,
      sizeBytes: sizeBytes - headerBytes,
    }));
  return { runs, sequenceOffsetBytes: mfhd.offsetBytes + mfhd.headerBytes + 4, media };
}

function parseRun(
  bytes: Uint8Array,
  boxes: readonly Box[],
  tracks: ReadonlyMap<number, Track>,
): FragmentRun | undefined {
  const view = viewOf(bytes);
  const tfhd = boxes.find(({ type }) => type === 'tfhd');
  const tfdt = boxes.find(({ type }) => type === 'tfdt');
  if (!tfhd || !tfdt || tfhd.sizeBytes < tfhd.headerBytes + 8 || tfdt.sizeBytes < tfdt.headerBytes + 8)
    return undefined;
  const head = tfhd.offsetBytes + tfhd.headerBytes;
  const track = tracks.get(view.getUint32(head + 4));
  if (!track) return undefined;
  const defaultTicks = defaultDuration(view, tfhd, head) ?? track.sampleDurationTicks;
  let durationTicks = 0;
  for (const trun of boxes.filter(({ type }) => type === 'trun')) {
    const duration = durationOfRun(view, trun, defaultTicks);
    if (duration === undefined) return undefined;
    durationTicks += duration;
  }
  const time = tfdt.offsetBytes + tfdt.headerBytes;
  const isLongTime = view.getUint8(time) === 1;
  if (isLongTime && tfdt.sizeBytes < tfdt.headerBytes + 12) return undefined;
  const startTicks = isLongTime ? Number(view.getBigUint64(time + 4)) : view.getUint32(time + 4);
  return { trackId: track.id, startTicks, durationTicks, timeOffsetBytes: time + 4, isLongTime };
}

/** `default_sample_duration` of `tfhd`, behind the optional base offset and description index. */
function defaultDuration(view: DataView, tfhd: Box, head: number): number | undefined {
  const flags = view.getUint32(head) & 0xff_ffff;
  if ((flags & 8) === 0) return undefined;
  const at = head + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0);
  return at + 4 > tfhd.offsetBytes + tfhd.sizeBytes ? undefined : view.getUint32(at);
}

function durationOfRun(view: DataView, trun: Box, defaultTicks: number): number | undefined {
  const head = trun.offsetBytes + trun.headerBytes;
  const end = trun.offsetBytes + trun.sizeBytes;
  if (head + 8 > end) return undefined;
  const flags = view.getUint32(head) & 0xff_ffff;
  const count = view.getUint32(head + 4);
  if ((flags & 0x100) === 0) return count * defaultTicks;
  const first = head + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const width = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  if (first + count * width > end) return undefined;
  let ticks = 0;
  for (let at = first; at < first + count * width; at += width) ticks += view.getUint32(at);
  return ticks;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
