// SPDX-License-Identifier: Apache-2.0
/** For machines that watch the recorder or write against it. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';

const tag = '运行 Operation';

export const readHealth = siteOperation({
  method: 'GET',
  path: '/healthz',
  roles: 'anyone',
  tag,
  summary: { zh: '健康', en: 'Health' },
  answer: z.object({ status: z.enum(['ok', 'alarm']), nowMs: z.number() }),
});
export const readMetrics = siteOperation({
  method: 'GET',
  path: '/metrics',
  roles: 'anyone',
  tag,
  summary: { zh: '指标', en: 'Prometheus' },
  download: 'text/plain',
});
export const readReference = siteOperation({
  method: 'GET',
  path: '/openapi.json',
  roles: 'anyone',
  tag,
  summary: { zh: '接口说明', en: 'This reference' },
  answer: z.looseObject({}),
});
