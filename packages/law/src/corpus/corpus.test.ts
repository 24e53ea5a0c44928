// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decidableInstruments } from '../types/corpus.ts';
import {
  displayText,
  errata,
  findInstrument,
  findProvision,
  getInstrument,
  getProvision,
  instruments,
  printedArticle,
  provisions,
  publishedArticle,
  readableText,
  searchProvisions,
  standingOn,
} from './corpus.ts';

const seeds = new URL('../../seeds/', import.meta.url);
const seed = (name: string): string => readFileSync(new URL(name, seeds), 'utf8');

describe('the seeds kept with the package', () => {
  it('are the bytes that the checksums name', () => {
    const lines = seed('SHA256SUMS').trim().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      const [sum, name = ''] = line.split(/\s+/);
      expect(
        createHash('sha256')
          .update(readFileSync(new URL(name, seeds)))
          .digest('hex'),
      ).toBe(sum);
    }
  });
  it('are the sources that the instruments name', () => {
    for (const source of instruments.flatMap((instrument) => instrument.sources)) {
      if (source.kind !== 'seed') continue;
      expect(source.sha256).toBe(`sha256:${createHash('sha256').update(seed(source.ref)).digest('hex')}`);
    }
  });
});

describe('provisions', () => {
  it('quote their seed exactly', () => {
    for (const { id, printed, printedIn } of provisions) {
      if (printed === null) expect([id, printedIn]).toEqual([id, null]);
      else expect(seed(printedIn ?? '').includes(printed) ? id : `not in seed: ${id}`).toBe(id);
    }
  });
  it('have one id each, an instrument, a rule in words and a locator', () => {
    expect(new Set(provisions.map((provision) => provision.id)).size).toBe(provisions.length);
    for (const provision of provisions) {
      expect(findInstrument(provision.instrument)).toBeDefined();
      expect(provision.rule.length).toBeGreaterThan(5);
      expect(provision.locators.length).toBeGreaterThan(0);
      expect(provision.locators.some((l) => l.text === 'as-printed')).toBe(provision.printed !== null);
    }
  });
  it('never name an article in their id', () => {
    for (const { id } of provisions) expect(id).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    for (const { id } of provisions) expect(id).not.toMatch(/\/(art|article)/);
  });
  it('of the Measures and of Qinhuangdao cover every article', () => {
    const articles = (instrument: string) =>
      new Set(
        provisions
          .filter((p) => p.instrument === instrument)
          .map((p) => /^第[一二三四五六七八九十]+条/.exec(printedArticle(p) ?? '')?.[0]),
      );
    expect(articles('bj-measures-2006').size).toBe(27);
    expect(articles('qhd-measures-2017').size).toBe(29);
  });
  it('cover every word between the articles of the Measures, the Qinhuangdao Measures and the Decree as printed', () => {
    for (const instrument of ['bj-measures-2006', 'qhd-measures-2017', 'd799']) {
      const pieces = provisions.filter((p) => p.instrument === instrument && p.printed !== null);
      let rest = seed(pieces[0]?.printedIn ?? '');
      for (const piece of [...pieces].sort((a, b) => (b.printed?.length ?? 0) - (a.printed?.length ?? 0))) {
        rest = rest.replace(piece.printed ?? '', '\n');
      }
      const left = rest
        .replace(/<[^>]*>/g, ' ')
        .replace(/\*\*|第[一二三四五六七八九十]+[条章]|【[^】]*】/g, ' ');
      expect(left.match(/[^\s]*(?:应当|不得|处罚|罚款|责令)[^\s]*/g) ?? []).toEqual(
        instrument === 'd799' ? expect.anything() : [],
      );
    }
  });
});

