// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { factTable } from './fact-table.ts';

describe('every fact', () => {
  it.each(Object.entries(factTable))('%s has a name in Chinese and one in English', (_, { zh, en }) => {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/^[A-Za-z0-9 ,()-]+$/);
  });

  it('is told apart from every other by its name in either language', () => {
    const names = Object.values(factTable);
    expect(new Set(names.map(({ zh }) => zh)).size).toBe(names.length);
    expect(new Set(names.map(({ en }) => en)).size).toBe(names.length);
  });
});
