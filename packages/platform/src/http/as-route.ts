// SPDX-License-Identifier: Apache-2.0
/** An operation of the contracts served by the routes of this program. */
import type { Operation } from '@mingjing/contracts';
import type { RequestContext, Route } from './context.ts';

// biome-ignore lint/suspicious/noExplicitAny: the operation's schemas have checked what the handler is given
type Handler = (context: RequestContext<any, any, any>) => Promise<unknown>;

const accessOf = new WeakMap<Route, Operation['roles']>();

export function asRoute(operation: Operation, handler: Handler): Route {
  const { method, path, tag, summary, params, query, body, answer, upload, status } = operation;
  if (method === 'PATCH') throw new Error(`${operation.id}: not served here`);
  const route: Route = {
    method,
    path,
    tag,
    summary: summary.zh,
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(answer && { response: answer }),
    ...(upload !== undefined && { takesFile: true }),
    ...(status !== undefined && status !== 204 && { status }),
    handler,
  };
  accessOf.set(route, operation.roles);
  return route;
}

/** Who may call a route that was made from an operation. */
export const operationRoles = (route: Route): Operation['roles'] | undefined => accessOf.get(route);
