// SPDX-License-Identifier: Apache-2.0
/** An absent officer freezes nothing: a colleague takes over, a head names who goes on. */
import { handOverFiling } from '@mingjing/contracts/desk';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { findFiling, viewFiling } from './filing-desk.ts';
import { handOver, officerNamed } from './hold.ts';

export const holderRoutes: Routes = [
  serve(handOverFiling, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.reason, detail: { to: body.to } });
    const filing = await findFiling(tx, params.id);
    if (filing.version !== body.version)
      throw new PlatformError('platform/version-conflict', { seen: body.version, current: filing.version });
    if (filing.status !== 'accepted')
      throw new PlatformError('platform/state-conflict', { state: filing.status });
    // An officer takes what another has, or gives away what is his; only a head decides between others.
    const own = body.to === actor.userId || filing.holder === actor.userId;
    if (actor.role !== 'organHead' && !own) throw new PlatformError('platform/forbidden');
    const toName = body.to === null ? null : await officerNamed(tx, body.to, filing.jurisdiction);
    await handOver({ tx, userId: actor.userId, nowMs }, filing, { to: body.to, toName, reason: body.reason });
    return viewFiling(tx, params.id, todayOf(nowMs), 'official');
  }),
];
