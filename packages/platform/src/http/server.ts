// SPDX-License-Identifier: Apache-2.0
/** The one place where a request meets the routes: door, transaction, act written down, answer. */
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Registry } from 'prom-client';
import { newSalt } from '../audit/index.ts';
import { type Scope, withScope } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Actor, checkAssurance, scopeOf } from '../people/index.ts';
import type { Platform } from '../platform.ts';
import { routes } from '../routes.ts';
import { accessTable } from './access-table.ts';
import { operationRoles } from './as-route.ts';
import { isDownload, type RequestContext, type Route, type Upload } from './context.ts';
import { deskPages } from './desk-pages.ts';
import { headersOf } from './headers.ts';
import { mountSignIn } from './mount-sign-in.ts';
import { Problem, problemOf, translate } from './problem.ts';

const mostBodyBytes = 2 << 20;
const mostFileBytes = 8 << 20;

export interface ServerOptions {
  /** False only in tests. */
  readonly rateLimited?: boolean;
  readonly consoleDirectory: string;
  readonly logger?: FastifyBaseLogger;
}

export async function buildServer(platform: Platform, options: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    bodyLimit: mostBodyBytes,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: true, directives: contentPolicy(platform) },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: platform.publicUrl.startsWith('https:'),
  });
  await app.register(rateLimit, {
    max: options.rateLimited === false ? Number.MAX_SAFE_INTEGER : 600,
    timeWindow: 60_000,
    errorResponseBuilder: () => new PlatformError('platform/rate-limited'),
  });
  await app.register(multipart, { limits: { fileSize: mostFileBytes, files: 1, fields: 10 } });
  await app.register(swagger, {
    openapi: { info: { title: '明镜 平台 Mingjing platform', version: '0.1.0' } },
    transform: jsonSchemaTransform,
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = translate(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return send(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, problemOf('platform/not-found')));
  app.addHook('onRequest', (request, _reply, done) => done(crossSite(platform, request)));
  mountSignIn(app, platform);
  for (const definition of routes) serve(app, platform, definition);
  serveState(app, platform);
  await deskPages(app, options.consoleDirectory);
  await app.ready();
  return app;
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}

/** Changes come from our own pages or from programs that are no browser. */
function crossSite(platform: Platform, request: FastifyRequest): PlatformError | undefined {
  const { origin } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return undefined;
  const own = [new URL(platform.publicUrl).host, request.headers.host];
  try {
    return own.includes(new URL(origin).host) ? undefined : new PlatformError('platform/cross-site');
  } catch {
    return new PlatformError('platform/cross-site');
  }
}

function contentPolicy({ publicUrl, mapTiles }: Platform) {
  const tiles = mapTiles === undefined ? [] : [new URL(mapTiles.replaceAll(/[{}]/g, '')).origin];
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...tiles],
    'connect-src': ["'self'", ...tiles],
    'worker-src': ["'self'", 'blob:'],
    'frame-ancestors': ["'none'"],
    'upgrade-insecure-requests': publicUrl.startsWith('https:') ? [] : null,
  };
}

const summaries = new Map(routes.map(({ method, path, summary }) => [`${method} ${path}`, summary]));

const admittedActors = new WeakMap<FastifyRequest, Actor>();

function serve(app: FastifyInstance, platform: Platform, definition: Route): void {
  const { method, path } = definition;
  const access = operationRoles(definition) ?? accessTable[`${method} ${path}`];
  if (access === undefined) throw new Error(`${method} ${path} is not in the access table`);
  app.route({
    method,
    url: path,
    schema: {
      tags: [definition.tag],
      summary: definition.summary,
      ...(definition.params && { params: definition.params }),
      ...(definition.query && { querystring: definition.query }),
      ...(definition.body && { body: definition.body }),
      ...(definition.response && {
        response: { [definition.status ?? 200]: definition.response, '4xx': Problem, 503: Problem },
      }),
    },
    ...(access === 'anyone' &&
      method !== 'GET' && { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }),
    // Before anything of the request is read: who may not come in learns nothing about what fits.
    onRequest: async (request) => {
      if (access === 'anyone' || access === 'session') return;
      admittedActors.set(request, await admitted(platform, headersOf(request), access, definition));
    },
    handler: async (request, reply) => {
      const headers = headersOf(request);
      const actor = admittedActors.get(request);
      const answer = await act({ platform, definition, request, headers, actor });
      if (isDownload(answer))
        return reply
          .type(answer.type)
          .header(
            'content-disposition',
            `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`,
          )
          .header('cache-control', 'no-store')
          .send(Buffer.from(answer.bytes));
      return reply
        .status(definition.status ?? 200)
        .header('cache-control', 'no-store')
        .send(answer);
    },
  });
}

