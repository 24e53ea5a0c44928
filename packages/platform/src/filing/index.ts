// SPDX-License-Identifier: Apache-2.0
/** Filing (备案): the unit's side and the organ's side. */
import type { Routes } from '../serve.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { holderRoutes } from './holder-routes.ts';
import { filingImportRoutes } from './import-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { unitFilingRoutes } from './unit-routes.ts';

export const filingRoutes: Routes = [
  ...unitFilingRoutes,
  ...attachmentRoutes,
  ...reviewRoutes,
  ...holderRoutes,
  ...filingImportRoutes,
];

export { officersFor } from './filing-desk.ts';
export { heldBy, leaveBehind } from './hold.ts';
export { filingRules } from './rules.ts';
export { verifiedFiling } from './verified-form.ts';
