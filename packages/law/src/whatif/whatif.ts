// SPDX-License-Identifier: Apache-2.0
/**
 * 结果会怎样变: the questions of a decision turned round. For an answer, the smallest sets of facts that would
 * change it; for a need for facts, what each answer leads to and what no answer can change.
 */
import { answerUnder } from '../engine/decide.ts';
import { answer } from '../engine/result.ts';
import { selectInstruments } from '../engine/select-instruments.ts';
import { situate } from '../engine/situation.ts';
import { isUsable } from '../facts/consistency.ts';
import { factTable } from '../facts/fact-table.ts';
import { findRule } from '../rules/rule-books.ts';
import type { Article, Result } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { FactId, Request } from '../types/facts.ts';
import { complianceOf, compliant } from './compliance.ts';
import { factsThatMatter, otherValues } from './fact-values.ts';
import { type MergedTry, mergeDays } from './merge-days.ts';
import { answersTo, type OpenQuestions } from './open-questions.ts';
import { directionOf, groundsOf, type Outcome, outcomeKey, outcomeOf } from './outcome.ts';
import type { Asked, Overlay, Tried } from './search.ts';
import { type Step, stepOf } from './steps.ts';

/** One smallest set of facts that changes the answer. */
export interface Change {
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
  /** For the person concerned */
  readonly direction: 'better' | 'worse' | 'other';
  /** Every step is something that can still be done */
  readonly doable: boolean;
  readonly grounds: readonly Article[];
}

export interface WhatIf {
  readonly instrument: DecidableInstrumentId;
  readonly outcome: Outcome;
  /** Smallest sets, those that help and can still be done first; empty while facts are missing */
  readonly changes: readonly Change[];
  /** Only where facts are missing */
  readonly open: OpenQuestions | null;
}

/** Three facts is what one ground of the law joins at most (轻微 + 及时改正 + 没有危害后果). */
const mostFacts = 3;

/**
 * Turns the answer to a request round, one instrument at a time.
 *
 * Exact: every fact the rule can read is tried in every value of its finite domain, singly and in pairs, and in
 * threes among the facts that one ground joins; for a check, as many as compliance takes. A set is listed where no
 * smaller set inside it changes the answer, or where it helps and none inside it reaches the same disposition.
 *
 * @param request from `parseRequest`
 * @returns one entry per instrument that answers the request; none where no instrument can be picked yet
 * @legal penalty-law-2021/minor-corrected, penalty-law-2021/first-time, penalty-law-2021/lenient
 */
export function whatIf(request: Request): readonly WhatIf[] {
  const picked = selectInstruments(situate(request));
  return picked.instruments.map((instrument) => whatIfUnder(instrument, request));
}

function whatIfUnder(instrument: DecidableInstrumentId, request: Request): WhatIf {
  const ask = askUnder(instrument, request);
  const base = ask([]);
  if (base === undefined) throw new Error('a parsed request contradicts itself');
  const outcome = outcomeOf(base);
  if (base.disposition === 'need-facts') {
    return { instrument, outcome, changes: [], open: answersTo(base, request, ask) };
  }
  return { instrument, outcome, changes: changesOf(base, request, ask), open: null };
}

function askUnder(instrument: DecidableInstrumentId, request: Request): Asked {
  return (overlay) => {
    const changed =
      overlay.length === 0
        ? request
        : { ...request, facts: { ...request.facts, ...Object.fromEntries(overlay) } };
    if (overlay.length > 0 && !isUsable(changed)) return undefined;
    const situation = situate(changed);
    const picked = selectInstruments(situation);
    if (!picked.instruments.includes(instrument)) {
      return answer(instrument, 'not-addressed', [], { reason: 'not-selected' });
    }
    return answerUnder(instrument, situation, picked);
  };
}

