// SPDX-License-Identifier: Apache-2.0
/** A built console: its files as they are, its page for every address that is not the API's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { EdgeRefusal, type Sentences } from './problem.ts';

const notBuilt = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>明镜</title>
<p>页面尚未构建。请运行 npm run build，然后刷新。</p><p>The pages have not been built. Run npm run build, then reload.</p></html>`;

export interface PagesOptions {
  /** Folder with the built console; not there: a page that says how to build it. */
  readonly directory: string;
  /** `desk` or `site`. */
  readonly page: string;
  /** Where `/` leads; absent: the page itself. */
  readonly home?: string;
  /** Single pages that are kept as a file: address → file in the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Scripts that need an address of their own, as a service worker does: address → file in the folder. */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly sentences: { readonly common: Pick<Sentences['common'], 'notFound'> };
}

export async function servePages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const { directory, page, home, files = {}, scripts = {}, sentences } = options;
  const pagePath = join(directory, page, 'index.html');
  if (existsSync(join(directory, 'assets')))
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      // The build leaves what goes over the wire beside each file.
      preCompressed: true,
    });
  for (const [address, file] of Object.entries(files))
    app.get(address, (_request, reply) => {
      const path = join(directory, file);
      if (!existsSync(path)) throw new EdgeRefusal(sentences.common.notFound(address));
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(readFileSync(path));
    });
  for (const [address, file] of Object.entries(scripts))
    app.get(address, (_request, reply) => {
      const path = join(directory, file);
      if (!existsSync(path)) throw new EdgeRefusal(sentences.common.notFound(address));
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(readFileSync(path));
    });
  app.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (path === '/' && home !== undefined) return reply.redirect(home);
    if (path === '/api' || path.startsWith('/api/') || path.startsWith('/assets/'))
      throw new EdgeRefusal(sentences.common.notFound(path));
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(existsSync(pagePath) ? readFileSync(pagePath) : notBuilt);
  });
}
