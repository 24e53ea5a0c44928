// SPDX-License-Identifier: Apache-2.0
/** What a page must not do by hand: the state of an action, and reading its address. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const byHand = /\buseMutation[<(]|\blocation\.search\b|\bset(Busy|Problem)\b/;

it('an action of a page is a useAction, and its address a useAddress', () => {
  const found = globSync('**/*.{ts,tsx}', { cwd: root }).filter(
    (path) =>
      !/(use-action|one-way\.test)\.ts$/.test(path) && byHand.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(found).toEqual([]);
});

it('the one place that keeps such state would be seen', () => {
  expect(byHand.test(readFileSync(join(root, 'frame/use-action.ts'), 'utf8'))).toBe(true);
});
