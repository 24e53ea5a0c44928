// SPDX-License-Identifier: Apache-2.0
/** The sign-in library answers web requests; Fastify has its own. This is the door between the two. */
import type { FastifyInstance } from 'fastify';
import type { SignInDoor } from '../people/index.ts';
import { headersOf } from './headers.ts';

/** Everything under it is the library's. */
export const signInAddress = '/api/auth/*';

export function mountSignIn(app: FastifyInstance, door: SignInDoor, publicUrl: string): void {
  app.route({
    method: ['GET', 'POST'],
    url: signInAddress,
    handler: async (request, reply) => {
      const hasBody = request.method === 'POST';
      const headers = headersOf(request);
      headers.delete('content-length');
      const answer = await door.answer(
        new Request(new URL(request.url, publicUrl), {
          method: request.method,
          headers,
          ...(hasBody && { body: JSON.stringify(request.body ?? {}) }),
        }),
        request.ip,
      );
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
      const cookies = answer.headers.getSetCookie();
      if (cookies.length > 0) reply.header('set-cookie', cookies);
      return reply.status(answer.status).send(Buffer.from(await answer.arrayBuffer()));
    },
  });
}
