// SPDX-License-Identifier: Apache-2.0
/**
 * `npm run release -- [PROGRAM …] [--key FILE] [--out DIR] [--version V] [--level N]`: one archive for each program, with Node
 * and everything in it, its SHA-256 and its signed note beside. Installs without a network: `mingjing upgrade`.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeVkey } from '@mingjing/evidence';
import { createSigningKey, loadSigningKey } from '@mingjing/node-crypto';
import { releaseKeyName, releaseNote, sha256Of } from '../packages/cli/src/release/archive.ts';
import { type Release, releaseFile } from '../packages/cli/src/release/release.ts';
import { type Program, programs } from '../packages/cli/src/service/unit-file.ts';
import { installedFor, isFolder, type LockFile, ownPackages } from './release-parts.ts';

const root = join(import.meta.dirname, '..');
const common = ['verify', 'law', 'parse-sanction', 'service', 'upgrade', 'witness'];
const commandsOf: Readonly<Record<Program, readonly string[]>> = {
  recorder: [
    ...[
      'recorder',
      'record',
      'cameras',
      'discover',
      'segments',
      'export',
      'challenge',
      'rotate-key',
      'health',
      'reindex',
    ],
    ...common,
  ],
  platform: ['platform', ...common],
  witness: ['witness', 'verify', 'service', 'upgrade'],
};

const launcher = `#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)
exec "$here/bin/node" "$here/packages/cli/bin/mingjing.mjs" "$@"
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string' },
    out: { type: 'string', default: join(root, 'dist', 'release') },
    version: { type: 'string' },
    level: { type: 'string', default: '6' },
  },
});
if (!isFolder(join(root, 'packages/console/dist'))) throw new Error('the pages are not built: npm run build');
const wanted = positionals.length === 0 ? programs : programs.filter((one) => positionals.includes(one));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const keyFile = values.key ?? join(out, 'release-key.pem');
const signer =
  (await loadSigningKey(keyFile, 'ed25519', releaseKeyName)) ??
  (await createSigningKey(keyFile, 'ed25519', releaseKeyName));

for (const program of wanted) {
  const archive = pack(program, values.version ?? version);
  writeFileSync(`${archive}.sha256`, `${await sha256Of(archive)}  ${basename(archive)}\n`);
  writeFileSync(`${archive}.note`, await releaseNote(archive, signer));
  console.log(`${archive}  ${Math.round(statSync(archive).size / 1e6)} MB`);
}
writeFileSync(join(out, 'release.vkey'), `${encodeVkey(signer.key)}\n`);
console.log(`公钥 public key: ${encodeVkey(signer.key)}\n私钥 private key: ${keyFile}`);

/** @returns the archive */
function pack(program: Program, named: string): string {
  const name = `mingjing-${program}-${named}-${process.platform}-${process.arch}`;
  // What is made for the archive; everything else goes in from where it lies.
  const made = join(out, '.made');
  rmSync(made, { recursive: true, force: true });
  mkdirSync(join(made, 'bin'), { recursive: true });
  cpSync(process.execPath, join(made, 'bin', 'node'));
  const release: Release = {
    name,
    program,
    version: named,
    platform: process.platform,
    arch: process.arch,
    commands: commandsOf[program],
  };
  writeFileSync(join(made, releaseFile), `${JSON.stringify(release, undefined, 2)}\n`);
  writeFileSync(join(made, 'mingjing'), launcher);
  chmodSync(join(made, 'mingjing'), 0o755);
  const ours = ownPackages(
    root,
    commandsOf[program].map((command) => `packages/cli/src/commands/${command}.ts`),
  );
  mkdirSync(join(made, 'node_modules', '@mingjing'), { recursive: true });
  for (const own of ours)
    symlinkSync(join('..', '..', 'packages', own), join(made, 'node_modules', '@mingjing', own));
  const list = join(out, '.list');
  writeFileSync(list, [...filesOf(program, ours)].sort().join('\n'));
  const archive = join(out, `${name}.tar.gz`);
  run('tar', [
    ...['--owner=0', '--group=0', '--numeric-owner', '--transform', `flags=rSH;s,^\\(\\./\\)*,${name}/,`],
    ...['-I', `gzip -n -${Number(values.level)}`, '-cf', archive],
    ...['-C', made, 'bin', 'mingjing', releaseFile, 'node_modules/@mingjing'],
    ...['-C', root, '-T', list],
  ]);
  rmSync(made, { recursive: true });
  rmSync(list);
  return archive;
}

/** Relative to the checkout. */
function* filesOf(program: Program, ours: ReadonlySet<string>): Iterable<string> {
  yield* ['LICENSE', 'README.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/operations.md'];
  for (const own of ours)
    yield* filesBelow(`packages/${own}`, (path) =>
      /^packages\/[^/]+\/(test|dist|node_modules)(\/|$)|\.test\.tsx?$/.test(path),
    );
  if (program !== 'witness') yield* filesBelow('packages/console/dist', () => false);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  // What lies nested has a line of its own in the lock file.
  for (const place of installedFor(lock, ours, (path) => isFolder(join(root, path))))
    yield* filesBelow(place, (path) => path.slice(place.length).includes('/node_modules'));
}

function* filesBelow(folder: string, isLeftOut: (path: string) => boolean): Iterable<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (isLeftOut(path)) continue;
    if (entry.isDirectory()) yield* filesBelow(path, isLeftOut);
    else yield path;
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
}
