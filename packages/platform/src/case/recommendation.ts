// SPDX-License-Identifier: Apache-2.0
/** The law's answer to a case as it is known now, and where a chosen outcome lies in it. Pure; asks nobody. */
import { decide, type Fine, LawError, parseRequest, type Response, type Result } from '@mingjing/law';
import type { CaseData, Outcome, Part } from './case-data.ts';
import { aboutOne, partsOf, type Violation, violationsOf } from './violations.ts';

export type Recommendation =
  | { readonly kind: 'answered'; readonly response: Response }
  | { readonly kind: 'not-answered'; readonly path: string; readonly problem: string };

/** Findings by fact, the later over the earlier. */
export const factsFound = (
  findings: readonly { readonly fact: string; readonly value: unknown }[],
): Readonly<Record<string, unknown>> => Object.fromEntries(findings.map(({ fact, value }) => [fact, value]));

/** Facts as `decide` takes them: what was opened with, then the findings, the later over the earlier. */
export function factsOf(data: CaseData, jurisdiction: string): Readonly<Record<string, unknown>> {
  const { party, unit, conduct, place, persons, findings = [] } = data;
  return {
    jurisdiction,
    ...(party && { actor: party.kind }),
    ...((place ?? unit?.placeKind) !== undefined && { place: place ?? unit?.placeKind }),
    // The unit's own place, as a person settled its class; a conduct elsewhere has a place of its own.
    ...(place === undefined && unit?.placeClass && { placeClass: unit.placeClass }),
    ...(conduct !== undefined && { conduct }),
    ...(persons && persons.length > 0 && { persons: persons.map((person) => ({ ...person })) }),
    ...factsFound(findings),
  };
}

/** The request of `decide`, both dates in it: the law of the act and the law of the decision day. */
export const caseRequest = (data: CaseData, jurisdiction: string, today: string) => ({
  facts: factsOf(data, jurisdiction),
  decisionDate: today,
  ...(data.actDate && { actDate: data.actDate }),
});

export function recommend(data: CaseData, jurisdiction: string, today: string): Recommendation {
  try {
    return {
      kind: 'answered',
      response: decide(parseRequest(caseRequest(data, jurisdiction, today), today)),
    };
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return {
      kind: 'not-answered',
      path: String(error.facts['path'] ?? '.'),
      problem: String(error.facts['problem'] ?? error.code),
    };
  }
}

export interface Judged {
  readonly violation: Violation;
  readonly answer: Recommendation;
  /** The chosen outcome of this violation; absent while there is none. */
  readonly part: Part | undefined;
  /** What the law says to it under the chosen instrument. */
  readonly result: Result | undefined;
}

/** Each violation of the case with the law's answer to it and what was chosen for it. */
export const judgeEach = (
  data: CaseData,
  jurisdiction: string,
  today: string,
  outcome: Outcome | undefined,
): readonly Judged[] =>
  violationsOf(data).map((violation) => {
    const answer = recommend(aboutOne(data, violation), jurisdiction, today);
    const part = outcome && partsOf(outcome).find(({ no }) => no === violation.no);
    return { violation, answer, part, result: resultFor(answer, part?.instrument) };
  });

export function resultFor(
  recommendation: Recommendation,
  instrument: string | undefined,
): Result | undefined {
  if (recommendation.kind === 'not-answered') return undefined;
  return recommendation.response.results.find((result) => result.instrument === instrument);
}

/** Whether it penalises at all: a range can be asked of nothing else. */
export const penalises = (result: Result): boolean =>
  result.disposition === 'penalise' || result.disposition === 'no-penalty-optional';

export interface Placement {
  /** Every amount lies in the range of its row, and nobody is fined whom the row does not name. */
  readonly inRow: boolean;
  /** Every amount lies within what the article itself allows. */
  readonly inStatute: boolean;
  readonly belowMinimum: boolean;
  /** In words, for whoever must know why not. */
  readonly wrong: readonly string[];
}

/** Where the chosen amounts lie. */
export function place(outcome: Pick<Part, 'fines' | 'warning'>, result: Result): Placement {
  const wrong: string[] = [];
  let inRow = true;
  let inStatute = true;
  let belowMinimum = false;
  for (const { target, name, amountYuan } of outcome.fines) {
    const fine = result.fines.find((one) => fits(one, target));
    if (!fine) {
      wrong.push(`${name}：${result.instrument ?? ''} 没有对 ${target} 的罚款`);
      inRow = false;
      inStatute = false;
      continue;
    }
    const base = result.baseFines.find((one) => fits(one, target)) ?? fine;
    if (!within(amountYuan, fine)) {
      inRow = false;
      wrong.push(`${name}：${amountYuan} 元不在 ${fine.min ?? 0}–${fine.max} 元之内`);
    }
    if (amountYuan > fine.statutory.max) inStatute = false;
    if (amountYuan < (base.statutory.min ?? 0)) belowMinimum = true;
  }
  if (outcome.warning && !result.warning) {
    inRow = false;
    inStatute = false;
    wrong.push('没有警告的规定');
  }
  return { inRow, inStatute, belowMinimum, wrong };
}

const within = (amount: number, { min, max }: Fine): boolean => amount >= (min ?? 0) && amount <= max;

/** A text that does not say who is fined lets a person say. */
export const fits = (fine: Fine, target: string): boolean =>
  fine.target === target ||
  fine.target === 'unspecified' ||
  (fine.target === 'responsiblePersons' && (target === 'principal' || target === 'directlyResponsible'));

/** Never heavier than what the party was told of any violation: no new payer, no higher amount, no new kind. */
export function notHeavier(decision: Outcome, noticed: Outcome): boolean {
  const told = new Map(partsOf(noticed).map((part) => [part.no, part]));
  return partsOf(decision).every((part) => {
    const before = told.get(part.no);
    return before !== undefined && partNotHeavier(part, before);
  });
}

function partNotHeavier(decision: Part, noticed: Part): boolean {
  const told = new Map(noticed.fines.map((fine) => [`${fine.target} ${fine.name}`, fine.amountYuan]));
  return (
    decision.fines.every(
      ({ target, name, amountYuan }) => amountYuan <= (told.get(`${target} ${name}`) ?? 0),
    ) &&
    (!decision.warning || noticed.warning || noticed.fines.length > 0) &&
    decision.confiscation.every((one) => noticed.confiscation.includes(one)) &&
    decision.instrument === noticed.instrument
  );
}
