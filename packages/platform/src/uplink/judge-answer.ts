// SPDX-License-Identifier: Apache-2.0
/** A retention challenge: what is asked of whom, and what an answer shows. Pure. */
import type { ChallengeAnswer, ReportedFacts, UplinkChallenge } from '@mingjing/contracts/desk';
import {
  type AlgorithmSuites,
  type ChallengeVerdict,
  encodeUtf8,
  judgeAnswers,
  parseCheckpoint,
  parseTime,
  type RetentionChallenge,
  type SampleAnswer,
  suiteOfOrigin,
} from '@mingjing/evidence';
import type { Noticed } from './judge-report.ts';

/** Minutes would do for a machine; a slow line gets its time. Who has to make footage first needs longer. */
export const answerWithinMs = 15 * 60_000;
/** A chance that was missed is followed by the next not before this: a power cut shall not use them up. */
export const nextChanceMs = 60 * 60_000;
/** The first and three more; then only a visit can tell. */
export const mostAttempts = 4;

const dayMs = 24 * 60 * 60_000;
/** Retention goes on while a challenge is on its way: its first hour is left out where there is more than a day. */
const edgeMs = 60 * 60_000;

/** Cameras that are asked about together begin and end within these of each other. */
const beginsWithinMs = dayMs;
const endsWithinMs = 60 * 60_000;
/** More ranges than this are asked about as one, as far as all of them reach. */
const mostRanges = 8;

export interface ClaimedRange {
  readonly cameras: readonly string[];
  readonly from: string;
  readonly to: string;
}

/**
 * The ranges its own facts say are kept, the one of most cameras first. A camera that stopped, or was added later, is asked about
 * over its own range and shortens nobody else's. Empty: nothing is claimed, nothing to ask.
 *
 * @param only cameras to ask about; absent: all
 */
export function claimedRanges(facts: ReportedFacts, only?: readonly string[]): readonly ClaimedRange[] {
  const claimed = facts.cameras
    .flatMap(({ id, oldest, newest }) =>
      oldest === null || newest === null || oldest >= newest || (only && !only.includes(id))
        ? []
        : [{ id, oldestMs: Date.parse(oldest), newestMs: Date.parse(newest) }],
    )
    .sort((a, b) => a.oldestMs - b.oldestMs);
  const groups: (typeof claimed)[] = [];
  for (const one of claimed) {
    const near = groups.find(([first]) => first !== undefined && isNear(first, one));
    if (near) near.push(one);
    else groups.push([one]);
  }
  groups.sort((a, b) => b.length - a.length);
  const asked = [...groups.slice(0, mostRanges - 1), groups.slice(mostRanges - 1).flat()];
  return asked.flatMap((group) => rangeOf(group) ?? []);
}

type Kept = { readonly id: string; readonly oldestMs: number; readonly newestMs: number };

const isNear = (a: Kept, b: Kept): boolean =>
  Math.abs(a.oldestMs - b.oldestMs) <= beginsWithinMs && Math.abs(a.newestMs - b.newestMs) <= endsWithinMs;

/** As far as all of a group reach. */
function rangeOf(group: readonly Kept[]): ClaimedRange | undefined {
  if (group.length === 0) return undefined;
  const fromMs = Math.max(...group.map(({ oldestMs }) => oldestMs));
  const toMs = Math.min(...group.map(({ newestMs }) => newestMs));
  if (fromMs >= toMs) return undefined;
  // What lawfully goes between the question and the answer is not asked for.
  const edge = toMs - fromMs > dayMs ? edgeMs : 0;
  return {
    cameras: group.map(({ id }) => id).sort(),
    from: new Date(fromMs + edge).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}

export interface JudgedAnswer {
  readonly verdict: ChallengeVerdict | undefined;
  readonly noticed: readonly Noticed[];
}

/** @param claimed facts of the recorder when it was asked */
export function judgeAnswer(
  suites: AlgorithmSuites,
  challenge: UplinkChallenge,
  said: ChallengeAnswer,
  claimed: ReportedFacts | undefined,
): JudgedAnswer {
  if (said.nonce !== challenge.nonce)
    return { verdict: undefined, noticed: [noticed('foreign-answer', 'nonce', { challenge: challenge.id })] };
  const head = parseCheckpoint(encodeUtf8(challenge.checkpoint));
  if (!head) throw new Error('a challenge that was sent has no checkpoint');
  const { nonce, checkpoint, cameras, from, to, samples } = challenge;
  const asked: RetentionChallenge = { nonce, checkpoint, cameras, from, to, samples };
  const answers = said.answers as unknown as readonly SampleAnswer[];
  const verdict = judgeAnswers(suites[suiteOfOrigin(said.origin)], asked, answers, head);
  const { held, gap, deleted, failed } = verdict;
  const counts = { samples, held, gap, deleted, failed };
  // Deleted between the oldest and the newest that it says it keeps, or more gaps proven than it declared.
  const isContradicted =
    claimed !== undefined && (deleted > 0 || hasMoreGaps(claimed, challenge, verdict, answers));
  return {
    verdict,
    noticed: [
      ...(failed > 0 ? [noticed('missing-footage', 'challenge', counts)] : []),
      ...(isContradicted ? [noticed('facts-contradicted', 'facts-against-challenge', counts)] : []),
    ],
  };
}

const noticed = (kind: Noticed['kind'], by: string, detail: Noticed['detail']): Noticed => ({
  kind,
  by,
  weight: 'finding',
  detail,
});

/** Whether the gaps whose entries were proven are longer together than what was declared of their camera. */
function hasMoreGaps(
  claimed: ReportedFacts,
  { from, to }: UplinkChallenge,
  { notHeld }: ChallengeVerdict,
  answers: readonly SampleAnswer[],
): boolean {
  const proven = new Map<string, Map<number, number>>();
  for (const { i, camera, outcome } of notHeld) {
    const answer = answers.find((one) => one.i === i);
    if (outcome !== 'gap' || answer?.kind !== 'gap') continue;
    const { start, end } = answer.span.entry as { start: string; end: string };
    const ms = (parseTime(end < to ? end : to) ?? 0) - (parseTime(start > from ? start : from) ?? 0);
    const ofCamera = proven.get(camera) ?? new Map<number, number>();
    proven.set(camera, ofCamera.set(answer.span.index, ms));
  }
  return [...proven].some(([camera, gaps]) => {
    const declared = claimed.cameras.find(({ id }) => id === camera)?.gapSeconds ?? {};
    const declaredMs = Object.values(declared).reduce((sum, seconds) => sum + seconds * 1000, 0);
    // A second per gap for how they are rounded.
    return [...gaps.values()].reduce((sum, ms) => sum + ms, 0) > declaredMs + gaps.size * 1000;
  });
}
