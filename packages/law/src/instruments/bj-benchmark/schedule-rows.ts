// SPDX-License-Identifier: Apache-2.0
/**
 * 处罚裁量基准表: the rows of the draft of 2024 (seed 000) and of the old table (seed 001), whole.
 *
 * Same codes, different meaning: a row is known only by schedule and key together (E01). Measures and
 * circumstances are exact substrings of their seed. 「一般情况下」 is read as the complement of the other steps.
 */

import {
  always,
  eachPerson,
  individualFine,
  managerFine,
  orderByGeneralRule,
  sanction,
  unitFine,
} from '../../forms/violation.ts';
import type { ErratumId } from '../../types/corpus.ts';
import type { Circumstance, Cond, PrintedFine, Row, Sanction, Tier } from '../../types/rules.ts';
import {
  byIndividual,
  byUnit,
  failedRectification,
  harm,
  seriousHarm,
  statutory,
} from '../bj-measures-2006/beijing-violations.ts';

const noHarm: Cond = { not: harm };
const both = (...all: Cond[]): Cond => ({ all });

const row = (
  key: string,
  tier: Tier,
  step: number,
  circumstance: string,
  when: Cond,
  follows: Sanction,
  bounds: readonly PrintedFine[],
  printed: string,
  errata: readonly ErratumId[] = [],
): Row => ({ key, tier, step, circumstance, when, sanction: follows, statutory: bounds, printed, errata });

const fines = (lower: number, upper: number): readonly PrintedFine[] => [
  unitFine(lower, upper),
  ...eachPerson(500, 1_000),
];
const lowerHalf = fines(10_000, 20_000);
const upperHalf = fines(20_000, 30_000);
/** No order is printed in the row; chapter 4 and Penalty Law art. 28 add it. */
const fined = (amounts: readonly PrintedFine[]): Sanction =>
  sanction({ orders: [orderByGeneralRule], fines: amounts });
const orderAndFine = (order: string, amounts: readonly PrintedFine[]): Sanction =>
  sanction({ orders: [order], fines: amounts });

const M = {
  half1: '对单位处1万元以上2万元以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款。',
  half1NoYuan: '对单位处1万元以上2万以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款。',
  half2: '对单位处2万元以上3万元以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款。',
  install1:
    '责令拆除；单位设置的，对单位处1万元以上2万以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款；个人设置的，对个人处500元以上1000元以下的罚款。',
  install2:
    '责令拆除；单位设置的，对单位处2万元以上3万元罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款；个人设置的，对个人处500元以上1000元以下的罚款。',
  info1:
    '对单位处1万元以上2万元以下罚款，对单位主要负责人、直接责任人分别500元以上1000元以下罚款；构成违反治安管理的，由公安机关依法处罚；构成犯罪的，依法追究刑事责任。',
  info1Old: '对单位处1万元以上2万元以下罚款，对单位主要负责人、直接责任人分别500元以上1000元以下罚款。',
  info2:
    '对单位处2万元以上3万元以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款；构成违反治安管理的，由公安机关依法处罚；构成犯罪的，依法追究刑事责任。',
  info2Old:
    '对单位处2万元以上3万元以下罚款，对单位主要负责人、直接责任人员分别处500元以上1000元以下罚款；构成违反治安管理行为的，由公安机关依法处罚；构成犯罪的，依法追究刑事责任。',
} as const;

const general = '一般情况下';
const failedNoHarm = '逾期不整改或者整改不合格，尚未造成危害后果。';
const failedHarm = '逾期不整改或者整改不合格，造成危害后果。';
const unqualified: Cond = { fact: 'rectification', in: ['unqualified'] };
const overdue: Cond = { fact: 'rectification', in: ['overdue'] };
const filingCircumstances: readonly Circumstance[] = [
  { printed: '1、责令改正拒不备案；', when: { fact: 'refusesAfterOrder', in: [true] } },
  { printed: '2、造成危害后果；', when: harm },
  { printed: '3、其他情节严重情形。', when: { fact: 'otherSerious', in: [true] } },
];
const filingSerious: Cond = { any: filingCircumstances.map(({ when }) => when) };

/** Steps 2 and 3 of 建设 and 运行安全: by consequence in the draft, by kind of failure in the old table. */
const failureSteps = {
  draft: { second: both(failedRectification, noHarm), third: both(failedRectification, harm) },
  old: { second: unqualified, third: overdue },
};

