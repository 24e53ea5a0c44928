// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type ChallengeVerdict,
  decodeUtf8,
  encodeBase64,
  formatBeijingTime,
  maxSamples,
  parseCheckpoint,
  parseTime,
  type RetentionChallenge,
  storeNames,
  suiteOfOrigin,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { openOfflineFootage } from '@mingjing/recorder';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';
import { openStoreFiles } from '../verify/disk-files.ts';
import {
  type JudgedAnswers,
  judgeAnswerFile,
  readChallengeFile,
  signerLine,
} from '../verify/judge-answers.ts';
import {
  challengeRange,
  type OpenedSegment,
  readStoreLog,
  runStoreChallenge,
} from '../verify/store-challenge.ts';
import { readTrust } from '../verify/trust-files.ts';

const help = `用法 usage: mingjing challenge --store DIR [--samples N] [--days D | --from T --to T] [--camera ID …]
                               [--start-secret FILE] [--json]
             mingjing challenge --draw --checkpoint FILE --camera ID … --from T --to T [--samples N] > ask.json
             mingjing challenge --answer FILE --challenge ask.json [--key FILE …] [--fingerprint TEXT …] [--json]

自查保存情况：用新的随机数抽取若干时刻，读出对应的数据块并核对到检查点，给出保存比例的置信下限。
Self-audit of retention: draws instants with a fresh nonce, reads the block recorded then, proves it against the
checkpoint, and says which share is held at least.

  --samples N   抽样数 number of samples (459; 459 of 459 shows 99 % at 99 %)
  --days D      只查最近 D 天 only the last D days of the log
  --from, --to  RFC 3339 UTC，毫秒 with milliseconds
  --start-secret FILE    录像已加密时的启动密钥 start secret, where footage is encrypted
  --draw        出题：录像机先交检查点（GET /api/checkpoint），再由您定摄像机、时段、抽样数，并抽新的随机数
                draw a challenge: the recorder commits to a checkpoint first, then everything is fixed by you
  --checkpoint FILE      录像机在出题之前交出的检查点 the checkpoint it gave out before
  --answer FILE 核对录像机对外来抽查的回答 judge what a recorder answered to you (POST /api/media/SESSION/challenge)
  --challenge FILE       您出的题；凡回答者自选的一项（检查点、摄像机、时段、抽样数、随机数），结论即不成立
                your challenge: whatever the answerer chose himself makes the answer no
  --nonce N     只有随机数时：其余由对方自选，结论不成立 with the nonce alone the rest was the other side's choice
  --key, --fingerprint   已知的公钥或指纹，同 verify · keys you already know, as for verify

退出码 exit: 0 全部持有 every sample is held · 1 有缺 some are not · 2 输入不可用 unusable input
`;

export const command: Command = {
  summary: '抽查录像是否还在 sample whether the footage is still there',
  help,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      store: { type: 'string' },
      samples: { type: 'string', default: '459' },
      days: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      camera: { type: 'string', multiple: true },
      answer: { type: 'string' },
      challenge: { type: 'string' },
      checkpoint: { type: 'string' },
      'start-secret': { type: 'string' },
      draw: { type: 'boolean', default: false },
      nonce: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      fingerprint: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.answer !== undefined) {
    const trust = await readTrust(nodeAlgorithms, {
      keys: values.key,
      fingerprints: values.fingerprint,
      checkpoint: undefined,
      policy: undefined,
    });
    const asked =
      values.challenge === undefined ? { nonce: values.nonce } : await readChallengeFile(values.challenge);
    const judged = await judgeAnswerFile(values.answer, withoutUndefined(asked), trust);
    terminal.stdout(
      values.json
        ? `${JSON.stringify(judged)}\n`
        : `${signerLine(judged)}\n${choiceLine(judged)}${asText(judged.challenge, judged.verdict)}`,
    );
    const isFixed = judged.chosenByAnswerer.length === 0;
    return isFixed && judged.isSigned && judged.verdict.held === judged.verdict.samples ? 0 : 1;
  }
  if (values.draw) {
    terminal.stdout(`${JSON.stringify(await drawChallenge(values))}\n`);
    return 0;
  }
  if (values.store === undefined)
    throw new UsageError('challenge 需要 --store DIR · challenge needs --store DIR');
  const samples = readCount('--samples', values.samples, maxSamples);
  const days = values.days === undefined ? undefined : readCount('--days', values.days, 36_500);
  const files = openStoreFiles(values.store);
  const note = await files.readWhole(storeNames.checkpoint);
  const checkpoint = note && parseCheckpoint(note);
  if (!note || !checkpoint)
    throw new UsageError(`${values.store}：没有检查点，不能抽查 · has no checkpoint to challenge`);
  const algorithms = nodeAlgorithms[suiteOfOrigin(checkpoint.origin)];
  const store = await readStoreLog(algorithms, files, checkpoint);
  const whole = challengeRange(store, days);
  if (!whole) throw new UsageError(`${values.store}：日志中没有录像条目 · its log has no footage entries`);
  const cameras = values.camera ?? [...store.cameras.keys()].sort();
  for (const camera of cameras)
    if (!store.cameras.has(camera))
      throw new UsageError(`没有摄像机 ${camera} · no camera ${camera} in this store`);
  const challenge = {
    nonce: encodeBase64(randomBytes(32)),
    checkpoint: decodeUtf8(note)!,
    cameras: [...new Set(cameras)],
    from: readTime('--from', values.from) ?? whole.from,
    to: readTime('--to', values.to) ?? whole.to,
    samples,
  };
  if (challenge.from >= challenge.to)
    throw new UsageError('--from 必须早于 --to · --from must be before --to');
  const footage = await asUsage(
    () => openOfflineFootage(values.store!, startSecretOf(values['start-secret'])),
    recorderRefusal,
  );
  const read = ({ camera, path }: OpenedSegment) => footage.source(camera, path);
  const verdict = await runStoreChallenge(algorithms, read, store, checkpoint, challenge);
  terminal.stdout(
    values.json ? `${JSON.stringify({ challenge, ...verdict })}\n` : asText(challenge, verdict),
  );
  return verdict.held === verdict.samples ? 0 : 1;
}

