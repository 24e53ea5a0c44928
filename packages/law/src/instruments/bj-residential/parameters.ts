// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const bjResidentialParameters = {
  'bj-residential/retention-days': ['保存期限下限', 'day', one(7, null, 'bj-residential/retention', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
