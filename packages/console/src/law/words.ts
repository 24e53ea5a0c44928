// SPDX-License-Identifier: Apache-2.0
/** Words for conducts and facts where the page speaks; texts of law stay in Chinese, as printed. */
import {
  type Conduct,
  type Disposition,
  type FactId,
  factTable,
  type ObligationState,
  type PlaceClass,
} from '@mingjing/law';
import type { Language } from '../frame/language.ts';

type Pair = readonly [zh: string, en: string];

const conductWords: Readonly<Record<Conduct, Pair>> = {
  'build-missing': ['应当建设而不建设', 'required system not built'],
  'build-nonconforming': ['不按照规范和标准建设', 'built against the standards'],
  overcapture: ['擅自采集本单位范围以外的公共区域图像信息', 'capturing public areas beyond the own premises'],
  'unauthorised-public-install': ['擅自在公共场所设置', 'unauthorised installation in a public place'],
  'public-place-install': [
    '在公共场所设置（是否擅自待判断）',
    'installation in a public place (authorised or not)',
  ],
  filing: ['不遵守备案制度', 'breach of the filing duty'],
  'filing-check': ['按日期判断备案是否及时', 'was the filing in time'],
  'operation-security': ['未采取保障运行安全管理措施', 'no measures for safe operation'],
  'information-management': [
    '未建立、健全或者违反图像信息安全管理制度',
    'information security rules missing or broken',
  ],
  'information-access': ['擅自查阅、复制、提供、传播', 'unauthorised viewing, copying or passing on'],
  'refuse-provide': ['拒不提供图像信息', 'refusal to provide footage'],
  'residential-manager': ['住宅区管理人不依法履行管理职责', 'manager of a residential area neglects duties'],
  'retention-check': ['检查留存天数', 'check of days kept'],
  'retention-rule': ['该文件规定的留存天数', 'days the instrument prints'],
  'footage-access': ['机关查看、调取、复制的程序', 'procedure of officials for footage'],
  'citizen-view-request': ['公民、法人申请查看', 'request of a citizen or firm to view'],
  'qhd-art9-not-installed': ['秦皇岛第九条：应当安装而未安装', 'Qinhuangdao art. 9: not installed'],
  'qhd-art11-1-public-area': ['秦皇岛第十一条第一款：公共区域', 'Qinhuangdao art. 11(1): public area'],
  'qhd-art11-2-private-space': ['秦皇岛第十一条第二款：私密空间', 'Qinhuangdao art. 11(2): private space'],
  'qhd-art15-user-duty': ['秦皇岛第十五条：使用单位职责', 'Qinhuangdao art. 15: duties of the user'],
  'qhd-art16-not-recorded': ['秦皇岛第十六条：未录像留存', 'Qinhuangdao art. 16: not recorded'],
  'qhd-art18-installer-duty': [
    '秦皇岛第十八条：从业单位职责',
    'Qinhuangdao art. 18: duties of the installer',
  ],
  'qhd-art19-damage': ['秦皇岛第十九条：破坏设施', 'Qinhuangdao art. 19: damage'],
  'qhd-art19-delete-records': ['秦皇岛第十九条：删改记录', 'Qinhuangdao art. 19: deleting records'],
  'd799-signage-missing': ['条例：未设置提示标识', 'Decree 799: no sign'],
  'd799-not-filed': ['条例：未备案', 'Decree 799: not filed'],
  'd799-false-filing': ['条例：备案不真实', 'Decree 799: false filing'],
  'd799-prohibited-area': ['条例：在禁止区域安装', 'Decree 799: forbidden area'],
  'd799-no-daily-check': ['条例：未日常检查维护', 'Decree 799: no daily checks'],
  'd799-unauthorised-install': ['条例：无权安装而安装', 'Decree 799: installed without being entitled'],
  'd799-near-secret-unit': ['条例：涉密单位周边未经同意', 'Decree 799: near a secret unit without consent'],
  'd799-tamper-device': ['条例：改动、破坏设备', 'Decree 799: tampering with devices'],
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

const factEn: Readonly<Partial<Record<FactId, string>>> = {
  jurisdiction: 'jurisdiction',
  actor: 'actor',
  place: 'place',
  conduct: 'conduct',
  rectification: 'rectification',
  consequence: 'consequence',
  refusesAfterOrder: 'refuses after an order',
  refusesDismantling: 'refuses to dismantle',
  otherSerious: 'other serious circumstances',
  affectsOperation: 'affects safe operation',
  publicEmergency: 'public emergency',
  isManagementUnit: 'is a management unit',
  keyUnit: 'key unit',
  isPublicSecurityVideoSystem: 'is a public-safety video system',
  age: 'age (years)',
  mentalState: 'mental state',
  minor: 'minor act',
  promptlyCorrected: 'promptly corrected',
  firstTime: 'first time',
  consequenceMinor: 'slight consequence',
  provenNoFault: 'proven to be without fault',
  acceptancePassed: 'acceptance passed on',
  putIntoUse: 'put into use on',
  filed: 'filed on',
  asOf: 'as of',
  retentionDays: 'days found kept',
  requester: 'who asks',
  officers: 'number of officers',
  workCredential: 'credentials shown',
  unitCertificate: 'certificate of the unit',
  registered: 'registered',
  confidential: 'confidentiality accepted',
  dutyPurposeOnly: 'for duty only',
  emergency: 'emergency',
};

const stateWords: Readonly<Record<ObligationState, Pair>> = {
  met: ['已履行', 'met'],
  breached: ['未履行', 'breached'],
  unknown: ['未知', 'unknown'],
  'not-applicable': ['不适用', 'not applicable'],
};

const pick = ([zh, en]: Pair, language: Language): string => (language === 'en' ? en : zh);

export const conductWord = (conduct: Conduct, language: Language): string =>
  pick(conductWords[conduct], language);
export const stateWord = (state: ObligationState, language: Language): string =>
  pick(stateWords[state], language);
export const dispositionWord = (disposition: Disposition): string => dispositionEn[disposition];

/** The fact's name; facts without an English word show their contract name. */
export const factWord = (fact: FactId, language: Language): string =>
  language === 'en' ? (factEn[fact] ?? fact) : factTable[fact].zh;

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
