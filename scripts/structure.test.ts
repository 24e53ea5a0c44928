// SPDX-License-Identifier: Apache-2.0
/** The drawing of docs/architecture.md is what lies there, and has no circle. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawnOf, floorsOf, pagePath, programs, structureOf, withDrawing } from './structure.ts';

describe('the drawn structure', () => {
  it.each(Object.keys(programs) as (keyof typeof programs)[])('of the %s has no circle', (name) => {
    expect(drawnOf(name).circle).toEqual([]);
  });

  it('stands in the page as it is', () => {
    const page = readFileSync(pagePath, 'utf8');
    expect(withDrawing(page)).toBe(page);
    expect(page).toContain('recording/store');
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