/** Everything is fixed here, and the nonce is drawn last. */
async function drawChallenge(values: {
  readonly checkpoint?: string;
  readonly camera?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly samples: string;
}): Promise<RetentionChallenge> {
  const { checkpoint: file, camera = [] } = values;
  const from = readTime('--from', values.from);
  const to = readTime('--to', values.to);
  if (file === undefined || camera.length === 0 || from === undefined || to === undefined || from >= to)
    throw new UsageError(
      '--draw 需要 --checkpoint、--camera、--from、--to · --draw needs --checkpoint, --camera, --from and --to',
    );
  const checkpoint = await readFile(file).catch(() => undefined);
  if (!checkpoint || !parseCheckpoint(checkpoint))
    throw new UsageError(`${file}：不是检查点 · not a signed checkpoint`);
  return {
    checkpoint: decodeUtf8(checkpoint)!,
    cameras: [...new Set(camera)],
    from,
    to,
    samples: readCount('--samples', values.samples, maxSamples),
    nonce: encodeBase64(randomBytes(32)),
  };
}

function withoutUndefined(asked: { readonly nonce?: string | undefined }): Partial<RetentionChallenge> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** What makes the verdict worth nothing. */
function choiceLine({ chosenByAnswerer }: JudgedAnswers): string {
  if (chosenByAnswerer.length === 0) return '';
  const fields = chosenByAnswerer.join(', ');
  return `不能证明：以下各项由回答者自选，可以挑到合意为止 · not proven, the answerer chose these himself and could try until they suited: ${fields}\n`;
}

function readCount(name: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most)
    throw new UsageError(`${name} 应为 1 到 ${most} 的整数 · must be an integer from 1 to ${most}`);
  return value;
}

function readTime(name: string, text: string | undefined): string | undefined {
  if (text === undefined || parseTime(text) !== undefined) return text;
  throw new UsageError(
    `${name} 应为 2026-11-03T08:00:00.000Z 的形式 · must look like 2026-11-03T08:00:00.000Z`,
  );
}

function asText(range: { readonly from: string; readonly to: string }, verdict: ChallengeVerdict): string {
  const { samples, held, gap, deleted, failed, confidence, heldAtLeast, notHeld } = verdict;
  const share = (heldAtLeast * 100).toFixed(2);
  const lines = [
    `抽查 ${samples} 处（北京时间 ${formatBeijingTime(range.from)} 至 ${formatBeijingTime(range.to)}）：持有 ${held}，缺口 ${gap}，已删除 ${deleted}，失败 ${failed}。`,
    `以 ${confidence * 100} % 的把握，至少 ${share} % 的时间有录像。`,
    `${samples} samples: held ${held}, gap ${gap}, deleted ${deleted}, failed ${failed}. With ${confidence * 100} % confidence at least ${share} % is held.`,
  ];
  for (const { camera, atMs, outcome, reason } of notHeld.slice(0, 20))
    lines.push(`  ${camera} ${formatBeijingTime(atMs)} ${outcome}${reason ? ` (${reason})` : ''}`);
  if (notHeld.length > 20) lines.push(`  … ${notHeld.length - 20}`);
  return `${lines.join('\n')}\n`;
}
