// SPDX-License-Identifier: Apache-2.0
/** Asks one witness for its signature under a checkpoint (C2SP tlog-witness), over HTTP. */
import {
  encodeAddCheckpoint,
  maxAddCheckpointBytes,
  parseCheckpoint,
  readWitnessAnswer,
  type SignedCheckpoint,
  type VerifierKey,
  type WitnessReply,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';

/** A witness this recorder names. */
export type WitnessTarget = {
  /** Submission prefix; `/add-checkpoint` is appended. */
  readonly url: string;
  readonly key: VerifierKey;
};

/** Sends one request; tests pass their own. */
export type PostToWitness = (
  url: string,
  body: Uint8Array,
) => Promise<{ readonly status: number; readonly body: Uint8Array }>;

/** The part of the log that proofs are made from. */
export type WitnessedLog = {
  readonly consistencyPath: (oldSize: number, size: number) => Promise<readonly Uint8Array[]>;
};

const timeoutMs = 10_000;

/** Redirects are refused: a witness is where the configuration says. */
export const postToWitness: PostToWitness = async (url, body) => {
  const response = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await readShort(response) };
};

/** No more than any answer can have; what is behind it is not read. */
async function readShort(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > maxAddCheckpointBytes) break;
  }
  return new Uint8Array(Buffer.concat(pieces));
}

export type Asked = WitnessReply & {
  /** What the witness knows afterwards, as far as it told. */
  readonly knownSize: number | undefined;
};

/**
 * @param knownSize what the witness is thought to know; a 409 corrects it, and the question is put once more
 */
export async function askWitness(
  target: WitnessTarget,
  log: WitnessedLog,
  note: Uint8Array,
  knownSize: number,
  post: PostToWitness,
): Promise<Asked> {
  const checkpoint = parseCheckpoint(note);
  if (!checkpoint) return { kind: 'refused', status: 0, knownSize: undefined };
  const first = await askOnce(target, log, checkpoint, Math.min(knownSize, checkpoint.size), post);
  if (first.kind !== 'other-size') return { ...first, knownSize: sizeAfter(first, checkpoint) };
  // More entries than we have, or what we said it knows and it still objects: another history of this log.
  if (first.knownSize > checkpoint.size || first.knownSize === knownSize) return first;
  const second = await askOnce(target, log, checkpoint, first.knownSize, post);
  return { ...second, knownSize: sizeAfter(second, checkpoint) ?? first.knownSize };
}

function sizeAfter(reply: WitnessReply, { size }: SignedCheckpoint): number | undefined {
  if (reply.kind === 'cosigned') return size;
  return reply.kind === 'other-size' ? reply.knownSize : undefined;
}

async function askOnce(
  { url, key }: WitnessTarget,
  log: WitnessedLog,
  checkpoint: SignedCheckpoint,
  oldSize: number,
  post: PostToWitness,
): Promise<WitnessReply> {
  const path =
    oldSize === 0 || oldSize === checkpoint.size ? [] : await log.consistencyPath(oldSize, checkpoint.size);
  const body = encodeAddCheckpoint({ oldSize, path, checkpoint });
  const answer = await post(`${url.replace(/\/$/, '')}/add-checkpoint`, body);
  return readWitnessAnswer(nodeAlgorithms, answer, checkpoint, key);
}
