// SPDX-License-Identifier: Apache-2.0
/**
 * `manifest.note`: the log key's signature over the manifest, as a signed note with the text
 * `origin \n manifest \n base64 H(manifest.json) \n`. Its second line is no number, so it is no checkpoint.
 */
import type { Algorithms } from '../algorithms.ts';
import { encodeBase64 } from '../bytes/base64.ts';
import { encodeNote, type NoteSigner, signNoteText } from '../checkpoint/note.ts';

export function manifestNoteText(algorithms: Algorithms, origin: string, manifest: Uint8Array): string {
  return `${origin}\nmanifest\n${encodeBase64(algorithms.hash(manifest))}\n`;
}

export function signManifest(
  algorithms: Algorithms,
  origin: string,
  manifest: Uint8Array,
  signer: NoteSigner,
): Uint8Array {
  const text = manifestNoteText(algorithms, origin, manifest);
  return encodeNote({ text, signatures: [signNoteText(text, signer)] });
}
