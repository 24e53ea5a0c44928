// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const inspectionOpinions2024Parameters = {
  'inspection-opinions-2024/made-up-days': ['紧急检查补办批准', 'day', one(1, '2024-12-26', 'inspection-opinions-2024/urgent', 'inferred')],
} as const satisfies Record<string, ParameterLine>;
