// SPDX-License-Identifier: Apache-2.0
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deviations } from './deviation-words.ts';

const packages = join(import.meta.dirname, '../../../../..');

it('has words for everything that capture may count', () => {
  const counted = new Set<string>();
  for (const file of globSync(
    ['media/src/**/*.ts', 'gb28181/src/**/*.ts', 'recorder/src/recording/capture/**/*.ts'],
    {
      cwd: packages,
    },
  )) {
    if (file.endsWith('.test.ts')) continue;
    const text = readFileSync(join(packages, file), 'utf8');
    for (const [, id = ''] of text.matchAll(/(?:[dD]eviation\(|deviations\[)['`]([A-Za-z0-9-]+)/g))
      counted.add(id);
  }
  expect(counted.size).toBeGreaterThan(20);
  expect([...counted].filter((id) => !Object.hasOwn(deviations, id))).toEqual([]);
});
