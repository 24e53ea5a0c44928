// SPDX-License-Identifier: Apache-2.0
/** Units that register themselves, and whose people act for a unit; inviting and reminding many. */
import type { Routes } from '../serve.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { reminderRoutes } from './reminder-routes.ts';
import { registrationRoutes as selfRegistrationRoutes } from './routes.ts';

export const registrationRoutes: Routes = [...selfRegistrationRoutes, ...invitationRoutes, ...reminderRoutes];
