// SPDX-License-Identifier: Apache-2.0
/** The built desk: its files as they are, its page for every address that is not the API's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../errors.ts';

const notBuilt = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>明镜</title>
<p>页面尚未构建。请运行 npm run build，然后刷新。</p><p>The pages have not been built. Run npm run build, then reload.</p></html>`;

export async function deskPages(app: FastifyInstance, directory: string): Promise<void> {
  const pagePath = join(directory, 'desk', 'index.html');
  if (existsSync(join(directory, 'assets')))
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (path === '/') return reply.redirect('/desk/');
    if (path.startsWith('/api/') || path.startsWith('/assets/'))
      throw new PlatformError('platform/not-found');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(existsSync(pagePath) ? readFileSync(pagePath) : notBuilt);
  });
}
