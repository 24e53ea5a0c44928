// SPDX-License-Identifier: Apache-2.0

import type { LawfulFloor } from '../../terms/holds.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Spoken } from './spoken.ts';

const words = (floor: LawfulFloor | undefined): string =>
  floor ? `${floor.floorDays} ${floor.floorProvision}` : 'none';

/**
 * Keeps the floor that the law sets for this unit over restarts; a change stands in the evidence log first.
 *
 * @returns false when it was the same before
 */
export async function keepLawfulFloor(
  state: StateStore,
  floor: LawfulFloor | undefined,
  by: string,
  { append }: Spoken,
): Promise<boolean> {
  const [before, after] = [words(state.lawfulFloor()), words(floor)];
  if (before === after) return false;
  await append({ type: 'config', what: 'retention-floor', by, before, after });
  state.setLawfulFloor(floor);
  return true;
}
