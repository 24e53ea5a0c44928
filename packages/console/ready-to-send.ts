// SPDX-License-Identifier: Apache-2.0
/** After the build: every part lies there compressed as it goes over the wire, and the phone's page knows its parts. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/** Smaller than this a header costs more than the compression gives. */
const worthIt = 1024;

/** Writes `.br` and `.gz` beside each script, sheet and manifest of `assets`; the server chooses by what a browser accepts. */
export function compressed(): Plugin {
  return {
    name: 'mingjing:compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const assets = join(dir, 'assets');
      await Promise.all(
        readdirSync(assets)
          .filter((file) => /\.(js|css|svg|json|webmanifest)$/.test(file))
          .map(async (file) => {
            const whole = readFileSync(join(assets, file));
            if (whole.length < worthIt) return;
            const [small, wide] = await Promise.all([
              promisify(brotliCompress)(whole, {
                params: { [constants.BROTLI_PARAM_SIZE_HINT]: whole.length },
              }),
              promisify(gzip)(whole, { level: 9 }),
            ]);
            writeFileSync(join(assets, `${file}.br`), small);
            writeFileSync(join(assets, `${file}.gz`), wide);
          }),
      );
    },
  };
}

/**
 * Tells a service worker which files a page needs that is fetched on demand: they are in no HTML.
 *
 * @param worker file in the output folder with the line `const parts = [];`
 * @param modules ends of the paths of the modules that the page fetches
 */
export function partsOfOfflinePage(worker: string, modules: readonly string[]): Plugin {
  return {
    name: 'mingjing:offline-parts',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const wanted = new Set<string>();
      for (const end of modules) {
        const chunk = Object.values(bundle).find(
          (one): one is Rollup.OutputChunk =>
            one.type === 'chunk' && one.facadeModuleId?.endsWith(end) === true,
        );
        if (!chunk) this.error(`no part of its own for ${end}`);
        take(chunk, bundle, wanted);
      }
      const path = join(dir, worker);
      const source = readFileSync(path, 'utf8');
      const line = 'const parts = [];';
      if (!source.includes(line)) this.error(`${worker} has no line "${line}"`);
      const list = JSON.stringify([...wanted].sort().map((file) => `/${file}`));
      writeFileSync(path, source.replace(line, `const parts = ${list};`));
    },
  };
}

function take(chunk: Rollup.OutputChunk, bundle: Rollup.OutputBundle, wanted: Set<string>): void {
  if (wanted.has(chunk.fileName)) return;
  wanted.add(chunk.fileName);
  for (const sheet of chunk.viteMetadata?.importedCss ?? []) wanted.add(sheet);
  for (const file of chunk.imports) {
    const next = bundle[file];
    if (next?.type === 'chunk') take(next, bundle, wanted);
  }
}