function changesOf(base: Result, request: Request, ask: Asked): readonly Change[] {
  const rule = findRule(
    base.instrument as DecidableInstrumentId,
    request.facts.conduct,
    request.instruments !== undefined,
  );
  const { deciding, directing } = factsThatMatter(rule);
  const values = (facts: readonly FactId[]): Overlay =>
    facts.flatMap((fact) => otherValues(fact, request, base).map((value) => [fact, value] as const));
  const search = new Search(base, ask);
  const decidingValues = values(deciding);
  const directingValues = values(directing);
  for (const value of [...decidingValues, ...directingValues]) search.attempt([value]);
  for (const pair of pairs(decidingValues)) search.attempt(pair);
  for (const pair of pairs(directingValues)) search.attempt(pair);
  for (const three of triples(decidingValues.filter(([fact]) => joined.has(fact)))) search.attempt(three);
  const complies = search.found.some(({ result }) => compliant.has(result.disposition));
  const found = [...search.found, ...(complies ? [] : complianceOf(base, request, ask))];
  return mergeDays(found, (fact) => otherValues(fact, request, base))
    .map((one) => changeOf(base, request, one))
    .sort(byUse);
}

/** Facts that one ground joins in threes. */
const joined: ReadonlySet<FactId> = new Set<FactId>([
  'minor',
  'promptlyCorrected',
  'consequence',
  'firstTime',
  'consequenceMinor',
]);

/** Remembers what every smaller set did, so that only smallest ones are kept. */
class Search {
  readonly found: Tried[] = [];
  private readonly base: Result;
  private readonly ask: Asked;
  private readonly baseKey: string;
  /** Key of an overlay → answer key and disposition; absent where the facts exclude each other */
  private readonly seen = new Map<
    string,
    { readonly key: string; readonly disposition: Result['disposition'] }
  >();

  constructor(base: Result, ask: Asked) {
    this.base = base;
    this.ask = ask;
    this.baseKey = outcomeKey(base);
  }

  attempt(overlay: Overlay): void {
    const result = this.ask(overlay);
    if (result === undefined) return;
    const key = outcomeKey(result);
    const { disposition } = result;
    if (overlay.length < mostFacts) this.seen.set(nameOf(overlay), { key, disposition });
    if (key === this.baseKey || disposition === 'need-facts') return;
    const inside = [...properSubsets(overlay)].map((part) => this.seen.get(nameOf(part)));
    const smallest = inside.every(
      (part) => part === undefined || part.key === this.baseKey || part.disposition === 'need-facts',
    );
    const reachesMore =
      disposition !== this.base.disposition && inside.every((part) => part?.disposition !== disposition);
    if (smallest || (reachesMore && directionOf(this.base, result) === 'better')) {
      this.found.push({ overlay, result });
    }
  }
}

const nameOf = (overlay: Overlay): string => overlay.map(([fact, value]) => `${fact}=${value}`).join('&');

function* properSubsets(overlay: Overlay): Iterable<Overlay> {
  for (let mask = 1; mask < (1 << overlay.length) - 1; mask += 1) {
    yield overlay.filter((_, index) => (mask & (1 << index)) !== 0);
  }
}

function* pairs(values: Overlay): Iterable<Overlay> {
  for (const [at, first] of values.entries()) {
    for (const second of values.slice(at + 1)) if (first[0] !== second[0]) yield [first, second];
  }
}

function* triples(values: Overlay): Iterable<Overlay> {
  for (const [at, first] of values.entries()) {
    for (const rest of pairs(values.slice(at + 1))) {
      if (rest.every(([fact]) => fact !== first[0])) yield [first, ...rest];
    }
  }
}

function changeOf(base: Result, request: Request, { overlay, result, side, also }: MergedTry): Change {
  const steps = overlay.map(([fact, value]) => {
    const step = stepOf(fact, request.facts, value, request.decisionDate);
    return side === undefined || also === undefined || factTable[fact].value.kind !== 'day'
      ? step
      : { ...step, side, also, zh: `${step.zh}${sideWords[side]}` };
  });
  return {
    steps,
    outcome: outcomeOf(result),
    direction: directionOf(base, result),
    doable: steps.every(({ kind }) => kind === 'do'),
    grounds: groundsOf(
      base,
      result,
      overlay.map(([fact]) => fact),
    ),
  };
}

const sideWords = { 'or-earlier': '或者更早', 'or-later': '或者更晚' } as const;
const order = { better: 0, worse: 1, other: 2 } as const;
const byUse = (a: Change, b: Change): number =>
  order[a.direction] - order[b.direction] ||
  Number(b.doable) - Number(a.doable) ||
  a.steps.length - b.steps.length;
