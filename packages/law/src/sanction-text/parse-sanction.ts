// SPDX-License-Identifier: Apache-2.0
/**
 * The words of a sanction to numbers: who, from, to. What the print leaves out (元, 以下) is filled from the same
 * phrase and said so; the printed text is never changed.
 */
import { LawError } from '../errors.ts';
import type { Target } from '../types/rules.ts';
import {
  findMultiples,
  findShares,
  type ParsedMultiple,
  type ParsedShare,
  type Span,
  unreadClauses,
} from './multiples.ts';
import { findNumber, halfWidth, numeralPattern } from './numeral.ts';

export interface ParsedFine {
  readonly target: Target;
  readonly min: number | null;
  /** null where only a lower bound is printed */
  readonly max: number | null;
  /** Only where 分别 is printed */
  readonly each?: true;
  /** true where 可以／可 governs; null where it stands before an earlier fine of the same sentence (E24) */
  readonly optional?: true | null;
}

export interface FilledIn {
  readonly printed: string;
  readonly normalised: string;
  readonly basis: string;
}

export interface ParsedSanction {
  readonly fines: readonly ParsedFine[];
  /** 不得少于N日, N日内, N日 */
  readonly days: number | null;
  readonly errata: readonly FilledIn[];
  /** Fines as a multiple of something; absent where none is printed */
  readonly multiples?: readonly ParsedMultiple[];
  /** Fines as a share of something, in percent; absent where none is printed */
  readonly shares?: readonly ParsedShare[];
  /** Clauses about money or detention of which nothing was read; absent where everything was */
  readonly unread?: readonly string[];
}

const amount = `(${numeralPattern})(\\s*元)?`;
const amountPhrase = new RegExp(
  // 1,2: lower (number, 元); 3: 以上 or 至; 4,5: upper (number, 元); 6: 以下; then 罚款
  `(?:${amount}\\s*(以上|至|到|-|—|~)\\s*)?${amount}\\s*(以下|以上)?(?=\\s*(?:的)?\\s*(罚款)?)`,
  'gu',
);

/**
 * @param text words of a measure or article
 * @returns fines in printed order; `days` the first period named
 * @throws LawError `law/input-invalid` when a lower bound stands above its upper bound
 */
export function parseSanction(text: string): ParsedSanction {
  // 圆 is 元 written out, as on a bank form
  const plain = halfWidth(text).replaceAll('圆', '元');
  const fines: ParsedFine[] = [];
  const errata: FilledIn[] = [];
  let from = 0;
  let sentenceOptional = false;
  const multiples = findMultiples(plain, targetsOf);
  const shares = findShares(plain, targetsOf);
  const read: Span[] = [...multiples, ...shares];
  const counted: readonly Span[] = [...read];
  for (const match of plain.matchAll(amountPhrase)) {
    if (counted.some(({ start, end }) => match.index < end && match.index + match[0].length > start))
      continue;
    const phrase = readAmounts(match, plain);
    if (phrase === undefined) continue;
    read.push({ start: match.index, end: match.index + match[0].length });
    const lead = plain.slice(from, match.index);
    if (/[。;]/.test(lead)) sentenceOptional = false;
    const optional = /可以|可处|可并处/.test(lead);
    const carried = sentenceOptional && !optional;
    sentenceOptional ||= optional;
    errata.push(...filledIn(match, text));
    for (const target of targetsOf(lead)) {
      const person =
        target === 'principal' || target === 'directlyResponsible' || target === 'responsiblePersons';
      fines.push({
        target,
        ...phrase,
        ...(person && lead.includes('分别') ? { each: true as const } : {}),
        ...(optional ? { optional: true as const } : carried ? { optional: null } : {}),
      });
    }
    from = match.index + match[0].length;
  }
  const unread = unreadClauses(text, read);
  return {
    fines,
    days: findDays(plain),
    errata,
    ...(multiples.length > 0 && {
      multiples: multiples.map(({ start: _, end: __, ...multiple }) => multiple),
    }),
    ...(shares.length > 0 && { shares: shares.map(({ start: _, end: __, ...part }) => part) }),
    ...(unread.length > 0 && { unread }),
  };
}

interface Amounts {
  readonly min: number | null;
  readonly max: number | null;
}

