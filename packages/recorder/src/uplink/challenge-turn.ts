// SPDX-License-Identifier: Apache-2.0
/** Challenges that the platform's answers brought: answered one after the other, kept on disk until they are settled. */
import { answerRetentionChallenge, type UplinkChallenge } from '@mingjing/contracts/desk';
import { signStatement } from '@mingjing/evidence';
import type { PlatformAnswers } from './answer-platform.ts';
import { postStatement } from './post-statement.ts';
import type { UplinkBook } from './uplink-book.ts';
import type { UplinkCore } from './uplink-core.ts';

/** A block is 22 kB on the wire; a slow line gets minutes for a few hundred. */
const sendWithinMs = 5 * 60_000;

export type ChallengeTurnOptions = {
  readonly core: UplinkCore;
  readonly book: UplinkBook;
  readonly answer: (challenge: UplinkChallenge, platform: string) => Promise<PlatformAnswers>;
  readonly say: (message: string, facts: object) => void;
};

/** @returns false when the platform could not be reached: what is owed stays owed */
export async function answerOwed(options: ChallengeTurnOptions, platform: string): Promise<boolean> {
  for (const challenge of options.book.owed())
    if (!(await answerOne(options, platform, challenge))) return false;
  return true;
}

async function answerOne(
  { core, book, answer, say }: ChallengeTurnOptions,
  platform: string,
  challenge: UplinkChallenge,
): Promise<boolean> {
  const now = () => Math.round(core.nowMs());
  const settle = (state: 'answered' | 'refused' | 'missed', session: number | null = null) =>
    book.settle(challenge, { state, atMs: now(), session, verdict: null });
  if (Date.parse(challenge.due) < now()) {
    settle('missed');
    return true;
  }
  const found = await answer(challenge, platform).catch((error: unknown) => {
    say('a challenge cannot be answered', { reason: error instanceof Error ? error.message : 'unknown' });
    return undefined;
  });
  if (!found) {
    settle('refused');
    return true;
  }
  const said = {
    v: 1,
    origin: core.log.origin,
    challenge: challenge.id,
    nonce: challenge.nonce,
    answers: found.answers,
  } as const;
  const statement = signStatement(core.algorithms, 'uplink-challenge-answer', said, core.signer);
  const reply = await postStatement(platform, answerRetentionChallenge, statement, {
    withinMs: sendWithinMs,
  });
  if (reply.kind === 'unreachable') return false;
  if (reply.kind === 'refused') {
    say('the platform did not take an answer', { code: reply.code });
    if (reply.status >= 500 || reply.status === 429) return false;
    settle('refused', found.session);
    return true;
  }
  const { state, verdict } = reply.answer;
  book.settle(challenge, {
    state: state === 'late' ? 'missed' : 'answered',
    atMs: now(),
    session: found.session,
    verdict: verdict && {
      held: verdict.held,
      gap: verdict.gap,
      deleted: verdict.deleted,
      failed: verdict.failed,
      heldAtLeast: verdict.heldAtLeast,
    },
  });
  return true;
}
