// SPDX-License-Identifier: Apache-2.0
/**
 * Answers a retention challenge of the platform. Blocks are pictures and leave the house, so the answer is an access
 * session through the gate: it stands in the register with what was really sent before the platform has it.
 */
import type { UplinkChallenge } from '@mingjing/contracts/desk';
import { parseTime, type SampleAnswer } from '@mingjing/evidence';
import type { Challenger } from '../site/access/challenge.ts';
import type { AccessGate } from '../site/access/gate.ts';
import { openPlatformLook } from '../site/access/platform-look.ts';
import type { SessionBook } from '../site/access/session-book.ts';

export type PlatformAnswers = {
  readonly answers: readonly SampleAnswer[];
  /** Register number of the look. */
  readonly session: number;
};

/**
 * @throws ServerRefusal as `Challenger.answer`, for a challenge that is none of ours; what the log throws when nothing can be written
 */
export async function answerPlatform(
  {
    gate,
    book,
    challenger,
  }: { readonly gate: AccessGate; readonly book: SessionBook; readonly challenger: Challenger },
  challenge: UplinkChallenge,
  platform: { readonly address: string; readonly nowMs: number },
): Promise<PlatformAnswers> {
  const { nonce, samples, checkpoint, cameras, from, to, ground } = challenge;
  const look = await openPlatformLook(gate, book, {
    kind: 'export',
    purpose: 'retention-challenge',
    purposeText: `${ground === undefined ? '' : `${ground}；`}${samples} 个样本`,
    cameras,
    fromMs: parseTime(from) ?? Number.NaN,
    toMs: parseTime(to) ?? Number.NaN,
    nowMs: platform.nowMs,
    platform: { protocol: 'uplink', id: platform.address.slice(0, 60), name: '公安机关监督平台' },
  });
  try {
    const asked = { nonce, samples, checkpoint, cameras, from, to };
    const { answers } = await challenger.answer(look.grants, asked);
    return { answers, session: (await look.close()).number };
  } catch (error) {
    await look.close();
    throw error;
  }
}
