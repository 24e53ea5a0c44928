// SPDX-License-Identifier: Apache-2.0
/** Chinese words for what the contract names in English: what a legal reviewer reads. */
import type { Disposition, FactorEffect, FlagCode } from '../types/answer.ts';
import type { Actor, Conduct } from '../types/facts.ts';
import type { DerivedFactId, Target } from '../types/rules.ts';

export const dispositionWords: Readonly<Record<Disposition, string>> = {
  penalise: '予以处罚',
  'order-only': '责令改正（不处罚）',
  'no-penalty-mandatory': '不予行政处罚（必须）',
  'no-penalty-optional': '可以不予行政处罚',
  'barred-by-limitation': '超过追究时效，不再给予行政处罚',
  'not-a-violation': '不构成本条违法',
  'not-addressed': '本文件不规范该当事人或者行为',
  'no-sanction-printed': '违反义务，但本文件没有罚则',
  'need-facts': '事实不足，尚不能认定',
  compliant: '符合',
  'check-failed': '不符合',
  'late-filing': '逾期',
  'access-compliant': '程序符合',
  'access-not-compliant': '程序不符合',
  'access-permitted-emergency': '紧急情况，可以直接使用',
  'request-permitted': '可以查看',
  'request-excluded': '不予查看',
};

export const targetWords: Readonly<Record<Target, string>> = {
  unit: '单位',
  principal: '主要负责人',
  directlyResponsible: '直接责任人员',
  individual: '个人',
  manager: '管理人',
  responsiblePersons: '直接负责的主管人员和其他责任人员',
  unspecified: '（对象未印明）',
};

export const effectWords: Readonly<Record<FactorEffect, string>> = {
  'lenient-or-reduced': '从轻或者减轻',
  'lenient-reduced-or-exempt': '从轻、减轻或者不予',
  heavier: '从重',
};

export const flagWords: Readonly<Record<FlagCode, string>> = {
  erratum: '勘误',
  'target-not-printed': '对象未印明',
  'no-penalty-clause': '没有罚则',
  'double-counting-risk': '重复评价',
  'element-missing': '要件未具备',
  'higher-law-differs': '上位法不同',
  'source-differs': '印文与公布文本不同',
  draft: '征求意见稿',
  'legal-review': '法制审核',
};

export const decisionWords: Readonly<Record<string, string>> = {
  amount: '罚款数额',
  'optional-fine': '可以处罚款的是否处罚',
  addressee: '罚款对象',
  factors: '从轻、减轻、从重的取舍',
  'penalise-or-not': '是否处罚',
  'rectification-period': '整改期限',
  referral: '是否移送',
  version: '适用哪一版裁量基准',
  conflict: '冲突条文的适用',
  minor: '是否轻微',
  emergency: '是否紧急',
  request: '是否准许',
  'management-unit-consent': '管理单位是否同意',
};

export const actorWords: Readonly<Record<Actor, string>> = {
  unit: '单位',
  individual: '个人',
  propertyManager: '管理人',
  government: '政府机关',
};

export const derivedFactWords: Readonly<Record<DerivedFactId, string>> = {
  requesterIsRelated: '属于本人、近亲属或者监护、看护、代管人',
  refusedCorrection: '拒不改正',
  notCorrectedInTime: '逾期不改正',
  placeIsBjArt5: '属于《办法》第五条的场所',
  placeIsBjArt7: '属于《办法》第七条的公共场所',
  placeIsResidential: '属于住宅区',
  placeIsQhdPublicArea: '属于社会公共区域',
  placeIsD799Art7: '属于《条例》第七条的场所',
  placeIsD799Art7Government: '属于《条例》第七条第一款的场所',
  placeIsNonPublic: '属于非公共场所',
  requesterIsOrgan: '是国家机关',
  requesterIsPoliceOrStateSecurity: '是公安机关、国家安全机关',
};

export const factorWords: Readonly<Record<string, string>> = {
  'minor-14-to-18': '已满14周岁不满18周岁',
  'partial-capacity': '尚未完全丧失辨认或者控制能力',
  'removed-or-reduced-harm': '主动消除或者减轻危害后果',
  'coerced-or-induced': '受他人胁迫或者诱骗',
  merit: '有立功表现',
  'voluntary-surrender': '主动投案并如实陈述',
  'confessed-unknown': '主动供述尚未掌握的违法行为',
  'serious-consequence': '有较严重后果',
  'instigated-others': '教唆、胁迫、诱骗他人',
  retaliated: '打击报复',
  'repeated-within-1-year': '1年内因同类违法受到两次以上处罚',
};

/** Values of facts that are words of the contract. */
export const valueWords: Readonly<Record<string, string>> = {
  ...actorWords,
  ...dispositionWords,
  ...effectWords,
  unknown: '不明',
  none: '无',
  harm: '造成危害后果',
  serious: '造成严重后果',
  notOrdered: '尚未责令',
  inPeriod: '在责令的期限内',
  qualified: '整改合格',
  unqualified: '整改不合格',
  overdue: '逾期不整改',
  normal: '正常',
  incapable: '不能辨认或者不能控制自己行为',
  intermittentNormal: '间歇性精神病人在精神正常时',
  partial: '尚未完全丧失辨认或者控制行为能力',
  beijing: '北京市',
  qinhuangdao: '秦皇岛市',
  hami: '哈密市',
  national: '全国',
  police: '公安、国家安全机关',
  organ: '其他国家机关',
  related: '本人、近亲属或者监护、看护、代管人',
  other: '其他人',
};

