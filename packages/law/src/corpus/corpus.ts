// SPDX-License-Identifier: Apache-2.0
/**
 * The library: every instrument and provision with its printed text, both locators and its errata.
 * Provisions are found by what they regulate, never by article number: seed 004 numbers Decree 799 wrongly.
 */

import type { InstrumentFile } from '../forms/define.ts';
import { bjBenchmark2024Draft } from '../instruments/bj-benchmark-2024-draft/text.draft.ts';
import { bjBenchmarkOld } from '../instruments/bj-benchmark-old/text.undated.ts';
import { bjMeasures2006 } from '../instruments/bj-measures-2006/text.2007-04-01.ts';
import { bjResidential } from '../instruments/bj-residential/text.undated.ts';
import { counterTerrorismLaw } from '../instruments/counter-terrorism-law/text.2018-04-27.ts';
import { d799 } from '../instruments/d799/text.2025-04-01.ts';
import { enforcementLaw2012 } from '../instruments/enforcement-law-2012/text.2012-01-01.ts';
import { hamiChecklist } from '../instruments/hami-checklist/text.undated.ts';
import { inspectionOpinions2024 } from '../instruments/inspection-opinions-2024/text.2024-12-26.ts';
import { internalSecurity2004 } from '../instruments/internal-security-2004/text.2004-12-01.ts';
import { legislationLaw2023 } from '../instruments/legislation-law-2023/text.2023-03-15.ts';
import { litigationLaw2017 } from '../instruments/litigation-law-2017/text.2017-07-01.ts';
import { penaltyLaw2021 } from '../instruments/penalty-law-2021/text.2021-07-15.ts';
import { pipl2021 } from '../instruments/pipl-2021/text.2021-11-01.ts';
import { policeProcedure2012 } from '../instruments/police-procedure-2012/text.2019-01-01.ts';
import { publicSecurityPenaltiesLaw2025 } from '../instruments/public-security-penalties-law-2025/text.2026-01-01.ts';
import { qhdMeasures2017 } from '../instruments/qhd-measures-2017/text.2018-02-01.ts';
import { reconsiderationLaw2023 } from '../instruments/reconsideration-law-2023/text.2024-01-01.ts';
import { findNumber, numeralPattern } from '../sanction-text/numeral.ts';
import type {
  CalendarDay,
  Erratum,
  ErratumId,
  Instrument,
  InstrumentId,
  InstrumentStatus,
  Provision,
  ProvisionId,
} from '../types/corpus.ts';
import { errata } from './errata.data.ts';

export { errata } from './errata.data.ts';

/** Every instrument as written, before errata are added. */
export const instrumentFiles: readonly InstrumentFile[] = [
  bjMeasures2006,
  bjResidential,
  bjBenchmark2024Draft,
  bjBenchmarkOld,
  qhdMeasures2017,
  d799,
  hamiChecklist,
  penaltyLaw2021,
  policeProcedure2012,
  legislationLaw2023,
  publicSecurityPenaltiesLaw2025,
  counterTerrorismLaw,
  internalSecurity2004,
  pipl2021,
  enforcementLaw2012,
  inspectionOpinions2024,
  reconsiderationLaw2023,
  litigationLaw2017,
];

const errataOf = (id: ProvisionId): readonly ErratumId[] =>
  errata.filter((erratum) => erratum.provisions.includes(id)).map((erratum) => erratum.id);

export const instruments: readonly Instrument[] = instrumentFiles.map((file) => file.instrument);

export const provisions: readonly Provision[] = instrumentFiles.flatMap((file) =>
  file.provisions.map((provision) => ({ ...provision, errata: errataOf(provision.id) })),
);

const instrumentById = new Map(instruments.map((instrument) => [instrument.id, instrument]));
const provisionById = new Map(provisions.map((provision) => [provision.id, provision]));
const erratumById = new Map(errata.map((erratum) => [erratum.id, erratum]));

/** In force is a matter of the day: a version adopted for later is not in force yet. */
export type Standing = InstrumentStatus | 'presumed-in-force' | 'not-yet-in-force' | 'no-longer-in-force';

