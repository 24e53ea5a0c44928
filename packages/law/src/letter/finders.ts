// SPDX-License-Identifier: Apache-2.0
/** Who found which fact, when and by what evidence: what a letter prints beside each sentence. */
import { findDayNumber } from '../calendar/calendar-day.ts';
import { LawError } from '../errors.ts';
import { factTable } from '../facts/fact-table.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';

export interface Finder {
  /** Name of the person, as the file has it */
  readonly by: string;
  readonly on?: CalendarDay;
  /** e.g. 现场检查笔录第2页 */
  readonly evidence?: string;
}
export type Finders = Readonly<Partial<Record<FactId, Finder>>>;

/**
 * @param input `{ "<fact>": { "by": "张三", "on": "2026-03-01", "evidence": "…" } }`
 * @throws LawError `law/input-invalid`
 */
export function parseFinders(input: unknown): Finders {
  const finders: Partial<Record<FactId, Finder>> = {};
  for (const [fact, value] of Object.entries(record(input, 'found'))) {
    if (!Object.hasOwn(factTable, fact)) refuse(`found.${fact}`, '没有这项事实');
    finders[fact as FactId] = parseFinder(value, `found.${fact}`);
  }
  return finders;
}

function parseFinder(input: unknown, path: string): Finder {
  const { by, on, evidence, ...more } = record(input, path);
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) refuse(`${path}.${unknown}`, '没有这一项，可用：by、on、evidence');
  if (typeof by !== 'string' || by.trim() === '') return refuse(`${path}.by`, '应为查明人的姓名');
  if (on !== undefined && (typeof on !== 'string' || findDayNumber(on) === undefined)) {
    return refuse(`${path}.on`, '应为存在的日期 YYYY-MM-DD');
  }
  if (evidence !== undefined && typeof evidence !== 'string') return refuse(`${path}.evidence`, '应为文字');
  return { by, ...(on === undefined ? {} : { on }), ...(evidence === undefined ? {} : { evidence }) };
}

function record(input: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse(path, '应为对象');
  return input as Readonly<Record<string, unknown>>;
}

function refuse(path: string, problem: string): never {
  throw new LawError('law/input-invalid', { path, problem });
}
