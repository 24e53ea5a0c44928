// SPDX-License-Identifier: Apache-2.0
/**
 * What a recorder says of itself, signed with the key of its log: cameras and how long their footage is kept. A unit
 * hands it in with its filing; the reader compares it with what the unit wrote.
 *
 *     { facts, note, keys }     note over `origin \n recorder-facts \n base64 H(canonical facts) \n`
 */
import type { AlgorithmSuites, Algorithms } from '../algorithms.ts';
import { suiteOfOrigin } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeCanonicalJson, type Json, parseCanonicalJson } from '../bytes/canonical-json.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { parseTime } from '../bytes/time.ts';
import { followHandovers, type KeyRing, keysOfRing, parseKeyRing } from '../checkpoint/key-ring.ts';
import { checkSignatures, encodeNote, type NoteSigner, parseNote, signNoteText } from '../checkpoint/note.ts';
import { fingerprintOfKey } from '../checkpoint/vkey.ts';

export interface RecorderFacts {
  readonly v: 1;
  readonly origin: string;
  readonly recorderId: string;
  /** When it was said. */
  readonly at: string;
  readonly unit: { readonly name: string; readonly creditCode: string };
  readonly cameras: readonly RecorderCamera[];
  /** Days that are kept at least, by law and configuration. */
  readonly requiredDays: number;
}

export interface RecorderCamera {
  readonly id: string;
  readonly name: string;
  /** RFC 6381, empty before the first picture. */
  readonly codec: string;
  /** Pixels, 0 before the first picture. */
  readonly width: number;
  readonly height: number;
  /** Start of the oldest footage; null when there is none. */
  readonly oldest: string | null;
}

export type ReadRecorderFacts =
  | { readonly kind: 'signed'; readonly facts: RecorderFacts; readonly fingerprint: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'signature-broken' };

const mostCameras = 5000;

const noteText = (algorithms: Algorithms, origin: string, facts: Uint8Array): string =>
  `${origin}\nrecorder-facts\n${encodeBase64(algorithms.hash(facts))}\n`;

export function signRecorderFacts(
  algorithms: Algorithms,
  facts: RecorderFacts,
  signer: NoteSigner,
  keys: KeyRing,
): Uint8Array {
  const said = facts as unknown as Json;
  const text = noteText(algorithms, facts.origin, encodeCanonicalJson(said));
  const note = decodeUtf8(encodeNote({ text, signatures: [signNoteText(text, signer)] }))!;
  return encodeCanonicalJson({ facts: said, note, keys: keys as unknown as Json });
}

/**
 * Reads and checks facts somebody handed in. The signature shows that they are of one recorder and unchanged; whose
 * recorder that is, its filed fingerprint tells.
 */
export function readRecorderFacts(suites: AlgorithmSuites, bytes: Uint8Array): ReadRecorderFacts {
  const file = parseCanonicalJson(bytes);
  // What was written is canonical; anything else was touched.
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return { kind: 'malformed' };
  const parts = file as { readonly [key: string]: Json };
  const facts = asFacts(parts['facts']);
  const note = typeof parts['note'] === 'string' ? parseNote(encodeUtf8(parts['note'])) : undefined;
  const ring = Object.hasOwn(parts, 'keys')
    ? parseKeyRing(suites, encodeCanonicalJson(parts['keys']!))
    : undefined;
  if (!facts || !note || !ring) return { kind: 'malformed' };
  const algorithms = suites[suiteOfOrigin(facts.origin)];
  const expected = noteText(algorithms, facts.origin, encodeCanonicalJson(facts as unknown as Json));
  const keys = followHandovers(suites, keysOfRing(suites, ring), ring.handovers ?? []).filter(
    ({ name, kind }) => name === facts.origin && kind !== 'cosignature-v1',
  );
  const signed = checkSignatures(suites, note, keys).find(({ isValid }) => isValid);
  if (note.text !== expected || !signed?.key) return { kind: 'signature-broken' };
  return { kind: 'signed', facts, fingerprint: fingerprintOfKey(suites, signed.key) };
}

function asFacts(value: Json | undefined): RecorderFacts | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { v, origin, recorderId, at, unit, cameras, requiredDays } = value as {
    readonly [key: string]: Json;
  };
  const isText = (text: Json | undefined): boolean => typeof text === 'string' && text.length <= 400;
  if (v !== 1 || !isText(origin) || !isText(recorderId) || typeof requiredDays !== 'number') return undefined;
  if (typeof at !== 'string' || parseTime(at) === undefined) return undefined;
  const { name, creditCode } = (unit ?? {}) as { readonly [key: string]: Json };
  if (!isText(name) || !isText(creditCode)) return undefined;
  if (!Array.isArray(cameras) || cameras.length > mostCameras || !cameras.every(isCamera)) return undefined;
  return value as unknown as RecorderFacts;
}

function isCamera(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, name, codec, width, height, oldest } = value as { readonly [key: string]: Json };
  const texts = [id, name, codec].every((text) => typeof text === 'string' && text.length <= 400);
  const numbers = typeof width === 'number' && typeof height === 'number';
  return (
    texts && numbers && (oldest === null || (typeof oldest === 'string' && parseTime(oldest) !== undefined))
  );
}
