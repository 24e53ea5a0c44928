// SPDX-License-Identifier: Apache-2.0
import { changeTimeServers, measureClock, readClock } from '@mingjing/contracts/site';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { toleratedOffsetMs } from './clock-check.ts';

export function servedClock({ core, clock }: Pick<ServerContext, 'core' | 'clock'>): readonly Served[] {
  const shown = async () => {
    const { trusted, reason } = (await core.retention()).clock;
    return {
      nowMs: Math.round(core.nowMs()),
      trusted,
      reason: reason ?? null,
      servers: [...clock.readings()],
      offsetMs: clock.offsetMs() ?? null,
      toleratedMs: toleratedOffsetMs,
    };
  };
  return [
    serve(readClock, shown),
    serve(changeTimeServers, async ({ body, person }) => {
      const servers = [...new Set(body.servers)];
      const before = clock.servers().join(' ') || 'none';
      const after = servers.join(' ') || 'none';
      await core.appendEntry({ type: 'config', what: 'time-servers', by: person.user, before, after });
      clock.change(servers);
      await clock.measure();
      return shown();
    }),
    serve(measureClock, async () => {
      await clock.measure();
      return shown();
    }),
  ];
}