/** A fact's value as a reader sees it. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return valueWords[value] ?? value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.map(valueText).join('、');
  if (value === null) return '无';
  return value === undefined ? '不明' : JSON.stringify(value);
}

/** Why a disposition was reached, from the reason codes of the contract. */
export const reasonWords: Readonly<Record<string, string>> = {
  'element-missing': '要件不具备',
  'government-builds': '由政府组织建设',
  'non-public-place': '非公共场所',
  'not-installed-under-art7': '不是依据第七条安装的',
  'not-key-unit': '不是技防重点单位',
  'not-management-unit': '不是管理单位',
  'not-public-area': '不属于社会公共区域',
  'other-public-place': '第九条的其他公共场所，不适用本条义务',
  'outside-scope': '不属于公共安全视频图像信息系统',
  'own-place': '设置地点不是由政府负责建设的公共场所',
  'not-in-force-at-act': '行为终了于施行之前，不溯及既往',
  'place-not-listed': '不属于所列场所',
  'place-not-residential': '不属于住宅区',
  'requester-not-empowered': '要求者没有调查、处置权',
  'responsible-unit': '是负有经营管理责任的单位',
  'actor-not-addressed': '不是本条处罚的对象',
  'conduct-not-addressed': '没有规定这种行为',
  emergency: '紧急情况',
  excluded: '属于不予查看的情形',
  'first-time-minor-consequence-corrected': '初次违法且危害后果轻微并及时改正',
  incapable: '不能辨认或者不能控制自己行为时有违法行为',
  limitation: '超过追究时效',
  'minor-corrected-no-harm': '违法行为轻微并及时改正，没有造成危害后果',
  'no-number-printed': '没有印出天数',
  'over-retention': '超过期限未删除',
  'proven-no-fault': '有证据足以证明没有主观过错',
  'retention-rule-does-not-apply': '保存期限的规定不适用',
  'under-14': '不满十四周岁',
  'under-retention': '保存天数不足',
  'filed-in-time': '已按期备案',
  'period-running': '期限尚未届满',
  'not-filed': '尚未备案',
  'filed-late': '逾期备案',
  'no-second-fine': '同一违法行为已受罚款，不再罚款',
  'no-instrument-in-force': '没有有效的文件可以适用',
  'not-selected': '改变后不再适用这一文件',
};
export const reasonText = (reason: string): string => reasonWords[reason] ?? reason;

/** 行为 */
export const conductWords: Readonly<Record<Conduct, string>> = {
  'build-missing': '应当建设而不建设',
  'build-nonconforming': '不按照规范和标准建设',
  overcapture: '擅自采集本单位范围以外的公共区域图像信息',
  'unauthorised-public-install': '擅自在公共场所设置',
  'public-place-install': '在公共场所设置（是否擅自待判断）',
  filing: '不遵守备案制度',
  'filing-check': '按日期判断备案是否及时',
  'operation-security': '未采取保障运行安全管理措施',
  'information-management': '未建立、健全或者违反图像信息安全管理制度',
  'information-access': '擅自查阅、复制、提供、传播',
  'refuse-provide': '拒不提供图像信息',
  'residential-manager': '住宅区管理人不依法履行管理职责',
  'retention-check': '检查留存天数',
  'retention-rule': '该文件规定的留存天数',
  'footage-access': '机关查看、调取、复制的程序',
  'citizen-view-request': '公民、法人申请查看',
  'qhd-art9-not-installed': '秦皇岛第九条：应当安装而未安装',
  'qhd-art11-1-public-area': '秦皇岛第十一条第一款：公共区域',
  'qhd-art11-2-private-space': '秦皇岛第十一条第二款：私密空间',
  'qhd-art15-user-duty': '秦皇岛第十五条：使用单位职责',
  'qhd-art16-not-recorded': '秦皇岛第十六条：未备案核查从业',
  'qhd-art18-installer-duty': '秦皇岛第十八条：从业单位职责',
  'qhd-art19-damage': '秦皇岛第十九条：破坏设施',
  'qhd-art19-delete-records': '秦皇岛第十九条：删改记录',
  'd799-signage-missing': '条例：未设置提示标识',
  'd799-not-filed': '条例：未备案',
  'd799-false-filing': '条例：备案不真实',
  'd799-prohibited-area': '条例：在禁止区域安装',
  'd799-no-daily-check': '条例：未日常检查维护',
  'd799-unauthorised-install': '条例：无权安装而安装',
  'd799-near-secret-unit': '条例：涉密单位周边未经同意',
  'd799-tamper-device': '条例：改动、破坏设备',
  'qhd-art10-new-works': '秦皇岛第十条：新建、改建、扩建工程未同时建设技防系统，未报联合审图、联合验收',
  'qhd-art13-products': '秦皇岛第十三条：使用未经检验、认证合格的技防产品',
  'qhd-art17-out-of-province': '秦皇岛第十七条：省外单位未领取证明材料从业',
};

/** Classes of place under Decree 799 */
export const placeClassWords: Readonly<Record<'art7-1' | 'art7-2' | 'art9' | 'nonPublic', string>> = {
  'art7-1': '《条例》第七条第一款的场所（政府有关部门建设）',
  'art7-2': '《条例》第七条第二款的场所（经营管理单位建设）',
  art9: '《条例》第九条的场所',
  nonPublic: '非公共场所',
};

/** What two norms answer differently; a conduct without a word of its own is named itself. */
const conflictWords: Readonly<Record<string, string>> = {
  'filing-sanction': '备案的处罚',
  'filing-deadline': '备案期限',
  'unauthorised-install-sanction': '擅自安装的处罚',
  'prohibited-area-sanction': '禁止区域安装的处罚',
  'tamper-sanction': '改动、破坏设备的处罚',
  'retention-period': '留存天数',
};
export const conflictText = (about: string): string =>
  conflictWords[about] ?? conductWords[about as Conduct] ?? about;