function rows(version: 'draft' | 'old'): readonly Row[] {
  const draft = version === 'draft';
  const steps = failureSteps[version];
  const second = draft ? failedNoHarm : '整改不合格';
  const third = draft ? failedHarm : '逾期不整改';
  const stepErrata: readonly ErratumId[] = ['E01', 'E02'];
  return [
    row(
      'C05834C010-C05835C010',
      'C',
      1,
      general,
      { not: failedRectification },
      sanction({ orders: ['责令限期整改'], warning: true }),
      statutory.art19,
      '责令限期整改并予以警告',
    ),
    row(
      'C05834C020-C05835C020',
      'C',
      2,
      second,
      steps.second,
      fined(lowerHalf),
      statutory.art19,
      M.half1NoYuan,
      [...stepErrata, 'E17'],
    ),
    row(
      'C05834C030-C05835C030',
      'C',
      3,
      third,
      steps.third,
      fined(upperHalf),
      statutory.art19,
      M.half2,
      stepErrata,
    ),
    row(
      'C05836B010',
      'B',
      1,
      '尚未造成危害后果',
      noHarm,
      orderAndFine('责令改正', lowerHalf),
      statutory.art20,
      `责令改正，并${M.half1}`,
    ),
    row(
      'C05836B020',
      'B',
      2,
      '造成危害后果',
      harm,
      orderAndFine('责令改正', upperHalf),
      statutory.art20,
      `责令改正，并${M.half2}`,
    ),
    row(
      'C05837B010',
      'B',
      1,
      '单位设置，尚未造成危害后果。',
      both(byUnit, noHarm),
      orderAndFine('责令拆除', lowerHalf),
      statutory.art21Unit,
      M.install1,
      ['E17', 'E20'],
    ),
    row(
      'C05837B020',
      'B',
      2,
      draft ? '单位设置，造成危害后果。' : '单位设置，造成危害后果',
      both(byUnit, harm),
      orderAndFine('责令拆除', upperHalf),
      statutory.art21Unit,
      M.install2,
      ['E18', 'E20'],
    ),
    row(
      'C05837B030',
      'B',
      3,
      '个人设置',
      byIndividual,
      orderAndFine('责令拆除', [individualFine(500, 1_000)]),
      statutory.art21Individual,
      '责令拆除；对个人处500元以上1000元以下的罚款。',
      draft ? [] : ['E07'],
    ),
    row(
      'C05838C010',
      'C',
      1,
      general,
      { not: filingSerious },
      orderAndFine('责令改正', [unitFine(1_000, 5_000), ...eachPerson(null, 500)]),
      statutory.art22,
      '责令改正，并对单位处1000元以上5000元以下罚款，对单位主要负责人、直接责任人分别处500元以下罚款。',
      ['E29'],
    ),
    {
      ...row(
        'C05838C020',
        'C',
        2,
        filingCircumstances.map(({ printed }) => printed).join(''),
        filingSerious,
        orderAndFine('责令改正', [unitFine(5_000, 10_000), ...eachPerson(null, 500)]),
        statutory.art22,
        '责令改正，并对单位处5000以上1万元以下罚款，对单位主要负责人、直接责任人分别处500元以下罚款。',
        ['E17', 'E23', 'E29'],
      ),
      circumstances: filingCircumstances,
    },
    row(
      'C05839B010',
      'B',
      1,
      general,
      { not: failedRectification },
      orderAndFine('责令限期整改', statutory.art23First),
      statutory.art23First,
      '责令限期整改，可以对单位并处1000元以上1万元以下罚款，对单位主要负责人、直接责任人分别处500元以下罚款。',
      ['E24'],
    ),
    row('C05839B020', 'B', 2, second, steps.second, fined(lowerHalf), statutory.art23Second, M.half1, [
      'E03',
    ]),
    row('C05839B030', 'B', 3, third, steps.third, fined(upperHalf), statutory.art23Second, M.half2, ['E03']),
    row(
      'C05840B010-C05846B010',
      'B',
      1,
      general,
      { not: seriousHarm },
      fined(lowerHalf),
      statutory.art24,
      draft ? M.info1 : M.info1Old,
      ['E04', 'E25'],
    ),
    row(
      'C05840B020-C05846B020',
      'B',
      2,
      '造成严重后果',
      seriousHarm,
      fined(upperHalf),
      statutory.art24,
      draft ? M.info2 : M.info2Old,
      draft ? ['E25', 'E28'] : ['E25'],
    ),
    row(
      'C05847B010',
      'B',
      1,
      general,
      { not: seriousHarm },
      fined(lowerHalf),
      statutory.art25,
      draft ? M.info1 : M.info1Old,
      draft ? ['E28'] : ['E04'],
    ),
    row(
      'C05847B020',
      'B',
      2,
      '造成严重后果',
      seriousHarm,
      fined(upperHalf),
      statutory.art25,
      draft ? M.info2 : M.info2Old,
      draft ? ['E28'] : [],
    ),
    row(
      'C05850B000',
      'B',
      0,
      '低额罚款，不需分阶。',
      always,
      orderAndFine('责令改正', [managerFine(500, 1_000)]),
      [managerFine(500, 1_000)],
      '责令改正，并可处500元以上1000元以下的罚款。',
    ),
  ];
}

export const draftRows = rows('draft');
export const oldRows = rows('old');
