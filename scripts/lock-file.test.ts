// SPDX-License-Identifier: Apache-2.0
/**
 * `npm ci` refuses a lock file in which an optional dependency of another platform is missing, and an install
 * against an incomplete registry mirror leaves exactly those out. Found by a clean checkout that could not install.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test('the lock file names every optional dependency of every package in it', () => {
  const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${place}/node_modules/${name}`])
      .map((name) => `${place} → ${name}`),
  );
  expect(missing).toEqual([]);
});
