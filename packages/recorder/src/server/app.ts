// SPDX-License-Identifier: Apache-2.0
/** The HTTP server put together: the edge, the recorder's operations with their handlers, the pages. */
import websocket from '@fastify/websocket';
import { openApiOf } from '@mingjing/contracts';
import { readReference, siteOperations } from '@mingjing/contracts/site';
import {
  type BehindProxy,
  isBehind,
  mountOperations,
  openEdge,
  refuseByRouter,
  servePages,
  trustOf,
} from '@mingjing/web';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { servedSharing } from '../gb28181/routes.ts';
import { servedAccess } from '../site/access/routes.ts';
import { servedAlarms } from '../site/alarms/routes.ts';
import { servedCameraDevices } from '../site/cameras/device-routes.ts';
import { servedCameras } from '../site/cameras/routes.ts';
import { servedCertificate } from '../site/certificate/routes.ts';
import { servedClock } from '../site/clock/routes.ts';
import type { ServerContext } from '../site/context.ts';
import { admit, type Visitor } from '../site/door.ts';
import { servedChallenges } from '../site/evidence/challenge-routes.ts';
import { servedMonthProofs } from '../site/evidence/month-routes.ts';
import { servedHolds, servedKeys, servedProofs } from '../site/evidence/routes.ts';
import { servedExports } from '../site/export/routes.ts';
import { servedMedia, servedTimelines } from '../site/media/routes.ts';
import { servedNotices } from '../site/notices/routes.ts';
import { servedOverview } from '../site/overview/routes.ts';
import { servedOwnAccount, servedPeople, servedSignIn } from '../site/people/routes.ts';
import { servedPictures } from '../site/picture-health/routes.ts';
import { servedPlan } from '../site/plan/routes.ts';
import { servedRegister } from '../site/register/routes.ts';
import { servedEvents } from '../site/registers/event-routes.ts';
import { servedRegisters } from '../site/registers/routes.ts';
import { type RequestContext, type Served, serve } from '../site/serving.ts';
import { servedStorage } from '../site/storage/routes.ts';
import { ServerRefusal } from '../terms/refusal.ts';
import { sentences } from '../terms/sentences.ts';
import { servedUplink } from '../uplink/routes.ts';
import { servedMetrics } from './metrics.ts';

export type AppOptions = {
  readonly logger: FastifyBaseLogger | undefined;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  /** Proxies whose word about a client's address is taken. */
  readonly behindProxy: BehindProxy | undefined;
  /** Folder with the built console; absent or not there: a page that says how to build it. */
  readonly consoleDirectory: string;
};

const mostBodyBytes = 1 << 20;

export async function buildApp(context: ServerContext, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    ...(options.tls ? { https: options.tls } : {}),
    trustProxy: trustOf(options.behindProxy),
    frameworkErrors: refuseByRouter(sentences),
    bodyLimit: mostBodyBytes,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  // Before the edge's hooks: a socket that they refuse is ended by this plugin's own, which must have seen it first.
  await app.register(websocket, { options: { maxPayload: 64 << 10 } });
  await openEdge(app, {
    sentences,
    secure: options.tls !== undefined || isBehind(options.behindProxy),
    sources: { 'connect-src': ['ws:', 'wss:'] },
  });
  mountOperations<Visitor, RequestContext>(app, {
    operations: siteOperations,
    served: servedBy(context),
    sentences,
    admit: (request, operation, roles) => admit(context.accounts, request, operation, roles),
    perform: (call, handle) => handle(contextOf(call)),
    socketContext: (call) => contextOf(call),
  });
  await servePages(app, {
    directory: options.consoleDirectory,
    page: 'site',
    files: { '/verify.html': 'verify.html' },
    sentences,
  });
  return app;
}

function servedBy(context: ServerContext): readonly Served[] {
  return [
    ...servedMetrics(context),
    ...servedSignIn(context),
    ...servedOwnAccount(context),
    ...servedPeople(context),
    ...servedOverview(context),
    ...servedPlan(context),
    ...servedAlarms(context),
    ...servedNotices(context),
    ...servedStorage(context),
    ...servedClock(context),
    ...servedCertificate(context),
    ...servedCameras(context),
    ...servedCameraDevices(context),
    ...servedPictures(context),
    ...servedAccess(context),
    ...servedMedia(context),
    ...servedTimelines(context),
    ...servedExports(context),
    ...servedRegister(context),
    ...servedRegisters(context),
    ...servedEvents(context),
    ...servedHolds(context),
    ...servedProofs(context),
    ...servedChallenges(context),
    ...servedMonthProofs(context),
    ...servedKeys(context),
    ...servedUplink(context),
    ...servedSharing(context),
    serve(readReference, () => reference),
  ];
}

type Called = Pick<RequestContext, 'request' | 'upload'> & {
  readonly person: Visitor | undefined;
  readonly reply?: RequestContext['reply'];
};

function contextOf({ person: visitor, request, reply, upload }: Called): RequestContext {
  return {
    get person() {
      if (!visitor) throw new ServerRefusal('recorder/not-signed-in');
      return visitor.person;
    },
    get reply() {
      if (!reply) throw new Error('a socket has no reply');
      return reply;
    },
    signInId: visitor?.signIn ?? '',
    request,
    upload,
  };
}

const reference = openApiOf(siteOperations, {
  title: '明镜录像机 Mingjing recorder',
  version: '0.1.0',
  description:
    '时间为毫秒（1970 UTC），范围左闭右开；拒绝为 RFC 9457 problem+json。Instants are epoch milliseconds, ranges half open; refusals are RFC 9457 problem+json.',
});
