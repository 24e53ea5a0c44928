// SPDX-License-Identifier: Apache-2.0
/** What moves for one unit: duties that begin or end, last days, days to keep, and whether what is found still suffices. */
import { chinaCalendar } from '../calendar/calendar.ts';
import { articleName } from '../corpus/article-name.ts';
import type { Evidence } from '../forms/evidence-kinds.ts';
import type { ObligationRow } from '../forms/obligation-row.ts';
import { appliesTo, type Context, isOfArea, reaches } from '../obligations/applies.ts';
import { situationOf, type UnitFacts } from '../obligations/conditions.ts';
import { dutiesOf } from '../obligations/duty-head.ts';
import { BEARERS } from '../obligations/obligations.ts';
import { type ObligationState, type Verdict, verdictOf } from '../obligations/verdict.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import type { CalendarDay, Instrument, Tri } from '../types/corpus.ts';
import type { Versions } from './version.ts';

/** Something that moves. Moves of many units with one `about` are told together. */
export interface Move {
  readonly kind: 'duty' | 'date' | 'finding' | 'outcome';
  /** One Chinese sentence without the days of a single unit or case */
  readonly about: string;
  /** With its days; absent where they add nothing */
  readonly detail?: string;
}

interface Duty {
  readonly row: ObligationRow;
  readonly binds: Exclude<Tri, false>;
  readonly verdict: Verdict;
}
type Duties = ReadonlyMap<string, Duty>;

export function unitMoves(versions: Versions, facts: UnitFacts, evidence: Evidence): readonly Move[] {
  const situation = { ...situationOf(facts), evidence, calendar: chinaCalendar };
  if (versions.kind === 'days') {
    const [before, after] = [versions.a, versions.b].map((asOf) => dutiesOn({ ...situation, asOf })) as [
      Duties,
      Duties,
    ];
    // A day that passes changes what is overdue; that is no change of the law
    return movesBetween(before, after, false);
  }
  const context = { ...situation, asOf: versions.asOf };
  const [before, after] = [versions.a, versions.b].map((one) => dutiesUnder(one, context)) as [
    Duties,
    Duties,
  ];
  return movesBetween(before, after, true);
}

/** The duties of one instrument as if it were the one in force; none outside its area. */
function dutiesUnder(instrument: Instrument, context: Context): Duties {
  const duties = new Map<string, Duty>();
  if (!isOfArea(instrument, context.facts.jurisdiction)) return duties;
  for (const [head, row] of dutiesOfUnit(instrument.id)) add(duties, head, row, context);
  return duties;
}

function dutiesOn(context: Context & { readonly asOf: CalendarDay }): Duties {
  const duties = new Map<string, Duty>();
  for (const row of unitRows) if (reaches(row, context)) add(duties, row.id, row, context);
  return duties;
}

function add(duties: Map<string, Duty>, head: string, row: ObligationRow, context: Context): void {
  const binds = appliesTo(row, context).value;
  if (binds === false) return;
  const verdict = verdictOf(row, context);
  if (verdict.state !== 'not-applicable') duties.set(head, { row, binds, verdict });
}

const isOfUnit = ({ test, bearer }: ObligationRow): boolean =>
  test !== undefined && test.kind !== 'checklist' && BEARERS.unit.includes(bearer);
const unitRows = obligationRows.filter(isOfUnit);

const ofUnit = new Map<string, readonly (readonly [string, ObligationRow])[]>();
function dutiesOfUnit(instrument: string): readonly (readonly [string, ObligationRow])[] {
  const known = ofUnit.get(instrument) ?? [...dutiesOf(instrument)].filter(([, row]) => isOfUnit(row));
  ofUnit.set(instrument, known);
  return known;
}

const stateWords: Readonly<Record<ObligationState, string>> = {
  met: '符合',
  breached: '违反',
  unknown: '不明',
  'not-applicable': '不适用',
};

const named = ({ row }: Duty): string => `${row.title}（${articleName(row.provision)}）`;

function movesBetween(before: Duties, after: Duties, withFindings: boolean): readonly Move[] {
  const moves: Move[] = [];
  for (const [head, one] of before) {
    const two = after.get(head);
    if (two === undefined) moves.push({ kind: 'duty', about: `不再有${probably(one)}：${named(one)}` });
    else moves.push(...changed(one, two, withFindings));
  }
  for (const [head, two] of after) {
    if (!before.has(head)) moves.push({ kind: 'duty', about: `新有${probably(two)}：${named(two)}` });
  }
  return moves;
}

const probably = ({ binds }: Duty): string => (binds === 'unknown' ? '（是否适用待查明）的义务' : '的义务');

function changed(one: Duty, two: Duty, withFindings: boolean): readonly Move[] {
  const moves: Move[] = [];
  const title = named(two);
  if (one.binds !== two.binds) {
    const words = { true: '适用', unknown: '是否适用待查明' } as const;
    moves.push({ kind: 'duty', about: `${title}：由${words[`${one.binds}`]}到${words[`${two.binds}`]}` });
  }
  const [dueBefore, dueAfter] = [one.verdict.due ?? null, two.verdict.due ?? null];
  if (dueBefore !== dueAfter) {
    moves.push({
      kind: 'date',
      about: `${title}：期限${dueBefore === null ? '由待查明到确定' : dueAfter === null ? '由确定到待查明' : dueBefore < dueAfter ? '变晚' : '变早'}`,
      detail: `${dueBefore ?? '待查明'} → ${dueAfter ?? '待查明'}`,
    });
  }
  const [daysBefore, daysAfter] = [one.verdict.minDays ?? null, two.verdict.minDays ?? null];
  if (daysBefore !== daysAfter) {
    const days = (count: number | null): string => (count === null ? '没有印出天数' : `${count}日`);
    moves.push({ kind: 'duty', about: `${title}：保存期限由${days(daysBefore)}到${days(daysAfter)}` });
  }
  if (withFindings && one.verdict.state !== two.verdict.state) {
    moves.push({
      kind: 'finding',
      about: `${title}：由${stateWords[one.verdict.state]}到${stateWords[two.verdict.state]}`,
    });
  }
  return moves;
}
