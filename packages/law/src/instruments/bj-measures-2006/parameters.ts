// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const bjMeasures2006Parameters = {
  'bj-measures-2006/filing-days': ['验收合格后备案', 'day', one(30, '2007-04-01', 'bj-measures-2006/filing-duty', 'as-printed')],
  'bj-measures-2006/filing-transitional-days': ['施行前系统的备案', 'day', one(30, '2007-04-01', 'bj-measures-2006/filing-transitional', 'as-printed')],
  'bj-measures-2006/retention-days': ['「规定期限」', 'day', one(null, '2007-04-01', 'bj-measures-2006/information-management', 'as-printed')],
  'bj-measures-2006/officers': ['调取人员', 'person', one(2, '2007-04-01', 'bj-measures-2006/access-procedure', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
