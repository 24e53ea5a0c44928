// SPDX-License-Identifier: Apache-2.0
/** The registers a unit keeps beside its video, in the order of the menu. */
import { dutyRoster } from './duty-roster.ts';
import { monitoringVisitors } from './monitoring-visitors.ts';
import type { Register } from './register.ts';

export const siteRegisters: readonly Register[] = [dutyRoster, monitoringVisitors];

export const findRegister = (id: string): Register | undefined =>
  siteRegisters.find((register) => register.id === id);
