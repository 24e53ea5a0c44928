// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const reconsiderationLaw2023Parameters = {
  'reconsideration-law-2023/days': ['申请行政复议', 'day', one(60, '2024-01-01', 'reconsideration-law-2023/request-60-days', 'to-be-verified')],
} as const satisfies Record<string, ParameterLine>;
