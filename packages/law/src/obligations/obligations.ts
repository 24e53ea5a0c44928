// SPDX-License-Identifier: Apache-2.0
/**
 * What the law asks of a unit and its system, and what is shown: met, breached, unknown or not applicable, each
 * with its provision, its reasons and the next step. A person reads the result; nothing here decides a case.
 */
import { chinaCalendar } from '../calendar/calendar.ts';
import type { Calendar } from '../calendar/days-off.ts';
import { getProvision, printedArticle, publishedArticle } from '../corpus/corpus.ts';
import type { Evidence } from '../forms/evidence-kinds.ts';
import type { Bearer, ObligationRow } from '../forms/obligation-row.ts';
import type { PlaceClassification } from '../places/place.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import type { CalendarDay, ErratumId, ProvisionId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';
import { type Applies, appliesTo, type Context, reaches } from './applies.ts';
import { situationOf, type UnitFacts } from './conditions.ts';
import { type ObligationState, type Verdict, verdictOf } from './verdict.ts';

export { type Evidence, type EvidenceId, type EvidenceKind, evidenceKinds } from '../forms/evidence-kinds.ts';
export type { Bearer, ObligationRow } from '../forms/obligation-row.ts';
export {
  classifyPlace,
  type KnownPlaceClass,
  type PlaceClass,
  type PlaceClassification,
  placeClassNames,
  settlePlace,
} from '../places/place.ts';
export { obligationRows } from '../rules/obligation-rows.ts';
export type { UnitFacts } from './conditions.ts';
export type { ObligationState } from './verdict.ts';

export interface ObligationResult {
  /** Row id, e.g. `D799-21`. */
  readonly id: string;
  readonly provision: ProvisionId;
  readonly instrument: string;
  /** Article as printed in our source and as published; null where there is none. */
  readonly printed: string | null;
  readonly published: string | null;
  readonly errata: readonly ErratumId[];
  readonly title: string;
  readonly bearer: Bearer;
  readonly modality: ObligationRow['modality'];
  readonly act: string;
  readonly state: ObligationState;
  /** Chinese, in the order in which they were found. */
  readonly reasons: readonly string[];
  /** Findings that were read, `unknown` where nobody looked. */
  readonly evidence: NonNullable<Verdict['evidence']>;
  /** Facts or findings that would decide what is unknown. */
  readonly questions: readonly string[];
  /** Last day, for filing. */
  readonly due: CalendarDay | null;
  /** Days to keep, for retention. */
  readonly minDays: number | null;
  /** What to do now; null when met or not applicable. */
  readonly nextStep: string | null;
  readonly breach: { readonly conducts: readonly Conduct[]; readonly sanction: ProvisionId | null };
  readonly checklistItems: readonly number[];
  readonly needsLegalReview: boolean;
}

export interface ObligationsAnswer {
  readonly asOf: CalendarDay;
  readonly place: PlaceClassification;
  readonly results: readonly ObligationResult[];
  readonly counts: Readonly<Record<ObligationState, number>>;
  /** The 13 items of the Hami list, answered from the duties behind them. */
  readonly checklist: readonly {
    readonly item: number;
    readonly state: ObligationState;
    readonly rows: readonly string[];
  }[];
}

/** Whose duties are asked for. */
export type ObligationRole = 'unit' | 'firm' | 'requester' | 'individual';

export const BEARERS: Readonly<Record<ObligationRole, readonly Bearer[]>> = {
  unit: ['managementUnit', 'userUnit', 'responsibleUnit', 'keyUnit', 'manager', 'builder', 'staff', 'anyone'],
  firm: ['installer', 'practitioner', 'carrier', 'provider', 'anyone'],
  requester: ['requester'],
  // Where there is no property company the owner of a residence is its 管理人
  individual: ['anyone', 'manager'],
};

/**
 * Every duty and prohibition that may bind a unit and its system, judged on the findings given.
 *
 * @param facts the unit and its system; absent means unknown, never false
 * @param evidence findings; absent means nobody looked
 * @param asOf the day of the question; instruments not in force on it are left out
 * @param options `role` whose duties (default a unit), `calendar` days off (default the one of this release)
 * @returns one result per row of an instrument that reaches the place; rows of other areas are left out, and the
 *   items of the Hami list are results only in Hami: they ask duties, they set none
 * @legal d799/filing-duty, d799/retention, d799/other-public-places-exempt, bj-measures-2006/filing-duty,
 *   bj-residential/manager-duties, qhd-measures-2017/user-duties, hami-checklist/item-1
 */