/**
 * @param day calendar day in Asia/Shanghai
 * @returns `presumed-in-force` until the text was compared with the official one
 */
export function standingOn(
  { status, inForceFrom, inForceUntil, verified }: Instrument,
  day: CalendarDay,
): Standing {
  if (status !== 'in-force') return status;
  if (inForceFrom !== null && day < inForceFrom) return 'not-yet-in-force';
  if (inForceUntil !== null && inForceUntil <= day) return 'no-longer-in-force';
  return verified === 'official' ? status : 'presumed-in-force';
}

export const findInstrument = (id: InstrumentId): Instrument | undefined => instrumentById.get(id);
export const findProvision = (id: ProvisionId): Provision | undefined => provisionById.get(id);
export const findErratum = (id: ErratumId): Erratum | undefined => erratumById.get(id);

/** An instrument that must exist: an unknown id is a bug in our data. */
export function getInstrument(id: InstrumentId): Instrument {
  const instrument = instrumentById.get(id);
  if (instrument === undefined) throw new ReferenceError(`no instrument ${id}`);
  return instrument;
}

/** A provision that must exist: an unknown id is a bug in our data. */
export function getProvision(id: ProvisionId): Provision {
  const provision = provisionById.get(id);
  if (provision === undefined) throw new ReferenceError(`no provision ${id}`);
  return provision;
}

export const provisionsOf = (instrument: InstrumentId): readonly Provision[] =>
  provisions.filter((provision) => provision.instrument === instrument);

/** Article as printed in our source, or null where it does not print the provision. */
export const printedArticle = (provision: Provision): string | null =>
  provision.locators.find((locator) => locator.text === 'as-printed')?.article ?? null;

/** Article in the published text, or null where nothing was published. */
export const publishedArticle = (provision: Provision): string | null =>
  provision.locators.find((locator) => locator.text === 'as-published')?.article ?? null;

/**
 * Printed text for reading: markup gone, sentences cut by a page break joined, paragraphs kept.
 * Not a quotation: for those use `printed`, which is exact.
 */
export function readableText(printed: string): string {
  const paragraphs = printed
    .replace(/<[^>]*>/g, '\n')
    .split(/\n+/)
    .map((line) => line.replace(/^\s*(- )?|\s+$/g, ''))
    .filter((line) => line !== '');
  return paragraphs.reduce((text, line) => {
    if (text === '') return line;
    return /[。：；;:”」]$/.test(text) || /^（[一二三四五六七八九十]+）/.test(line)
      ? `${text}\n${line}`
      : text + line;
  }, '');
}

/** What a reader may be shown as the text: the printed text if we hold it, otherwise the rule in our words. */
export const displayText = (provision: Provision): string =>
  provision.printed === null ? provision.rule : readableText(provision.printed);

export interface SearchHit {
  readonly provision: Provision;
  /** Higher is better: how many of the words were found, title hits counting double. */
  readonly score: number;
}

/**
 * Provisions that contain the words, best first. Width, case and spaces do not matter; several words (separated
 * by spaces) all count, and a provision with more of them comes first.
 *
 * @param words e.g. `备案 30日`; an empty text finds nothing
 */
export function searchProvisions(words: string): readonly SearchHit[] {
  const wanted = words
    .split(/\s+/)
    .map(fold)
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return provisions
    .map((provision) => ({ provision, score: score(provision, wanted) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || a.provision.id.localeCompare(b.provision.id));
}

const amount = new RegExp(`${numeralPattern}(?=元)`, 'gu');
/** Width, case and spaces go; an amount is compared by its value: 2万元, 二万元 and 20000元 are one. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(amount, (numeral) => String(findNumber(numeral) ?? numeral));

function score(provision: Provision, wanted: readonly string[]): number {
  const articles = provision.locators.map((locator) => locator.article).join(' ');
  const title = fold(`${provision.title} ${provision.id} ${articles}`);
  const body = fold(`${provision.printed ?? ''}${provision.rule}`);
  return wanted.reduce(
    (sum, word) => sum + (title.includes(word) ? 2 : 0) + (body.includes(word) ? 1 : 0),
    0,
  );
}
