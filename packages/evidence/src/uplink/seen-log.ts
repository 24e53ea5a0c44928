// SPDX-License-Identifier: Apache-2.0
/** The watched watch the watchers: what a recorder last saw of the platform's log, and whether the next fits it. */
import { type AlgorithmSuites, type Hash, hashSizeBytes } from '../algorithms.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import { encodeUtf8, equalBytes } from '../bytes/octets.ts';
import { parseCheckpoint, verifyCheckpoint } from '../checkpoint/checkpoint.ts';
import { suiteOfKey, type VerifierKey } from '../checkpoint/vkey.ts';
import { verifyConsistency } from '../merkle/proofs.ts';

/** Size 0 before the first. */
export interface SeenLog {
  readonly size: number;
  readonly root: Hash | undefined;
}

export type NextLog =
  | { readonly kind: 'follows'; readonly seen: SeenLog }
  /** Signed by its key and no continuation of what it showed before: two histories, or one rewritten. */
  | { readonly kind: 'forked' }
  /** No proof, or not by its key: nothing is learned. */
  | { readonly kind: 'unusable' };

/** @param path proof from `seen.size`, base64 */
export function judgeNextLog(
  suites: AlgorithmSuites,
  seen: SeenLog,
  next: { readonly checkpoint: string; readonly path: readonly string[] },
  key: VerifierKey,
): NextLog {
  const checkpoint = parseCheckpoint(encodeUtf8(next.checkpoint));
  if (!checkpoint || verifyCheckpoint(suites, checkpoint, [key]).kind !== 'signed')
    return { kind: 'unusable' };
  const path = next.path.map(decodeBase64);
  if (!path.every((hash): hash is Hash => hash?.length === hashSizeBytes)) return { kind: 'unusable' };
  const algorithms = suites[suiteOfKey(key.kind)];
  const { size, root } = checkpoint;
  if (seen.root === undefined) return { kind: 'follows', seen: { size, root } };
  const follows =
    size >= seen.size &&
    (size === seen.size
      ? equalBytes(root, seen.root)
      : verifyConsistency(algorithms, { size: seen.size, root: seen.root }, checkpoint, path).kind ===
        'proven');
  return follows ? { kind: 'follows', seen: { size, root } } : { kind: 'forked' };
}
