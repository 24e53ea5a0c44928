// SPDX-License-Identifier: Apache-2.0
/** The HTTP server put together: door, problems, reference, pages, routes. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import fastify, { type FastifyBaseLogger } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { accessRoutes } from '../access/routes.ts';
import { exportRoutes } from '../export/routes.ts';
import { ownAccountRoutes, peopleRoutes, signInRoutes } from '../people/routes.ts';
import { mediaRoutes, timelineRoutes } from '../playback/routes.ts';
import { registerRoutes } from '../register/routes.ts';
import { type App, row } from './app-types.ts';
import { cameraRoutes } from './camera-routes.ts';
import { challengeRoutes } from './challenge-routes.ts';
import { consolePages } from './console-pages.ts';
import type { ServerContext } from './context.ts';
import { installDoor } from './door.ts';
import { holdRoutes, keyRoutes, proofRoutes } from './evidence-routes.ts';
import { metricsRoutes } from './metrics.ts';
import { overviewRoutes } from './overview-routes.ts';
import { sendProblem, validateByZod } from './problem.ts';
import { ServerRefusal } from './refusal.ts';

export type AppOptions = {
  readonly logger: FastifyBaseLogger | undefined;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  readonly trustProxy: boolean;
  /** Folder with the built console; absent or not there: a page that says how to build it. */
  readonly consoleDirectory: string;
};

const mostBodyBytes = 1 << 20;

export async function buildApp(context: ServerContext, options: AppOptions): Promise<App> {
  const app: App = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : {}),
    ...(options.tls ? { https: options.tls } : {}),
    trustProxy: options.trustProxy,
    bodyLimit: mostBodyBytes,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validateByZod as Parameters<App['setValidatorCompiler']>[0]);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => void sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new ServerRefusal('recorder/not-found', { what: request.url.split('?')[0] ?? '' }),
      request,
      reply,
    ),
  );
  await app.register(helmet, {
    contentSecurityPolicy: { directives: contentSecurity(options.tls !== undefined) },
    hsts: options.tls !== undefined,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new ServerRefusal('recorder/too-often', { seconds: Math.ceil(ttl / 1000) }),
  });
  await app.register(websocket, { options: { maxPayload: 64 << 10 } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '明镜录像机 Mingjing recorder',
        version: '0.1.0',
        description:
          '时间为毫秒（1970 UTC），范围左闭右开；拒绝为 RFC 9457 problem+json。Instants are epoch milliseconds, ranges half open; refusals are RFC 9457 problem+json.',
      },
    },
    transform: jsonSchemaTransform,
  });
  installDoor(app, context.accounts);
  metricsRoutes(app, context);
  app.route({
    ...row('GET /openapi.json'),
    schema: { hide: true },
    handler: () => Promise.resolve(app.swagger()),
  });
  signInRoutes(app, context);
  ownAccountRoutes(app, context);
  peopleRoutes(app, context);
  overviewRoutes(app, context);
  cameraRoutes(app, context);
  accessRoutes(app, context);
  mediaRoutes(app, context);
  timelineRoutes(app, context);
  exportRoutes(app, context);
  registerRoutes(app, context);
  holdRoutes(app, context);
  proofRoutes(app, context);
  challengeRoutes(app, context);
  keyRoutes(app, context);
  await consolePages(app, options.consoleDirectory);
  return app;
}

/** Ant Design writes style elements; everything else comes from our own origin. Media are blobs made by the page. */
function contentSecurity(secure: boolean) {
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'", 'ws:', 'wss:'],
    workerSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    upgradeInsecureRequests: secure ? [] : null,
  };
}
