// SPDX-License-Identifier: Apache-2.0
// biome-ignore-all format: one value a row
/** Every number of this instrument that the engine computes with. */
import { one, type ParameterLine } from '../../forms/parameter.ts';

export const bjBenchmark2024DraftParameters = {
  'bj-benchmark-2024-draft/repeat-penalties': ['一年内同类处罚次数（从重）', 'perYear', one(2, null, 'bj-benchmark-2024-draft/heavier', 'as-printed')],
} as const satisfies Record<string, ParameterLine>;
