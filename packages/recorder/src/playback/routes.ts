// SPDX-License-Identifier: Apache-2.0
/** Every address that gives out pictures, and the timelines that do not. Each handler's first step is the grant. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { Ms } from '../access/session.ts';
import type { FootagePart } from '../core/recorder-core.ts';
import { serveLive } from '../live/live-socket.ts';
import { type App, personOf, row } from '../server/app-types.ts';
import type { ServerContext } from '../server/context.ts';
import { ServerRefusal } from '../server/refusal.ts';
import { continuous } from './continuous.ts';
import { hlsPlaylist, parseHlsPart, readHlsPart } from './hls.ts';
import { PlaybackQuery, servePlayback } from './playback-socket.ts';
import { takeStill } from './still.ts';
import { coverageByDay, DayCoverage, Timeline, TimelineQuery, timelineOf } from './timeline.ts';

const Place = z.object({ session: z.string().max(80), camera: z.string().max(64) });
/** Pictures are never kept by anything between us and the viewer. */
const notStored = { 'cache-control': 'no-store' };

export function mediaRoutes(app: App, { core, gate, exports }: ServerContext): void {
  app.route({
    ...row('GET /api/media/:session/live/:camera'),
    schema: { summary: '实时（WebSocket）live', params: Place },
    handler: (request) => {
      gate.grant(request.params.session, personOf(request), ['live'], request.params.camera);
      throw new ServerRefusal('recorder/websocket-only');
    },
    wsHandler: (socket, request) => {
      const { session, camera } = request.params as z.infer<typeof Place>;
      guarded(socket, () => serveLive(socket, gate.grant(session, personOf(request), ['live'], camera)));
    },
  });
  app.route({
    ...row('GET /api/media/:session/playback/:camera'),
    schema: { summary: '回放（WebSocket 或 fMP4）playback', params: Place, querystring: PlaybackQuery },
    handler: async (request, reply) => {
      const { session, camera } = request.params;
      const grant = gate.grant(session, personOf(request), ['playback'], camera);
      const {
        fromMs = grant.session.fromMs,
        toMs = grant.session.toMs,
        keyFramesOnly = false,
      } = request.query;
      const stream = continuous(grant, fromMs, toMs, keyFramesOnly);
      const first = await stream.next();
      if (first.done) throw new ServerRefusal('recorder/no-footage', { camera });
      return reply
        .headers(notStored)
        .type('video/mp4')
        .send(Readable.from(preceded(first.value, stream)));
    },
    wsHandler: (socket, request) => {
      const { session, camera } = request.params as z.infer<typeof Place>;
      const query = request.query as PlaybackQuery;
      guarded(socket, () =>
        servePlayback(socket, gate.grant(session, personOf(request), ['playback'], camera), core, query),
      );
    },
  });
  app.route({
    ...row('GET /api/media/:session/hls/:camera/index.m3u8'),
    schema: { summary: 'HLS 列表 playlist', params: Place, querystring: PlaybackQuery },
    handler: (request, reply) => {
      const { session, camera } = request.params;
      const grant = gate.grant(session, personOf(request), ['playback'], camera);
      const fromMs = Math.max(request.query.fromMs ?? 0, grant.session.fromMs);
      const toMs = Math.min(request.query.toMs ?? grant.session.toMs, grant.session.toMs);
      return reply
        .headers(notStored)
        .type('application/vnd.apple.mpegurl')
        .send(hlsPlaylist(core, camera, fromMs, toMs));
    },
  });
  app.route({
    ...row('GET /api/media/:session/hls/:camera/:part'),
    schema: { summary: 'HLS 分段 parts', params: Place.extend({ part: z.string().max(40) }) },
    handler: async (request, reply) => {
      const { session, camera, part } = request.params;
      const grant = gate.grant(session, personOf(request), ['playback'], camera);
      const wanted = parseHlsPart(part);
      if (!wanted) throw new ServerRefusal('recorder/not-found', { what: part });
      const parts = readHlsPart(core, grant, wanted);
      const first = await parts.next();
      if (first.done) throw new ServerRefusal('recorder/no-footage', { camera });
      return reply
        .headers(notStored)
        .type('video/mp4')
        .send(Readable.from(bytesOf(first.value, parts)));
    },
  });
  app.route({
    ...row('GET /api/media/:session/snapshot/:camera'),
    schema: {
      summary: '截图 still',
      params: Place,
      querystring: z.object({ atMs: z.coerce.number().pipe(Ms).optional() }),
    },
    handler: async (request, reply) => {
      const { session, camera } = request.params;
      const grant = gate.grant(session, personOf(request), ['playback', 'live'], camera);
      return reply
        .headers(notStored)
        .type('image/jpeg')
        .send(await takeStill(grant, request.query.atMs));
    },
  });
  app.route({
    ...row('GET /api/media/:session/bundle.zip'),
    schema: { summary: '录像包 the sealed bundle', params: Place.pick({ session: true }) },
    handler: async (request, reply) => {
      const { session } = request.params;
      const { path, sizeBytes } = await exports.deliver(session, personOf(request));
      const file = createReadStream(path);
      file.on('end', () => exports.delivered(session));
      return reply
        .headers({ ...notStored, 'content-length': sizeBytes })
        .header('content-disposition', `attachment; filename="mingjing-${session.slice(0, 8)}.zip"`)
        .type('application/zip')
        .send(file);
    },
  });
}

export function timelineRoutes(app: App, { core }: ServerContext): void {
  const checkCamera = (camera: string) => {
    if (!core.cameras.find(camera) && !core.extent(camera))
      throw new ServerRefusal('recorder/not-found', { what: camera });
  };
  app.route({
    ...row('GET /api/timeline'),
    schema: { summary: '时间轴 timeline', querystring: TimelineQuery, response: { 200: Timeline } },
    handler: (request) => {
      const { camera, fromMs, toMs } = request.query;
      checkCamera(camera);
      return Promise.resolve(timelineOf(core, camera, fromMs, toMs));
    },
  });
  app.route({
    ...row('GET /api/timeline/days'),
    schema: {
      summary: '每日保存情况 coverage by day',
      querystring: TimelineQuery,
      response: { 200: z.object({ camera: z.string(), days: z.array(DayCoverage) }) },
    },
    handler: (request) => {
      const { camera, fromMs, toMs } = request.query;
      checkCamera(camera);
      return Promise.resolve({ camera, days: [...coverageByDay(core, camera, fromMs, toMs)] });
    },
  });
}

/** A refusal after the upgrade becomes a close code with the refusal's name. */
function guarded(socket: { close: (code: number, reason: string) => void }, serve: () => void): void {
  try {
    serve();
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'failed';
    socket.close(4403, code.slice(0, 100));
  }
}

async function* preceded(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* bytesOf(first: FootagePart, rest: AsyncIterable<FootagePart>): AsyncGenerator<Uint8Array> {
  yield first.bytes;
  for await (const part of rest) yield part.bytes;
}
