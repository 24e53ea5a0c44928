// SPDX-License-Identifier: Apache-2.0
/**
 * A recorder's store as the verifier sees it, and where things lie in it:
 *
 *     mingjing-store.json                         recorder id and suite
 *     keys/log.vkey  keys/keys.json               public keys; the ring only after a hand-over
 *     log/checkpoint  log/checkpoints/<size>      signed notes, the newest and all
 *     log/tile/…  log/journal                     C2SP tiles, the unsigned tail
 *     footage/<camera>/<UTC day>/<startMs>[-<copy>].mp4[.hashes]
 *     quarantine/…                                what the recorder could not place
 */
import { parseTime } from '../bytes/time.ts';
import type { SegmentEntry } from '../entry/entry.ts';

/** Read access to a directory. Paths are relative to it, with `/`. */
export interface StoreFiles {
  /** Every file below a directory, in any order; nothing when there is no such directory. */
  readonly list: (directory: string) => AsyncIterable<{ readonly path: string; readonly sizeBytes: number }>;
  /** Undefined when there is no such file. */
  readonly size: (path: string) => Promise<number | undefined>;
  /** Undefined when there is no such file. */
  readonly readWhole: (path: string) => Promise<Uint8Array | undefined>;
  /** A file opened for reading piece by piece; undefined when there is none. */
  readonly open: (path: string) => Promise<OpenFile | undefined>;
}

export interface OpenFile {
  readonly sizeBytes: number;
  /** Fewer bytes than asked only at the end. The answer may be overwritten by the next read but one: one is read ahead. */
  readonly read: (offsetBytes: number, lengthBytes: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

export const storeNames = {
  identity: 'mingjing-store.json',
  log: 'log',
  checkpoint: 'log/checkpoint',
  checkpoints: 'log/checkpoints',
  journal: 'log/journal',
  logKey: 'keys/log.vkey',
  keyRing: 'keys/keys.json',
  /** Secret; a verifier who may read it can tell foreign journal records. */
  journalKey: 'keys/journal.key',
  footage: 'footage',
  quarantine: 'quarantine',
} as const;

/** Where a segment lies: its entry says so, or the rule of the layout does. */
export function pathOfSegment(entry: SegmentEntry): string {
  if (entry.path !== undefined) return entry.path;
  return `${storeNames.footage}/${entry.camera}/${entry.start.slice(0, 10)}/${parseTime(entry.start)}.mp4`;
}

/** Reads a footage path back. */
export function parseFootagePath(
  path: string,
): { readonly camera: string; readonly startMs: number } | undefined {
  const match = /^footage\/([^/]+)\/\d{4}-\d\d-\d\d\/(\d{1,15})(?:-\d{1,2})?\.mp4(?:\.hashes)?$/.exec(path);
  return match ? { camera: match[1]!, startMs: Number(match[2]) } : undefined;
}
