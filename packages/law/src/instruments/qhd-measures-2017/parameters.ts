// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const qhdMeasures2017Parameters = {
  'qhd-measures-2017/retention-days': ['保存期限下限', 'day', one(30, '2018-02-01', 'qhd-measures-2017/retention', 'as-printed')],
  'qhd-measures-2017/officers': ['调取人员', 'person', one(2, '2018-02-01', 'qhd-measures-2017/access-procedure', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
