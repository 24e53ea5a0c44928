// SPDX-License-Identifier: Apache-2.0
/** The register of units over HTTP. */
import type { Route } from '../http/context.ts';
import { importRoutes } from './import-routes.ts';
import { listRoutes } from './list-routes.ts';
import { partRoutes } from './part-routes.ts';
import { sharedRecordRoutes } from './shared-records.ts';
import { unitRoutes } from './unit-routes.ts';
import { viewRoutes } from './view-routes.ts';

export const registryRoutes: readonly Route[] = [
  ...listRoutes,
  ...unitRoutes,
  ...partRoutes,
  ...viewRoutes,
  ...importRoutes,
  ...sharedRecordRoutes,
];
