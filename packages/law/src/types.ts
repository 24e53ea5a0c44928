// SPDX-License-Identifier: Apache-2.0
/**
 * The words of this package: instruments and provisions as data, facts as three-valued, rules as tables,
 * answers as values. Wire names follow the decide contract; nothing here does anything.
 */

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

// ---------------------------------------------------------------- corpus

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

// ---------------------------------------------------------------- facts

export const actors = ['unit', 'individual', 'propertyManager', 'government'] as const;
export type Actor = (typeof actors)[number];
export const rectifications = ['notOrdered', 'inPeriod', 'qualified', 'unqualified', 'overdue'] as const;
export type Rectification = (typeof rectifications)[number];
export const consequences = ['none', 'harm', 'serious'] as const;
export type Consequence = (typeof consequences)[number];
export const mentalStates = ['normal', 'incapable', 'intermittentNormal', 'partial'] as const;
export type MentalState = (typeof mentalStates)[number];

export const conducts = [
  'build-missing',
  'build-nonconforming',
  'overcapture',
  'unauthorised-public-install',
  'public-place-install',
  'filing',
  'filing-check',
  'operation-security',
  'information-management',
  'information-access',
  'refuse-provide',
  'residential-manager',
  'retention-check',
  'retention-rule',
  'footage-access',
  'citizen-view-request',
  'qhd-art9-not-installed',
  'qhd-art11-1-public-area',
  'qhd-art11-2-private-space',
  'qhd-art15-user-duty',
  'qhd-art16-not-recorded',
  'qhd-art18-installer-duty',
  'qhd-art19-damage',
  'qhd-art19-delete-records',
  'd799-signage-missing',
  'd799-not-filed',
  'd799-false-filing',
  'd799-prohibited-area',
  'd799-no-daily-check',
  'd799-unauthorised-install',
  'd799-near-secret-unit',
  'd799-tamper-device',
] as const;
export type Conduct = (typeof conducts)[number];

export interface Person {
  readonly name?: string;
  readonly role?: 'principal' | 'directlyResponsible';
}

/** Facts of a case. Absent = unknown. Names and values are the contract's. */
export interface Facts {
  readonly jurisdiction?: string;
  readonly actor?: Actor;
  readonly place?: string;
  readonly conduct: Conduct;
  readonly rectification?: Rectification;
  readonly consequence?: Consequence;
  readonly refusesAfterOrder?: boolean;
  readonly refusesDismantling?: boolean;
  readonly otherSerious?: boolean;
  readonly affectsOperation?: boolean;
  readonly publicEmergency?: boolean;
  readonly isManagementUnit?: boolean;
  readonly keyUnit?: boolean;
  readonly isPublicSecurityVideoSystem?: boolean;
  readonly age?: number;
  readonly mentalState?: MentalState;
  readonly minor?: boolean;
  readonly promptlyCorrected?: boolean;
  readonly firstTime?: boolean;
  readonly consequenceMinor?: boolean;
  readonly provenNoFault?: boolean;
  readonly activelyRemovedOrReducedHarm?: boolean;
  readonly forgivenByVictim?: boolean;
  readonly coercedOrInduced?: boolean;
  readonly merit?: boolean;
  readonly voluntarySurrender?: boolean;
  readonly truthful?: boolean;
  readonly confessedUnknown?: boolean;
  readonly priorSameKindPenaltiesWithin1Year?: number;
  readonly retaliated?: boolean;
  readonly instigatedOthers?: boolean;
  readonly actStarted?: CalendarDay;
  readonly actEnded?: CalendarDay;
  readonly discovered?: CalendarDay;
  readonly continuing?: boolean;
  readonly lifeHealthOrFinancialSafety?: boolean;
  readonly victimComplained?: boolean;
  readonly policeWronglyRefused?: boolean;
  readonly priorFineForSameAct?: boolean;
  readonly acceptancePassed?: CalendarDay;
  readonly putIntoUse?: CalendarDay;
  /** null = not filed as of `asOf` */
  readonly filed?: CalendarDay | null;
  readonly asOf?: CalendarDay;
  readonly retentionDays?: number;
  readonly purposeAchieved?: boolean;
  readonly otherLawRetention?: boolean;
  readonly requester?: string;
  readonly officers?: number;
  readonly workCredential?: boolean;
  readonly unitCertificate?: boolean;
  readonly registered?: boolean;
  readonly confidential?: boolean;
  readonly dutyPurposeOnly?: boolean;
  readonly emergency?: boolean;
  readonly reviewed?: boolean;
  readonly publicInterest?: boolean;
  readonly ownLegalInterest?: boolean;
  readonly containsStateSecret?: boolean;
  readonly containsTradeSecret?: boolean;
  readonly containsPersonalPrivacy?: boolean;
  readonly persons?: readonly Person[];
}
export type FactId = keyof Facts;
export type FactValue = string | number | boolean | null | readonly Person[];

