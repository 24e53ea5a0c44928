// SPDX-License-Identifier: Apache-2.0
/** Makes accounts. People do not sign themselves up: they are invited, or made at first start. */
import { PlatformError } from '../errors.ts';
import type { Accounts, SignedIn } from '../services.ts';
import { findActor } from './find-actor.ts';
import { type AccountTools, ownAccountOf } from './own-account.ts';
import { addressHeader, type SignIn } from './sign-in.ts';

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

/** What handlers may do with accounts. @param pool what requests run as */
export function accountsOf(tools: AccountTools): Accounts {
  const { signIn, pool, acts } = tools;
  return {
    own: ownAccountOf(tools),
    note: ({ userId }, action, headers) =>
      acts.note({ userId, action, outcome: 'done', address: headers.get(addressHeader) ?? '' }),
    findActor: (headers) => findActor(signIn, pool, headers),
    make: (account) => makeAccount(signIn, account),
    sessionsOf: async (userId) => {
      const { rows } = await pool.query<SignedIn>(
        `SELECT id, "createdAt", "expiresAt", "ipAddress", "userAgent" FROM auth.session
          WHERE "userId" = $1 ORDER BY "createdAt" DESC LIMIT 100`,
        [userId],
      );
      return rows;
    },
    endSession: async (userId, sessionId) => {
      const { rowCount } = await pool.query('DELETE FROM auth.session WHERE id = $1 AND "userId" = $2', [
        sessionId,
        userId,
      ]);
      return (rowCount ?? 0) > 0;
    },
    endAllSessions: async (userId) => {
      await pool.query('DELETE FROM auth.session WHERE "userId" = $1', [userId]);
    },
  };
}
