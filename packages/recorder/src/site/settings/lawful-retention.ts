// SPDX-License-Identifier: Apache-2.0

import type { Settings } from '@mingjing/contracts/site';
import { classifyPlace, type RetentionRequirement, retentionRequirement } from '@mingjing/law';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

/** What the law asks of this unit, from what it says about itself. */
export function lawfulRetention(unit: Settings): RetentionRequirement {
  return retentionRequirement({
    jurisdiction: unit.jurisdiction,
    ...(unit.place !== '' && { place: classifyPlace(unit.place) }),
    isManagementUnit: unit.isManagementUnit,
    keyUnit: unit.keyUnit,
    counterTerrorKeyTarget: unit.counterTerrorKeyTarget,
  });
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