/** The gate: signed in, surely enough, in a role that may. A refused official is written down. */
async function admitted(
  platform: Platform,
  headers: Headers,
  roles: readonly string[],
  { method, path }: Route,
): Promise<Actor> {
  const actor = await platform.findActor(headers);
  if (!actor) throw new PlatformError('platform/unauthenticated');
  checkAssurance(actor, platform.clock());
  if (roles.includes(actor.role)) return actor;
  await withScope(platform.database.application, scopeOf(actor), (tx) =>
    record(tx.query, actor, platform.clock(), { method, path, outcome: 'platform/forbidden', touched: [] }),
  );
  throw new PlatformError('platform/forbidden');
}

interface Work {
  readonly platform: Platform;
  readonly definition: Route;
  readonly request: FastifyRequest;
  readonly headers: Headers;
  readonly actor: Actor | undefined;
}

type Touched = Parameters<RequestContext<unknown, unknown, unknown>['touch']>[0];

/** One transaction: what is answered with success and what is written down about it are committed together. */
async function act({ platform, definition, request, headers, actor }: Work): Promise<unknown> {
  const upload = definition.takesFile ? await readUpload(request) : undefined;
  const scope: Scope = actor ? scopeOf(actor) : { audience: 'public' };
  return withScope(platform.database.application, scope, async (tx) => {
    const touched: Touched[] = [];
    const nowMs = platform.clock();
    const answer = await definition.handler({
      tx,
      get actor(): Actor {
        if (!actor) throw new Error('a public route asked who is asking');
        return actor;
      },
      nowMs,
      params: request.params,
      query: request.query,
      body: request.body,
      upload,
      platform,
      touch: (one) => touched.push(one),
      headers,
      wordsOf: (action) => summaries.get(action) ?? action,
    });
    if (actor) await record(tx.query, actor, nowMs, { ...definition, outcome: 'done', touched });
    return answer;
  });
}

async function record(
  query: RequestContext<unknown, unknown, unknown>['tx']['query'],
  actor: Actor,
  nowMs: number,
  act: Pick<Route, 'method' | 'path'> & { readonly outcome: string; readonly touched: readonly Touched[] },
): Promise<void> {
  const [first] = act.touched;
  await query(
    `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject, subject_ids, purpose, detail, outcome, salt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      new Date(nowMs),
      actor.jurisdiction,
      actor.userId,
      actor.role,
      `${act.method} ${act.path}`,
      act.method === 'GET' ? 'read' : 'write',
      first?.subject ?? null,
      act.touched.flatMap(({ ids }) => ids),
      first?.purpose ?? null,
      first?.detail === undefined ? null : JSON.stringify(first.detail),
      act.outcome,
      newSalt(),
    ],
  );
}

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart())
    throw new PlatformError('platform/media-type', { expected: 'multipart/form-data' });
  const file = await request.file();
  if (!file) throw new PlatformError('platform/invalid', { path: 'file', reason: 'missing' });
  return { fileName: file.filename.slice(0, 200), bytes: new Uint8Array(await file.toBuffer()) };
}

function serveState(app: FastifyInstance, { database, clock }: Platform): void {
  const started = clock();
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await database.application.query('SELECT 1');
      return { state: 'ok' };
    } catch {
      return reply.status(503).send({ state: 'database-unreachable' });
    }
  });
  const registry = new Registry();
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const { totalCount, idleCount, waitingCount } = database.application;
    const lines = [
      ['mingjing_platform_up_seconds', (clock() - started) / 1000],
      ['mingjing_platform_database_connections', totalCount],
      ['mingjing_platform_database_connections_idle', idleCount],
      ['mingjing_platform_database_waiting', waitingCount],
    ].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`);
    return reply.type(registry.contentType).send(lines.join(''));
  });
}
