// SPDX-License-Identifier: Apache-2.0
/** Which engine and which data gave an answer: SHA-256 over the canonical JSON of corpus and rules, once. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { errata, instruments, provisions } from '../corpus/corpus.ts';
import { ruleBooks } from '../instruments/rule-books.ts';
import type { Receipt } from '../types/answer.ts';

export const engineVersion = 'mingjing-law/0.1.0';

let data: string | undefined;

/** `sha256:` + hex over everything an answer can depend on besides the engine's code. */
export function dataHash(): string {
  data ??= `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson({ instruments, provisions, errata, ruleBooks }))))}`;
  return data;
}

export const receipt = (at: string): Receipt => ({ engine: engineVersion, data: dataHash(), at });

/** JSON with keys in code-point order, functions left out (they are code, named by the engine version). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined && typeof entry !== 'function')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
  return `{${entries.join(',')}}`;
}
