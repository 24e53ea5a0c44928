// SPDX-License-Identifier: Apache-2.0
/** Requests for footage by authorities and citizens. */
export { citizenRequestRules } from './citizen-rules.ts';
export { openFootageDesk } from './footage-desk.ts';
export { footageRequestRules } from './footage-rules.ts';
export { footageRoutes } from './routes.ts';
