// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenarios, renderLawPages } from '../../scripts/law-pages.ts';

const docs = new URL('../../../../docs/law/', import.meta.url);

describe('docs/law', () => {
  const pages = renderLawPages();
  it('is what the data gives today (node packages/law/scripts/write-law-pages.ts)', () => {
    for (const [path, text] of pages) {
      const file = new URL(path, docs);
      expect([path, existsSync(file) && readFileSync(file, 'utf8') === text]).toEqual([path, true]);
    }
  });
  it('has no page that nothing makes, beside the README', () => {
    const found = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    expect(found.sort()).toEqual([...pages.keys(), 'README.md'].sort());
  });
  it('has a page for each of the 18 rows of both schedules', () => {
    const rows = [...pages.keys()].filter((path) => path.startsWith('schedules/'));
    expect(rows).toHaveLength(36);
  });
  it('names a worked case on every row page', () => {
    const silent = [...pages].filter(
      ([path, text]) => path.startsWith('schedules/') && !text.includes('工作例'),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });
  it('reads every worked case', () => {
    expect(readScenarios().length).toBeGreaterThan(250);
  });
});