export function obligations(
  facts: UnitFacts,
  evidence: Evidence,
  asOf: CalendarDay,
  options: { readonly role?: ObligationRole; readonly calendar?: Calendar } = {},
): ObligationsAnswer {
  const context: Context = {
    ...situationOf(facts),
    evidence,
    asOf,
    calendar: options.calendar ?? chinaCalendar,
  };
  const bearers = BEARERS[options.role ?? 'unit'];
  const duties = obligationRows.filter((row) => row.test !== undefined && bearers.includes(row.bearer));
  const judged = duties.filter((row) => row.test?.kind !== 'checklist' && reaches(row, context));
  const results = judged.map((row) => judge(row, context));
  const checklist = checklistOf(results);
  const items = duties
    .filter(
      (row) => row.test?.kind === 'checklist' && facts.jurisdiction !== undefined && reaches(row, context),
    )
    .map((row) => checklistResult(row, checklist));
  const all = [...results, ...items];
  return { asOf, place: context.place, results: all, counts: count(all), checklist };
}

function judge(row: ObligationRow, context: Context): ObligationResult {
  const applies = appliesTo(row, context);
  const verdict = applies.value === false ? notApplicable(applies) : verdictOf(row, context);
  const open = applies.value === 'unknown' && verdict.state !== 'not-applicable';
  return result(row, {
    ...verdict,
    state: open ? 'unknown' : verdict.state,
    reasons: open ? [...applies.reasons, ...verdict.reasons] : verdict.reasons,
    questions: open ? [...new Set([...applies.questions, ...verdict.questions])] : verdict.questions,
  });
}

const notApplicable = (applies: Applies): Verdict => ({
  state: 'not-applicable',
  reasons: applies.reasons,
  questions: [],
});

function result(row: ObligationRow, verdict: Verdict): ObligationResult {
  const provision = getProvision(row.provision);
  return {
    id: row.id,
    provision: row.provision,
    instrument: provision.instrument,
    printed: printedArticle(provision),
    published: publishedArticle(provision),
    errata: provision.errata,
    title: row.title,
    bearer: row.bearer,
    modality: row.modality,
    act: row.act,
    state: verdict.state,
    reasons: verdict.reasons,
    evidence: verdict.evidence ?? [],
    questions: verdict.questions,
    due: verdict.due ?? null,
    minDays: verdict.minDays ?? null,
    nextStep: nextStep(row, verdict),
    breach: { conducts: row.conducts ?? [], sanction: row.sanction ?? null },
    checklistItems: row.checklistItems ?? [],
    needsLegalReview: row.needsLegalReview ?? false,
  };
}

function nextStep(row: ObligationRow, verdict: Verdict): string | null {
  const proof = row.evidenceText === undefined ? '' : `，留存：${row.evidenceText}`;
  if (verdict.state === 'breached') return `整改：${row.title}${proof}`;
  if (verdict.state !== 'unknown') return null;
  if (verdict.due !== undefined && verdict.due !== null)
    return `在${verdict.due}前完成：${row.title}${proof}`;
  return `查明：${row.title}${proof}`;
}

const WORST: readonly ObligationState[] = ['breached', 'unknown', 'met', 'not-applicable'];

function checklistOf(results: readonly ObligationResult[]): ObligationsAnswer['checklist'] {
  return Array.from({ length: 13 }, (_, index) => {
    const item = index + 1;
    const asked = results.filter((one) => one.checklistItems.includes(item) && one.instrument === 'd799');
    const state = WORST.find((worst) => asked.some((one) => one.state === worst)) ?? 'unknown';
    return { item, state, rows: asked.map((one) => one.id) };
  });
}

function checklistResult(row: ObligationRow, checklist: ObligationsAnswer['checklist']): ObligationResult {
  const item = row.checklistItems?.[0] ?? 0;
  const answer = checklist.find((one) => one.item === item);
  const reasons = [`由${answer?.rows.join('、') ?? ''}得出`];
  return result(row, { state: answer?.state ?? 'unknown', reasons, questions: [] });
}

function count(results: readonly ObligationResult[]): ObligationsAnswer['counts'] {
  const of = (state: ObligationState): number => results.filter((one) => one.state === state).length;
  return {
    met: of('met'),
    breached: of('breached'),
    unknown: of('unknown'),
    'not-applicable': of('not-applicable'),
  };
}
