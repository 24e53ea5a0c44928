// SPDX-License-Identifier: Apache-2.0
/** The door every request passes: somebody signed in, with a role that the operation names. */
import { type Operation, siteRoleNames } from '@mingjing/contracts';
import { changePassword, type Person, readMe, signOut } from '@mingjing/contracts/site';
import type { FastifyRequest } from 'fastify';
import { ServerRefusal } from '../terms/refusal.ts';
import { type Accounts, peerHeader } from './people/accounts.ts';

/** Headers for better-auth: only what it needs, and the peer's address as we see it. */
export function authHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [peerHeader]: request.ip });
  const { cookie, 'user-agent': program } = request.headers;
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (program !== undefined) headers.set('user-agent', program);
  return headers;
}

/** Somebody who came in, and by which sign-in. */
export type Visitor = { readonly person: Person; readonly signIn: string };

/** All that a password that somebody else has seen opens. */
const openBeforeChange: ReadonlySet<string> = new Set([readMe.id, changePassword.id, signOut.id]);

/** @throws ServerRefusal `recorder/not-signed-in`, `recorder/password-change-required`, `recorder/role-not-allowed` */
export async function admit(
  accounts: Accounts,
  request: FastifyRequest,
  operation: Operation,
  roles: readonly string[],
): Promise<Visitor> {
  const found = await accounts.personOf(authHeaders(request));
  if (!found) throw new ServerRefusal('recorder/not-signed-in');
  if (found.person.mustChangePassword && !openBeforeChange.has(operation.id))
    throw new ServerRefusal('recorder/password-change-required');
  const { role } = found.person;
  if (!roles.includes(role))
    throw new ServerRefusal('recorder/role-not-allowed', { role: siteRoleNames[role].zh });
  return found;
}
