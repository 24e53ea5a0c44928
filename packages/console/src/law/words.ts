// SPDX-License-Identifier: Apache-2.0
/** Words for conducts and facts where the page speaks; texts of law stay in Chinese, as printed. */
import {
  type Conduct,
  conductWords,
  type Disposition,
  type FactId,
  factTable,
  type ObligationState,
  type PlaceClass,
} from '@mingjing/law';
import type { Language } from '../frame/language.ts';

type Pair = readonly [zh: string, en: string];

const conductEn: Readonly<Record<Conduct, string>> = {
  'build-missing': 'required system not built',
  'build-nonconforming': 'built against the standards',
  overcapture: 'capturing public areas beyond the own premises',
  'unauthorised-public-install': 'unauthorised installation in a public place',
  'public-place-install': 'installation in a public place (authorised or not)',
  filing: 'breach of the filing duty',
  'filing-check': 'was the filing in time',
  'operation-security': 'no measures for safe operation',
  'information-management': 'information security rules missing or broken',
  'information-access': 'unauthorised viewing, copying or passing on',
  'refuse-provide': 'refusal to provide footage',
  'residential-manager': 'manager of a residential area neglects duties',
  'retention-check': 'check of days kept',
  'retention-rule': 'days the instrument prints',
  'footage-access': 'procedure of officials for footage',
  'citizen-view-request': 'request of a citizen or firm to view',
  'qhd-art9-not-installed': 'Qinhuangdao art. 9: not installed',
  'qhd-art10-new-works': 'Qinhuangdao art. 10: not built with the works, or without joint review',
  'qhd-art11-1-public-area': 'Qinhuangdao art. 11(1): public area',
  'qhd-art11-2-private-space': 'Qinhuangdao art. 11(2): private space',
  'qhd-art13-products': 'Qinhuangdao art. 13: products not tested or certified',
  'qhd-art15-user-duty': 'Qinhuangdao art. 15: duties of the user',
  'qhd-art16-not-recorded': 'Qinhuangdao art. 16: firm not recorded with the police',
  'qhd-art17-out-of-province': 'Qinhuangdao art. 17: firm of another province without proof',
  'qhd-art18-installer-duty': 'Qinhuangdao art. 18: duties of the installer',
  'qhd-art19-damage': 'Qinhuangdao art. 19: damage',
  'qhd-art19-delete-records': 'Qinhuangdao art. 19: deleting records',
  'd799-signage-missing': 'Decree 799: no sign',
  'd799-not-filed': 'Decree 799: not filed',
  'd799-false-filing': 'Decree 799: false filing',
  'd799-prohibited-area': 'Decree 799: forbidden area',
  'd799-no-daily-check': 'Decree 799: no daily checks',
  'd799-unauthorised-install': 'Decree 799: installed without being entitled',
  'd799-near-secret-unit': 'Decree 799: near a secret unit without consent',
  'd799-tamper-device': 'Decree 799: tampering with devices',
};

const dispositionEn: Readonly<Record<Disposition, string>> = {
  penalise: 'penalty',
  'order-only': 'order to correct, no penalty',
  'no-penalty-mandatory': 'no penalty (must)',
  'no-penalty-optional': 'no penalty (may)',
  'barred-by-limitation': 'barred by limitation',
  'not-a-violation': 'no violation of this rule',
  'not-addressed': 'this instrument does not address the actor or conduct',
  'no-sanction-printed': 'a breach, but this instrument prints no penalty',
  'need-facts': 'more facts are needed',
  compliant: 'compliant',
  'check-failed': 'not compliant',
  'late-filing': 'late',
  'access-compliant': 'procedure complete',
  'access-not-compliant': 'procedure incomplete',
  'access-permitted-emergency': 'emergency: may be used at once',
  'request-permitted': 'viewing permitted',
  'request-excluded': 'viewing refused',
};

const stateWords: Readonly<Record<ObligationState, Pair>> = {
  met: ['已履行', 'met'],
  breached: ['未履行', 'breached'],
  unknown: ['未知', 'unknown'],
  'not-applicable': ['不适用', 'not applicable'],
};

const pick = ([zh, en]: Pair, language: Language): string => (language === 'en' ? en : zh);

export const conductWord = (conduct: Conduct, language: Language): string =>
  language === 'en' ? conductEn[conduct] : conductWords[conduct];
export const stateWord = (state: ObligationState, language: Language): string =>
  pick(stateWords[state], language);
export const dispositionWord = (disposition: Disposition): string => dispositionEn[disposition];

/** The fact's name; facts without an English word show their contract name. */
export const factWord = (fact: FactId, language: Language): string =>
  language === 'en' ? factTable[fact].en : factTable[fact].zh;

const valueWords: Readonly<Record<string, Pair>> = {
  unit: ['单位', 'unit'],
  individual: ['个人', 'individual'],
  propertyManager: ['管理人', 'property manager'],
  government: ['政府机关', 'government'],
  notOrdered: ['未责令', 'not ordered yet'],
  inPeriod: ['在整改期内', 'within the period'],
  qualified: ['整改合格', 'rectified'],
  unqualified: ['整改不合格', 'not rectified properly'],
  overdue: ['逾期不整改', 'overdue'],
  none: ['无', 'none'],
  harm: ['造成危害后果', 'harm'],
  serious: ['造成严重后果', 'serious consequence'],
  normal: ['正常', 'normal'],
  incapable: ['不能辨认或者控制', 'incapable'],
  intermittentNormal: ['间歇性，正常时', 'intermittent, in a normal phase'],
  partial: ['尚未完全丧失', 'partly capable'],
  beijing: ['北京市', 'Beijing'],
  qinhuangdao: ['秦皇岛市', 'Qinhuangdao'],
  hami: ['哈密市', 'Hami'],
  national: ['全国（无地方规定）', 'national'],
};

export const valueWord = (value: string, language: Language): string => {
  const pair = valueWords[value];
  return pair ? pick(pair, language) : value;
};

const placeClassWords: Readonly<Record<PlaceClass, Pair>> = {
  'art7-1': ['《条例》第七条第一款（政府有关部门建设）', 'Decree 799 art. 7(1), built by the government'],
  'art7-2': ['《条例》第七条第二款（经营管理单位建设）', 'Decree 799 art. 7(2), built by the operator'],
  art9: ['《条例》第九条', 'Decree 799 art. 9'],
  nonPublic: ['非公共场所', 'not a public place'],
  unknown: ['认不出，请写明是什么场所', 'not recognised: say what kind of place it is'],
};

export const placeClassWord = (place: PlaceClass, language: Language): string =>
  pick(placeClassWords[place], language);
