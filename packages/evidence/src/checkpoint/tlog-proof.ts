// SPDX-License-Identifier: Apache-2.0
/** One entry's proof in one file that any C2SP program reads (tlog-proof@v1). */
import { type Hash, hashSizeBytes } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/octets.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { encodeNote } from './note.ts';

const header = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 entries has paths of at most 53 hashes. */
const maxPathHashes = 63;

export interface TlogProof {
  /** Opaque bytes that nothing vouches for. */
  readonly extra?: Uint8Array;
  /** Log index of the entry. */
  readonly index: number;
  /** From the leaf's sibling to the root's child. */
  readonly path: readonly Hash[];
  readonly checkpoint: SignedCheckpoint;
}

export function encodeTlogProof(proof: TlogProof): Uint8Array {
  const lines = [header];
  if (proof.extra) lines.push(`extra ${encodeBase64(proof.extra)}`);
  lines.push(`index ${proof.index}`, ...proof.path.map(encodeBase64), '');
  return encodeUtf8(`${lines.join('\n')}\n${decodeUtf8(encodeNote(proof.checkpoint.note))}`);
}

/** @returns undefined when the bytes are no proof; nothing is verified here */
export function parseTlogProof(bytes: Uint8Array): TlogProof | undefined {
  const text = decodeUtf8(bytes);
  const split = text?.indexOf('\n\n') ?? -1;
  if (text === undefined || split < 0) return undefined;
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== header) return undefined;
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()!.slice(6)) : null;
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  const path = lines.map(decodeBase64);
  const checkpoint = parseCheckpoint(encodeUtf8(text.slice(split + 2)));
  if (extra === undefined || index === undefined || !checkpoint || path.length > maxPathHashes)
    return undefined;
  if (!path.every((hash) => hash?.length === hashSizeBytes)) return undefined;
  return { ...(extra && { extra }), index: Number(index), path: path as readonly Hash[], checkpoint };
}
