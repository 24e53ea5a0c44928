// SPDX-License-Identifier: Apache-2.0
/** How the recorder's operations meet their handlers: `serve(operation, handler)`, and what a handler is given. */

import type { Person } from '@mingjing/contracts/site';
import { servingWith, type Upload } from '@mingjing/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';

export type RequestContext = {
  /** The signed-in person. @throws ServerRefusal `recorder/not-signed-in` in an operation for anyone */
  readonly person: Person;
  /** Id of the sign-in the request came with; empty in an operation for anyone. */
  readonly signInId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Of operations with `upload`. */
  readonly upload: Upload | undefined;
};

export const serve = servingWith<RequestContext, WebSocket>();
export type Served = ReturnType<typeof serve>;
