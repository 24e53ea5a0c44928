// SPDX-License-Identifier: Apache-2.0
// `npm start`, `npm test` and the others, on a machine that has Node 20 and npm and nothing else: installs
// what is missing, then hands over to the Node 24 that came with it. Plain JavaScript, built-ins only.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules', 'node', 'bin')}:${bin}:${process.env.PATH ?? ''}`,
};

/** Installed means: Node 24 is there and the installed tree belongs to this lock file. */
function install() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  if (
    existsSync(node24) &&
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  )
    return;
  console.error('明镜：正在安装所需的软件包（约两分钟）… installing what is needed (about two minutes) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
}

/** Runs to the end with our output; a failure ends this program with the same code. */
function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    ...options,
  });
  if (error) {
    console.error(`明镜：无法启动 ${command} · cannot start ${command}: ${error.message}`);
    process.exit(70);
  }
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

const tool = (name, ...args) => run(join(bin, name), args);
const script = (file, ...args) => run(node24, [join(root, 'scripts', file), ...args]);

/** The web pages are the one thing that is built; built again only when a source is newer. */
function build({ force = false } = {}) {
  script('build-console.ts', ...(force ? ['--force'] : []));
}

function check() {
  tool('tsc', '-p', 'tsconfig.json');
  tool('tsc', '-p', 'packages/console/tsconfig.json');
  tool('tsc', '-p', 'e2e/tsconfig.json');
  tool('biome', 'check', '--error-on-warnings', '.');
  tool('depcruise', '--config', '.dependency-cruiser.cjs', 'packages');
  tool('knip');
  script('check-docs.ts');
  script('check-licences.ts');
}

const rest = process.argv.slice(3);
const tasks = {
  start: () => {
    build();
    run(node24, [join(root, 'packages/cli/bin/mingjing.mjs'), 'up', ...rest]);
  },
  build: () => build({ force: true }),
  check,
  test: () => {
    if (rest.length === 0) check();
    build();
    tool('vitest', 'run', ...rest);
  },
  dev: () => tool('vite', 'dev', 'packages/console', ...rest),
  sbom: () => run('npm', ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']),
  bench: () => script('bench.ts', ...rest),
};

const task = tasks[process.argv[2]];
if (!task) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(tasks).join('|')}`);
  process.exit(2);
}
install();
task();
