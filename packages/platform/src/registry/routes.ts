// SPDX-License-Identifier: Apache-2.0
/** The register of units over HTTP. */
import type { Routes } from '../serve.ts';
import { importRoutes } from './import-routes.ts';
import { listRoutes } from './list-routes.ts';
import { moveRoutes } from './move-routes.ts';
import { partRoutes } from './part-routes.ts';
import { placeClassRoutes } from './place-class-routes.ts';
import { sharedRecordRoutes } from './shared-record-routes.ts';
import { unitRoutes } from './unit-routes.ts';
import { viewRoutes } from './view-routes.ts';

export const registryRoutes: Routes = [
  ...listRoutes,
  ...unitRoutes,
  ...placeClassRoutes,
  ...moveRoutes,
  ...partRoutes,
  ...viewRoutes,
  ...importRoutes,
  ...sharedRecordRoutes,
];
