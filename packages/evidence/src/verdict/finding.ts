// SPDX-License-Identifier: Apache-2.0
/** What a check found, and where. `broken` makes the answer no; `note` is for the reader. */
import { formatBeijingTime } from './beijing-time.ts';
import { findingSentences } from './finding-sentences.ts';
import { gapCauseWords } from './gap-causes.ts';

export type FindingCode = keyof typeof findingSentences;

/** As narrow as it could be told; absent means it does not apply or is not known. */
export interface Place {
  /** Path in the bundle or the store. */
  readonly file?: string;
  readonly fromByte?: number;
  /** Exclusive. */
  readonly toByte?: number;
  readonly camera?: string;
  /** Running number of the segment or gap. */
  readonly n?: number;
  /** Part of the segment: 0 the initialization, then fragments. */
  readonly part?: number;
  /** 16 KiB block of the part, from 0. */
  readonly block?: number;
  /** Log index of the entry. */
  readonly index?: number;
  readonly from?: string;
  readonly to?: string;
}

export interface Finding {
  readonly code: FindingCode;
  readonly weight: 'broken' | 'note';
  readonly place: Place;
  /** Further values for the sentence. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export type Language = 'zh' | 'en';

/** A sentence in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The weight comes from the table: a code is never broken here and a note there. */
export function createFinding(code: FindingCode, place: Place = {}, facts: Finding['facts'] = {}): Finding {
  return { code, weight: findingSentences[code].weight, place, facts };
}

/** What happened, in words, with its place. */
export function sentenceOfFinding(finding: Finding, language: Language): string {
  const text = findingSentences[finding.code][language];
  const { from, to } = finding.place;
  const { cause } = finding.facts;
  const values: Readonly<Record<string, string | number | undefined>> = {
    ...finding.place,
    ...(from !== undefined && { from: formatBeijingTime(from) }),
    ...(to !== undefined && { to: `${formatBeijingTime(to)}${language === 'zh' ? '' : ' (UTC+8)'}` }),
    ...finding.facts,
    ...(typeof cause === 'string' && { cause: gapCauseWords(cause, language) }),
  };
  return (
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?')) +
    placeSuffix(finding.place, language)
  );
}

/** Part, block and bytes, where known. */
function placeSuffix(place: Place, language: Language): string {
  const words = language === 'zh' ? chinesePlace : englishPlace;
  const pieces: string[] = [];
  if (place.part !== undefined) pieces.push(words.part(place.part));
  if (place.block !== undefined) pieces.push(words.block(place.block));
  if (place.fromByte !== undefined)
    pieces.push(words.bytes(place.fromByte, place.toByte ?? place.fromByte + 1));
  return pieces.length === 0 ? '' : words.wrap(pieces);
}

const chinesePlace = {
  part: (part: number): string => (part === 0 ? '初始化部分' : `第 ${part} 个片段`),
  block: (block: number): string => `第 ${block + 1} 块`,
  bytes: (from: number, to: number): string => `字节 ${from}–${to - 1}`,
  wrap: (pieces: readonly string[]): string => `（${pieces.join('，')}）`,
};

const englishPlace = {
  part: (part: number): string => (part === 0 ? 'initialization' : `fragment ${part}`),
  block: (block: number): string => `block ${block + 1}`,
  bytes: (from: number, to: number): string => `bytes ${from}–${to - 1}`,
  wrap: (pieces: readonly string[]): string => ` (${pieces.join(', ')})`,
};

/** Keeps the first findings of each kind and counts the rest: a shredded store must not fill the memory. */
export class Findings {
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<FindingCode, number>();
  readonly #keepPerCode: number;

  constructor(keepPerCode = 1000) {
    this.#keepPerCode = keepPerCode;
  }

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (count <= this.#keepPerCode) this.#kept.push(finding);
  }

  get kept(): readonly Finding[] {
    return this.#kept;
  }

  /** How often each code was found, kept or not. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  get isBroken(): boolean {
    return this.brokenCount > 0;
  }

  /** Broken findings in all, kept or not. */
  get brokenCount(): number {
    let count = 0;
    for (const [code, found] of this.#counts) if (findingSentences[code].weight === 'broken') count += found;
    return count;
  }
}
