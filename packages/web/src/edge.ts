// SPDX-License-Identifier: Apache-2.0
/**
 * The edge both programs stand behind: headers for browsers, how often one address may call, from which pages changes
 * come, one dialect of refusals, and no address under `/api/` that is not an operation.
 */
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CallLimits, limitCalls } from './calls.ts';
import { EdgeRefusal, installProblems, type Sentences, validateByZod } from './problem.ts';
import { serializeByZod } from './serialize.ts';

export interface EdgeOptions {
  readonly sentences: Sentences;
  /** Reached over TLS, by us or by what stands before us. */
  readonly secure: boolean;
  /** Host under which people reach the program when it is not the one it listens on (behind a proxy). */
  readonly publicHost?: string;
  /** How often one caller may call; absent: only operations with `perMinute` are slowed, by address. */
  readonly calls?: Omit<CallLimits, 'sentences'>;
  /** False only in tests. */
  readonly rateLimited?: boolean;
  /** Largest uploaded file of a form in bytes; absent: no forms are read. */
  readonly formFileBytes?: number;
  /** Sources a page may use beyond our own origin, by directive of the content security policy. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /** Addresses under `/api/` that a library serves by itself. */
  readonly servedByLibraries?: readonly string[];
}

export async function openEdge(app: FastifyInstance, options: EdgeOptions): Promise<void> {
  const { sentences, rateLimited = true } = options;
  app.setValidatorCompiler(validateByZod as Parameters<FastifyInstance['setValidatorCompiler']>[0]);
  app.setSerializerCompiler(serializeByZod as Parameters<FastifyInstance['setSerializerCompiler']>[0]);
  installProblems(app, sentences);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(options) },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: options.secure,
  });
  if (rateLimited) await limitCalls(app, { ...options.calls, sentences });
  if (options.formFileBytes !== undefined)
    await app.register(multipart, { limits: { fileSize: options.formFileBytes, files: 1, fields: 10 } });
  guardOrigin(app, options);
  guardText(app, options);
  guardAddresses(app, options);
}

/** Half a character (a lone surrogate) is no text: it would be stored as something else, or break what reads it next. */
function guardText(app: FastifyInstance, { sentences }: EdgeOptions): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const whole = isWhole(request.body) && isWhole(request.query) && isWhole(request.params);
    done(whole ? undefined : new EdgeRefusal(sentences.common.malformed('lone surrogate')));
  });
}

const deepest = 64;

/** Whether every text in it consists of whole characters. Bytes are no text; what lies too deep is refused by its schema. */
function isWhole(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || depth > deepest) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWhole(inner, depth + 1));
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Changes and sockets come from our own pages or from programs that are no browser. */
function guardOrigin(app: FastifyInstance, { sentences, publicHost }: EdgeOptions): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const matters = changing.has(request.method) || request.headers.upgrade !== undefined;
    done(
      matters && comesFromElsewhere(request, publicHost)
        ? new EdgeRefusal(sentences.common.crossSite())
        : undefined,
    );
  });
}

/** A browser names the page a request comes from; other programs send neither header. */
function comesFromElsewhere(request: FastifyRequest, publicHost: string | undefined): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  const from = URL.canParse(origin) ? new URL(origin).host : '';
  return from === '' || (from !== host && from !== publicHost);
}

/** What lies under `/api/` is an operation or does not exist. */
function guardAddresses(app: FastifyInstance, { servedByLibraries = [] }: EdgeOptions): void {
  app.addHook('onRoute', (route) => {
    const isOperation = route.config?.operation !== undefined;
    if (route.url.startsWith('/api/') && !isOperation && !servedByLibraries.includes(route.url))
      throw new Error(`${[route.method].flat().join()} ${route.url} is no operation`);
  });
}

function contentPolicy({ secure, sources = {} }: EdgeOptions) {
  const own: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    // Ant Design writes style elements.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'script-src-attr': ["'none'"],
  };
  const directives = Object.fromEntries(
    Object.entries(own).map(([name, values]) => [name, [...values, ...(sources[name] ?? [])]]),
  );
  return secure ? { ...directives, 'upgrade-insecure-requests': [] } : directives;
}
