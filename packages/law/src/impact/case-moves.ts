// SPDX-License-Identifier: Apache-2.0
/** What moves for one stored case: it is decided twice, and the two answers are set against each other. */
import { decide } from '../engine/decide.ts';
import { conductWords } from '../text/words.ts';
import type { Result } from '../types/answer.ts';
import type { Request } from '../types/facts.ts';
import { outcomeKey, outcomeOf } from '../whatif/outcome.ts';
import type { Move } from './unit-moves.ts';
import { isDecidable, type Versions } from './version.ts';

/** @returns null where one of the two is no instrument to decide under, or facts are missing on both sides */
export function caseMoves(versions: Versions, request: Request): readonly Move[] | null {
  const answers = bothAnswers(versions, request);
  if (answers === null) return null;
  const [before, after] = answers;
  if ([...before, ...after].every(({ disposition }) => disposition === 'need-facts')) return null;
  const conduct = conductWords[request.facts.conduct];
  const moves: Move[] = [];
  const [was, is] = [told(before), told(after)];
  if (before.map(outcomeKey).join() !== after.map(outcomeKey).join() && was !== is) {
    moves.push({ kind: 'outcome', about: `${conduct}：由「${was}」到「${is}」` });
  }
  const [lastBefore, lastAfter] = [lastDay(before), lastDay(after)];
  if (lastBefore !== lastAfter) {
    moves.push({
      kind: 'date',
      about: `${conduct}：追究时效届满日变动`,
      detail: `${lastBefore ?? '待查明'} → ${lastAfter ?? '待查明'}`,
    });
  }
  return moves;
}

function bothAnswers(
  versions: Versions,
  request: Request,
): readonly [readonly Result[], readonly Result[]] | null {
  if (versions.kind === 'days') {
    const on = (decisionDate: string) => decide({ ...request, decisionDate }).results;
    return [on(versions.a), on(versions.b)];
  }
  const [a, b] = [versions.a.id, versions.b.id];
  if (!isDecidable(a) || !isDecidable(b)) return null;
  return [decide({ ...request, instruments: [a] }).results, decide({ ...request, instruments: [b] }).results];
}

const told = (results: readonly Result[]): string => results.map((result) => outcomeOf(result).zh).join('；');

/** The first day on which an act can no longer be punished under any of them. */
const lastDay = (results: readonly Result[]): string | null =>
  results
    .map(({ limitation }) => limitation.until)
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null;
