// SPDX-License-Identifier: Apache-2.0
/** Every address that gives out pictures, and the timelines that do not. Each handler's first step is the grant. */

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  fetchBundle,
  playBack,
  readHlsPart as readHlsPartOperation,
  readHlsPlaylist,
  readTimeline,
  readTimelineDays,
  takeSnapshot,
  watchLive,
} from '@mingjing/contracts/site';
import type { WebSocket } from 'ws';
import type { FootagePart } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { ServerContext } from '../context.ts';
import type { SignInStreams } from '../people/sign-in-streams.ts';
import { type Served, serve } from '../serving.ts';
import { continuous } from './continuous.ts';
import { hlsPlaylist, parseHlsPart, readHlsPart } from './hls.ts';
import { serveLive } from './live-socket.ts';
import { closeCodes } from './part-message.ts';
import { servePlayback } from './playback-socket.ts';
import { takeStill } from './still.ts';
import { coverageByDay, timelineOf } from './timeline.ts';

/** Pictures are never kept by anything between us and the viewer. */
const notStored = { 'cache-control': 'no-store' };

function endWithSignIn(socket: WebSocket, streams: SignInStreams, signIn: string, personId: string): void {
  const close = (): void => socket.close(closeCodes.sessionClosed, 'sign-in ended');
  socket.once('close', streams.hold(signIn, personId, close));
}

export function servedMedia({ core, gate, exports, streams }: ServerContext): readonly Served[] {
  return [
    serve(
      watchLive,
      ({ params, person }) => {
        gate.grant(params.session, person, ['live'], params.camera);
        throw new ServerRefusal('recorder/websocket-only');
      },
      (socket, { params, query, person, signInId }) => {
        serveLive(socket, gate.grant(params.session, person, ['live'], params.camera), {
          nowMs: core.nowMs(),
          cause: core.cameras.find(params.camera)?.cause,
          stream: query.stream,
        });
        endWithSignIn(socket, streams, signInId, person.id);
      },
    ),
    serve(
      playBack,
      async ({ params, query, person, signInId, reply }) => {
        const { session, camera } = params;
        const grant = gate.grant(session, person, ['playback'], camera);
        const { fromMs = grant.session.fromMs, toMs = grant.session.toMs, keyFramesOnly = false } = query;
        const stream = continuous(grant, fromMs, toMs, keyFramesOnly);
        const first = await stream.next();
        if (first.done) throw new ServerRefusal('recorder/no-footage', { camera });
        const body = Readable.from(preceded(first.value, stream));
        body.once(
          'close',
          streams.hold(signInId, person.id, () => body.destroy()),
        );
        return reply.headers(notStored).type('video/mp4').send(body);
      },
      (socket, { params, person, signInId, query }) => {
        servePlayback(socket, gate.grant(params.session, person, ['playback'], params.camera), core, query);
        endWithSignIn(socket, streams, signInId, person.id);
      },
    ),
    serve(readHlsPlaylist, ({ params, query, person, reply }) => {
      const { session, camera } = params;
      const grant = gate.grant(session, person, ['playback'], camera);
      const fromMs = Math.max(query.fromMs ?? 0, grant.session.fromMs);
      const toMs = Math.min(query.toMs ?? grant.session.toMs, grant.session.toMs);
      return reply
        .headers(notStored)
        .type('application/vnd.apple.mpegurl')
        .send(hlsPlaylist(core, camera, fromMs, toMs));
    }),
    serve(readHlsPartOperation, async ({ params, person, reply }) => {
      const { session, camera, part } = params;
      const grant = gate.grant(session, person, ['playback'], camera);
      const wanted = parseHlsPart(part);
      if (!wanted) throw new ServerRefusal('recorder/not-found', { what: part });
      const parts = readHlsPart(core, grant, wanted);
      const first = await parts.next();
      if (first.done) throw new ServerRefusal('recorder/no-footage', { camera });
      return reply
        .headers(notStored)
        .type('video/mp4')
        .send(Readable.from(bytesOf(first.value, parts)));
    }),
    serve(takeSnapshot, async ({ params, query, person, reply }) => {
      const { session, camera } = params;
      const grant = gate.grant(session, person, ['playback', 'live'], camera);
      return reply
        .headers(notStored)
        .type('image/jpeg')
        .send(await takeStill(grant, query.atMs));
    }),
    serve(fetchBundle, async ({ params, person, reply }) => {
      const { session } = params;
      const { path, sizeBytes } = await exports.deliver(session, person);
      const file = createReadStream(path);
      file.on('end', () => exports.delivered(session));
      return reply
        .headers({ ...notStored, 'content-length': sizeBytes })
        .header('content-disposition', `attachment; filename="mingjing-${session.slice(0, 8)}.zip"`)
        .type('application/zip')
        .send(file);
    }),
  ];
}

export function servedTimelines({ core }: ServerContext): readonly Served[] {
  const checkCamera = (camera: string) => {
    if (!core.cameras.find(camera) && !core.extent(camera))
      throw new ServerRefusal('recorder/not-found', { what: camera });
  };
  return [
    serve(readTimeline, ({ query }) => {
      const { camera, fromMs, toMs } = query;
      checkCamera(camera);
      return Promise.resolve(timelineOf(core, camera, fromMs, toMs));
    }),
    serve(readTimelineDays, ({ query }) => {
      const { camera, fromMs, toMs } = query;
      checkCamera(camera);
      return Promise.resolve({ camera, days: [...coverageByDay(core, camera, fromMs, toMs)] });
    }),
  ];
}

async function* preceded(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* bytesOf(first: FootagePart, rest: AsyncIterable<FootagePart>): AsyncGenerator<Uint8Array> {
  yield first.bytes;
  for await (const part of rest) yield part.bytes;
}
