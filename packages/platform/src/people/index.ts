// SPDX-License-Identifier: Apache-2.0
/** People: who signs in, how surely, and what they may see. */
export { accountsOf, makeAccount } from './accounts.ts';
export { checkAssurance } from './find-actor.ts';
export { emailOf, makeFirstAdministrator } from './first-administrator.ts';
export { type Invited, sendInvitation } from './invitation.ts';
export { peopleRoutes } from './routes.ts';
export { readSecret } from './secret.ts';
export { sessionRoutes } from './session-routes.ts';
export { addressHeader, makeSignIn, type OidcProvider, type SignIn } from './sign-in.ts';
