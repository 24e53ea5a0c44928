// SPDX-License-Identifier: Apache-2.0
/** The form of one row: who must, must not or may do what, when, how it is shown, and what a breach leads to. */

import type { KnownPlaceClass } from '../places/place.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { Conduct } from '../types/facts.ts';
import type { EvidenceId } from './evidence-kinds.ts';
import type { ParameterName } from './parameter.ts';

/** Who bears the row. 管理单位 (Decree 799) and 使用单位 (Beijing, Qinhuangdao) are two words and stay two. */
export type Bearer =
  | 'managementUnit'
  | 'userUnit'
  | 'responsibleUnit'
  | 'keyUnit'
  | 'manager'
  | 'builder'
  | 'staff'
  | 'anyone'
  | 'installer'
  | 'practitioner'
  | 'carrier'
  | 'provider'
  | 'requester'
  | 'citizen'
  | 'government'
  | 'police'
  | 'everyone';

/** A condition of applying, named; conditions.ts evaluates it over the facts. */
export type ConditionId =
  | 'bjInstallPlace'
  | 'bjGovernmentArea'
  | 'bjResidential'
  | 'counterTerrorKeyTarget'
  | 'entrusted'
  | 'filingMatterChanged'
  | 'hasFiled'
  | 'hasPrivateSpaces'
  | 'involvesSecrets'
  | 'nearSecretUnit'
  | 'newBuild'
  | 'outOfProvince'
  | 'publicEmergency'
  | 'publicPlace'
  | 'publishesFootage'
  | 'qhdInstallPlace'
  | 'qhdKeyUnit'
  | 'qhdPublicArea'
  | 'qhdRetentionPlace';

/** How the row is judged; absent: it is not something to be met. */
type ObligationTest =
  | { readonly kind: 'evidence'; readonly all: readonly EvidenceId[] }
  | { readonly kind: 'filing' }
  | { readonly kind: 'retention' }
  /** 「按照规定期限」: the longest period any rule sets for the place */
  | { readonly kind: 'prescribed-retention' }
  | { readonly kind: 'deletion' }
  | { readonly kind: 'checklist' };

export interface ObligationRow {
  /** `BJ-17`, `D799-21` …: stable, cited in docs and tests. */
  readonly id: string;
  readonly provision: ProvisionId;
  /** O 义务 · X 禁止 · R 权利或者职权 · P 程序 · T 期限 · S 处罚 · D 定义, joined by `+`. */
  readonly kinds: string;
  readonly title: string;
  readonly bearer: Bearer;
  /** The bearer in the words of the source. */
  readonly subject: string;
  readonly modality: 'must' | 'mustNot' | 'may' | 'none';
  readonly act: string;
  readonly trigger?: string;
  /** Deadline or quantity in words; the number itself is `parameter`. */
  readonly quantityText?: string;
  /** What proves it, in words; our proposal. */
  readonly evidenceText?: string;
  readonly breachText?: string;
  /** Exact quotation of the seed; absent where no seed prints the article. */
  readonly quote?: string;
  /** Decree 799 classes it binds; absent: the class does not matter. */
  readonly places?: readonly KnownPlaceClass[];
  /** It is about any device that takes pictures, also one that is no public security video system */
  readonly anyDevice?: true;
  /** All must hold for the row to apply. */
  readonly when?: readonly ConditionId[];
  readonly test?: ObligationTest;
  readonly parameter?: ParameterName;
  /** Conducts of decide() that a breach amounts to. */
  readonly conducts?: readonly Conduct[];
  /** Provision that prints the consequence; absent: none printed. */
  readonly sanction?: ProvisionId;
  /** Items of the Hami list that ask it; the mapping is ours. */
  readonly checklistItems?: readonly number[];
  readonly needsLegalReview?: true;
}
