// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const policeProcedure2012Parameters = {
  'police-procedure-2012/on-the-spot-person': ['当场处罚：个人', 'CNY', one(50, '2013-01-01', 'police-procedure-2012/on-the-spot', 'to-be-verified')],
  'police-procedure-2012/on-the-spot-unit': ['当场处罚：单位', 'CNY', one(1000, '2013-01-01', 'police-procedure-2012/on-the-spot', 'to-be-verified')],
  'police-procedure-2012/on-the-spot-report-days': ['当场处罚报备案', 'day', one(1, '2013-01-01', 'police-procedure-2012/one-officer', 'to-be-verified')],
  'police-procedure-2012/hearing-person': ['较大数额罚款：个人', 'CNY', one(2000, '2013-01-01', 'police-procedure-2012/hearing-threshold', 'to-be-verified')],
  'police-procedure-2012/hearing-unit': ['较大数额罚款：单位', 'CNY', one(10_000, '2013-01-01', 'police-procedure-2012/hearing-threshold', 'to-be-verified')],
  'beijing/hearing-threshold': ['北京市公安局听证标准', 'CNY', one(null, null, 'police-procedure-2012/hearing-threshold', 'to-be-verified')],
  'qinhuangdao/hearing-threshold': ['秦皇岛听证标准', 'CNY', one(null, null, 'police-procedure-2012/hearing-threshold', 'to-be-verified')],
  'police-procedure-2012/hearing-accept-days': ['受理听证', 'day', one(2, '2013-01-01', 'police-procedure-2012/hearing-accept', 'to-be-verified')],
  'police-procedure-2012/hearing-held-days': ['举行听证', 'day', one(10, '2013-01-01', 'police-procedure-2012/hearing-held', 'to-be-verified')],
  'police-procedure-2012/demand-days': ['催告后申请强制执行', 'day', one(10, '2013-01-01', 'police-procedure-2012/demand', 'to-be-verified')],
} as const satisfies Record<string, ParameterLine>;
