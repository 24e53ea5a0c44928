// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readErrorsPage, renderErrorsPage } from './errors-page.ts';

test('docs/errors.md lists every code there is and none that is not', () => {
  expect(readErrorsPage(), 'write it again: node scripts/errors-page.ts').toBe(renderErrorsPage());
});

test('every sentence says in both languages what to do, with the same facts', () => {
  // A fact may itself be words, one for each language.
  const facts = (text: string) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
      name === 'zh' || name === 'en' ? 'words' : (name ?? ''),
    );
  for (const line of renderErrorsPage().split('\n')) {
    const [, code, , zh, en] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (!code?.startsWith('`')) continue;
    expect(zh, code).toMatch(/\p{Script=Han}|\{/u);
    expect(en, code).toMatch(/[a-z]/);
    expect(en, code).not.toMatch(/\p{Script=Han}/u);
    expect([...new Set(facts(zh ?? ''))].sort(), code).toEqual([...new Set(facts(en ?? ''))].sort());
  }
});
