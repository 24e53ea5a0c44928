// SPDX-License-Identifier: Apache-2.0
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installedFor, type LockFile, ownPackages } from './release-parts.ts';

const root = join(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;

test.each(['recorder', 'platform', 'witness'])(
  'the archive of the %s holds every package that its sources import',
  (program) => {
    const ours = ownPackages(root, [`packages/cli/src/commands/${program}.ts`]);
    expect(ours.has(program === 'witness' ? 'evidence' : program)).toBe(true);
    expect(ours.has('console')).toBe(false);
    const installed = new Set(installedFor(lock, ours, (path) => existsSync(join(root, path))));
    const missing = new Set<string>();
    for (const own of ours)
      for (const file of globSync(`packages/${own}/src/**/*.ts`, { cwd: root })) {
        if (file.endsWith('.test.ts')) continue;
        const source = readFileSync(join(root, file), 'utf8');
        for (const [, named = ''] of source.matchAll(
          /^(?:import|export)\s(?!type\s)[^'"]*?from\s*['"]([^'".][^'"]*)['"]/gm,
        )) {
          if (named.startsWith('node:') || named.startsWith('@mingjing/')) continue;
          const name = named.split('/', named.startsWith('@') ? 2 : 1).join('/');
          if (!installed.has(`node_modules/${name}`)) missing.add(`${own}: ${name}`);
        }
      }
    expect([...missing]).toEqual([]);
  },
);

test('what builds and tests is in none of them', () => {
  const ours = ownPackages(root, ['packages/cli/src/commands/platform.ts']);
  const installed = installedFor(lock, ours, (path) => existsSync(join(root, path)));
  expect(installed.filter((place) => /vite|typescript|playwright|antd|biome/.test(place))).toEqual([]);
});
