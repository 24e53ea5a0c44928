// SPDX-License-Identifier: Apache-2.0
/**
 * A witness, without storage and sockets: what it answers to `POST /add-checkpoint` (C2SP tlog-witness). The
 * platform's endpoint and `mingjing witness` are this function over their own stores.
 */
import type { AlgorithmSuites, Hash } from '../algorithms.ts';
import { decodeUtf8 } from '../bytes/octets.ts';
import { addSignatures, cosignCheckpoint, type SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import { checkSignatures, encodeNote, type NoteSigner, parseSignatureLine } from '../checkpoint/note.ts';
import type { VerifierKey } from '../checkpoint/vkey.ts';
import { judgeAddCheckpoint, parseAddCheckpoint, type WitnessedTree } from '../checkpoint/witness-request.ts';

/** Where a witness keeps the newest tree of every log it knows. */
export interface WitnessStore {
  /** Keys of the log with this origin; undefined when it is none of the witness's. */
  readonly keysOf: (origin: string) => Promise<readonly VerifierKey[] | undefined>;
  /** Size 0 before the first. */
  readonly find: (origin: string) => Promise<WitnessedTree>;
  /**
   * Stores the next tree if `known` still stands: atomic against other requests, and durable when it resolves.
   * Everything a witness promises rests on this.
   *
   * @returns false when another tree stands by now
   */
  readonly compareAndSet: (origin: string, known: WitnessedTree, next: StoredTree) => Promise<boolean>;
}

export interface StoredTree {
  readonly size: number;
  readonly root: Hash;
  /** The checkpoint with the witness's own line under it, for whoever monitors. */
  readonly note: Uint8Array;
}

/** An HTTP answer; `contentType` of the body, text throughout. */
export interface WitnessResponse {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
}

/** Longest body that is read: a checkpoint with 64 signatures and 63 hashes is far shorter. */
export const maxAddCheckpointBytes = 65_536;

/** Requests that overtake each other are judged again; more often than this is somebody's attack. */
const maxTurns = 5;

/** @param nowS when it signs, seconds since the epoch */
export async function answerAddCheckpoint(
  suites: AlgorithmSuites,
  body: Uint8Array,
  witness: { readonly store: WitnessStore; readonly signer: NoteSigner; readonly nowS: () => number },
): Promise<WitnessResponse> {
  const { store, signer, nowS } = witness;
  const request = body.length > maxAddCheckpointBytes ? undefined : parseAddCheckpoint(body);
  if (!request) return text(400, 'malformed\n');
  const { origin } = request.checkpoint;
  const keys = await store.keysOf(origin);
  let knownSize = 0;
  for (let turn = 0; turn < maxTurns; turn++) {
    const known = keys ? await store.find(origin) : { size: 0, root: undefined };
    const answer = judgeAddCheckpoint(suites, request, keys, known);
    if (answer.kind !== 'ok') return refusal(answer);
    knownSize = known.size;
    const line = cosignCheckpoint(request.checkpoint, signer, nowS());
    const note = noteWith(request.checkpoint, line);
    if (await store.compareAndSet(origin, known, { size: answer.size, root: answer.root, note }))
      return text(200, line);
  }
  return sizeAnswer(knownSize);
}

function noteWith(checkpoint: SignedCheckpoint, line: string): Uint8Array {
  return encodeNote(addSignatures(checkpoint.note, [parseSignatureLine(line.trimEnd())!]));
}

function refusal(answer: Exclude<ReturnType<typeof judgeAddCheckpoint>, { kind: 'ok' }>): WitnessResponse {
  switch (answer.kind) {
    case 'other-size':
    case 'other-root':
      return sizeAnswer(answer.knownSize);
    default:
      return text(answer.status, `${answer.kind}\n`);
  }
}

/** The size the witness knows: so a recorder that was rolled back or cloned shows. */
function sizeAnswer(size: number): WitnessResponse {
  return { status: 409, contentType: 'text/x.tlog.size', body: `${size}\n` };
}

function text(status: WitnessResponse['status'], body: string): WitnessResponse {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

/** What the other side makes of an answer. */
export type WitnessReply =
  /** The witness's line, checked against its key. */
  | { readonly kind: 'cosigned'; readonly line: string; readonly timeS: number }
  /** It knows this size: ask again from there, or, if that is more than we have, we are not the log it knows. */
  | { readonly kind: 'other-size'; readonly knownSize: number }
  | { readonly kind: 'inconsistent' }
  | { readonly kind: 'refused'; readonly status: number };

/**
 * Reads what a witness answered. Assumes nothing about it: only a line that its key really made counts.
 *
 * @param checkpoint what was sent
 */
export function readWitnessAnswer(
  suites: AlgorithmSuites,
  answer: { readonly status: number; readonly body: Uint8Array },
  checkpoint: SignedCheckpoint,
  witness: VerifierKey,
): WitnessReply {
  const { status } = answer;
  const words = decodeUtf8(answer.body.subarray(0, maxAddCheckpointBytes)) ?? '';
  if (status === 200) {
    for (const line of words.split('\n')) {
      const signature = parseSignatureLine(line);
      if (!signature) continue;
      const note = { text: checkpoint.note.text, signatures: [signature] };
      const [found] = checkSignatures(suites, note, [witness]);
      if (found?.isValid && found.timeS !== undefined && found.timeS > 0)
        return { kind: 'cosigned', line, timeS: found.timeS };
    }
    return { kind: 'refused', status };
  }
  const size = /^(0|[1-9]\d{0,15})\n?$/.exec(words)?.[1];
  if (status === 409 && size !== undefined) return { kind: 'other-size', knownSize: Number(size) };
  return status === 422 ? { kind: 'inconsistent' } : { kind: 'refused', status };
}
