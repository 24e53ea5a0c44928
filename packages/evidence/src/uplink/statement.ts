// SPDX-License-Identifier: Apache-2.0
/**
 * What a recorder says to somebody outside, signed with the key of its log:
 *
 *     { said, note }     note over `origin \n kind \n base64 H(canonical said) \n`
 *
 * The kind keeps one statement from being passed off as another.
 */
import type { AlgorithmSuites, Algorithms } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeCanonicalJson } from '../bytes/canonical-json.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { checkSignatures, encodeNote, type NoteSigner, parseNote, signNoteText } from '../checkpoint/note.ts';
import { suiteOfKey, type VerifierKey } from '../checkpoint/vkey.ts';

export type StatementKind =
  | 'uplink-enrolment'
  | 'uplink-report'
  | 'uplink-challenge-answer'
  | 'uplink-waiting'
  | 'uplink-order-collection'
  | 'uplink-footage'
  | 'uplink-bundle-part';

/** On the wire. */
export interface Statement<Said> {
  readonly said: Said;
  readonly note: string;
}

const textOf = (algorithms: Algorithms, origin: string, kind: StatementKind, said: unknown): string =>
  `${origin}\n${kind}\n${encodeBase64(algorithms.hash(encodeCanonicalJson(said)))}\n`;

/** @param signer of the log; its key's name is the origin */
export function signStatement<Said>(
  algorithms: Algorithms,
  kind: StatementKind,
  said: Said,
  signer: NoteSigner,
): Statement<Said> {
  const text = textOf(algorithms, signer.key.name, kind, said);
  const note = decodeUtf8(encodeNote({ text, signatures: [signNoteText(text, signer)] }))!;
  return { said, note };
}

/** Whether this key said this. Never throws for what stands in it. */
export function isSaidBy(
  suites: AlgorithmSuites,
  kind: StatementKind,
  { said, note }: Statement<unknown>,
  key: VerifierKey,
): boolean {
  const parsed = key.kind === 'cosignature-v1' ? undefined : parseNote(encodeUtf8(note));
  if (!parsed || parsed.text !== textOf(suites[suiteOfKey(key.kind)], key.name, kind, said)) return false;
  const checked = checkSignatures(suites, parsed, [key]);
  return checked.length > 0 && checked.every(({ isValid }) => isValid);
}
