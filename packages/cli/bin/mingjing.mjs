#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The door of the command line. It must load on any Node from 20 on, so it is plain JavaScript; the program
// itself is TypeScript that Node 24 runs as it stands. The repository brings Node 24 as a dependency.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Files of all disks share libuv's threads; four would let one slow disk hold up everything. Read at first use.
process.env.UV_THREADPOOL_SIZE ??= '16';

const major = Number(process.versions.node.split('.')[0]);
if (major >= 24) {
  // Programs stripped of their types are kept beside the packages: a third of the starting time, 20 MB less memory.
  // Capture threads read the name of the folder from the environment. A folder that cannot be written is no error.
  const cache = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'mingjing');
  process.env.NODE_COMPILE_CACHE ??= cache;
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  const { main } = await import('../src/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const require = createRequire(import.meta.url);
  const node24 = join(
    dirname(require.resolve('node/package.json')),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const child = spawn(node24, [new URL(import.meta.url).pathname, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