/** A request as parsed: `decisionDate` is always there, the edge supplies today. */
export interface Request {
  readonly instruments?: readonly DecidableInstrumentId[];
  readonly facts: Facts;
  readonly actDate?: CalendarDay;
  readonly decisionDate: CalendarDay;
}

// ---------------------------------------------------------------- rules

/** A condition over facts, evaluated three-valued (Kleene). */
export type Cond =
  | { readonly all: readonly Cond[] }
  | { readonly any: readonly Cond[] }
  | { readonly not: Cond }
  | { readonly fact: FactId | DerivedFactId; readonly in: readonly (string | number | boolean)[] }
  | { readonly fact: FactId | DerivedFactId; readonly atLeast: number };

/** Facts concluded from others before any rule is read; the trace shows from which. */
export type DerivedFactId =
  /** 拒不改正, from `refusesAfterOrder` and `rectification` */
  | 'refusedCorrection'
  /** 逾期不改正, from `rectification` and `refusesAfterOrder` */
  | 'notCorrectedInTime'
  /** What the place is under the instrument at hand, from `place` */
  | 'placeIsBjArt5'
  | 'placeIsBjArt7'
  | 'placeIsResidential'
  | 'placeIsQhdPublicArea'
  | 'placeIsD799Art7'
  | 'placeIsD799Art7Government'
  | 'placeIsNonPublic'
  /** Requester is an organ with power to investigate or dispose, from `requester` */
  | 'requesterIsOrgan'
  | 'requesterIsPoliceOrStateSecurity';

export type Target =
  | 'unit'
  | 'principal'
  | 'directlyResponsible'
  | 'individual'
  | 'manager'
  | 'responsiblePersons'
  | 'unspecified';

/** A fine as a row or article prints it: closed interval in yuan. */
export interface PrintedFine {
  readonly target: Target;
  /** null = no lower bound printed */
  readonly min: number | null;
  readonly max: number;
  /** true where 分别 is printed, null where persons are fined and it is not */
  readonly each: boolean | null;
  /** true where 可以／可 governs, null where the text is unclear */
  readonly optional: boolean | null;
}

/** What follows from one circumstance. */
export interface Sanction {
  readonly orders: readonly string[];
  readonly warning: boolean;
  readonly fines: readonly PrintedFine[];
  readonly confiscation: readonly string[];
  readonly requires: readonly string[];
}

export type Tier = 'A' | 'B' | 'C';

/** One row: a circumstance and what follows. Schedules print their key; for bare articles it is ours. */
export interface Row {
  /** Printed key of a schedule row (a range where the source prints one), or `<provision>#<stage>` */
  readonly key: string;
  readonly tier: Tier | null;
  readonly step: number | null;
  /** Circumstance as printed; for bare articles the words of the article */
  readonly circumstance: string;
  readonly when: Cond;
  readonly sanction: Sanction;
  /** What the article allows for each target in this circumstance: the hard bounds */
  readonly statutory: readonly PrintedFine[];
  /** Measure cell as printed, exact substring of its source; null for bare articles */
  readonly printed: string | null;
  readonly errata: readonly ErratumId[];
}

// ---------------------------------------------------------------- answer

export type Disposition =
  | 'penalise'
  | 'order-only'
  | 'no-penalty-mandatory'
  | 'no-penalty-optional'
  | 'barred-by-limitation'
  | 'not-a-violation'
  | 'not-addressed'
  | 'no-sanction-printed'
  | 'need-facts'
  | 'compliant'
  | 'check-failed'
  | 'late-filing'
  | 'access-compliant'
  | 'access-not-compliant'
  | 'access-permitted-emergency'
  | 'request-permitted'
  | 'request-excluded';

export type FactorEffect = 'lenient-or-reduced' | 'lenient-reduced-or-exempt' | 'heavier';

/** 从轻、减轻、从重情节 that is established. Listed, never netted. */
export interface Factor {
  readonly id: string;
  readonly effect: FactorEffect;
  readonly force: 'must' | 'may';
  readonly sources: readonly ProvisionId[];
}

export interface Fine extends PrintedFine {
  readonly unit: 'CNY';
  readonly statutory: { readonly min: number | null; readonly max: number };
  readonly belowMinimumPossible: boolean;
  readonly direction: 'none' | 'lower' | 'upper' | 'both';
  /** Names given in `facts.persons` for this target */
  readonly persons?: readonly string[];
}

