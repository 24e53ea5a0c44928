// SPDX-License-Identifier: Apache-2.0
/**
 * `keys.json`: public keys and where they were published; and the hand-over of a log from one key to the next.
 *
 * A hand-over is a signed note with the text `origin \n key-handover \n old vkey \n new vkey \n`, signed by
 * both keys. Its second line is no number, so it can never be taken for a checkpoint. Whoever knows the old key
 * thereby knows the new one.
 */
import type { AlgorithmSuites } from '../algorithms.ts';
import { type Json, parseJson } from '../bytes/canonical-json.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { checkSignatures, encodeNote, type NoteSigner, parseNote, signNoteText } from './note.ts';
import { encodeVkey, parseVkey, type VerifierKey } from './vkey.ts';

export interface PublishedKey {
  readonly role: 'log' | 'witness';
  readonly vkey: string;
  /** What a person calls it, e.g. the unit's name. */
  readonly label?: string;
  /** Where the key or its fingerprint was made public. */
  readonly published?: readonly string[];
}

export interface KeyRing {
  readonly v: 1;
  readonly keys: readonly PublishedKey[];
  /** Hand-over notes, oldest first. */
  readonly handovers?: readonly string[];
}

/** Longest chain of hand-overs followed. */
const maxHandovers = 1000;

/** @returns undefined when the bytes are no key ring, or a key in it is malformed */
export function parseKeyRing(suites: AlgorithmSuites, bytes: Uint8Array): KeyRing | undefined {
  const value = parseJson(bytes) as { readonly [key: string]: Json } | undefined;
  if (typeof value !== 'object' || value === null || value['v'] !== 1) return undefined;
  const { keys, handovers } = value;
  if (!Array.isArray(keys) || !keys.every((key: Json) => isPublishedKey(suites, key))) return undefined;
  if (
    handovers !== undefined &&
    !(Array.isArray(handovers) && handovers.every((note) => typeof note === 'string'))
  )
    return undefined;
  return value as unknown as KeyRing;
}

/** The keys of a ring as keys, in order. */
export function keysOfRing(suites: AlgorithmSuites, ring: KeyRing): readonly VerifierKey[] {
  return ring.keys.flatMap(({ vkey }) => parseVkey(suites, vkey) ?? []);
}

/** @returns the note to log (`config`, `what: log-key`) and to keep in `keys.json` */
export function signHandover(origin: string, from: NoteSigner, to: NoteSigner): string {
  const text = `${origin}\nkey-handover\n${encodeVkey(from.key)}\n${encodeVkey(to.key)}\n`;
  const note = encodeNote({ text, signatures: [signNoteText(text, from), signNoteText(text, to)] });
  return decodeUtf8(note)!;
}

export interface Handover {
  readonly origin: string;
  readonly from: VerifierKey;
  readonly to: VerifierKey;
}

/** @returns undefined unless both keys signed and both carry the origin as their name */
export function verifyHandover(suites: AlgorithmSuites, noteText: string): Handover | undefined {
  const note = parseNote(encodeUtf8(noteText));
  const lines = note?.text.split('\n');
  if (!note || lines?.length !== 5 || lines[1] !== 'key-handover') return undefined;
  const origin = lines[0]!;
  const from = parseVkey(suites, lines[2]!);
  const to = parseVkey(suites, lines[3]!);
  if (!from || !to || from.name !== origin || to.name !== origin) return undefined;
  const checked = checkSignatures(suites, note, [from, to]);
  const hasSigned = (key: VerifierKey): boolean => checked.some((line) => line.key === key && line.isValid);
  return hasSigned(from) && hasSigned(to) ? { origin, from, to } : undefined;
}

/** The known keys and every key that was handed over from one of them. */
export function followHandovers(
  suites: AlgorithmSuites,
  known: readonly VerifierKey[],
  notes: readonly string[],
): readonly VerifierKey[] {
  const keys = new Map(known.map((key) => [encodeVkey(key), key]));
  const handovers = notes.slice(0, maxHandovers).flatMap((note) => verifyHandover(suites, note) ?? []);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to } of handovers) {
      if (!keys.has(encodeVkey(from)) || keys.has(encodeVkey(to))) continue;
      keys.set(encodeVkey(to), to);
      grew = true;
    }
  }
  return [...keys.values()];
}

function isPublishedKey(suites: AlgorithmSuites, value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { role, vkey, label, published } = value as { readonly [key: string]: Json };
  const key = typeof vkey === 'string' ? parseVkey(suites, vkey) : undefined;
  if (!key || (role !== 'log' && role !== 'witness')) return false;
  if ((role === 'witness') !== (key.kind === 'cosignature-v1')) return false;
  if (label !== undefined && typeof label !== 'string') return false;
  return (
    published === undefined ||
    (Array.isArray(published) && published.every((text) => typeof text === 'string'))
  );
}
