// SPDX-License-Identifier: Apache-2.0
/** What a recorder answered to a challenge of ours, read from a file and judged without it. */
import { readFile } from 'node:fs/promises';
import {
  type ChallengeVerdict,
  describeKey,
  EvidenceError,
  encodeUtf8,
  followHandovers,
  judgeAnswers,
  judgeSigner,
  keysKnownOutside,
  keysOfRing,
  parseCheckpoint,
  parseKeyRing,
  type RetentionChallenge,
  type SampleAnswer,
  type SignerVerdict,
  suiteOfOrigin,
  type Trust,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { UsageError } from '../command.ts';

export interface JudgedAnswers {
  readonly challenge: RetentionChallenge;
  readonly verdict: ChallengeVerdict;
  /** Its checkpoint is signed by a key that is known, or by its own when none was given. */
  readonly isSigned: boolean;
  readonly signer: SignerVerdict['kind'];
  readonly rank: string;
  readonly keys: readonly string[];
}

interface AnswerFile {
  readonly challenge: RetentionChallenge;
  readonly answers: readonly SampleAnswer[];
  readonly keys?: unknown;
}

/**
 * @param nonce what the verifier drew; undefined: not compared
 * @throws UsageError when the file is no answer, or answers another nonce
 */
export async function judgeAnswerFile(
  path: string,
  nonce: string | undefined,
  trust: Trust,
): Promise<JudgedAnswers> {
  const { challenge, answers, keys } = await readAnswerFile(path);
  if (nonce !== undefined && nonce !== challenge.nonce)
    throw new UsageError(`${path}：回答的不是这个随机数 · answers another nonce`);
  const checkpoint = parseCheckpoint(encodeUtf8(String(challenge.checkpoint)));
  if (!checkpoint) throw new UsageError(`${path}：其中的检查点读不出来 · its checkpoint cannot be read`);
  const algorithms = nodeAlgorithms[suiteOfOrigin(checkpoint.origin)];
  const ring =
    keys === undefined ? undefined : parseKeyRing(nodeAlgorithms, encodeUtf8(JSON.stringify(keys)));
  const handovers = ring?.handovers ?? [];
  const own = followHandovers(nodeAlgorithms, ring ? keysOfRing(nodeAlgorithms, ring) : [], handovers);
  const known = keysKnownOutside(nodeAlgorithms, trust, own, handovers);
  const signer = judgeSigner(nodeAlgorithms, checkpoint, own, known, trust, handovers);
  return {
    challenge,
    verdict: judged(path, () => judgeAnswers(algorithms, challenge, answers, checkpoint)),
    isSigned: signer.kind === 'signed',
    signer: signer.kind,
    rank: signer.kind === 'signed' ? signer.rank : 'none',
    keys: signer.kind === 'signed' ? signer.by.map((key) => describeKey(nodeAlgorithms, key)) : [],
  };
}

/** One line on whose checkpoint it is. */
export function signerLine({ isSigned, rank, keys }: JudgedAnswers): string {
  if (!isSigned) return '检查点的签名不成立或不是已知的密钥。the checkpoint is not signed by a key you know.';
  const words =
    rank === 'self-consistent'
      ? '公钥只来自回答本身 key from the answer itself'
      : '已知的录像机 known recorder';
  return `${words}：${keys.join(', ')}`;
}

async function readAnswerFile(path: string): Promise<AnswerFile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${path}：读不出来 · cannot be read (${error instanceof Error ? error.message : ''})`,
    );
  }
  const file = value as Partial<AnswerFile> | null;
  const { cameras, samples, nonce, from, to } = file?.challenge ?? {};
  const isChallenge =
    Array.isArray(cameras) &&
    [nonce, from, to].every((text) => typeof text === 'string') &&
    typeof samples === 'number';
  if (!isChallenge || !Array.isArray(file?.answers))
    throw new UsageError(`${path}：不是抽查的回答 · is no answer to a challenge`);
  return file as AnswerFile;
}

function judged(path: string, judge: () => ChallengeVerdict): ChallengeVerdict {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    throw new UsageError(`${path}：${error.message}`);
  }
}
