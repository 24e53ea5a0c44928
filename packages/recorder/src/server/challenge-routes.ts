// SPDX-License-Identifier: Apache-2.0
/** Retention challenges: asked of ourselves, and asked by an outsider, who gets the blocks. */
import { randomBytes } from 'node:crypto';
import { formatTime } from '@mingjing/evidence';
import { z } from 'zod';
import { Ms } from '../access/session.ts';
import { type App, personOf, row } from './app-types.ts';
import type { ServerContext } from './context.ts';
import { ServerRefusal } from './refusal.ts';

const dayMs = 86_400_000;
const samples = z.number().int().min(1).max(2000).default(459);

export function challengeRoutes(app: App, { core, gate, challenger }: ServerContext): void {
  app.route({
    ...row('POST /api/challenge'),
    schema: {
      summary: '留存自证 retention challenge, answered and judged',
      body: z.object({
        cameras: z.array(z.string().max(64)).min(1).max(1000).optional(),
        fromMs: Ms.optional(),
        toMs: Ms.optional(),
        samples,
        /** Base64, from the challenger; absent: drawn here. */
        nonce: z.string().max(200).optional(),
      }),
      response: { 200: z.looseObject({}) },
    },
    handler: async (request) => {
      const { cameras, fromMs, toMs, nonce } = request.body;
      const ids = cameras ?? core.cameras.list().map(({ id }) => id);
      const extents = ids.flatMap((id) => core.extent(id) ?? []);
      if (ids.length === 0 || extents.length !== ids.length)
        throw new ServerRefusal('recorder/no-footage', { camera: ids.join(', ') });
      const end = toMs ?? Math.min(...extents.map((extent) => extent.toMs));
      const start = fromMs ?? Math.max(end - 30 * dayMs, Math.max(...extents.map((extent) => extent.fromMs)));
      if (start >= end) throw new ServerRefusal('recorder/input-invalid', { field: 'fromMs, toMs' });
      return {
        ...(await challenger.judge({
          cameras: ids,
          from: formatTime(start),
          to: formatTime(end),
          samples: request.body.samples,
          nonce: nonce ?? randomBytes(32).toString('base64'),
        })),
      };
    },
  });
  app.route({
    ...row('POST /api/media/:session/challenge'),
    schema: {
      summary:
        '回答外来的留存抽查 answers to an outsider, with blocks and proofs; cameras and range of the session',
      params: z.object({ session: z.string().max(80) }),
      body: z.object({
        /** Base64, at least 16 random bytes that the challenger drew. */
        nonce: z.string().max(200),
        samples,
      }),
      response: { 200: z.looseObject({}) },
    },
    handler: async (request, reply) => {
      const { session: id } = request.params;
      const person = personOf(request);
      const grants = gate.grants(id, person, ['export']);
      const { challenge, answers } = await challenger.answer(grants, request.body);
      await gate.tick();
      const { keys, handovers } = await core.logKeys();
      return reply
        .header('cache-control', 'no-store')
        .send({ v: 1, challenge, answers, keys: { v: 1, keys, ...(handovers && { handovers }) } });
    },
  });
}
