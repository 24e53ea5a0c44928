// SPDX-License-Identifier: Apache-2.0
/** The names of a sheet are typed where a page reads them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { declarationOf, declare, sheets } from './css-names.ts';

it.each(sheets())('%s has its names declared beside it', (sheet) => {
  expect(readFileSync(declarationOf(sheet), 'utf8')).toBe(declare(sheet));
});
