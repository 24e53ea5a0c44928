// SPDX-License-Identifier: Apache-2.0
/** `/healthz` and Prometheus metrics. Counts only: no camera addresses, no people. */
import { readHealth, readMetrics } from '@mingjing/contracts/site';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ServerContext } from '../site/context.ts';
import { type Served, serve } from '../site/serving.ts';

export function servedMetrics({ core, alarms, book }: ServerContext): readonly Served[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const total = (of: (status: ReturnType<typeof core.cameras.status>[number]) => number) => () =>
    core.cameras.status().reduce((sum, status) => sum + of(status), 0);
  new Gauge({
    name: 'mingjing_cameras',
    help: 'Cameras by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { state } of core.cameras.status()) this.inc({ state });
    },
  });
  gauge(
    'mingjing_frames_total',
    'Video frames that reached a file since start',
    total(({ frames }) => frames),
  );
  gauge(
    'mingjing_bytes_total',
    'Bytes that reached a file since start',
    total(({ bytes }) => bytes),
  );
  gauge(
    'mingjing_packets_lost_total',
    'RTP packets lost since start',
    total(({ packetsLost }) => packetsLost),
  );
  gauge(
    'mingjing_reconnects_total',
    'Reconnections since start',
    total(({ reconnects }) => reconnects),
  );
  gauge('mingjing_log_entries', 'Entries of the evidence log', () => core.log.size());
  gauge('mingjing_alarms_raised', 'Alarms that stand', () => alarms.raised().length);
  gauge('mingjing_access_sessions_open', 'Open access sessions', () => book.inState('open').length);
  return [
    serve(readMetrics, async ({ reply }) => reply.type(registry.contentType).send(await registry.metrics())),
    serve(readHealth, () =>
      Promise.resolve({
        status: alarms.raised().length > 0 ? ('alarm' as const) : ('ok' as const),
        nowMs: Math.round(core.nowMs()),
      }),
    ),
  ];
}
