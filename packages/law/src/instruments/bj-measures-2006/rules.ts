// SPDX-License-Identifier: Apache-2.0
/** 北京市公共安全图像信息系统管理办法, articles 19 to 25 as they stand, without a discretion schedule. */

import {
  always,
  noCodes,
  orderByGeneralRule,
  type RuleBook,
  sanction,
  stage,
  type Violation,
} from '../../forms/violation.ts';
import type { Row } from '../../types/rules.ts';
import {
  type BeijingConduct,
  beijing,
  beijingConducts,
  byIndividual,
  byUnit,
  failedRectification,
  statutory,
} from './beijing-violations.ts';
import { access, filingClock } from './checks.ts';

const art19: readonly Row[] = [
  stage(
    'bj-measures-2006/build-sanction#order',
    '应当建设不建设或者不按照规范和标准建设',
    { not: failedRectification },
    sanction({ orders: ['责令限期整改'], warning: true }),
  ),
  stage(
    'bj-measures-2006/build-sanction#fine',
    '逾期不整改或者整改不合格',
    failedRectification,
    sanction({ orders: [orderByGeneralRule], fines: statutory.art19 }),
  ),
];
const art20: readonly Row[] = [
  stage(
    'bj-measures-2006/overcapture-sanction#fine',
    '擅自采集本单位范围以外的公共区域的图像信息',
    always,
    sanction({ orders: ['责令改正'], fines: statutory.art20 }),
  ),
];
const art21: readonly Row[] = [
  stage(
    'bj-measures-2006/public-install-sanction#unit',
    '单位设置',
    byUnit,
    sanction({ orders: ['责令拆除'], fines: statutory.art21Unit }),
  ),
  stage(
    'bj-measures-2006/public-install-sanction#individual',
    '个人设置',
    byIndividual,
    sanction({ orders: ['责令拆除'], fines: statutory.art21Individual }),
  ),
];
const art22: readonly Row[] = [
  stage(
    'bj-measures-2006/filing-sanction#fine',
    '不遵守备案制度',
    always,
    sanction({ orders: ['责令改正'], fines: statutory.art22 }),
  ),
];
const art23: readonly Row[] = [
  stage(
    'bj-measures-2006/operation-security-sanction#order',
    '未采取运行安全管理措施，影响系统安全运行',
    { not: failedRectification },
    sanction({ orders: ['责令限期整改'], fines: statutory.art23First }),
  ),
  stage(
    'bj-measures-2006/operation-security-sanction#fine',
    '逾期不整改或者整改不合格',
    failedRectification,
    sanction({ orders: [orderByGeneralRule], fines: statutory.art23Second }),
  ),
];
const art24: readonly Row[] = [
  stage(
    'bj-measures-2006/information-sanction#fine',
    '未建立、健全或者违反图像信息安全管理制度，擅自查阅、复制、提供、传播',
    always,
    sanction({ orders: [orderByGeneralRule], fines: statutory.art24 }),
  ),
];
const art25: readonly Row[] = [
  stage(
    'bj-measures-2006/refuse-provide-sanction#fine',
    '拒不提供图像信息',
    always,
    sanction({ orders: [orderByGeneralRule], fines: statutory.art25 }),
  ),
];

const rowsOf: Readonly<Record<BeijingConduct, readonly Row[]>> = {
  'build-missing': art19,
  'build-nonconforming': art19,
  overcapture: art20,
  'unauthorised-public-install': art21,
  'public-place-install': art21,
  filing: art22,
  'operation-security': art23,
  'information-management': art24,
  'information-access': art24,
  'refuse-provide': art25,
};

const violations = beijingConducts.map(
  (conduct): Violation => ({
    kind: 'violation',
    instrument: 'bj-measures-2006',
    conduct,
    ...beijing[conduct],
    also: [],
    rows: rowsOf[conduct],
    codesOf: noCodes,
    codesInferred: false,
    checklistItems: [],
    flags: [],
    draft: false,
  }),
);

/** Duties of the Measures for which arts. 19–26 print nothing (E47). */
const withoutSanction = (conduct: Violation['conduct'], duty: string): Violation => ({
  kind: 'violation',
  instrument: 'bj-measures-2006',
  conduct,
  duty: [duty],
  sanction: null,
  also: [],
  addressees: ['unit', 'individual', 'propertyManager', 'government'],
  elements: [],
  rows: [],
  codesOf: noCodes,
  codesInferred: false,
  referrals: [],
  checklistItems: [],
  flags: [],
  draft: false,
});

const retention = {
  kind: 'retention',
  instrument: 'bj-measures-2006',
  retention: ['bj-measures-2006'],
  penalty: true,
  belowDecree: true,
} as const;

export const bjMeasures2006: RuleBook = {
  ...Object.fromEntries(violations.map((violation) => [violation.conduct, violation])),
  'd799-signage-missing': withoutSanction('d799-signage-missing', 'bj-measures-2006/signs'),
  'd799-prohibited-area': withoutSanction('d799-prohibited-area', 'bj-measures-2006/privacy'),
  'retention-rule': {
    ...retention,
    provisions: ['bj-measures-2006/information-management'],
    checklistItems: [],
  },
  'retention-check': {
    ...retention,
    provisions: ['bj-measures-2006/information-management', 'bj-measures-2006/information-sanction'],
    checklistItems: [],
  },
  'filing-check': {
    kind: 'filing-check',
    clock: filingClock,
    instrument: 'bj-measures-2006',
    provisions: ['bj-measures-2006/filing-duty', 'bj-measures-2006/filing-transitional'],
    checklistItems: [],
  },
  'footage-access': {
    kind: 'footage-access',
    access,
    instrument: 'bj-measures-2006',
    provisions: ['bj-measures-2006/access-procedure', 'bj-measures-2006/emergency-access'],
    checklistItems: [],
  },
};
