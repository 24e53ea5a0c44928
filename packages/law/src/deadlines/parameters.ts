// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/**
 * Numbers of the law, each with the days it holds and the provision of this very value. `null` = the law refers
 * to a number that nobody has set yet, or that we do not know: it is asked for, never assumed.
 */
import type { CalendarDay, Certainty, ProvisionId } from '../types/corpus.ts';

export interface ParameterValue {
  readonly value: number | null;
  /** First day it holds; null = not known or not yet. */
  readonly from: CalendarDay | null;
  /** First day it no longer holds. */
  readonly until: CalendarDay | null;
  readonly provision: ProvisionId;
  readonly certainty: Certainty;
}

export interface Parameter {
  readonly id: ParameterId;
  readonly title: string;
  readonly unit: 'day' | 'workingDay' | 'year' | 'person' | 'CNY' | 'percent' | 'perYear';
  readonly values: readonly ParameterValue[];
}

const one = (value: number | null, from: CalendarDay | null, provision: ProvisionId, certainty: Certainty) =>
  [{ value, from, until: null, provision, certainty }] as const;

const p = 'as-printed' as const;
const v = 'to-be-verified' as const;

const table = {
  'd799/filing-days': ['投入使用后备案', 'day', one(30, '2025-04-01', 'd799/filing-duty', p)],
  'd799/filing-transitional-days': ['施行前系统的备案', 'day', one(90, '2025-04-01', 'd799/filing-transitional', p)],
  'd799/retention-days': ['保存期限下限', 'day', one(30, '2025-04-01', 'd799/retention', p)],
  'bj-measures-2006/filing-days': ['验收合格后备案', 'day', one(30, '2007-04-01', 'bj-measures-2006/filing-duty', p)],
  'bj-measures-2006/filing-transitional-days': ['施行前系统的备案', 'day', one(30, '2007-04-01', 'bj-measures-2006/filing-transitional', p)],
  'bj-measures-2006/retention-days': ['「规定期限」', 'day', one(null, '2007-04-01', 'bj-measures-2006/information-management', p)],
  'bj-measures-2006/officers': ['调取人员', 'person', one(2, '2007-04-01', 'bj-measures-2006/access-procedure', p)],
  'bj-residential/retention-days': ['保存期限下限', 'day', one(7, null, 'bj-residential/retention', p)],
  'qhd-measures-2017/retention-days': ['保存期限下限', 'day', one(30, '2018-02-01', 'qhd-measures-2017/retention', p)],
  'qhd-measures-2017/officers': ['调取人员', 'person', one(2, '2018-02-01', 'qhd-measures-2017/access-procedure', p)],
  'counter-terrorism-law/retention-days': ['重点目标保存期限下限', 'day', one(90, '2016-01-01', 'counter-terrorism-law/retention', v)],
  'hami-checklist/inspections-per-year': ['年度检查频次上限', 'perYear', one(null, null, 'hami-checklist/frequency', p)],
  'bj-benchmark-2024-draft/repeat-penalties': ['一年内同类处罚次数（从重）', 'perYear', one(2, null, 'bj-benchmark-2024-draft/heavier', p)],
  'penalty-law-2021/limitation-years': ['追究时效', 'year', one(2, '2021-07-15', 'penalty-law-2021/limitation', v)],
  'penalty-law-2021/limitation-years-safety': ['生命健康、金融安全的追究时效', 'year', one(5, '2021-07-15', 'penalty-law-2021/limitation', v)],
  'penalty-law-2021/simple-person': ['当场处罚：公民', 'CNY', one(200, '2021-07-15', 'penalty-law-2021/simple-procedure', v)],
  'penalty-law-2021/simple-unit': ['当场处罚：单位', 'CNY', one(3000, '2021-07-15', 'penalty-law-2021/simple-procedure', v)],
  'penalty-law-2021/decision-days': ['立案到决定', 'day', one(90, '2021-07-15', 'penalty-law-2021/decision-90-days', v)],
  'penalty-law-2021/service-days': ['送达', 'workingDay', one(7, '2021-07-15', 'penalty-law-2021/service-7-days', v)],
  'penalty-law-2021/hearing-request-days': ['要求听证', 'workingDay', one(5, '2021-07-15', 'penalty-law-2021/hearing-procedure', v)],
  'penalty-law-2021/hearing-notice-days': ['听证通知', 'workingDay', one(7, '2021-07-15', 'penalty-law-2021/hearing-procedure', v)],
  'penalty-law-2021/payment-days': ['缴款', 'day', one(15, '2021-07-15', 'penalty-law-2021/payment-15-days', v)],
  'penalty-law-2021/surcharge-percent': ['每日加处', 'percent', one(3, '2021-07-15', 'penalty-law-2021/surcharge', v)],
  'police-procedure-2012/on-the-spot-person': ['当场处罚：个人', 'CNY', one(50, '2013-01-01', 'police-procedure-2012/on-the-spot', v)],
  'police-procedure-2012/on-the-spot-unit': ['当场处罚：单位', 'CNY', one(1000, '2013-01-01', 'police-procedure-2012/on-the-spot', v)],
  'police-procedure-2012/hearing-person': ['较大数额罚款：个人', 'CNY', one(2000, '2013-01-01', 'police-procedure-2012/hearing-threshold', v)],
  'police-procedure-2012/hearing-unit': ['较大数额罚款：单位', 'CNY', one(10_000, '2013-01-01', 'police-procedure-2012/hearing-threshold', v)],
  'beijing/hearing-threshold': ['北京市公安局听证标准', 'CNY', one(null, null, 'police-procedure-2012/hearing-threshold', v)],
  'qinhuangdao/hearing-threshold': ['秦皇岛听证标准', 'CNY', one(null, null, 'police-procedure-2012/hearing-threshold', v)],
} as const satisfies Record<string, readonly [string, Parameter['unit'], readonly ParameterValue[]]>;

export type ParameterId = keyof typeof table;

export const parameters: readonly Parameter[] = Object.entries(table).map(([id, [title, unit, values]]) => ({
  id: id as ParameterId,
  title,
  unit,
  values,
}));

const byId = new Map(parameters.map((parameter) => [parameter.id, parameter]));

export function getParameter(id: ParameterId): Parameter {
  const parameter = byId.get(id);
  if (parameter === undefined) throw new ReferenceError(`no parameter ${id}`);
  return parameter;
}

/** The value that holds on a day, or undefined before the first; null where the law leaves the number open. */
export function findValue(id: ParameterId, day: CalendarDay): ParameterValue | undefined {
  return getParameter(id).values.findLast(
    (value) => (value.from ?? '0000') <= day && (value.until === null || day < value.until),
  );
}

/** The newest number of a parameter that has one; for tables that are not read on a day. */
export function latestNumber(id: ParameterId): number {
  const value = getParameter(id).values.at(-1)?.value;
  if (value === null || value === undefined) throw new ReferenceError(`${id} has no number`);
  return value;
}
