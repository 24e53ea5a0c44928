// SPDX-License-Identifier: Apache-2.0
/** The door every request passes: somebody signed in, with a role that the operation names. */
import { type Operation, siteRoleNames } from '@mingjing/contracts';
import type { Person } from '@mingjing/contracts/site';
import type { FastifyRequest } from 'fastify';
import { type Accounts, peerHeader } from '../people/accounts.ts';
import { ServerRefusal } from '../terms/refusal.ts';

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

/** @throws ServerRefusal `recorder/not-signed-in`, `recorder/role-not-allowed` */
export async function admit(
  accounts: Accounts,
  request: FastifyRequest,
  _operation: Operation,
  roles: readonly string[],
): Promise<Visitor> {
  const found = await accounts.personOf(authHeaders(request));
  if (!found) throw new ServerRefusal('recorder/not-signed-in');
  const { role } = found.person;
  if (!roles.includes(role))
    throw new ServerRefusal('recorder/role-not-allowed', { role: siteRoleNames[role].zh });
  return found;
}
