// SPDX-License-Identifier: Apache-2.0
/** Retention challenges: asked of ourselves, and asked by an outsider, who gets the blocks. */
import { randomBytes } from 'node:crypto';
import { answerChallenge, proveRetention } from '@mingjing/contracts/site';
import { formatTime } from '@mingjing/evidence';
import { ServerRefusal } from '../terms/refusal.ts';
import type { ServerContext } from './context.ts';
import { type Served, serve } from './serving.ts';

const dayMs = 86_400_000;

export function servedChallenges({ core, gate, challenger }: ServerContext): readonly Served[] {
  return [
    serve(proveRetention, async ({ body }) => {
      const { cameras, fromMs, toMs, nonce } = body;
      const ids = cameras ?? core.cameras.list().map(({ id }) => id);
      const extents = ids.flatMap((id) => core.extent(id) ?? []);
      if (ids.length === 0 || extents.length !== ids.length)
        throw new ServerRefusal('recorder/no-footage', { camera: ids.join(', ') });
      const end = toMs ?? Math.min(...extents.map((extent) => extent.toMs));
      const start = fromMs ?? Math.max(end - 30 * dayMs, Math.max(...extents.map((extent) => extent.fromMs)));
      if (start >= end) throw new ServerRefusal('recorder/input-invalid', { field: 'fromMs, toMs' });
      const { challenge, verdict } = await challenger.judge({
        cameras: ids,
        from: formatTime(start),
        to: formatTime(end),
        samples: body.samples,
        nonce: nonce ?? randomBytes(32).toString('base64'),
      });
      return { challenge: { ...challenge }, verdict: { ...verdict } };
    }),
    serve(answerChallenge, async ({ params, body, person }) => {
      const grants = gate.grants(params.session, person, ['export']);
      const { challenge, answers } = await challenger.answer(grants, body);
      await gate.tick();
      const { keys, handovers } = await core.logKeys();
      return { v: 1, challenge, answers, keys: { v: 1, keys, ...(handovers && { handovers }) } };
    }),
  ];
}
