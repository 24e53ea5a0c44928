// SPDX-License-Identifier: Apache-2.0
/** The platform's HTTP server put together: edge, sign-in, operations, reference, state, pages. */
import { openApiOf } from '@mingjing/contracts';
import {
  type BehindProxy,
  mountOperations,
  openEdge,
  refuseByRouter,
  servePages,
  trustOf,
} from '@mingjing/web';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { Actor } from '../actor.ts';
import { lawReference } from '../law/index.ts';
import { operations } from '../operations.ts';
import type { SignInDoor } from '../people/index.ts';
import { routes } from '../routes.ts';
import type { RequestContext } from '../serve.ts';
import { admission, performance, type Surroundings } from './act.ts';
import { callerBySession, countInDatabase } from './callers.ts';
import { mountSignIn, signInAddress } from './mount-sign-in.ts';
import { sentences } from './sentences.ts';

const mostBodyBytes = 2 << 20;
const mostFileBytes = 8 << 20;

export interface ServerOptions {
  /** False only in tests. */
  readonly rateLimited?: boolean;
  /** Proxies whose word about a client's address is taken; absent: nobody's. */
  readonly behindProxy?: BehindProxy;
  readonly consoleDirectory: string;
  readonly logger?: FastifyBaseLogger;
}

export async function buildServer(
  surroundings: Surroundings & { readonly door: SignInDoor; readonly secret: string },
  options: ServerOptions,
): Promise<FastifyInstance> {
  const { publicUrl, mapTiles } = surroundings.services;
  const app: FastifyInstance = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    trustProxy: trustOf(options.behindProxy),
    frameworkErrors: refuseByRouter(sentences),
    bodyLimit: mostBodyBytes,
    routerOptions: { ignoreTrailingSlash: true },
  });
  const tiles = mapTiles === undefined ? [] : [new URL(mapTiles.replaceAll(/[{}]/g, '')).origin];
  await openEdge(app, {
    sentences,
    secure: publicUrl.startsWith('https:'),
    publicHost: new URL(publicUrl).host,
    calls: {
      perMinute: 600,
      callerOf: callerBySession(surroundings.secret, surroundings.services.simulations),
      countTogether: countInDatabase(surroundings.application, surroundings.clock),
    },
    rateLimited: options.rateLimited ?? true,
    formFileBytes: mostFileBytes,
    sources: { 'img-src': tiles, 'connect-src': tiles },
    servedByLibraries: [signInAddress],
  });
  mountSignIn(app, surroundings.door, publicUrl);
  mountOperations<Actor, RequestContext>(app, {
    operations,
    served: routes,
    sentences,
    admit: admission(surroundings),
    perform: performance(surroundings),
  });
  serveState(app, surroundings);
  await servePages(app, {
    directory: options.consoleDirectory,
    page: 'desk',
    home: '/desk/',
    scripts: { '/desk/field-worker.js': 'field-worker.js' },
    sentences,
  });
  await app.ready();
  return app;
}

function serveState(app: FastifyInstance, { application, clock }: Surroundings): void {
  const started = clock();
  const reference = openApiOf(
    operations,
    { title: '明镜 平台 Mingjing platform', version: '0.1.0' },
    lawReference(),
  );
  app.get('/openapi.json', () => reference);
  app.get('/healthz', async (_request, reply) => {
    try {
      await application.query('SELECT 1');
      return { state: 'ok' };
    } catch {
      return reply.status(503).send({ state: 'database-unreachable' });
    }
  });
  const registry = new Registry();
  app.get('/metrics', async (_request, reply) => {
    const { totalCount, idleCount, waitingCount } = application;
    const lines = [
      ['mingjing_platform_up_seconds', (clock() - started) / 1000],
      ['mingjing_platform_database_connections', totalCount],
      ['mingjing_platform_database_connections_idle', idleCount],
      ['mingjing_platform_database_waiting', waitingCount],
    ].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`);
    return reply.type(registry.contentType).send(lines.join(''));
  });
}
