// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const d799Parameters = {
  'd799/filing-days': ['投入使用后备案', 'day', one(30, '2025-04-01', 'd799/filing-duty', 'as-printed')],
  'd799/filing-transitional-days': ['施行前系统的备案', 'day', one(90, '2025-04-01', 'd799/filing-transitional', 'as-printed')],
  'd799/retention-days': ['保存期限下限', 'day', one(30, '2025-04-01', 'd799/retention', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
