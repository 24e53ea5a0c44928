// SPDX-License-Identifier: Apache-2.0
/** People: who signs in, how surely, and what they may see. */

export { accountRoutes } from './account-routes.ts';
export { accountsOf, makeAccount } from './accounts.ts';
export { checkAssurance } from './find-actor.ts';
export { emailOf, makeFirstAdministrator } from './first-administrator.ts';
export { endInvitations, type Invited, openInvitationsOf, sendInvitation } from './invitation.ts';
export { type AdministratorReset, resetAdministrator } from './reset-administrator.ts';
export { resetRoutes } from './reset-routes.ts';
export { peopleRoutes } from './routes.ts';
export { readSecret } from './secret.ts';
export { sessionRoutes } from './session-routes.ts';
export { addressHeader, makeSignIn, type OidcProvider, type SignIn } from './sign-in.ts';
export { SignInActs } from './sign-in-acts.ts';
export { openSignInDoor, type SignInDoor } from './sign-in-door.ts';
export { SignInGuard } from './sign-in-guard.ts';
