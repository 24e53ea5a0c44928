// SPDX-License-Identifier: Apache-2.0
/** `entries.json` and `proofs.json`: the log entries of a bundle and the paths that tie them to its checkpoint. */
import type { Hash } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeCanonicalJson, type Json, parseCanonicalJson, parseJson } from '../bytes/canonical-json.ts';
import type { PartProof } from '../proof/block-proof.ts';
import { decodeHashes } from '../proof/proven-entry.ts';

/** An entry as the log has it, with its path. */
export interface BundledEntry {
  readonly index: number;
  /** Canonical bytes. */
  readonly bytes: Uint8Array;
  readonly path: readonly Hash[];
}

export interface BundledPart {
  readonly camera: string;
  readonly n: number;
  readonly proof: PartProof;
}

/** That the log of the bundle continues one that was witnessed or seen before. */
export interface EarlierTree {
  readonly size: number;
  readonly root: Hash;
  readonly path: readonly Hash[];
}

export interface ProofsFile {
  readonly entries: ReadonlyMap<number, readonly Hash[]>;
  readonly parts: readonly BundledPart[];
  readonly earlier: readonly EarlierTree[];
}

export function encodeEntriesFile(entries: readonly BundledEntry[]): Uint8Array {
  return encodeCanonicalJson(
    entries.map(({ index, bytes }) => ({ index, entry: parseCanonicalJson(bytes) ?? null })),
  );
}

/** @returns undefined unless it is a list of `{index, entry}` */
export function parseEntriesFile(
  bytes: Uint8Array,
): readonly { readonly index: number; readonly entry: Json }[] | undefined {
  const value = parseJson(bytes);
  if (!Array.isArray(value)) return undefined;
  const entries: { readonly index: number; readonly entry: Json }[] = [];
  for (const item of value as readonly Json[]) {
    const fields = recordOf(item);
    const index = fields?.['index'];
    if (!fields || !isCount(index) || fields['entry'] === undefined) return undefined;
    entries.push({ index, entry: fields['entry'] });
  }
  return entries;
}

export function encodeProofsFile(
  entries: readonly BundledEntry[],
  parts: readonly BundledPart[],
  earlier: readonly EarlierTree[],
): Uint8Array {
  return encodeCanonicalJson({
    v: 1,
    entries: entries.map(({ index, path }) => ({ index, path: path.map(encodeBase64) })),
    parts: parts.map(({ camera, n, proof }) => ({
      camera,
      n,
      part: proof.part,
      parts: proof.parts,
      path: proof.path.map(encodeBase64),
    })),
    earlier: earlier.map(({ size, root, path }) => ({
      size,
      root: encodeBase64(root),
      path: path.map(encodeBase64),
    })),
  });
}

/** @returns the field that is malformed, as text */
export function parseProofsFile(bytes: Uint8Array): ProofsFile | string {
  const value = recordOf(parseJson(bytes));
  if (value?.['v'] !== 1) return 'v';
  const entries = new Map<number, readonly Hash[]>();
  for (const item of listOf(value['entries'])) {
    const fields = recordOf(item);
    const path = decodeHashes(fields?.['path']);
    if (!path || !isCount(fields?.['index'])) return 'entries';
    entries.set(fields['index'], path);
  }
  const parts: BundledPart[] = [];
  for (const item of listOf(value['parts'])) {
    const fields = recordOf(item) ?? {};
    const { camera, n, part, parts: count } = fields;
    const path = decodeHashes(fields['path']);
    if (!path || typeof camera !== 'string' || !isCount(n) || !isCount(part) || !isCount(count))
      return 'parts';
    parts.push({ camera, n, proof: { part, parts: count, path } });
  }
  const earlier: EarlierTree[] = [];
  for (const item of listOf(value['earlier'])) {
    const fields = recordOf(item);
    const path = decodeHashes(fields?.['path']);
    const [root] = decodeHashes([fields?.['root']]) ?? [];
    if (!path || !root || !isCount(fields?.['size'])) return 'earlier';
    earlier.push({ size: fields['size'], root, path });
  }
  return { entries, parts, earlier };
}

function recordOf(value: Json | undefined): { readonly [key: string]: Json } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isCount(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
