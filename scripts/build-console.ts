// SPDX-License-Identifier: Apache-2.0
/** Builds the web pages (packages/console → packages/console/dist) unless what is there is newer than its sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Made last, so that it is newer than everything that was built with it. */
const built = join(root, 'packages/console/dist/verify.html');
const sources = globSync(
  [
    'packages/console/src/**/*',
    'packages/console/*.{ts,html,json}',
    'packages/{evidence,law,media}/src/**/*.ts',
    'package-lock.json',
  ],
  { cwd: root },
);
const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));

if (!process.argv.includes('--force') && existsSync(built) && statSync(built).mtimeMs >= newest)
  process.exit(0);
console.error('明镜：正在生成网页 … building the web pages …');
for (const config of ['vite.config.ts', 'vite.verify.config.ts']) {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--logLevel', 'warn'],
    // A test that starts this has another NODE_ENV, and the pages would look for a development server.
    {
      cwd: join(root, 'packages/console'),
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
