// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const counterTerrorismLawParameters = {
  'counter-terrorism-law/retention-days': ['重点目标保存期限下限', 'day', one(90, '2016-01-01', 'counter-terrorism-law/retention', 'to-be-verified')],
} as const satisfies Record<string, ParameterLine>;
