// SPDX-License-Identifier: Apache-2.0
// `npm start`, `npm test` and the others, on a machine that has Node 20 and npm and nothing else: installs
// what is missing, then hands over to the Node 24 that came with it. Plain JavaScript, built-ins only.
import { spawn, spawnSync } from 'node:child_process';
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

/** TypeScript 7 checks; its forerunner stays for what reads programs through its interface (dependency-cruiser). */
const typescript = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');

const checks = [
  ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages'],
  [typescript, '-p', 'tsconfig.json'],
  [typescript, '-p', 'e2e/tsconfig.json'],
  [typescript, '-p', 'packages/console/tsconfig.json'],
  ['knip'],
  ['biome', 'check', '--error-on-warnings', '.'],
  [node24, join(root, 'scripts', 'check-docs.ts')],
  [node24, join(root, 'scripts', 'check-licences.ts')],
];

/** All of them, two at a time, each with its own output when it has ended; the first failure's code is ours. */
async function check() {
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [command, ...args] = next;
      const { status, output } = await listen(command, args);
      if (output !== '') process.stderr.write(output);
      if (status !== 0) console.error(`明镜：未通过 ${next.join(' ')} · failed`);
      failed ||= status;
    }
  };
  await Promise.all([worker(), worker()]);
  if (failed !== 0) process.exit(failed);
}

/** Runs beside others and keeps what it says. */
function listen(command, args) {
  const [program, ...rest] = command === typescript ? [node24, typescript, ...args] : [command, ...args];
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, rest, { cwd: root, env });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece));
    child.on('error', (error) => resolve({ status: 70, output: `${program}: ${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

const rest = process.argv.slice(3);
const tasks = {
  start: () => {
    build();
    run(node24, [join(root, 'packages/cli/bin/mingjing.mjs'), 'up', ...rest]);
  },
  build: () => build({ force: true }),
  check,
  test: async () => {
    if (rest.length === 0) await check();
    build();
    tool('vitest', 'run', ...rest);
  },
  dev: () => tool('vite', 'dev', 'packages/console', ...rest),
  sbom: () => run('npm', ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']),
  bench: () => script('bench.ts', ...rest),
  release: () => {
    build();
    script('release.ts', ...rest);
  },
};

const task = tasks[process.argv[2]];
if (!task) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(tasks).join('|')}`);
  process.exit(2);
}
install();
await task();
