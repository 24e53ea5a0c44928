// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { compareSchedules } from '../audit/compare-schedules.ts';
import { diffInstruments } from './diff.ts';
import { diffText } from './diff-text.ts';

describe('diffInstruments', () => {
  it('finds nothing between an instrument and itself', () => {
    for (const id of ['d799', 'bj-measures-2006', 'bj-benchmark-old', 'penalty-law-2021']) {
      const { provisions, parameters, obligations, outcomes } = diffInstruments(id, id);
      expect({ id, provisions, parameters, obligations, outcomes }).toEqual({
        id,
        provisions: [],
        parameters: [],
        obligations: [],
        outcomes: [],
      });
    }
  });

  it('tells the outcomes of two schedules by the same pairs of rows as compare', () => {
    const [a, b] = ['bj-benchmark-old', 'bj-benchmark-2024-draft'];
    const { outcomes } = diffInstruments(a as string, b as string);
    const conducts = new Set(
      compareSchedules(a as string, b as string).differences.map(({ facts }) => facts.conduct),
    );
    expect(new Set(outcomes.flatMap(({ about }) => about.split(' ')))).toEqual(conducts);
    expect(outcomes.map(({ sentence }) => /罚款变[轻重]/.exec(sentence)?.[0]).sort()).toEqual([
      '罚款变轻',
      '罚款变重',
    ]);
  });

  it('says the numbers of two rules, of a day on which both have one and of a day before', () => {
    const sentences = (on: string | null) =>
      diffInstruments('bj-measures-2006', 'd799', on).parameters.map(({ sentence }) => sentence);
    expect(sentences('2025-05-01')).toContain('施行前系统的备案：由「30日」到「90日」');
    expect(sentences('2024-05-01')).not.toContain('施行前系统的备案：由「30日」到「90日」');
    expect(sentences('2024-05-01')).toContain('施行前系统的备案：30日：只在《办法》');
    expect(diffInstruments('bj-measures-2006', 'd799', '2024-05-01').validity[1]).toContain('不在有效期内');
  });

  it('sets the same act against itself under the name each instrument gives it', () => {
    const { outcomes } = diffInstruments('bj-measures-2006', 'd799');
    const filing = outcomes.filter(({ about }) => about === 'filing d799-not-filed');
    expect(filing.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
    expect(outcomes.some(({ about }) => about === 'd799-not-filed')).toBe(false);
  });

  it('says that outcomes were not compared where one is no instrument to decide under', () => {
    const diff = diffInstruments('penalty-law-2021', 'd799');
    expect(diff.outcomesCompared).toBe(false);
    expect(diffText(diff)).toContain('没有比较');
    expect(() => diffInstruments('nothing', 'd799')).toThrow('nothing');
  });
});
