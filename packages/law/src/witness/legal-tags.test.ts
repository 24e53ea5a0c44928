// SPDX-License-Identifier: Apache-2.0
/** Every `@legal` of every package names provisions that exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findProvision } from '../corpus/corpus.ts';

const packages = new URL('../../../', import.meta.url);
const files = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /^[a-z0-9]+\/src\/.*\.tsx?$/.test(name) && !name.endsWith('.test.ts'),
);

/** The ids after a tag, up to the next tag or the end of the comment. */
function legalIds(text: string): readonly string[] {
  return [...text.matchAll(/@legal\s+([\s\S]*?)(?=\n\s*\*\s*@|\*\/)/g)].flatMap(([, list = '']) =>
    list
      .replace(/\n\s*\*/g, ' ')
      .split(/[,\s]+/)
      .filter((id) => id.includes('/')),
  );
}

describe('@legal', () => {
  it('is read over several lines', () => {
    expect(legalIds('/**\n * x\n * @legal d799/retention,\n *   d799/filing-duty\n * @spec y\n */')).toEqual([
      'd799/retention',
      'd799/filing-duty',
    ]);
  });
  it('names provisions that exist', () => {
    const tags = files.flatMap((file) =>
      legalIds(readFileSync(new URL(file, packages), 'utf8')).map((id) => ({ file, id })),
    );
    expect(tags.length).toBeGreaterThan(10);
    expect(tags.filter(({ id }) => findProvision(id) === undefined)).toEqual([]);
  });
});
