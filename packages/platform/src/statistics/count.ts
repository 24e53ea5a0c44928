// SPDX-License-Identifier: Apache-2.0
/** Counts from recorded facts. Pure: rows in, numbers out; what nobody looked at is unknown, never met. */
import type { Knowledge, KnowledgeThen, MonthRow } from '@mingjing/contracts/desk';
import { addDays, daysBetween } from '@mingjing/law';

/** Something that happened on a day in a district. */
export interface Happened {
  readonly district: string;
  readonly on: string;
  readonly what:
    | 'planned'
    | 'done'
    | 'avoided'
    | 'breached'
    | 'ordered'
    | 'corrected'
    | 'accepted'
    | 'decided';
  readonly count: number;
  readonly amountYuan?: number;
  /** Of a decision: days since the case was filed. */
  readonly days?: number;
}

/** What an inspection found of one item of one unit. */
export interface Found {
  readonly district: string;
  readonly unitId: string;
  readonly no: number;
  readonly state: string;
  readonly on: string;
}

const itemCount = 13;

export function monthsOf(happened: readonly Happened[]): readonly MonthRow[] {
  return [...Map.groupBy(happened, ({ district, on }) => `${district} ${on.slice(0, 7)}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => {
      const [district = '', month = ''] = key.split(' ');
      const count = (what: Happened['what']) =>
        own.filter((one) => one.what === what).reduce((sum, one) => sum + one.count, 0);
      return {
        district,
        month,
        planned: count('planned'),
        done: count('done'),
        avoided: count('avoided'),
        breached: count('breached'),
        ordered: count('ordered'),
        corrected: count('corrected'),
        accepted: count('accepted'),
        decided: count('decided'),
        amountYuan: own.reduce((sum, { amountYuan = 0 }) => sum + amountYuan, 0),
        medianDays: median(own.flatMap(({ days }) => (days === undefined ? [] : [days]))),
      };
    });
}

/**
 * The latest result of each unit and item; a unit has thirteen of them, known or not.
 *
 * @param units units of each district
 */
export function knowledgeOf(
  found: readonly Found[],
  units: ReadonlyMap<string, number>,
  today: string,
): readonly Knowledge[] {
  const latest = new Map<string, Found>();
  for (const one of [...found].sort((a, b) => (a.on < b.on ? -1 : 1)))
    latest.set(`${one.unitId} ${one.no}`, one);
  const byDistrict = Map.groupBy(latest.values(), ({ district }) => district);
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([district, count]) => {
      const own = byDistrict.get(district) ?? [];
      const met = own.filter(({ state }) => state === 'met' || state === 'corrected').length;
      const breached = own.filter(({ state }) => state === 'breached').length;
      const outOfQuestion = own.filter(({ state }) => state === 'not-applicable').length;
      const known = own.filter(({ state }) => ['met', 'corrected', 'breached'].includes(state));
      return {
        district,
        met,
        breached,
        unknown: Math.max(0, count * itemCount - met - breached - outOfQuestion),
        medianAgeDays: median(known.map(({ on }) => daysBetween(on, today))),
      };
    });
}

/** What was known at the end of each month of the year, up to today. */
export const courseOf = (
  found: readonly Found[],
  units: ReadonlyMap<string, number>,
  year: number,
  today: string,
): readonly KnowledgeThen[] =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
    .filter((month) => month <= today.slice(0, 7))
    .flatMap((month) => {
      const last = addDays(`${nextMonth(month)}-01`, -1);
      const until = last < today ? last : today;
      return knowledgeOf(
        found.filter(({ on }) => on <= until),
        units,
        until,
      ).map((row) => ({ ...row, month }));
    });

const nextMonth = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
