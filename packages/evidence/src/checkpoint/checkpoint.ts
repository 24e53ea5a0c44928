// SPDX-License-Identifier: Apache-2.0
/** Checkpoints (C2SP tlog-checkpoint): origin, size and root of a log, as the text of a signed note. */
import { type AlgorithmSuites, type Hash, hashSizeBytes } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import {
  checkSignatures,
  cosignNote,
  encodeNote,
  formatSignatureLine,
  type Note,
  type NoteSignature,
  type NoteSigner,
  parseNote,
  signNoteText,
} from './note.ts';
import type { VerifierKey } from './vkey.ts';

export interface Checkpoint {
  /** `mingjing/<recorder id>`, or with `/sm3`. */
  readonly origin: string;
  /** Entries in the log. */
  readonly size: number;
  readonly root: Hash;
  /** Opaque further lines; none of ours. */
  readonly extensions: readonly string[];
}

/** A checkpoint with the note it came in. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

export function encodeCheckpointText(checkpoint: Omit<Checkpoint, 'extensions'>): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${encodeBase64(checkpoint.root)}\n`;
}

/** @returns undefined when the text is no checkpoint */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined) return undefined;
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || extensions.includes('')) return undefined;
  const hash = decodeBase64(root);
  if (hash?.length !== hashSizeBytes || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: hash, extensions };
}

/** @returns undefined when the bytes are no signed checkpoint; signatures are not checked here */
export function parseCheckpoint(bytes: Uint8Array): SignedCheckpoint | undefined {
  const note = parseNote(bytes);
  const checkpoint = note && parseCheckpointText(note.text);
  return note && checkpoint ? { ...checkpoint, note } : undefined;
}

/** The signed note of a new checkpoint. Sign only what is consistent with everything signed before. */
export function signCheckpoint(
  checkpoint: Omit<Checkpoint, 'extensions'>,
  ...signers: readonly NoteSigner[]
): Uint8Array {
  const text = encodeCheckpointText(checkpoint);
  return encodeNote({ text, signatures: signers.map((signer) => signNoteText(text, signer)) });
}

/** The line a witness answers with, newline included (C2SP tlog-witness). */
export function cosignCheckpoint(checkpoint: SignedCheckpoint, witness: NoteSigner, timeS: number): string {
  return `${formatSignatureLine(cosignNote(checkpoint.note.text, witness, timeS))}\n`;
}

/** The note with further signature lines; a line that is already there is not doubled. */
export function addSignatures(note: Note, lines: readonly NoteSignature[]): Note {
  const byLine = new Map([...note.signatures, ...lines].map((line) => [formatSignatureLine(line), line]));
  return { text: note.text, signatures: [...byLine.values()] };
}

/** Who signed a checkpoint, among keys somebody vouches for. */
export type CheckpointVerdict =
  | {
      readonly kind: 'signed';
      readonly by: readonly VerifierKey[];
      readonly witnesses: readonly { readonly key: VerifierKey; readonly timeS: number }[];
    }
  /** A line carries the name and id of a known key but does not verify. */
  | { readonly kind: 'signature-broken'; readonly key: VerifierKey }
  /** No line of a known log key. */
  | { readonly kind: 'unknown-key' };

/**
 * @param keys log keys must carry the origin as their name; witness keys are `cosignature-v1`
 */
export function verifyCheckpoint(
  suites: AlgorithmSuites,
  checkpoint: SignedCheckpoint,
  keys: readonly VerifierKey[],
): CheckpointVerdict {
  const usable = keys.filter((key) => key.kind === 'cosignature-v1' || key.name === checkpoint.origin);
  const checked = checkSignatures(suites, checkpoint.note, usable);
  const broken = checked.find((signature) => !signature.isValid);
  if (broken) return { kind: 'signature-broken', key: broken.key };
  const by = checked.filter(({ key }) => key.kind !== 'cosignature-v1').map(({ key }) => key);
  if (by.length === 0) return { kind: 'unknown-key' };
  const witnesses = checked.flatMap(({ key, timeS }) => (timeS === undefined ? [] : [{ key, timeS }]));
  return { kind: 'signed', by, witnesses };
}
