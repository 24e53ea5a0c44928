// SPDX-License-Identifier: Apache-2.0
/** Recording goes before what else the machine does, where the operating system allows it. */
import { constants, setPriority } from 'node:os';

/**
 * For the whole process, also its threads.
 *
 * @returns false where it is not allowed: nothing is lost but the head start
 */
export function goFirst(): boolean {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL);
    return true;
  } catch {
    return false;
  }
}
