// SPDX-License-Identifier: Apache-2.0
/** Filing (备案): the unit's side and the organ's side. */
import type { Routes } from '../http/serve.ts';
import { filingImportRoutes } from './import-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { unitFilingRoutes } from './unit-routes.ts';

export const filingRoutes: Routes = [...unitFilingRoutes, ...reviewRoutes, ...filingImportRoutes];

export { filingRules } from './rules.ts';
