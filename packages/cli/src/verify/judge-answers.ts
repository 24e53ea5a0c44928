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
  /** Fields of the challenge that the answerer chose: with any of them the verdict proves nothing. */
  readonly chosenByAnswerer: readonly string[];
}

interface AnswerFile {
  readonly challenge: RetentionChallenge;
  readonly answers: readonly SampleAnswer[];
  readonly keys?: unknown;
}

const fixedFields = ['nonce', 'checkpoint', 'cameras', 'from', 'to', 'samples'] as const;

/**
 * @param asked what the verifier fixed beforehand; whatever is absent the answerer chose, and could choose to suit him
 * @throws UsageError when the file is no answer, or answers another nonce
 */
export async function judgeAnswerFile(
  path: string,
  asked: Partial<RetentionChallenge>,
  trust: Trust,
): Promise<JudgedAnswers> {
  const { nonce } = asked;
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
  const isSame = (field: (typeof fixedFields)[number]): boolean =>
    JSON.stringify(asked[field]) === JSON.stringify(challenge[field]);
  return {
    challenge,
    chosenByAnswerer: fixedFields.filter((field) => !isSame(field)),
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

/**
 * A challenge as `mingjing challenge --draw` writes it, or as a platform kept it with its answers.
 *
 * @throws UsageError
 */
export async function readChallengeFile(path: string): Promise<RetentionChallenge> {
  const file = await readJson(path);
  const value = (file as { readonly challenge?: unknown } | null)?.challenge ?? file;
  const { cameras, samples, nonce, from, to, checkpoint } = (value ?? {}) as Partial<RetentionChallenge>;
  const isWhole =
    Array.isArray(cameras) &&
    [nonce, from, to, checkpoint].every((text) => typeof text === 'string') &&
    typeof samples === 'number';
  if (!isWhole) throw new UsageError(`${path}：不是抽查 · is no challenge`);
  return value as RetentionChallenge;
}

async function readAnswerFile(path: string): Promise<AnswerFile> {
  const value = await readJson(path);
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

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${path}：读不出来 · cannot be read (${error instanceof Error ? error.message : ''})`,
    );
  }
}

function judged(path: string, judge: () => ChallengeVerdict): ChallengeVerdict {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    throw new UsageError(`${path}：${error.message}`);
  }
}
