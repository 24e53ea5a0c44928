// SPDX-License-Identifier: Apache-2.0
/** What other systems tell over HTTP, each with the token of its source. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { tellEvents } from '@mingjing/contracts/site';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';

export function servedEvents({ told }: ServerContext): readonly Served[] {
  return [
    serve(tellEvents, async ({ params, body, request }) => {
      const source = Object.hasOwn(told.sources, params.source) ? told.sources[params.source] : undefined;
      const token = /^Bearer (\S{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      // One answer for a source that is not there and a token that is not right.
      if (!source || !isToken(token, source.tokenSha256))
        throw new ServerRefusal('recorder/event-source-unknown');
      const { notTaken, ...taken } = await told.events.take(params.source, source, body);
      return { ...taken, notTaken: [...notTaken] };
    }),
  ];
}

const isToken = (token: string, sha256: string): boolean =>
  timingSafeEqual(createHash('sha256').update(token).digest(), Buffer.from(sha256, 'hex'));
