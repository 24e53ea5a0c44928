// SPDX-License-Identifier: Apache-2.0
/** Every route of the platform. */
import { footageRoutes } from './access/index.ts';
import { auditRoutes } from './audit/index.ts';
import { caseRoutes } from './case/index.ts';
import { chronicleRoutes } from './chronicle/index.ts';
import { consistencyRoutes } from './consistency/index.ts';
import { drawRoutes } from './draw/index.ts';
import { filingRoutes } from './filing/index.ts';
import { lawRoutes } from './law/index.ts';
import { notificationRoutes } from './notification/index.ts';
import { oversightRoutes } from './oversight/index.ts';
import { accountRoutes, peopleRoutes, resetRoutes, sessionRoutes } from './people/index.ts';
import { processRules } from './process-rules.ts';
import { publicRoutes } from './public/index.ts';
import { registrationRoutes } from './registration/index.ts';
import { registryRoutes } from './registry/index.ts';
import type { Routes } from './serve.ts';
import { simulationRoutes } from './simulation/index.ts';
import { statisticsRoutes } from './statistics/index.ts';
import { uplinkRoutes } from './uplink/index.ts';
import { workflowRoutes } from './workflow/index.ts';

export const routes: Routes = [
  ...sessionRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...resetRoutes,
  ...notificationRoutes,
  ...registryRoutes,
  ...filingRoutes,
  ...publicRoutes,
  ...registrationRoutes,
  ...auditRoutes,
  ...drawRoutes,
  ...consistencyRoutes,
  ...statisticsRoutes,
  ...oversightRoutes,
  ...lawRoutes,
  ...caseRoutes,
  ...workflowRoutes(processRules),
  ...uplinkRoutes,
  ...chronicleRoutes,
  ...footageRoutes,
  ...simulationRoutes,
];
