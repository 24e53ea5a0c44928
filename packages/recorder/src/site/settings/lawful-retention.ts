// SPDX-License-Identifier: Apache-2.0

import type { Settings } from '@mingjing/contracts/site';
import { type RetentionRequirement, retentionOfUnit, type UnitFacts } from '@mingjing/law';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

/** What the law asks of this unit, from what it says about itself. */
export const lawfulRetention = (unit: Settings): RetentionRequirement =>
  retentionOfUnit(factsOfSettings(unit));

/** What a unit says about itself, as the law asks for it; what it does not say is left out. */
export function factsOfSettings(unit: Settings): UnitFacts {
  const { jurisdiction, place, isManagementUnit, keyUnit, counterTerrorKeyTarget } = unit;
  return {
    jurisdiction,
    ...(place !== '' && { place }),
    ...(isManagementUnit !== undefined && { isManagementUnit }),
    ...(keyUnit !== undefined && { keyUnit }),
    ...(counterTerrorKeyTarget !== undefined && { counterTerrorKeyTarget }),
  };
}

/** Makes it the floor nothing is deleted below. */
export function applyLawfulFloor(
  core: Pick<CoreWithoutMedia, 'setLawfulFloor'>,
  unit: Settings,
  by: string,
): Promise<void> {
  const { requiredDays, decidedBy } = lawfulRetention(unit);
  const floor =
    requiredDays === null || decidedBy === null
      ? undefined
      : { floorDays: requiredDays, floorProvision: decidedBy };
  return core.setLawfulFloor(floor, by);
}
