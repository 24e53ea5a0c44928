// SPDX-License-Identifier: Apache-2.0
/** The Fastify instance with zod types, the person of a request, and how a route names its row of the table. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Person } from '../people/person.ts';
import { ServerRefusal } from './refusal.ts';
import type { Audience } from './role.ts';
import { type RouteName, routeTable } from './route-table.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the door for every route that is not for anyone. */
    person: Person | null;
  }
  interface FastifyContextConfig {
    route?: RouteName;
  }
}

/** Method, address and config of a row: `app.route({ ...row('GET /api/me'), … })`. */
export function row<Name extends RouteName>(name: Name) {
  const [method, url] = name.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
  return { method, url, config: { route: name } };
}

export function audienceOf(name: RouteName): Audience {
  return routeTable[name];
}

/** The signed-in person; only in handlers of routes that need one. */
export function personOf(request: { readonly person: Person | null }): Person {
  if (!request.person) throw new ServerRefusal('recorder/not-signed-in');
  return request.person;
}
