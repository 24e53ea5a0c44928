// SPDX-License-Identifier: Apache-2.0
/** Instruments, provisions and errata as data. */
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Compared as text. */
export type CalendarDay = string;
/** `<instrument>/<what-in-kebab>`, e.g. `d799/filing-sanction`: content-based, never the article number. */
export type ProvisionId = string;
/** Id of any instrument in the corpus; the seven of the contract are `DecidableInstrumentId`. */
export type InstrumentId = string;

/** Instruments a request may name. */
export const decidableInstruments = [
  'bj-benchmark-2024-draft',
  'bj-benchmark-old',
  'bj-measures-2006',
  'bj-residential',
  'qhd-measures-2017',
  'd799',
  'hami-checklist',
] as const;
export type DecidableInstrumentId = (typeof decidableInstruments)[number];

/** Three-valued: an absent fact is `unknown`, never false. */
export type Tri = boolean | 'unknown';

/** How sure a datum is: as the source prints it, concluded by us, or still to be checked with a gazette. */
export type Certainty = 'as-printed' | 'inferred' | 'to-be-verified';

export type Rank =
  | 'law'
  | 'admin-regulation'
  | 'local-regulation'
  | 'department-rule'
  | 'local-rule'
  | 'normative-document';

export type InstrumentStatus = 'in-force' | 'draft' | 'superseded' | 'unknown';

/** 文件 */
export interface Instrument {
  readonly id: InstrumentId;
  /** 全称，不带书名号 */
  readonly title: string;
  readonly shortTitle: string;
  readonly rank: Rank;
  readonly issuer: string;
  /** e.g. 国务院令第799号; null where the source prints none */
  readonly documentNumber: string | null;
  /** GB/T 2260 code of the area it applies in; `000000` = whole country */
  readonly jurisdictionCode: string;
  readonly status: InstrumentStatus;
  /** First day in force; null = not known or not yet */
  readonly inForceFrom: CalendarDay | null;
  /** First day no longer in force; null = still in force or unknown */
  readonly inForceUntil: CalendarDay | null;
  /** What the dates rest on, in words */
  readonly validityBasis: string;
  readonly sources: readonly Source[];
  /** Who compared text and gazette */
  readonly verified: 'no' | 'two-people' | 'official';
}

export interface Source {
  readonly kind: 'seed' | 'mirror' | 'official';
  /** File name under `packages/law/seeds/`, or a public address or description */
  readonly ref: string;
  /** `sha256:` + hex of the bytes, where we hold them */
  readonly sha256: string | null;
}

/** Where a provision stands: as printed in our source, or as published. */
export interface Locator {
  readonly text: 'as-printed' | 'as-published';
  /** Seed file name or mirror */
  readonly source: string;
  /** e.g. 第三十条, 第二十七条第二款, 第四章第4自然段 */
  readonly article: string;
}

/** 条文 */
export interface Provision {
  readonly id: ProvisionId;
  readonly instrument: InstrumentId;
  /** What it is about, a few Chinese words */
  readonly title: string;
  readonly locators: readonly Locator[];
  /** Exact text of the source as printed; null where our source does not print it */
  readonly printed: string | null;
  /** Seed file `printed` is an exact substring of; null where it comes from elsewhere */
  readonly printedIn: string | null;
  /** The rule in our own words, for provisions we may not quote or the seed does not print */
  readonly rule: string;
  readonly errata: readonly ErratumId[];
  readonly certainty: Certainty;
}

/** `E01` … `E75` */
export type ErratumId = string;

/** 勘误：keep as printed + annotation; the engine computes with the normalised value. */
export interface Erratum {
  readonly id: ErratumId;
  readonly severity: 'high' | 'medium' | 'low';
  /** Place in words, e.g. 第四章编号 */
  readonly where: string;
  /** Exact quotations, each an exact substring of its seed */
  readonly quotes: readonly { readonly seed: string; readonly printed: string }[];
  /** What the engine computes with; null where nothing is normalised */
  readonly normalised: string | null;
  readonly effect: string;
  readonly treatment: string;
  readonly basis: string;
  readonly certainty: Certainty;
  readonly by: string;
  readonly at: CalendarDay;
  readonly provisions: readonly ProvisionId[];
}
