// SPDX-License-Identifier: Apache-2.0
/**
 * The door every request passes: from our own pages (or from no page at all), by somebody signed in, with a role that
 * the route table names. Routes under `/api/` that carry no row of the table do not exist.
 */
import type { FastifyRequest } from 'fastify';
import { type Accounts, peerHeader } from '../people/accounts.ts';
import { type App, audienceOf } from './app-types.ts';
import { ServerRefusal } from './refusal.ts';
import { roleNames } from './role.ts';
import { type RouteName, routeTable } from './route-table.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of the sign-in the request came with. */
    signIn: string | null;
  }
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Headers for better-auth: only what it needs, and the peer's address as we see it. */
export function authHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [peerHeader]: request.ip });
  const { cookie, 'user-agent': program } = request.headers;
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (program !== undefined) headers.set('user-agent', program);
  return headers;
}

/** A browser names the page a request comes from; other programs send neither header. */
function comesFromElsewhere(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined) {
    const from = URL.canParse(origin) ? new URL(origin).host : '';
    return from === '' || from !== host;
  }
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

export function installDoor(app: App, accounts: Accounts): void {
  app.decorateRequest('person', null);
  app.decorateRequest('signIn', null);
  app.addHook('onRoute', (route) => {
    const name = route.config?.route;
    const methods = [route.method].flat().filter((method) => method !== 'HEAD');
    if (name === undefined && route.url.startsWith('/api/'))
      throw new Error(`route without a row in the table: ${methods.join()} ${route.url}`);
  });
  app.addHook('onRequest', async (request) => {
    const name: RouteName | undefined = request.routeOptions.config.route;
    const upgrade = request.headers.upgrade !== undefined;
    if ((changing.has(request.method) || upgrade) && comesFromElsewhere(request))
      throw new ServerRefusal('recorder/origin-refused');
    if (name === undefined) {
      if (request.url.startsWith('/api/'))
        throw new ServerRefusal('recorder/not-found', { what: pathOf(request) });
      return;
    }
    const audience = audienceOf(name);
    if (audience === 'anyone') return;
    const found = await accounts.personOf(authHeaders(request));
    if (!found) throw new ServerRefusal('recorder/not-signed-in');
    request.person = found.person;
    request.signIn = found.signIn;
    if (!audience.includes(found.person.role))
      throw new ServerRefusal('recorder/role-not-allowed', { role: roleNames[found.person.role].zh });
  });
}

/** Rows of the table that no route serves: must be empty when the server is ready. */
export function unservedRows(app: App): readonly string[] {
  return Object.keys(routeTable).filter((name) => {
    const [method, url] = name.split(' ') as ['GET', string];
    return !app.hasRoute({ method, url });
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url;
}