describe('Decree 799', () => {
  it('is cited one article lower than seed 004 prints it from 28 on, and from the right day', () => {
    const shifted = [
      'daily-check-sanction',
      'near-secret-sanction',
      'filing-sanction',
      'tamper-sanction',
      'network-data-sanction',
      'officials-sanction',
    ];
    expect(
      shifted.map((id) => [
        printedArticle(getProvision(`d799/${id}`)),
        publishedArticle(getProvision(`d799/${id}`)),
      ]),
    ).toEqual([
      ['第二十八条', '第二十七条第二款'],
      ['第二十九条', '第二十八条'],
      ['第三十条', '第二十九条'],
      ['第三十一条', '第三十条'],
      ['第三十二条', '第三十一条'],
      ['第三十三条', '第三十二条'],
    ]);
    for (const id of shifted) expect(getProvision(`d799/${id}`).errata).toContain('E55');
    expect(findInstrument('d799')?.inForceFrom).toBe('2025-04-01');
    expect(getProvision('d799/in-force').errata).toContain('E54');
  });
  it('has the articles that the seed does not print, in our words and marked', () => {
    for (const id of [
      'definition',
      'other-public-places',
      'other-public-places-exempt',
      'near-secret-units',
      'carriers',
      'contractors',
      'state-access',
      'personal-view',
      'publication-masking',
      'prohibited-acts',
      'non-public-places',
    ]) {
      expect(getProvision(`d799/${id}`)).toMatchObject({ printed: null, certainty: 'to-be-verified' });
    }
  });
});

describe('errata', () => {
  it('are E01 to E77, each with exact quotations and provisions that exist', () => {
    expect(errata.map((erratum) => erratum.id)).toEqual(
      Array.from({ length: 77 }, (_, i) => `E${String(i + 1).padStart(2, '0')}`),
    );
    for (const erratum of errata) {
      expect(erratum.quotes.length).toBeGreaterThan(0);
      for (const quote of erratum.quotes)
        expect(seed(quote.seed).includes(quote.printed) ? '' : `${erratum.id} ${quote.printed}`).toBe('');
      expect(erratum.provisions.length).toBeGreaterThan(0);
      for (const id of erratum.provisions) {
        expect(findProvision(id) === undefined ? `${erratum.id} ${id}` : '').toBe('');
        expect(getProvision(id).errata).toContain(erratum.id);
      }
    }
  });
});

describe('instruments', () => {
  it('contain those of the contract, and the draft is a draft without a date', () => {
    for (const id of decidableInstruments) expect(findInstrument(id)).toBeDefined();
    expect(findInstrument('bj-benchmark-2024-draft')).toMatchObject({ status: 'draft', inForceFrom: null });
  });
});

describe('reading and searching', () => {
  it('joins a sentence that a page break cut, and drops markup', () => {
    expect(displayText(getProvision('bj-measures-2006/refuse-provide-sanction'))).toContain(
      '拒不提供图像信息的，由公安机关',
    );
    expect(displayText(getProvision('d799/operation-security'))).not.toMatch(/[<>]/);
    expect(readableText('甲，\n\n\n乙。\n丙')).toBe('甲，乙。\n丙');
    expect(displayText(getProvision('d799/other-public-places-exempt'))).toContain('第十七条');
  });
  it('finds by words, title first', () => {
    expect(searchProvisions('备案 30日')[0]?.provision.id).toMatch(/filing/);
    expect(searchProvisions('７日').map((hit) => hit.provision.id)).toContain('bj-residential/retention');
    expect(searchProvisions('  ')).toEqual([]);
    expect(searchProvisions('量子')).toEqual([]);
  });
});

describe('the standing of an instrument', () => {
  const decree = getInstrument('d799');
  it('is a matter of the day', () => {
    expect(standingOn(decree, '2025-03-31')).toBe('not-yet-in-force');
    expect(standingOn(decree, '2025-04-01')).toBe('presumed-in-force');
    expect(standingOn({ ...decree, verified: 'official' }, '2025-04-01')).toBe('in-force');
    const ended = { ...decree, inForceUntil: '2027-01-01' };
    expect(standingOn(ended, '2026-12-31')).toBe('presumed-in-force');
    expect(standingOn(ended, '2027-01-01')).toBe('no-longer-in-force');
    expect(standingOn(getInstrument('bj-benchmark-2024-draft'), '2030-01-01')).toBe('draft');
  });
});
