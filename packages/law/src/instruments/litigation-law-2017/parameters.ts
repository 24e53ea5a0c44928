// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const litigationLaw2017Parameters = {
  'litigation-law-2017/months': ['提起行政诉讼', 'month', one(6, '2017-07-01', 'litigation-law-2017/suit-six-months', 'to-be-verified')],
} as const satisfies Record<string, ParameterLine>;