export interface Article {
  readonly provision: ProvisionId;
  /** Locator in our source; null where it does not print the article */
  readonly printed: string | null;
  readonly published: string | null;
  readonly quote: string;
  readonly errata: readonly ErratumId[];
}

export type FlagCode =
  | 'erratum'
  | 'target-not-printed'
  | 'no-penalty-clause'
  | 'double-counting-risk'
  | 'element-missing'
  | 'higher-law-differs'
  | 'source-differs'
  | 'draft'
  | 'legal-review';

export interface Flag {
  readonly code: FlagCode;
  readonly about: string;
  readonly instrument?: DecidableInstrumentId;
}

export interface Limitation {
  readonly barred: boolean;
  readonly years: number;
  readonly from: CalendarDay | null;
  /** Last day on which discovery is still in time */
  readonly until: CalendarDay | null;
  readonly why: string;
}

/** One step of the reasoning. Every leaf has a provision or facts. */
export interface TraceNode {
  readonly step: string;
  readonly provision?: ProvisionId;
  readonly quote?: string;
  readonly facts?: Readonly<Record<string, FactValue | 'unknown'>>;
  readonly result: unknown;
  readonly because?: string;
  readonly rejected?: readonly { readonly what: string; readonly because: string }[];
  readonly errata?: readonly ErratumId[];
  readonly children?: readonly TraceNode[];
}

/** The answer under one instrument. */
export interface Result {
  /** null only where no instrument could be picked yet */
  readonly instrument: DecidableInstrumentId | null;
  readonly disposition: Disposition;
  readonly row: string | null;
  readonly codes: readonly string[];
  readonly codesInferred: boolean;
  readonly tier: Tier | null;
  readonly step: number | null;
  readonly orders: readonly string[];
  readonly warning: boolean;
  readonly fines: readonly Fine[];
  readonly confiscation: readonly string[];
  readonly referrals: readonly string[];
  readonly articles: readonly Article[];
  readonly checklistItems: readonly number[];
  readonly factors: readonly Factor[];
  readonly baseFines: readonly Fine[];
  readonly education: boolean;
  readonly requires: readonly string[];
  readonly reason: string | null;
  readonly failed: readonly FactId[];
  readonly questions: readonly FactId[];
  readonly possibleRows?: readonly string[];
  readonly humanDecisions: readonly string[];
  readonly limitation: Limitation;
  readonly minDays?: number | null;
  /** filing-check: the clock that decided */
  readonly deadline?: FilingClock | null;
  readonly flags: readonly Flag[];
  readonly trace: TraceNode;
}

export interface FilingClock {
  readonly provision: ProvisionId;
  readonly from: CalendarDay;
  readonly days: number;
  readonly due: CalendarDay;
  /** Before the roll over days off; equals `due` if nothing rolled */
  readonly unrolled: CalendarDay;
}

export interface Conflict {
  readonly between: readonly [DecidableInstrumentId, DecidableInstrumentId];
  readonly about: string;
  readonly relation: 'higher-rank' | 'law-in-time' | 'stricter-duty';
  readonly default: DecidableInstrumentId;
  readonly resolution: 'human';
  readonly why: string;
  readonly provisions: readonly ProvisionId[];
}

export interface Clock {
  readonly id: string;
  readonly provision: ProvisionId;
  readonly days: number;
  readonly unit: 'day' | 'workday';
  readonly what: string;
}

export interface Procedure {
  readonly kind: 'simple' | 'ordinary' | 'none';
  readonly hearing: 'offer' | 'not-required';
  readonly legalReview: boolean;
  readonly clocks: readonly Clock[];
  readonly why: readonly string[];
}

export interface Selection {
  readonly instrument: InstrumentId;
  readonly picked: boolean;
  readonly because: string;
}

export interface Response {
  readonly simulation: boolean;
  readonly results: readonly Result[];
  readonly compare: { readonly lighterForUnit: DecidableInstrumentId | 'same' | 'not-comparable' | null };
  readonly conflicts: readonly Conflict[];
  readonly flags: readonly Flag[];
  readonly procedure: Procedure;
  /** Facts nobody stated that decide which instruments apply */
  readonly questions: readonly FactId[];
  readonly selection: readonly Selection[];
  readonly receipt: Receipt;
}

/** Enough to reproduce the answer years later: same engine, same data, same request, same bytes. */
export interface Receipt {
  readonly engine: string;
  /** `sha256:` of the canonical JSON of the whole corpus and rule tables */
  readonly data: string;
  /** The decision day the answer was computed for, or the instant the edge passed in */
  readonly at: string;
}
