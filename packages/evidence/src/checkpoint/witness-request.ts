// SPDX-License-Identifier: Apache-2.0
/**
 * `POST /add-checkpoint` of C2SP tlog-witness: the body, and what a witness answers. The witness itself keeps
 * one size and root per origin and must compare, set and make durable in one step before it answers 200.
 */
import { type AlgorithmSuites, type Hash, hashSizeBytes } from '../algorithms.ts';
import { decodeBase64, encodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8, encodeUtf8, equalBytes } from '../bytes/octets.ts';
import { verifyConsistency } from '../merkle/proofs.ts';
import { parseCheckpoint, type SignedCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { encodeNote } from './note.ts';
import { suiteOfKey, type VerifierKey } from './vkey.ts';

/** Fixed by the specification. */
const maxProofHashes = 63;

export interface AddCheckpoint {
  readonly oldSize: number;
  readonly path: readonly Hash[];
  readonly checkpoint: SignedCheckpoint;
}

export function encodeAddCheckpoint(request: AddCheckpoint): Uint8Array {
  const head = [`old ${request.oldSize}`, ...request.path.map(encodeBase64), ''].join('\n');
  return encodeUtf8(`${head}\n${decodeUtf8(encodeNote(request.checkpoint.note))}`);
}

/** @returns undefined when the body is malformed: answer 400 */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint | undefined {
  const text = decodeUtf8(body);
  const split = text?.indexOf('\n\n') ?? -1;
  if (text === undefined || split < 0) return undefined;
  const [first, ...lines] = text.slice(0, split).split('\n');
  const oldSize = /^old (0|[1-9]\d{0,15})$/.exec(first!)?.[1];
  const path = lines.map(decodeBase64);
  const checkpoint = parseCheckpoint(encodeUtf8(text.slice(split + 2)));
  if (oldSize === undefined || !checkpoint || path.length > maxProofHashes) return undefined;
  if (!path.every((hash) => hash?.length === hashSizeBytes)) return undefined;
  return { oldSize: Number(oldSize), path: path as readonly Hash[], checkpoint };
}

/** What the witness last co-signed for an origin; size 0 before the first. */
export interface WitnessedTree {
  readonly size: number;
  readonly root: Hash | undefined;
}

/** The HTTP status is the protocol's; `ok` means: store this tree if `known` is still the one stored, then co-sign. */
export type WitnessAnswer =
  | { readonly kind: 'ok'; readonly status: 200; readonly size: number; readonly root: Hash }
  | { readonly kind: 'malformed'; readonly status: 400 }
  | { readonly kind: 'unknown-log'; readonly status: 404 }
  | { readonly kind: 'unknown-key'; readonly status: 403 }
  /** Rolled back, cloned, or simply behind: the body is the size, type `text/x.tlog.size`. */
  | { readonly kind: 'other-size'; readonly status: 409; readonly knownSize: number }
  /** Same size, other root: two histories. */
  | { readonly kind: 'other-root'; readonly status: 409; readonly knownSize: number }
  | { readonly kind: 'inconsistent'; readonly status: 422 };

/**
 * @param keys of the log that claims this origin; undefined when no such log is known
 */
export function judgeAddCheckpoint(
  suites: AlgorithmSuites,
  request: AddCheckpoint | undefined,
  keys: readonly VerifierKey[] | undefined,
  known: WitnessedTree,
): WitnessAnswer {
  if (!request) return { kind: 'malformed', status: 400 };
  if (!keys) return { kind: 'unknown-log', status: 404 };
  const { checkpoint, oldSize, path } = request;
  const verdict = verifyCheckpoint(suites, checkpoint, keys);
  if (verdict.kind !== 'signed') return { kind: 'unknown-key', status: 403 };
  if (oldSize > checkpoint.size) return { kind: 'malformed', status: 400 };
  if (oldSize !== known.size) return { kind: 'other-size', status: 409, knownSize: known.size };
  if (oldSize === checkpoint.size && known.root && !equalBytes(known.root, checkpoint.root))
    return { kind: 'other-root', status: 409, knownSize: known.size };
  const algorithms = suites[suiteOfKey(verdict.by[0]!.kind)];
  const old = { size: known.size, root: known.root ?? algorithms.hash() };
  if (verifyConsistency(algorithms, old, checkpoint, path).kind !== 'proven')
    return { kind: 'inconsistent', status: 422 };
  return { kind: 'ok', status: 200, size: checkpoint.size, root: checkpoint.root };
}
