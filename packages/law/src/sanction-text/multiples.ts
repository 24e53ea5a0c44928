// SPDX-License-Identifier: Apache-2.0
/**
 * Fines as a multiple or a share of something (违法所得一倍以上五倍以下, 营业额百分之五以下), and the passages of a
 * sanction that were not read.
 */
import type { Target } from '../types/rules.ts';
import { findNumber, halfWidth, numeralPattern } from './numeral.ts';

export interface ParsedMultiple {
  readonly target: Target;
  /** What is multiplied, as printed; null where the phrase does not say */
  readonly of: string | null;
  readonly min: number | null;
  /** null where only a lower bound is printed */
  readonly max: number | null;
}

/** A fine as a share of something, in percent. */
export type ParsedShare = ParsedMultiple;

export interface Span {
  readonly start: number;
  readonly end: number;
}

const phrase = new RegExp(
  // 1: what is multiplied; 2: lower; 3: upper; 4: bound
  `(?:(?:处以|并处|处|按照|按)\\s*([\\p{Script=Han}]{2,14}?)(?:的)?)?\\s*(?:(${numeralPattern})\\s*倍\\s*(?:以上|至|到)\\s*)?(${numeralPattern})\\s*倍\\s*(以下|以上)?`,
  'gu',
);

const base = '(?:(?:处以|并处|处|按照|按|或者)\\s*([\\p{Script=Han}]{2,14}?)(?:的)?)?\\s*';
const share = (group: string): string => `(?:百分之\\s*${group}|${group}\\s*%)`;
const shares = new RegExp(
  // 1: of what; 2 or 3: lower; 4 or 5: upper; 6: bound
  `${base}(?:${share(`(${numeralPattern})`)}\\s*(?:以上|至|到)\\s*)?${share(`(${numeralPattern})`)}\\s*(以下|以上)?`,
  'gu',
);

type Matched = readonly [
  whole: string,
  of: string | undefined,
  lower: string | undefined,
  upper: string | undefined,
  bound: string | undefined,
];

/** @param targetsOf who is named in the words before the phrase */
export const findMultiples = (
  plain: string,
  targetsOf: (lead: string) => readonly Target[],
): readonly (ParsedMultiple & Span)[] =>
  readAll(plain, phrase, targetsOf, ([whole, of, lower, upper, bound]) => [whole, of, lower, upper, bound]);

/** @param targetsOf who is named in the words before the phrase */
export const findShares = (
  plain: string,
  targetsOf: (lead: string) => readonly Target[],
): readonly (ParsedShare & Span)[] =>
  readAll(plain, shares, targetsOf, ([whole, of, low1, low2, high1, high2, bound]) => [
    whole,
    of,
    low1 ?? low2,
    high1 ?? high2,
    bound,
  ]);

function readAll(
  plain: string,
  pattern: RegExp,
  targetsOf: (lead: string) => readonly Target[],
  partsOf: (match: RegExpMatchArray) => Matched,
): readonly (ParsedMultiple & Span)[] {
  const found: (ParsedMultiple & Span)[] = [];
  let from = 0;
  for (const match of plain.matchAll(pattern)) {
    const [whole, of, lower, upper = '', bound] = partsOf(match);
    const [low, high] = [lower === undefined ? null : findNumber(lower), findNumber(upper)];
    if (low === undefined || high === undefined) continue;
    const [min, max] =
      low !== null
        ? [low, high]
        : bound === '以上'
          ? [high, null]
          : bound === '以下'
            ? [null, high]
            : [high, high];
    const span = { start: match.index, end: match.index + whole.length };
    for (const target of targetsOf(plain.slice(from, match.index))) {
      found.push({ target, of: of ?? null, min, max, ...span });
    }
    from = span.end;
  }
  return found;
}

/** Clauses that name a fine, a multiple, a share or detention, of which no number was read. */
export function unreadClauses(text: string, read: readonly Span[]): readonly string[] {
  const unread: string[] = [];
  for (const match of text.matchAll(/[^，；。！\n]+/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const touched = read.some((span) => span.start < end && span.end > start);
    if (!touched && /罚款|拘留|倍|百分之|%|元/u.test(halfWidth(match[0]))) unread.push(match[0].trim());
  }
  return unread;
}
