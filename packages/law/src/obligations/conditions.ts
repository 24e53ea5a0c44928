// SPDX-License-Identifier: Apache-2.0
/** When a row applies: named conditions over the facts of a unit, three-valued, each with what was missing. */

import type { ConditionId } from '../forms/obligation-row.ts';
import {
  classifyPlace,
  type KnownPlaceClass,
  type PlaceClassification,
  settlePlace,
} from '../places/place.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';

/** A unit and its system. Names are the decide contract's where it has one; absent means unknown. */
export interface UnitFacts {
  readonly jurisdiction?: string;
  /** Free text as found; classified by place.ts. */
  readonly place?: string;
  /** Settled by a person; wins over the words. */
  readonly placeClass?: KnownPlaceClass;
  readonly isManagementUnit?: boolean;
  readonly keyUnit?: boolean;
  readonly isPublicSecurityVideoSystem?: boolean;
  readonly publicEmergency?: boolean;
  readonly acceptancePassed?: CalendarDay;
  readonly putIntoUse?: CalendarDay;
  /** null: not filed as of `asOf`. */
  readonly filed?: CalendarDay | null;
  /** Days found. */
  readonly retentionDays?: number;
  readonly purposeAchieved?: boolean;
  readonly otherLawRetention?: boolean;
  readonly entrusted?: boolean;
  readonly newBuild?: boolean;
  readonly involvesSecrets?: boolean;
  readonly nearSecretUnit?: boolean;
  readonly hasPrivateSpaces?: boolean;
  readonly filingMatterChanged?: boolean;
  readonly publishesFootage?: boolean;
  readonly outOfProvince?: boolean;
  readonly counterTerrorKeyTarget?: boolean;
}

/** Facts with the place already read. */
export interface Situation {
  readonly facts: UnitFacts;
  readonly place: PlaceClassification;
}

export interface ConditionAnswer {
  readonly value: Tri;
  /** Facts that would decide an unknown. */
  readonly questions: readonly (keyof UnitFacts)[];
  /** One Chinese phrase for a condition that fails or is open. */
  readonly why: string;
}

export const situationOf = (facts: UnitFacts): Situation => ({
  facts,
  place: settlePlace(classifyPlace(facts.place ?? ''), facts.placeClass),
});

const fact =
  (id: keyof UnitFacts & ConditionId, why: string) =>
  (situation: Situation): ConditionAnswer => {
    const value = situation.facts[id];
    return typeof value === 'boolean'
      ? { value, questions: [], why }
      : { value: 'unknown', questions: [id], why };
  };

const fromPlace = (
  value: Tri,
  why: string,
  questions: readonly (keyof UnitFacts)[] = ['place'],
): ConditionAnswer => ({
  value,
  questions: value === 'unknown' ? questions : [],
  why,
});

/** Art. 9(2) makes every unit of the list a key unit: the list decides; where it is open, a person's finding. */
function keyUnit({ facts, place }: Situation): Tri {
  const { art9Item, certainty } = place.qinhuangdao;
  return art9Item !== null && certainty === 'listed' ? true : (facts.keyUnit ?? 'unknown');
}

const either = (a: Tri, b: Tri): Tri =>
  a === true || b === true ? true : a === false && b === false ? false : 'unknown';

const evaluators: Readonly<Record<ConditionId, (situation: Situation) => ConditionAnswer>> = {
  bjInstallPlace: ({ place }) => fromPlace(bjInstall(place), '《办法》第五条第一款的单位和区域'),
  bjGovernmentArea: ({ place }) => fromPlace(place.beijing.governmentArea, '《办法》第七条的公共场所'),
  bjResidential: ({ place }) => fromPlace(place.residential, '住宅区'),
  qhdInstallPlace: (s) =>
    fromPlace(either(s.place.qinhuangdao.publicArea, keyUnit(s)), '社会公共区域或者技防重点单位', [
      'place',
      'keyUnit',
    ]),
  qhdKeyUnit: (s) => fromPlace(keyUnit(s), '秦皇岛第九条的技防重点单位', ['place', 'keyUnit']),
  qhdPublicArea: ({ place }) => fromPlace(place.qinhuangdao.publicArea, '秦皇岛第八条的社会公共区域'),
  qhdRetentionPlace: (s) =>
    fromPlace(either(s.place.qinhuangdao.publicArea, keyUnit(s)), '社会公共区域或者技防重点单位', [
      'place',
      'keyUnit',
    ]),
  publicPlace: ({ place }) => fromPlace(publicPlace(place), '公共场所'),
  hasFiled: ({ facts }) => ({
    value: facts.filed === undefined ? 'unknown' : facts.filed !== null,
    questions: facts.filed === undefined ? ['filed'] : [],
    why: '已经备案',
  }),
  nearSecretUnit: ({ facts, place }) =>
    fromPlace(facts.nearSecretUnit ?? place.nearSecretUnit, '位于涉密单位周边', ['nearSecretUnit']),
  entrusted: fact('entrusted', '委托他人运营、维护'),
  newBuild: fact('newBuild', '新建、改建、扩建项目'),
  involvesSecrets: fact('involvesSecrets', '涉及国家秘密、商业秘密'),
  hasPrivateSpaces: fact('hasPrivateSpaces', '有客房、浴室等私密区域'),
  filingMatterChanged: fact('filingMatterChanged', '备案事项变化'),
  publishesFootage: fact('publishesFootage', '公开传播图像信息'),
  outOfProvince: fact('outOfProvince', '省外单位'),
  publicEmergency: fact('publicEmergency', '发生突发公共事件'),
  counterTerrorKeyTarget: fact('counterTerrorKeyTarget', '防范恐怖袭击的重点目标'),
};

export const evaluateCondition = (id: ConditionId, situation: Situation): ConditionAnswer =>
  evaluators[id](situation);

function bjInstall(place: PlaceClassification): Tri {
  if (place.beijing.art5Item !== null) return true;
  return place.placeClass === 'nonPublic' ? false : 'unknown';
}

function publicPlace(place: PlaceClassification): Tri {
  if (place.placeClass === 'nonPublic') return false;
  return place.candidates.includes('nonPublic') ? 'unknown' : true;
}
