// SPDX-License-Identifier: Apache-2.0
/** Makes accounts. People do not sign themselves up: they are invited, or made at first start. */
import { PlatformError } from '../errors.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Makes a sign-in with a password.
 *
 * @returns its user id
 * @throws PlatformError `platform/duplicate` when the e-mail is taken
 */
export async function makeAccount(
  signIn: SignIn,
  person: { readonly email: string; readonly name: string; readonly password: string },
): Promise<string> {
  const context = await signIn.auth.$context;
  const email = person.email.toLowerCase();
  if (await context.internalAdapter.findUserByEmail(email))
    throw new PlatformError('platform/duplicate', { what: 'email' });
  const user = await context.internalAdapter.createUser(
    { email, name: person.name, emailVerified: true },
    { method: 'admin' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(person.password),
  });
  return user.id;
}
