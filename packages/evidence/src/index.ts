// SPDX-License-Identifier: Apache-2.0
/** The append-only log and the proofs. Pure: no input or output, no clock, no random numbers. */
export * from './algorithms.ts';
export * from './bytes/base64.ts';
export * from './bytes/canonical-json.ts';
export * from './bytes/octets.ts';
export * from './bytes/time.ts';
export * from './checkpoint/checkpoint.ts';
export * from './checkpoint/note.ts';
export * from './checkpoint/vkey.ts';
export * from './entry/encode-entry.ts';
export * from './entry/entry.ts';
export * from './entry/parse-entry.ts';
export * from './errors.ts';
export * from './log/entry-bundle.ts';
export * from './log/journal.ts';
export * from './log/log-reader.ts';
export * from './log/plan-append.ts';
export * from './log/read-log-edge.ts';
export type { ReadFile } from './log/read-tiles.ts';
export * from './log/tile-path.ts';
export * from './merkle/proofs.ts';
export * from './merkle/ranges.ts';
export * from './merkle/segment-hasher.ts';
export * from './merkle/tree-hash.ts';
