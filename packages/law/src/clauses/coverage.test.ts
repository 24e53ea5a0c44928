// SPDX-License-Identifier: Apache-2.0
/** Every clause of every seed is accounted for; a clause nobody has read turns this red. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenarios } from '../../scripts/law-pages.ts';
import { provisions } from '../corpus/corpus.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import { coverage } from './coverage.ts';
import { nameOfUse } from './name-of-use.ts';
import { cellConducts, engineSteps, notComputed } from './not-modelled.data.ts';

const folder = new URL('../../seeds/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
const seeds = new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));

describe('coverage of the seeds', () => {
  const report = coverage(seeds, readScenarios());

  it('leaves no clause unaccounted for', () => {
    const unaccounted = report.clauses.filter(({ status }) => status === 'unaccounted');
    expect(unaccounted.map(({ seed, number, text }) => [seed, number, text])).toEqual([]);
    expect(new Set(report.clauses.map(({ seed }) => seed)).size).toBe(5);
  });

  it('reads every seed whole: the clauses put together are the text', () => {
    const folded = (text: string): string =>
      text.replace(/<[^>]*>/g, '').replace(/[^\p{Script=Han}\w]/gu, '');
    for (const [seed, text] of seeds) {
      const together = report.clauses.filter((one) => one.seed === seed).map((one) => one.text);
      const [mine, whole] = [folded(together.join('')), folded(text)];
      const at = [...whole].findIndex((char, index) => char !== mine[index]);
      expect([seed, at < 0 ? '' : whole.slice(at, at + 20)]).toEqual([seed, '']);
      expect(mine).toHaveLength(whole.length);
    }
  });

  it('notices a clause that is new, and one whose duty is gone', () => {
    const [name, text] = [...seeds][3] as [string, string];
    const added = coverage(new Map([[name, `${text}\n第三十条 使用单位应当每季度报告一次。\n`]]));
    expect(added.clauses.filter(({ status }) => status === 'unaccounted').map((one) => one.text)).toEqual([
      '第三十条 使用单位应当每季度报告一次。',
    ]);
  });

  it('excuses only what exists', () => {
    const ids = new Set(provisions.map(({ id }) => id));
    for (const id of [...Object.keys(notComputed), ...Object.keys(engineSteps)]) expect(ids).toContain(id);
    for (const conduct of Object.values(cellConducts).flat()) {
      expect(ruleBooks['bj-benchmark-old'][conduct]?.kind).toBe('violation');
    }
  });

  it('names what a clause is made into without an id of ours', () => {
    expect(nameOfUse('rows', 'bj-benchmark-old/row/C05836B020')).toBe('《旧基准》C05836B020');
    expect(nameOfUse('parameters', 'd799/filing-days')).toBe('《条例》投入使用后备案');
    expect(nameOfUse('obligations', 'D799-03')).toBe('D799-03 经营管理单位应当建设');
    for (const { uses } of report.clauses) {
      for (const kind of ['rules', 'rows', 'parameters'] as const) {
        for (const id of uses[kind]) expect(nameOfUse(kind, id)).not.toMatch(/[a-z]/);
      }
    }
  });

  it('finds the worked cases that quote a clause', () => {
    expect(report.clauses.filter(({ uses }) => uses.tests.length > 0).length).toBeGreaterThan(60);
  });
});
