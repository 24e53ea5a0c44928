// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const penaltyLaw2021Parameters = {
  'penalty-law-2021/age-of-penalty': ['不予处罚的年龄（不满）', 'age', one(14, '2021-07-15', 'penalty-law-2021/minors', 'to-be-verified')],
  'penalty-law-2021/age-of-majority': ['从轻、减轻的年龄（不满）', 'age', one(18, '2021-07-15', 'penalty-law-2021/minors', 'to-be-verified')],
  'penalty-law-2021/limitation-years': ['追究时效', 'year', one(2, '2021-07-15', 'penalty-law-2021/limitation', 'to-be-verified')],
  'penalty-law-2021/limitation-years-safety': ['生命健康、金融安全的追究时效', 'year', one(5, '2021-07-15', 'penalty-law-2021/limitation', 'to-be-verified')],
  'penalty-law-2021/simple-person': ['当场处罚：公民', 'CNY', one(200, '2021-07-15', 'penalty-law-2021/simple-procedure', 'to-be-verified')],
  'penalty-law-2021/simple-unit': ['当场处罚：单位', 'CNY', one(3000, '2021-07-15', 'penalty-law-2021/simple-procedure', 'to-be-verified')],
  'penalty-law-2021/decision-days': ['立案到决定', 'day', one(90, '2021-07-15', 'penalty-law-2021/decision-90-days', 'to-be-verified')],
  'penalty-law-2021/service-days': ['送达', 'workingDay', one(7, '2021-07-15', 'penalty-law-2021/service-7-days', 'to-be-verified')],
  'penalty-law-2021/hearing-request-days': ['要求听证', 'workingDay', one(5, '2021-07-15', 'penalty-law-2021/hearing-procedure', 'to-be-verified')],
  'penalty-law-2021/hearing-notice-days': ['听证通知', 'workingDay', one(7, '2021-07-15', 'penalty-law-2021/hearing-procedure', 'to-be-verified')],
  'penalty-law-2021/payment-days': ['缴款', 'day', one(15, '2021-07-15', 'penalty-law-2021/payment-15-days', 'to-be-verified')],
  'penalty-law-2021/surcharge-percent': ['每日加处', 'percent', one(3, '2021-07-15', 'penalty-law-2021/surcharge', 'to-be-verified')],
  'penalty-law-2021/withdrawal-days': ['撤回公开', 'workingDay', one(3, '2021-07-15', 'penalty-law-2021/publication', 'to-be-verified')],
} as const satisfies Record<string, ParameterLine>;
