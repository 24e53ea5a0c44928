// SPDX-License-Identifier: Apache-2.0
/** The drawing of docs/architecture.md is what lies there, and no package has a circle between its folders. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  floorsOf,
  names,
  packages,
  pagePath,
  readStructure,
  structureOf,
  wrongInDrawing,
} from './structure.ts';

describe('the folders', () => {
  it.each(packages)('of %s close no circle', (name) => {
    expect(floorsOf(readStructure(name)).circle).toEqual([]);
  });

  it('are those of every package', () => {
    expect(packages).toEqual(expect.arrayContaining(['console', 'evidence', 'law', 'media', ...names]));
    expect(readStructure('console').get('app')?.size).toBeGreaterThan(20);
  });
});

describe('the drawn structure', () => {
  it.each(names)('of the %s is what stands in the page (else: node scripts/structure.ts)', (name) => {
    expect(wrongInDrawing(readFileSync(pagePath, 'utf8'), name)).toEqual([]);
  });

  it('is told what the page says otherwise', () => {
    const page =
      '<!-- structure -->\n```\nrecorder\n  terms\n  server  gone\n\nplatform\n```\n<!-- /structure -->\n';
    const wrong = wrongInDrawing(page, 'recorder');
    expect(wrong).toEqual(
      expect.arrayContaining([
        'gone is gone',
        'uplink is not drawn',
        'server stands on terms, which is not under it',
      ]),
    );
  });

  it('sees a circle that several files and only types close', () => {
    const sources = new Map([
      ['a/one.ts', "import type { B } from '../b/one.ts';\n"],
      ['b/one.ts', 'export type B = 1;\n'],
      ['b/two.ts', "export { c } from '../c/one.ts';\n"],
      ['c/one.ts', "const a = await import('../a/two.ts');\n"],
      ['d/one.ts', 'export const d = 1;\n'],
    ]);
    expect(floorsOf(structureOf(sources))).toEqual({ floors: [['d']], circle: ['a', 'b', 'c'] });
  });
});
