// SPDX-License-Identifier: Apache-2.0
/** A log entry on the wire with its place and its path: what statements and answers are made of. */
import { type Algorithms, type Hash, hashSizeBytes } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { encodeCanonicalJson, type Json, parseCanonicalJson } from '../bytes/canonical-json.ts';
import type { Entry } from '../entry/entry.ts';
import { checkEntry } from '../entry/parse-entry.ts';
import { EvidenceError } from '../errors.ts';
import { verifyInclusion } from '../merkle/proofs.ts';
import { hashLeaf } from '../merkle/tree-hash.ts';

export interface ProvenEntry {
  /** Log index. */
  readonly index: number;
  /** The entry itself; its canonical form is what was hashed. */
  readonly entry: Json;
  /** Siblings from leaf to root, base64. */
  readonly path: readonly string[];
}

/** The tree that paths lead to. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

export type EntryVerdict =
  | { readonly kind: 'proven'; readonly entry: Entry }
  | { readonly kind: 'not-proven'; readonly reason: 'entry-malformed' | 'path-malformed' | 'not-in-log' };

/** @param bytes canonical, as logged @throws EvidenceError `evidence/entry-invalid` */
export function toProvenEntry(index: number, bytes: Uint8Array, path: readonly Hash[]): ProvenEntry {
  const entry = parseCanonicalJson(bytes);
  if (entry === undefined) throw new EvidenceError('evidence/entry-invalid', { index });
  return { index, entry, path: path.map(encodeBase64) };
}

/** Never throws, whatever stands in the fields. */
export function verifyProvenEntry(algorithms: Algorithms, proven: ProvenEntry, head: TreeHead): EntryVerdict {
  const checked = checkEntry(proven.entry ?? null);
  if (checked.kind !== 'entry') return { kind: 'not-proven', reason: 'entry-malformed' };
  const path = decodeHashes(proven.path);
  if (!path) return { kind: 'not-proven', reason: 'path-malformed' };
  const bytes = encodeOrUndefined(proven.entry);
  if (!bytes) return { kind: 'not-proven', reason: 'entry-malformed' };
  const leaf = hashLeaf(algorithms, bytes);
  const verdict = verifyInclusion(
    algorithms,
    { leaf, index: proven.index, size: head.size, path },
    head.root,
  );
  return verdict.kind === 'proven'
    ? { kind: 'proven', entry: checked.entry }
    : { kind: 'not-proven', reason: 'not-in-log' };
}

/** @returns undefined unless the value is a list of base64 hashes, not longer than any real path */
export function decodeHashes(value: unknown): readonly Hash[] | undefined {
  if (!Array.isArray(value) || value.length > 63) return undefined;
  const hashes = value.map((text: unknown) => (typeof text === 'string' ? decodeBase64(text) : undefined));
  return hashes.every((hash) => hash?.length === hashSizeBytes) ? (hashes as readonly Hash[]) : undefined;
}

function encodeOrUndefined(value: Json): Uint8Array | undefined {
  try {
    return encodeCanonicalJson(value);
  } catch {
    return undefined;
  }
}
