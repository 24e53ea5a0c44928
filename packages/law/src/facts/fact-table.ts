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
}

const yes = { kind: 'boolean' } as const;
const day = { kind: 'day' } as const;
const text = { kind: 'text' } as const;
const oneOf = (values: readonly string[]) => ({ kind: 'one-of', values }) as const;
const integer = (max: number) => ({ kind: 'integer', max }) as const;

export const factTable: Readonly<Record<FactId, FactEntry>> = {
  jurisdiction: { value: { kind: 'jurisdiction' }, zh: '所在地' },
  actor: { value: oneOf(actors), zh: '当事人类别' },
  place: { value: text, zh: '场所' },
  placeClass: { value: oneOf(placeClasses), zh: '场所类别（由人认定）' },
  conduct: { value: oneOf(conducts), zh: '行为' },
  rectification: { value: oneOf(rectifications), zh: '整改情况' },
  consequence: { value: oneOf(consequences), zh: '危害后果' },
  refusesAfterOrder: { value: yes, zh: '责令改正后拒不改正（拒不备案）' },
  refusesDismantling: { value: yes, zh: '拒不拆除' },
  otherSerious: { value: yes, zh: '其他情节严重情形' },
  affectsOperation: { value: yes, zh: '影响系统安全运行' },
  publicEmergency: { value: yes, zh: '发生突发公共事件' },
  isManagementUnit: { value: yes, zh: '公共安全视频系统管理单位' },
  keyUnit: { value: yes, zh: '技防重点单位' },
  isPublicSecurityVideoSystem: { value: yes, zh: '属于公共安全视频系统' },
  age: { value: integer(150), zh: '年龄（周岁）' },
  mentalState: { value: oneOf(mentalStates), zh: '精神、智力状态' },
  minor: { value: yes, zh: '违法行为轻微' },
  promptlyCorrected: { value: yes, zh: '及时改正' },
  firstTime: { value: yes, zh: '初次违法' },
  consequenceMinor: { value: yes, zh: '危害后果轻微' },
  provenNoFault: { value: yes, zh: '有证据足以证明没有主观过错' },
  activelyRemovedOrReducedHarm: { value: yes, zh: '主动消除或者减轻危害后果' },
  forgivenByVictim: { value: yes, zh: '取得被侵害人谅解' },
  coercedOrInduced: { value: yes, zh: '受他人胁迫或者诱骗' },
  merit: { value: yes, zh: '有立功表现' },
  voluntarySurrender: { value: yes, zh: '主动投案' },
  truthful: { value: yes, zh: '如实陈述自己的违法行为' },
  confessedUnknown: { value: yes, zh: '主动供述尚未掌握的违法行为' },
  priorSameKindPenaltiesWithin1Year: { value: integer(10_000), zh: '1年内同类违法受公安行政处罚次数' },
  retaliated: { value: yes, zh: '对报案人、控告人、举报人、证人等打击报复' },
  instigatedOthers: { value: yes, zh: '教唆、胁迫、诱骗他人实施' },
  actStarted: { value: day, zh: '违法行为发生之日' },
  actEnded: { value: day, zh: '违法行为终了之日' },
  discovered: { value: day, zh: '被发现之日' },
  continuing: { value: yes, zh: '有连续、继续或者持续状态' },
  lifeHealthOrFinancialSafety: { value: yes, zh: '涉及公民生命健康安全、金融安全' },
  victimComplained: { value: yes, zh: '被侵害人在追究时效内控告' },
  policeWronglyRefused: { value: yes, zh: '公安机关应当受理而不受理' },
  priorFineForSameAct: { value: yes, zh: '同一违法行为已被罚款' },
  acceptancePassed: { value: day, zh: '竣工验收合格之日' },
  putIntoUse: { value: day, zh: '投入使用之日' },
  filed: { value: { kind: 'day', nullable: true }, zh: '备案之日' },
  asOf: { value: day, zh: '截至日' },
  retentionDays: { value: integer(100_000), zh: '实际留存天数' },
  purposeAchieved: { value: yes, zh: '已实现处理目的' },
  otherLawRetention: { value: yes, zh: '法律、法规对保存期限另有规定' },
  requester: { value: text, zh: '查看、调取的机关或者申请人' },
  requesterKind: { value: oneOf(requesterKinds), zh: '查看、调取者的身份（由人认定）' },
  officers: { value: integer(10_000), zh: '工作人员人数' },
  workCredential: { value: yes, zh: '出示工作证件' },
  unitCertificate: { value: yes, zh: '出示证明文件（单位证明）' },
  registered: { value: yes, zh: '履行登记手续' },
  confidential: { value: yes, zh: '承担保密义务' },
  dutyPurposeOnly: { value: yes, zh: '仅用于执行职务' },
  emergency: { value: yes, zh: '紧急情况' },
  reviewed: { value: yes, zh: '事后复核' },
  publicInterest: { value: yes, zh: '为了国家利益、社会公共利益' },
  ownLegalInterest: { value: yes, zh: '因涉及自身合法权益' },
  containsStateSecret: { value: yes, zh: '涉及国家秘密' },
  containsTradeSecret: { value: yes, zh: '涉及商业秘密' },
  containsPersonalPrivacy: { value: yes, zh: '涉及个人隐私' },
  persons: { value: { kind: 'persons' }, zh: '责任人员' },
};

/** 机关所在地的区划代码（GB/T 2260），按名称。 */
export const jurisdictionCodes: Readonly<Record<string, string>> = {
  beijing: '110000',
  qinhuangdao: '130300',
  hami: '650500',
  national: '000000',
};
