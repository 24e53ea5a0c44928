// SPDX-License-Identifier: Apache-2.0
/** The registers a unit keeps beside its video, in the order of the menu. */

import { cameraFiles } from './camera-files.ts';
import { constructionArchive } from './construction-archive.ts';
import { dutyRoster } from './duty-roster.ts';
import { emergencyDrills } from './emergency-drills.ts';
import { maintenance } from './maintenance.ts';
import { monitoringVisitors } from './monitoring-visitors.ts';
import { panelEvents } from './panel-events.ts';
import type { Register } from './register.ts';
import { securityMeasures } from './security-measures.ts';
import { serviceContracts } from './service-contracts.ts';
import { shiftPlan } from './shift-plan.ts';
import { signs } from './signs.ts';
import { staff } from './staff.ts';
import { suspiciousEvents } from './suspicious-events.ts';
import { unitRules } from './unit-rules.ts';

export const siteRegisters: readonly Register[] = [
  dutyRoster,
  shiftPlan,
  monitoringVisitors,
  suspiciousEvents,
  panelEvents,
  maintenance,
  signs,
  cameraFiles,
  staff,
  securityMeasures,
  emergencyDrills,
  unitRules,
  serviceContracts,
  constructionArchive,
];

export const findRegister = (id: string): Register | undefined =>
  siteRegisters.find((register) => register.id === id);
