// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { requestFrom, seeded } from '../engine/test-requests.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { parseFinders } from './finders.ts';
import { reasonedLetter } from './reasoned-letter.ts';

const facts = {
  jurisdiction: 'beijing',
  place: '宾馆',
  actor: 'unit',
  conduct: 'build-missing',
  rectification: 'overdue',
  consequence: 'harm',
  discovered: '2025-06-01',
  merit: true,
  coercedOrInduced: false,
};
const request = parseRequest({ facts }, '2026-03-01');
const found = parseFinders({
  rectification: { by: '演示民警乙', on: '2026-02-20', evidence: '复查笔录第1页' },
  merit: { by: '演示民警甲' },
});
const letter = reasonedLetter(request, decide(request), { found });
const [beijing] = letter.parts;

describe('reasonedLetter', () => {
  it('ties the sentence on the row to its fact, who found it, and the article', () => {
    expect(beijing?.sentences.find(({ text }) => text.startsWith('裁量阶次'))).toMatchObject({
      facts: ['整改情况＝逾期不整改'],
      found: ['演示民警乙，2026-02-20，复查笔录第1页'],
      article: '《办法》第十九条',
    });
  });

  it('tells factors found, not found, and facts never examined apart', () => {
    expect(beijing?.factorsFound.join()).toContain('有立功表现：应当');
    expect(beijing?.factorsNotFound.join()).toContain('受他人胁迫或者诱骗＝否');
    expect(beijing?.unexamined).toContain('主动投案');
    expect(beijing?.factorsNotFound.join()).not.toContain('主动投案');
    expect(beijing?.sentences.find(({ text }) => text.startsWith('情节：有立功表现'))?.found).toEqual([
      '演示民警甲',
    ]);
  });

  it('says why each other row was rejected, and says aloud where nobody is named', () => {
    expect(beijing?.rejected[0]?.because).toContain('整改情况＝逾期不整改');
    expect(letter.facts.find(({ name }) => name === '场所')?.found).toBe('未写明由谁查明');
  });

  it('names the errata that touch it and quotes every article it cites', () => {
    expect(letter.errata.map(({ id }) => id)).toContain('E02');
    const quoted = new Set(letter.provisions.map(({ article }) => article));
    const cited = letter.parts.flatMap(({ sentences }) => sentences.flatMap(({ article }) => article ?? []));
    expect(cited.filter((article) => !quoted.has(article))).toEqual([]);
  });

  it('speaks Chinese: no id of ours is left in a sentence', () => {
    const text = JSON.stringify(
      [letter.facts, letter.parts, letter.notApplied, letter.procedure],
      (_, value) => (typeof value === 'object' || typeof value === 'string' ? value : String(value)),
    ).replace(/"[a-zA-Z]+":/g, '');
    expect(text.replace(/C\d{5}[A-C]\d{3}|\bE\d{2}\b|\bnull\b/g, '').match(/[A-Za-z][\w-]*/g)).toBeNull();
  });

  it('speaks Chinese of 300 generated cases too', () => {
    const random = seeded(99);
    for (let [nth, read] = [0, 0]; read < 300; nth += 1) {
      const made = requestFrom(random, nth);
      if (made === undefined) continue;
      read += 1;
      const { facts: stated, parts, notApplied, conflicts, procedure } = reasonedLetter(made, decide(made));
      const said = JSON.stringify([stated, parts, notApplied, conflicts, procedure]).replace(
        /"[a-zA-Z]+":/g,
        '',
      );
      const foreign = said
        .replace(/C\d{5}[A-C]\d{3}|\bE\d{2}\b|\b(?:null|true|false)\b/g, '')
        .match(/[A-Za-z][\w-]*/g);
      expect({ conduct: made.facts.conduct, foreign }).toEqual({
        conduct: made.facts.conduct,
        foreign: null,
      });
    }
  });

  it('calls no factor absent that was found, under an instrument that does not come to factors either', () => {
    expect(letter.parts.map(({ factorsNotFound }) => factorsNotFound.join().includes('立功'))).toEqual([
      false,
      false,
    ]);
  });

  it('does not call a serious consequence that chose the row absent', () => {
    const serious = parseRequest(
      { instruments: ['bj-benchmark-2024-draft'], facts: { ...facts, consequence: 'serious' } },
      '2026-03-01',
    );
    const [part] = reasonedLetter(serious, decide(serious)).parts;
    expect(part?.factorsNotFound.join()).not.toContain('较严重后果');
  });

  it.each([
    [{ weather: { by: '甲' } }, 'found.weather'],
    [{ merit: {} }, 'found.merit.by'],
    [{ merit: { by: '甲', on: '2026-02-30' } }, 'found.merit.on'],
    [{ merit: { by: '甲', at: 1 } }, 'found.merit.at'],
    [[], 'found'],
  ])('refuses finders that cannot be read: %j', (input, path) => {
    expect(() => parseFinders(input)).toThrow(path);
  });
});
