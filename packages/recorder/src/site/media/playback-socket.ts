// SPDX-License-Identifier: Apache-2.0
/**
 * One viewer of one camera's stored footage over a WebSocket. Parts go out in wall-clock order with gaps announced
 * between them, at most so far in front of the position the viewer reports, so that nothing piles up and several
 * cameras stay in step by the clock. A seek starts again from elsewhere on the same socket. A look that reaches past
 * now goes on with what is recorded meanwhile.
 */

import { Ms, type PlaybackQuery } from '@mingjing/contracts/site';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { gapCauses } from '../../terms/causes.ts';
import type { FootagePart } from '../../terms/footage.ts';
import type { Grant } from '../access/gate.ts';
import { KeyFrameFilm } from './key-frame-film.ts';
import { closeCodes, encodePartMessage } from './part-message.ts';

/** Ahead of the viewer: half a minute of everything, or ten minutes of key frames, which are few. */
const aheadMs = 30_000;
const keyFramesAheadMs = 600_000;
const fullAboveBytes = 4 << 20;
/** How often a look that has caught up with the recording asks for more. */
const moreEveryMs = 1000;

const ViewerMessage = z.union([
  z.object({ positionMs: Ms }),
  z.object({ seekMs: Ms, keyFramesOnly: z.boolean().optional() }),
]);

export function servePlayback(
  socket: WebSocket,
  grant: Grant,
  core: CoreWithoutMedia,
  query: PlaybackQuery,
): void {
  const { session } = grant;
  const endMs = Math.min(query.toMs ?? session.toMs, session.toMs);
  let run = 0;
  let positionMs = 0;
  let wake = (): void => undefined;
  const moved = () => new Promise<void>((resolve) => (wake = resolve));

  const play = async (fromMs: number, keyFramesOnly: boolean): Promise<void> => {
    run += 1;
    const mine = run;
    positionMs = fromMs;
    wake();
    const stale = () => mine !== run || socket.readyState !== socket.OPEN;
    const send = (part: FootagePart): void => {
      if (part.kind === 'fragment')
        grant.shown(Math.max(part.startMs, session.fromMs), Math.min(part.endMs, endMs));
      socket.send(encodePartMessage(part));
    };
    const film = keyFramesOnly ? new KeyFrameFilm(send) : undefined;
    const most = keyFramesOnly ? keyFramesAheadMs : aheadMs;
    socket.send(JSON.stringify({ kind: 'start', fromMs }));
    let coveredMs = fromMs;
    let segmentStartMs: number | undefined;
    for (let first = true; ; first = false) {
      for await (const part of grant.parts(coveredMs, endMs, { keyFramesOnly, fromKeyFrame: first })) {
        if (stale()) return;
        if (part.kind === 'init') {
          announceGaps(socket, core, grant.camera, coveredMs, part.startMs);
          // The segment that is being written begins once, however often it is asked for more.
          if (part.segmentStartMs === segmentStartMs) continue;
          segmentStartMs = part.segmentStartMs;
        } else {
          if (!first && part.startMs < coveredMs) continue;
          while (!stale() && (part.startMs > positionMs + most || socket.bufferedAmount > fullAboveBytes))
            await Promise.race([moved(), pause(200)]);
          if (stale()) return;
          coveredMs = Math.max(coveredMs, part.endMs);
        }
        if (film) film.add(part);
        else send(part);
      }
      if (stale()) return;
      // Nothing more comes of a camera that was removed.
      if (coveredMs >= endMs || core.nowMs() >= endMs || !core.cameras.find(grant.camera)) break;
      socket.send(JSON.stringify({ kind: 'caught-up' }));
      await pause(moreEveryMs);
      if (stale()) return;
    }
    film?.end();
    announceGaps(socket, core, grant.camera, coveredMs, endMs);
    socket.send(JSON.stringify({ kind: 'end' }));
  };
  const start = (fromMs: number, keyFramesOnly: boolean): void => {
    void play(fromMs, keyFramesOnly).catch((error: unknown) => {
      const refused = typeof error === 'object' && error !== null && 'code' in error;
      socket.close(refused ? closeCodes.refused : closeCodes.failed, refused ? String(error.code) : 'failed');
    });
  };

  socket.on('message', (data) => {
    const message = ViewerMessage.safeParse(readJson(String(data)));
    if (!message.success) return socket.close(closeCodes.refused, 'message not understood');
    if ('seekMs' in message.data) return start(message.data.seekMs, message.data.keyFramesOnly ?? false);
    positionMs = message.data.positionMs;
    wake();
  });
  const onSessionClosed = () => socket.close(closeCodes.sessionClosed, 'access session closed');
  grant.signal.addEventListener('abort', onSessionClosed, { once: true });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    run += 1;
    wake();
    grant.signal.removeEventListener('abort', onSessionClosed);
  });
  start(query.fromMs ?? session.fromMs, query.keyFramesOnly ?? false);
}

function announceGaps(
  socket: WebSocket,
  core: CoreWithoutMedia,
  camera: string,
  fromMs: number,
  toMs: number,
): void {
  if (!(fromMs < toMs)) return;
  for (const gap of core.gaps({ camera, fromMs, toMs }))
    socket.send(
      JSON.stringify({
        kind: 'gap',
        fromMs: Math.max(gap.startMs, fromMs),
        toMs: Math.min(gap.endMs, toMs),
        cause: gap.cause,
        sentence: gapCauses[gap.cause],
      }),
    );
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
