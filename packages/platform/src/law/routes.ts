// SPDX-License-Identifier: Apache-2.0
/** The law engine over HTTP: the same JSON as `mingjing law decide`. It decides nobody's case and stores nothing. */
import { decide, LawError, parseRequest } from '@mingjing/law';
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Route, route } from '../http/context.ts';

const mostInBatch = 1000;

export const lawRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/law/decide',
    tag: 'law',
    summary: '事实进，建议出（与 mingjing law decide 相同）；数组为批量',
    body: z.unknown(),
    response: z.unknown(),
    handler: ({ body, nowMs }) => {
      const today = new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);
      const one = (input: unknown, prefix = '') => {
        try {
          return decide(parseRequest(input, today, prefix));
        } catch (error) {
          if (!(error instanceof LawError)) throw error;
          throw new PlatformError('platform/invalid', {
            path: String(error.facts['path'] ?? '.'),
            reason: String(error.facts['problem'] ?? error.message),
          });
        }
      };
      if (!Array.isArray(body)) return Promise.resolve(one(body));
      if (body.length > mostInBatch)
        throw new PlatformError('platform/too-large', { limit: String(mostInBatch) });
      return Promise.resolve(body.map((input: unknown, index) => one(input, `[${index}].`)));
    },
  }),
];
