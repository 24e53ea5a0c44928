// SPDX-License-Identifier: Apache-2.0
/** JSON in the one form that is hashed: RFC 8785 (JCS). Keys in UTF-16 order, ECMAScript numbers, no spaces. */
import { EvidenceError } from '../errors.ts';
import { decodeUtf8, encodeUtf8, equalBytes } from './octets.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Deeper nesting is refused, so that hostile input cannot exhaust the stack. */
const maxDepth = 64;

/**
 * @param value JSON values only; properties that are `undefined` are left out
 * @throws EvidenceError `evidence/not-json` for anything JSON cannot carry (NaN, bigint, lone surrogate, …),
 *   `evidence/too-deep` beyond 64 levels
 * @spec RFC 8785
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

export function encodeCanonicalJson(value: unknown): Uint8Array {
  return encodeUtf8(canonicalJson(value));
}

/**
 * Reads JSON that must already be canonical, byte for byte. Thereby no key stands twice and no two texts
 * carry the same value.
 *
 * @returns undefined when the bytes are anything else
 */
export function parseCanonicalJson(bytes: Uint8Array): Json | undefined {
  const value = parseJson(bytes);
  if (value === undefined) return undefined;
  try {
    return equalBytes(encodeCanonicalJson(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads any JSON text in UTF-8; undefined when it is none. */
export function parseJson(bytes: Uint8Array): Json | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new EvidenceError('evidence/too-deep', { maxDepth });
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const record = value as Readonly<Record<string, unknown>>;
    const members: string[] = [];
    for (const key of Object.keys(record).sort()) {
      if (record[key] !== undefined) members.push(`${writeString(key)}:${write(record[key], depth + 1)}`);
    }
    return `{${members.join(',')}}`;
  }
  throw new EvidenceError('evidence/not-json', { type: typeof value });
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new EvidenceError('evidence/not-json', { type: 'lone surrogate' });
  return JSON.stringify(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
