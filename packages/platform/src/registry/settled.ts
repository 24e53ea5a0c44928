// SPDX-License-Identifier: Apache-2.0
/**
 * What a person found of a unit and no word of its row says. With where it lies and what place it is, these facts decide
 * what binds it, above all how long it keeps; whoever asks the law about a registered unit reads them here. What nobody
 * found is left out: it is unknown, not false.
 */
import type { UnitFacts } from '@mingjing/law';

export type Settled = Pick<UnitFacts, 'placeClass' | 'keyUnit' | 'counterTerrorKeyTarget'>;

/** SQL of {@link Settled}. @param unit alias of the unit's row */
export const settledFacts = (unit: string): string =>
  `jsonb_strip_nulls(jsonb_build_object(
     'placeClass', CASE WHEN ${unit}.place_class_by IS NOT NULL THEN ${unit}.place_class END,
     'keyUnit', nullif(${unit}.key_unit, false), 'counterTerrorKeyTarget', nullif(${unit}.counter_terror_key_target, false)))`;
