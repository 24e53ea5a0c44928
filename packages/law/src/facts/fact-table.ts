// SPDX-License-Identifier: Apache-2.0
/** Every fact of the contract: its kind, its values, and the question a person is asked when it is unknown. */
import {
  actors,
  conducts,
  consequences,
  type FactId,
  mentalStates,
  placeClasses,
  rectifications,
  requesterKinds,
} from '../types/facts.ts';

export type FactKind =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly max: number }
  | { readonly kind: 'day'; readonly nullable?: true }
  | { readonly kind: 'text' }
  | { readonly kind: 'jurisdiction' }
  | { readonly kind: 'persons' };

export interface FactEntry {
  readonly value: FactKind;
  /** 中文名 */
  readonly zh: string;
  /** The same in English */
  readonly en: string;
}

const yes = { kind: 'boolean' } as const;
const day = { kind: 'day' } as const;
const text = { kind: 'text' } as const;
const oneOf = (values: readonly string[]) => ({ kind: 'one-of', values }) as const;
const integer = (max: number) => ({ kind: 'integer', max }) as const;

export const factTable: Readonly<Record<FactId, FactEntry>> = {
  jurisdiction: { value: { kind: 'jurisdiction' }, zh: '所在地', en: 'jurisdiction' },
  actor: { value: oneOf(actors), zh: '当事人类别', en: 'actor' },
  place: { value: text, zh: '场所', en: 'place' },
  placeClass: {
    value: oneOf(placeClasses),
    zh: '场所类别（由人认定）',
    en: 'class of place (found by a person)',
  },
  conduct: { value: oneOf(conducts), zh: '行为', en: 'conduct' },
  rectification: { value: oneOf(rectifications), zh: '整改情况', en: 'rectification' },
  consequence: { value: oneOf(consequences), zh: '危害后果', en: 'consequence' },
  refusesAfterOrder: { value: yes, zh: '责令改正后拒不改正（拒不备案）', en: 'refuses after an order' },
  refusesDismantling: { value: yes, zh: '拒不拆除', en: 'refuses to dismantle' },
  otherSerious: { value: yes, zh: '其他情节严重情形', en: 'other serious circumstances' },
  affectsOperation: { value: yes, zh: '影响系统安全运行', en: 'affects safe operation' },
  publicEmergency: { value: yes, zh: '发生突发公共事件', en: 'public emergency' },
  isManagementUnit: { value: yes, zh: '公共安全视频系统管理单位', en: 'is a management unit' },
  keyUnit: { value: yes, zh: '技防重点单位', en: 'key unit' },
  isPublicSecurityVideoSystem: {
    value: yes,
    zh: '属于公共安全视频系统',
    en: 'is a public-safety video system',
  },
  age: { value: integer(150), zh: '年龄（周岁）', en: 'age (years)' },
  mentalState: { value: oneOf(mentalStates), zh: '精神、智力状态', en: 'mental state' },
  minor: { value: yes, zh: '违法行为轻微', en: 'minor act' },
  promptlyCorrected: { value: yes, zh: '及时改正', en: 'promptly corrected' },
  firstTime: { value: yes, zh: '初次违法', en: 'first time' },
  consequenceMinor: { value: yes, zh: '危害后果轻微', en: 'slight consequence' },
  provenNoFault: { value: yes, zh: '有证据足以证明没有主观过错', en: 'proven to be without fault' },
  activelyRemovedOrReducedHarm: {
    value: yes,
    zh: '主动消除或者减轻危害后果',
    en: 'removed or reduced the harm of own accord',
  },
  forgivenByVictim: { value: yes, zh: '取得被侵害人谅解', en: 'forgiven by the victim' },
  coercedOrInduced: { value: yes, zh: '受他人胁迫或者诱骗', en: 'coerced or tricked by others' },
  merit: { value: yes, zh: '有立功表现', en: 'performed meritorious service' },
  voluntarySurrender: { value: yes, zh: '主动投案', en: 'gave themselves up' },
  truthful: { value: yes, zh: '如实陈述自己的违法行为', en: 'stated the own act truthfully' },
  confessedUnknown: { value: yes, zh: '主动供述尚未掌握的违法行为', en: 'confessed acts not yet known' },
  priorSameKindPenaltiesWithin1Year: {
    value: integer(10_000),
    zh: '1年内同类违法受公安行政处罚次数',
    en: 'police penalties for the same kind within 1 year',
  },
  retaliated: {
    value: yes,
    zh: '对报案人、控告人、举报人、证人等打击报复',
    en: 'retaliated against reporters, complainants or witnesses',
  },
  instigatedOthers: {
    value: yes,
    zh: '教唆、胁迫、诱骗他人实施',
    en: 'instigated, coerced or tricked others',
  },
  actStarted: { value: day, zh: '违法行为发生之日', en: 'act began on' },
  actEnded: { value: day, zh: '违法行为终了之日', en: 'act ended on' },
  discovered: { value: day, zh: '被发现之日', en: 'discovered on' },
  continuing: { value: yes, zh: '有连续、继续或者持续状态', en: 'act continuous or continuing' },
  lifeHealthOrFinancialSafety: {
    value: yes,
    zh: '涉及公民生命健康安全、金融安全',
    en: 'concerns life, health or financial safety',
  },
  victimComplained: {
    value: yes,
    zh: '被侵害人在追究时效内控告',
    en: 'victim complained within the limitation',
  },
  policeWronglyRefused: {
    value: yes,
    zh: '公安机关应当受理而不受理',
    en: 'police wrongly refused the complaint',
  },
  priorFineForSameAct: { value: yes, zh: '同一违法行为已被罚款', en: 'already fined for the same act' },
  acceptancePassed: { value: day, zh: '竣工验收合格之日', en: 'acceptance passed on' },
  putIntoUse: { value: day, zh: '投入使用之日', en: 'put into use on' },
  filed: { value: { kind: 'day', nullable: true }, zh: '备案之日', en: 'filed on' },
  filingMatterChanged: { value: yes, zh: '备案事项发生变化', en: 'what was filed has changed' },
  changeFiled: { value: yes, zh: '已办理备案变更', en: 'the change was filed' },
  asOf: { value: day, zh: '截至日', en: 'as of' },
  retentionDays: { value: integer(100_000), zh: '实际留存天数', en: 'days found kept' },
  purposeAchieved: { value: yes, zh: '已实现处理目的', en: 'purpose of processing achieved' },
  otherLawRetention: { value: yes, zh: '法律、法规对保存期限另有规定', en: 'another law sets the retention' },
  requester: { value: text, zh: '查看、调取的机关或者申请人', en: 'who asks' },
  requesterKind: {
    value: oneOf(requesterKinds),
    zh: '查看、调取者的身份（由人认定）',
    en: 'kind of requester (found by a person)',
  },
  officers: { value: integer(10_000), zh: '工作人员人数', en: 'number of officers' },
  workCredential: { value: yes, zh: '出示工作证件', en: 'credentials shown' },
  unitCertificate: { value: yes, zh: '出示证明文件（单位证明）', en: 'certificate of the unit' },
  registered: { value: yes, zh: '履行登记手续', en: 'registered' },
  confidential: { value: yes, zh: '承担保密义务', en: 'confidentiality accepted' },
  dutyPurposeOnly: { value: yes, zh: '仅用于执行职务', en: 'for duty only' },
  emergency: { value: yes, zh: '紧急情况', en: 'emergency' },
  reviewed: { value: yes, zh: '事后复核', en: 'reviewed afterwards' },
  publicInterest: { value: yes, zh: '为了国家利益、社会公共利益', en: 'for state or public interest' },
  ownLegalInterest: { value: yes, zh: '因涉及自身合法权益', en: 'concerns own legal interests' },
  containsStateSecret: { value: yes, zh: '涉及国家秘密', en: 'contains state secrets' },
  containsTradeSecret: { value: yes, zh: '涉及商业秘密', en: 'contains trade secrets' },
  containsPersonalPrivacy: { value: yes, zh: '涉及个人隐私', en: 'contains personal privacy' },
  persons: { value: { kind: 'persons' }, zh: '责任人员', en: 'persons responsible' },
};

/** 机关所在地的区划代码（GB/T 2260），按名称。 */
export const jurisdictionCodes: Readonly<Record<string, string>> = {
  beijing: '110000',
  qinhuangdao: '130300',
  hami: '650500',
  national: '000000',
};
