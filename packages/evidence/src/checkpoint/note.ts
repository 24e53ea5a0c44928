// SPDX-License-Identifier: Apache-2.0
/**
 * Signed notes (C2SP signed-note): a text ending in a newline, an empty line, then signature lines
 * `— <key name> base64(key id ‖ signature)`. Lines of unknown keys are kept and ignored.
 */
import type { AlgorithmSuites } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { concatBytes, decodeHex, decodeUtf8, encodeHex, encodeUint64, encodeUtf8 } from '../bytes/octets.ts';
import { EvidenceError } from '../errors.ts';
import { isKeyName, suiteOfKey, type VerifierKey } from './vkey.ts';

/** Signature lines read at most; a note must stay small. */
const maxSignatures = 64;

export interface NoteSignature {
  readonly name: string;
  /** Key id as 8 hexadecimal digits. */
  readonly id: string;
  readonly signature: Uint8Array;
}

export interface Note {
  /** With its final newline, without the empty line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A private key behind a function, with the public key it belongs to. */
export interface NoteSigner {
  readonly key: VerifierKey;
  /** Raw signature over the message: Ed25519 64 bytes, SM2 in DER. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** @returns undefined when the bytes are no signed note */
export function parseNote(bytes: Uint8Array): Note | undefined {
  const text = decodeUtf8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (text === undefined || /[\u0000-\u0009\u000b-\u001f]/.test(text)) return undefined;
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n')) return undefined;
  const lines = text.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (!signature) return undefined;
    signatures.push(signature);
  }
  return { text: text.slice(0, split + 1), signatures };
}

/** One line without its newline. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const bytes = match && decodeBase64(match[2]!);
  if (!match || !isKeyName(match[1]!) || !bytes || bytes.length < 5) return undefined;
  return { name: match[1]!, id: encodeHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

/** One line without its newline. */
export function formatSignatureLine(line: NoteSignature): string {
  return `— ${line.name} ${encodeBase64(concatBytes(decodeHex(line.id)!, line.signature))}`;
}

/** @throws EvidenceError `evidence/note-invalid` when the text does not end in a newline or nothing is signed */
export function encodeNote(note: Note): Uint8Array {
  if (!note.text.endsWith('\n') || note.signatures.length === 0)
    throw new EvidenceError('evidence/note-invalid', { reason: 'text or signatures' });
  return encodeUtf8(
    `${note.text}\n${note.signatures.map((line) => `${formatSignatureLine(line)}\n`).join('')}`,
  );
}

/** Signs the text itself (types 1 and 0xff). A witness signs with `cosignNote`. */
export function signNoteText(text: string, signer: NoteSigner): NoteSignature {
  if (signer.key.kind === 'cosignature-v1')
    throw new EvidenceError('evidence/note-invalid', { reason: 'a witness key signs with cosignNote' });
  return { name: signer.key.name, id: signer.key.id, signature: signer.sign(encodeUtf8(text)) };
}

/**
 * A witness's timestamped signature (C2SP tlog-cosignature, `cosignature/v1`).
 *
 * @param timeS seconds since the epoch
 */
export function cosignNote(text: string, signer: NoteSigner, timeS: number): NoteSignature {
  if (signer.key.kind !== 'cosignature-v1' || !Number.isSafeInteger(timeS) || timeS < 0)
    throw new EvidenceError('evidence/note-invalid', { reason: 'not a witness key, or no time' });
  const signature = concatBytes(encodeUint64(timeS), signer.sign(cosignedMessage(text, timeS)));
  return { name: signer.key.name, id: signer.key.id, signature };
}

/** What was found on one signature line whose key is known. */
export interface CheckedSignature {
  readonly key: VerifierKey;
  readonly isValid: boolean;
  /** Of a witness: when it signed, seconds since the epoch. */
  readonly timeS?: number;
}

/** Checks every line made by one of the keys; others are ignored. Never throws. */
export function checkSignatures(
  suites: AlgorithmSuites,
  note: Note,
  keys: readonly VerifierKey[],
): readonly CheckedSignature[] {
  const checked: CheckedSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find((candidate) => candidate.name === line.name && candidate.id === line.id);
    if (key) checked.push(checkLine(suites, note.text, line, key));
  }
  return checked;
}

function checkLine(
  suites: AlgorithmSuites,
  text: string,
  line: NoteSignature,
  key: VerifierKey,
): CheckedSignature {
  const { verifySignature } = suites[suiteOfKey(key.kind)];
  if (key.kind !== 'cosignature-v1')
    return { key, isValid: verifySignature(key.publicKey, encodeUtf8(text), line.signature) };
  if (line.signature.length !== 72) return { key, isValid: false };
  const view = new DataView(line.signature.buffer, line.signature.byteOffset, 8);
  const timeS = Number(view.getBigUint64(0));
  if (!Number.isSafeInteger(timeS)) return { key, isValid: false };
  const isValid = verifySignature(key.publicKey, cosignedMessage(text, timeS), line.signature.subarray(8));
  return { key, isValid, timeS };
}

function cosignedMessage(text: string, timeS: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${timeS}\n${text}`);
}
