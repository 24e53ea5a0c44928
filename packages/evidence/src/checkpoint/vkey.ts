// SPDX-License-Identifier: Apache-2.0
/** Public keys of signed notes: their kinds, key ids and text form (`name+id+base64`, C2SP signed-note vkey). */
import type { AlgorithmSuites, SuiteName } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { concatBytes, encodeHex, encodeUtf8 } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';

/**
 * `ed25519` signs the note (type 1), `cosignature-v1` is a witness (type 4), `sm2sm3-v1` is the national suite
 * (type 0xff followed by its name).
 */
export const keyKinds = ['ed25519', 'cosignature-v1', 'sm2sm3-v1'] as const;
export type KeyKind = (typeof keyKinds)[number];

export interface VerifierKey {
  readonly kind: KeyKind;
  /** Origin of the log, or name of the witness. */
  readonly name: string;
  /** First four bytes of H(name ‖ \n ‖ type ‖ public key), as 8 hexadecimal digits. */
  readonly id: string;
  /** 32 bytes (Ed25519) or 65 bytes (SM2, 0x04 ‖ x ‖ y). */
  readonly publicKey: Uint8Array;
}

/** Type bytes as they stand in key ids and vkeys. */
const typeBytes: Readonly<Record<KeyKind, Uint8Array>> = {
  ed25519: Uint8Array.of(1),
  'cosignature-v1': Uint8Array.of(4),
  'sm2sm3-v1': concatBytes(Uint8Array.of(0xff), encodeUtf8('mingjing.sm2sm3.v1')),
};

const keySizeBytes: Readonly<Record<KeyKind, number>> = {
  ed25519: 32,
  'cosignature-v1': 32,
  'sm2sm3-v1': 65,
};

/** Which functions check a key's signatures. */
export function suiteOfKey(kind: KeyKind): SuiteName {
  return kind === 'sm2sm3-v1' ? 'sm3-sm2' : 'sha256-ed25519';
}

/** The kind of key that signs the log of a suite. */
export function logKeyKind(suite: SuiteName): KeyKind {
  return suite === 'sm3-sm2' ? 'sm2sm3-v1' : 'ed25519';
}

/**
 * @param name no spaces, no `+`
 * @throws EvidenceError `evidence/key-malformed`
 */
export function createVerifierKey(
  suites: AlgorithmSuites,
  kind: KeyKind,
  name: string,
  publicKey: Uint8Array,
): VerifierKey {
  if (!isKeyName(name) || publicKey.length !== keySizeBytes[kind])
    throw new EvidenceError('evidence/key-malformed', { name, kind, sizeBytes: publicKey.length });
  const hash = suites[suiteOfKey(kind)].hash(encodeUtf8(`${name}\n`), typeBytes[kind], publicKey);
  return { kind, name, id: encodeHex(hash.subarray(0, 4)), publicKey };
}

export function encodeVkey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${encodeBase64(concatBytes(typeBytes[key.kind], key.publicKey))}`;
}

/** @returns undefined unless the text is a vkey of a known kind and its id fits */
export function parseVkey(suites: AlgorithmSuites, text: string): VerifierKey | undefined {
  // The base64 part may itself contain `+`, so only the first two separate.
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text.trim());
  const bytes = match && decodeBase64(match[3]!);
  if (!match || !bytes) return undefined;
  for (const kind of keyKinds) {
    const type = typeBytes[kind];
    if (bytes.length !== type.length + keySizeBytes[kind]) continue;
    if (!type.every((byte, at) => bytes[at] === byte)) continue;
    if (!isKeyName(match[1]!)) return undefined;
    const key = createVerifierKey(suites, kind, match[1]!, bytes.slice(type.length));
    return key.id === match[2] ? key : undefined;
  }
  return undefined;
}

/** Non-empty, without white space and `+` (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}]+$/u.test(name);
}

/**
 * What a person compares on two sheets of paper: H over the key's type and bytes, in groups of four
 * hexadecimal digits. Names are left out, so that the same key always looks the same.
 */
export function fingerprintOfKey(suites: AlgorithmSuites, key: VerifierKey): string {
  const hash = suites[suiteOfKey(key.kind)].hash(typeBytes[key.kind], key.publicKey);
  return encodeHex(hash).toUpperCase().match(/.{4}/g)!.slice(0, 8).join(' ');
}
