// SPDX-License-Identifier: Apache-2.0
/** Chinese words for what the contract names in English: what a legal reviewer reads. */
import type { Disposition, FactorEffect, FlagCode, Target } from '../types.ts';

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
