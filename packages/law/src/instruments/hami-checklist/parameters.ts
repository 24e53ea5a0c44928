// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const hamiChecklistParameters = {
  'hami-checklist/inspections-per-year': ['年度检查频次上限', 'perYear', one(null, null, 'hami-checklist/frequency', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
