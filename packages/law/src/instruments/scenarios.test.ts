// SPDX-License-Identifier: Apache-2.0
/**
 * Worked cases beside each instrument (*.scenario.yaml): facts, what the law makes of them, and the printed words
 * that justify it. A lawyer can read and correct them without opening code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisions } from '../corpus/corpus.ts';
import { checkScenario, type Scenario } from '../engine/scenario.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.scenario.yaml') && !file.endsWith('obligations.scenario.yaml'))
  .sort();
const seedFolder = fileURLToPath(new URL('../../seeds/', import.meta.url));
const joined = (text: string): string => text.replace(/\s+/g, '');
const texts = [
  ...readdirSync(seedFolder).map((name) => joined(readFileSync(`${seedFolder}/${name}`, 'utf8'))),
  ...provisions.map((provision) => joined(provision.rule)),
];

const seen = new Set<string>();
for (const file of files) {
  const cases = parse(readFileSync(`${here}/${file}`, 'utf8')) as readonly Scenario[];
  describe(file, () => {
    it.each(cases.map((each) => [each.case, each] as const))('%s', (name, each) => {
      expect(seen.has(name), `two cases are called ${name}`).toBe(false);
      seen.add(name);
      const quoted = texts.some((text) => text.includes(joined(each.quote)));
      expect(quoted, `quotation 「${each.quote}」`).toBe(true);
      expect(checkScenario(each)).toEqual([]);
    });
  });
}

describe('the worked cases', () => {
  it('stand beside every instrument', () => {
    const folders = new Set(files.map((file) => file.split('/')[0]));
    expect([...folders].sort()).toEqual([
      'bj-benchmark',
      'bj-benchmark-2024-draft',
      'bj-benchmark-old',
      'bj-measures-2006',
      'bj-residential',
      'd799',
      'hami-checklist',
      'qhd-measures-2017',
    ]);
  });

  it('notice a wrong expectation', () => {
    const wrong = {
      case: 'x',
      quote: 'x',
      instruments: ['d799'],
      facts: { conduct: 'd799-signage-missing' },
    };
    expect(checkScenario({ ...wrong, expect: { disposition: 'penalise' } })).toHaveLength(1);
    expect(checkScenario({ ...wrong, expect: { orders: [] } })).toHaveLength(1);
    expect(checkScenario({ ...wrong, flags: ['draft'] })).toHaveLength(1);
    expect(checkScenario({ ...wrong, noFlags: ['source-differs'] })).toHaveLength(1);
    expect(checkScenario({ ...wrong, refused: 'facts.conduct' })).toHaveLength(1);
  });
});
