// SPDX-License-Identifier: Apache-2.0
/** People: who signs in, how surely, and what they may see. */
export { makeAccount } from './accounts.ts';
export { type Actor, checkAssurance, findActor, scopeOf } from './actor.ts';
export { emailOf, makeFirstAdministrator } from './first-administrator.ts';
export { peopleRoutes } from './routes.ts';
export { readSecret } from './secret.ts';
export { sessionRoutes } from './session-routes.ts';
export { addressHeader, makeSignIn, type OidcProvider, type SignIn } from './sign-in.ts';
export { type Role, roles } from './tables.ts';