/** @returns undefined where the numbers are no money: an article, a day, a count */
function readAmounts(match: RegExpExecArray | RegExpMatchArray, plain: string): Amounts | undefined {
  const [whole, lower, lowerYuan, joint, upper = '', upperYuan, bound] = match;
  const end = (match.index ?? 0) + whole.length;
  const follows = plain.slice(end).trimStart();
  const money =
    lowerYuan !== undefined ||
    upperYuan !== undefined ||
    (/^的?\s*罚款/.test(follows) &&
      (joint !== undefined || bound !== undefined || /处\s*$/.test(plain.slice(0, match.index))));
  if (!money) return undefined;
  const [low, high] = [lower === undefined ? null : findNumber(lower), findNumber(upper)];
  if (low === undefined || high === undefined) return undefined;
  if (low !== null) {
    // 「1至2万元」: whether 万 belongs to both is not printed, so neither is read
    if (lowerYuan === undefined && low < 100 && /[万亿]/.test(upper)) return undefined;
    if (low > high) {
      throw new LawError('law/input-invalid', { path: 'TEXT', problem: `「${whole}」下限高于上限` });
    }
    return { min: low, max: high };
  }
  if (bound === '以下') return { min: null, max: high };
  if (bound === '以上') return { min: high, max: null };
  return { min: high, max: high };
}

function filledIn(match: RegExpExecArray | RegExpMatchArray, text: string): readonly FilledIn[] {
  const [whole, lower, lowerYuan, joint, upper = '', upperYuan, bound = ''] = match;
  const start = match.index ?? 0;
  const errata: FilledIn[] = [];
  const yuanBasis = '同一处罚表述的另一数额写有「元」，罚款以元计';
  const upperAt = start + whole.lastIndexOf(upper);
  const printed = (at: number, length: number): string => text.slice(at, at + length);
  if (lower !== undefined && lowerYuan === undefined) {
    const words = printed(start, lower.length);
    errata.push({ printed: `${words}${joint}`, normalised: `${words}元${joint}`, basis: yuanBasis });
  }
  const upperWords = printed(upperAt, upper.length);
  if (upperYuan === undefined) {
    errata.push({
      printed: `${upperWords}${bound}`,
      normalised: `${upperWords}元${bound}`,
      basis: lower === undefined && lowerYuan === undefined ? '罚款以元计' : yuanBasis,
    });
  }
  if (joint === '以上' && bound === '') {
    errata.push({
      printed: `${upperWords}${upperYuan ?? ''}罚款`,
      normalised: `${upperWords}元以下罚款`,
      basis: '前有「以上」，后一数额是上限，漏「以下」',
    });
  }
  return errata;
}

const targetWords: readonly (readonly [RegExp, readonly Target[]])[] = [
  [/主要负责人(?:、|和|及|以及|或者)?(?:其他)?直接责任(?:人员|人)/g, ['principal', 'directlyResponsible']],
  [/直接负责的主管人员(?:和其他(?:有关|直接)?责任人员)?/g, ['responsiblePersons']],
  [/责任人员/g, ['responsiblePersons']],
  [/主要负责人/g, ['principal']],
  [/直接责任(?:人员|人)/g, ['directlyResponsible']],
  [/个人|公民|自然人/g, ['individual']],
  [/管理人|产权人|物业(?:管理单位|服务企业)?/g, ['manager']],
  [/单位|法人|组织/g, ['unit']],
];

/** The last persons named before the amount; a longer label swallows the shorter one inside it. */
function targetsOf(lead: string): readonly Target[] {
  let best:
    | { readonly end: number; readonly length: number; readonly targets: readonly Target[] }
    | undefined;
  for (const [words, targets] of targetWords) {
    for (const match of lead.matchAll(words)) {
      const end = match.index + match[0].length;
      const longer =
        best === undefined || end > best.end || (end === best.end && match[0].length > best.length);
      if (longer) best = { end, length: match[0].length, targets };
    }
  }
  return best?.targets ?? ['unspecified'];
}

/** A period, not a detention: 「五日以下拘留」 is no number of days to keep or to file within. */
function findDays(plain: string): number | null {
  const period = `(${numeralPattern})\\s*(?:个)?(?:工作)?[日天](?!\\s*(?:以上|以下|至|到)[^，。；]*拘留|\\s*(?:行政)?拘留)`;
  const match = new RegExp(period, 'u').exec(plain);
  return match?.[1] === undefined ? null : (findNumber(match[1]) ?? null);
}
