// SPDX-License-Identifier: Apache-2.0
/** Facts of a case, three-valued: absent is unknown, never false. */
import type { CalendarDay, DecidableInstrumentId } from './corpus.ts';

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
  'qhd-art10-new-works',
  'qhd-art11-1-public-area',
  'qhd-art11-2-private-space',
  'qhd-art13-products',
  'qhd-art15-user-duty',
  'qhd-art16-not-recorded',
  'qhd-art17-out-of-province',
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

export const placeClasses = ['art7-1', 'art7-2', 'art9', 'nonPublic'] as const;
export const requesterKinds = ['police', 'organ', 'related', 'other'] as const;
/** 公安、国家安全机关 · another organ of state · 本人、近亲属、监护看护代管人 · anyone else */
export type RequesterKind = (typeof requesterKinds)[number];

/** 主要负责人、直接责任人员: a natural person with factors of their own. */
export interface Person {
  readonly name?: string;
  readonly role?: 'principal' | 'directlyResponsible';
  readonly age?: number;
  readonly mentalState?: MentalState;
}

/** Facts of a case. Absent = unknown. Names and values are the contract's. */
export interface Facts {
  readonly jurisdiction?: string;
  readonly actor?: Actor;
  readonly place?: string;
  /** What a person found the place to be under Decree 799; goes before what the words say. */
  readonly placeClass?: (typeof placeClasses)[number];
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
  /** 备案事项发生变化 since the filing */
  readonly filingMatterChanged?: boolean;
  /** 已办理备案变更 for what changed */
  readonly changeFiled?: boolean;
  readonly asOf?: CalendarDay;
  readonly retentionDays?: number;
  readonly purposeAchieved?: boolean;
  readonly otherLawRetention?: boolean;
  readonly requester?: string;
  /** Who a person found the requester to be; goes before what the words say. */
  readonly requesterKind?: RequesterKind;
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
