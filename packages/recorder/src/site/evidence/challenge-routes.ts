// SPDX-License-Identifier: Apache-2.0
/** Retention challenges: asked of ourselves, and asked by an outsider, who gets the blocks. */
import { randomBytes } from 'node:crypto';
import type { AnswerOf } from '@mingjing/contracts';
import { answerChallenge, proveRetention } from '@mingjing/contracts/site';
import { formatTime, judgeChallenge, type SampleVerdict } from '@mingjing/evidence';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';

type ProvenCamera = AnswerOf<typeof proveRetention>['cameras'][number];

const dayMs = 86_400_000;

export function servedChallenges({ core, gate, challenger }: ServerContext): readonly Served[] {
  return [
    serve(proveRetention, async ({ body }) => {
      const ids = body.cameras ?? [...core.cameras.list().map(({ id }) => id)];
      if (ids.length === 0) throw new ServerRefusal('recorder/no-footage', { camera: '' });
      const dutyDays = (await core.retention()).requiredDays;
      const nonce = body.nonce ?? randomBytes(32).toString('base64');
      const samples = Math.max(1, Math.ceil(body.samples / ids.length));
      const cameras: ProvenCamera[] = [];
      const all: SampleVerdict[] = [];
      // One camera after the other: what one of them cannot show says nothing of the others.
      for (const camera of ids) {
        const extent = core.extent(camera);
        const toMs = Math.min(body.toMs ?? Number.POSITIVE_INFINITY, extent?.toMs ?? 0);
        const fromMs = Math.max(body.fromMs ?? toMs - dutyDays * dayMs, extent?.fromMs ?? 0);
        if (!extent || fromMs >= toMs) {
          cameras.push({ camera });
          continue;
        }
        const window = { from: formatTime(fromMs), to: formatTime(toMs) };
        const { verdict, verdicts } = await challenger.judge({
          cameras: [camera],
          ...window,
          samples,
          nonce,
        });
        all.push(...verdicts);
        cameras.push({ camera, ...window, verdict: { ...verdict } });
      }
      if (all.length === 0) throw new ServerRefusal('recorder/no-footage', { camera: ids.join(', ') });
      return { cameras, verdict: { ...judgeChallenge(all) } };
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
