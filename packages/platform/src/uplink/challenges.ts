// SPDX-License-Identifier: Apache-2.0
/** Challenges on their way: drawn against the checkpoint just witnessed, due soon, asked again when no answer came. */
import { randomBytes } from 'node:crypto';
import type { ChallengeAnswer, ReportedFacts, UplinkChallenge } from '@mingjing/contracts/desk';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { oneOf, type Transaction } from '../database/scope.ts';
import { callAgainMs } from './errands.ts';
import {
  answerWithinMs,
  type ClaimedRange,
  claimedRanges,
  judgeAnswer,
  mostAttempts,
  nextChanceMs,
} from './judge-answer.ts';
import type { Noticed } from './judge-report.ts';
import { type ChallengeRow, note, type RecorderRow } from './recorder-store.ts';

/**
 * What the recorder is asked now. The nonce is made after the checkpoint was signed and is never used twice, so an
 * answer can only be made from what is there. What was not answered in time is asked again, three times.
 *
 * @param checkpoint the note of the report just taken
 */
export async function drawChallenges(
  tx: Transaction,
  recorder: RecorderRow,
  facts: ReportedFacts,
  checkpoint: string,
  nowMs: number,
): Promise<readonly UplinkChallenge[]> {
  const rows = await tx.query<ChallengeRow>(
    `SELECT * FROM recorder_challenge WHERE recorder_id = $1
        AND ((state = 'ordered' AND coalesce(due_at, $2) <= $2) OR (state = 'open' AND due_at < $3))
      ORDER BY id LIMIT 4 FOR UPDATE`,
    [recorder.id, new Date(nowMs), new Date(nowMs - nextChanceMs)],
  );
  const drawn: UplinkChallenge[] = [];
  for (const row of rows) {
    if (row.state === 'open') await note(tx, recorder, unanswered(row), nowMs);
    if (row.attempt >= mostAttempts) {
      await tx.query(`UPDATE recorder_challenge SET state = 'contained' WHERE id = $1`, [row.id]);
      continue;
    }
    // Asked again about the same cameras; the first time about all of them, each group over its own days.
    const [range, ...others] = claimedRanges(facts, row.challenge?.cameras);
    if (!range) {
      // Nothing is said to be kept, so there is nothing to draw from; asked again when it may have recorded.
      await tx.query(
        `UPDATE recorder_challenge SET state = 'ordered', attempt = attempt + 1, due_at = $2 WHERE id = $1`,
        [row.id, new Date(nowMs + nextChanceMs)],
      );
      continue;
    }
    drawn.push(await draw(tx, row, { range, checkpoint, nowMs }));
    if (row.challenge) continue;
    for (const other of others)
      drawn.push(await draw(tx, await addRow(tx, row), { range: other, checkpoint, nowMs }));
  }
  return drawn;
}

/** One more of the same order, about other cameras. */
async function addRow(tx: Transaction, { id }: ChallengeRow): Promise<ChallengeRow> {
  return oneOf(
    await tx.query<ChallengeRow & Record<string, unknown>>(
      `INSERT INTO recorder_challenge (recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, state, thing_id)
       SELECT recorder_id, unit_id, jurisdiction, ordered_by, ground, ordered_at, samples, 'ordered', thing_id
         FROM recorder_challenge WHERE id = $1 RETURNING *`,
      [id],
    ),
  );
}

async function draw(
  tx: Transaction,
  row: ChallengeRow,
  of: { readonly range: ClaimedRange; readonly checkpoint: string; readonly nowMs: number },
): Promise<UplinkChallenge> {
  const due = new Date(of.nowMs + answerWithinMs);
  const challenge: UplinkChallenge = {
    id: row.id,
    due: due.toISOString(),
    nonce: randomBytes(32).toString('base64'),
    checkpoint: of.checkpoint,
    ...of.range,
    cameras: [...of.range.cameras],
    samples: row.samples,
    ground: row.ground,
  };
  await tx.query(
    `UPDATE recorder_challenge SET state = 'open', attempt = attempt + 1, due_at = $2, challenge = $3 WHERE id = $1`,
    [row.id, due, JSON.stringify(challenge)],
  );
  return challenge;
}

/** Whether this recorder is to call: something was ordered that waits for a report of it, or a request is to be collected. */
export async function isWanted(tx: Transaction, recorderId: string, nowMs: number): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM recorder_challenge
      WHERE recorder_id = $1 AND state = 'ordered' AND coalesce(due_at, $2) <= $2
     UNION ALL SELECT 1 FROM recorder_errand
      WHERE recorder_id = $1 AND wanted AND coalesce(told_at, '-infinity') < $3 LIMIT 1`,
    [recorderId, new Date(nowMs), new Date(nowMs - callAgainMs)],
  );
  return rows.length > 0;
}

/** Too late or never is no proof of anything; it is not held against the unit. */
const unanswered = (row: ChallengeRow): Noticed => ({
  kind: 'late-answer',
  by: 'challenge-deadline',
  weight: 'contained',
  detail: { challenge: row.id, attempt: row.attempt },
});

export type Taken =
  | { readonly state: 'answered' | 'late'; readonly verdict: ReturnType<typeof judgeAnswer>['verdict'] }
  | undefined;

/** @returns undefined when nothing of the kind is open for this recorder */
export async function takeAnswer(
  tx: Transaction,
  recorder: RecorderRow,
  said: ChallengeAnswer,
  nowMs: number,
): Promise<Taken> {
  const [row] = await tx.query<ChallengeRow>(
    `SELECT * FROM recorder_challenge WHERE id = $1 AND recorder_id = $2 AND state = 'open' FOR UPDATE`,
    [said.challenge, recorder.id],
  );
  if (!row?.challenge || !row.due_at) return undefined;
  if (row.due_at.getTime() < nowMs) {
    await note(tx, recorder, unanswered(row), nowMs);
    return { state: 'late', verdict: undefined };
  }
  const { verdict, noticed } = judgeAnswer(nodeAlgorithms, row.challenge, said, recorder.facts ?? undefined);
  for (const one of noticed) await note(tx, recorder, one, nowMs);
  if (verdict)
    await tx.query(
      `UPDATE recorder_challenge SET state = 'answered', answers = $2, verdict = $3, answered_at = $4 WHERE id = $1`,
      [row.id, JSON.stringify(said.answers), JSON.stringify(verdict), new Date(nowMs)],
    );
  return { state: 'answered', verdict };
}
