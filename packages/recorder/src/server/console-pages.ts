// SPDX-License-Identifier: Apache-2.0
/** The built console: its files as they are, its page for every address that is not the API's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app-types.ts';
import { ServerRefusal } from './refusal.ts';

const notBuilt = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>明镜</title>
<p>页面尚未构建。请运行 npm run build，然后刷新。</p><p>The pages have not been built. Run npm run build, then reload.</p></html>`;

export async function consolePages(app: App, directory: string): Promise<void> {
  const pagePath = join(directory, 'site', 'index.html');
  if (existsSync(join(directory, 'assets')))
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    });
  app.get('/verify.html', { schema: { hide: true } }, (_request, reply) => {
    const path = join(directory, 'verify.html');
    if (!existsSync(path)) throw new ServerRefusal('recorder/not-found', { what: '/verify.html' });
    return reply
      .type('text/html; charset=utf-8')
      .header('content-disposition', 'attachment; filename="verify.html"')
      .send(readFileSync(path));
  });
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (path.startsWith('/api/') || path.startsWith('/assets/'))
      throw new ServerRefusal('recorder/not-found', { what: path });
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(existsSync(pagePath) ? readFileSync(pagePath) : notBuilt);
  });
}
