// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNumber } from './numeral.ts';
import { parseSanction } from './parse-sanction.ts';

const fines = (text: string) =>
  parseSanction(text).fines.map(({ target, min, max }) => `${target} ${min ?? '—'}–${max ?? '—'}`);

describe('parseSanction', () => {
  it('answers the contract’s sample as printed there', () => {
    const answer = parseSanction('对单位处1万元以上2万以下罚款');
    expect(answer.fines).toEqual([{ target: 'unit', min: 10_000, max: 20_000 }]);
    expect(answer.days).toBeNull();
    expect(answer.errata).toMatchObject([{ printed: '2万以下', normalised: '2万元以下' }]);
    expect(answer.errata[0]?.basis).not.toBe('');
  });

  it.each([
    ['对单位处1万元以上3万元以下的罚款', ['unit 10000–30000']],
    ['对单位处 1000 元以上 1 万元以下的罚款', ['unit 1000–10000']],
    ['对单位处１万元以上２万元以下罚款', ['unit 10000–20000']],
    [
      '对单位处一万元以上二万元以下罚款，对个人处一千元以上五千元以下罚款',
      ['unit 10000–20000', 'individual 1000–5000'],
    ],
    ['对直接负责的主管人员和其他有关责任人员处以二百元以上一千元以下罚款', ['responsiblePersons 200–1000']],
    ['对其直接负责的主管人员和其他直接责任人员处5000元以下罚款', ['responsiblePersons —–5000']],
    ['对单位主要负责人、直接责任人员分别处500元以下罚款', ['principal —–500', 'directlyResponsible —–500']],
    [
      '对单位主要负责人、直接责任人分别500元以上1000元以下罚款',
      ['principal 500–1000', 'directlyResponsible 500–1000'],
    ],
    ['对违法单位并处2万元以下罚款', ['unit —–20000']],
    ['对违法个人并处5000元以上1万元以下罚款', ['individual 5000–10000']],
    ['拒不改正的，处1万元以下罚款', ['unspecified —–10000']],
    ['逾期不改正的，处一千元以上五千元以下罚款', ['unspecified 1000–5000']],
    ['处三千元罚款', ['unspecified 3000–3000']],
    ['对单位处1.5万元以上3万元以下罚款', ['unit 15000–30000']],
    ['对单位处10,000元以上20,000元以下罚款', ['unit 10000–20000']],
    ['对单位处两万元以上十万元以下罚款', ['unit 20000–100000']],
    ['责令限期整改并予以警告', []],
    ['违反本办法第二十三条规定的，责令改正', []],
  ])('%s', (text, expected) => {
    expect(fines(text)).toEqual(expected);
  });

  it('fills in 元 on either side, and 以下, and says so', () => {
    expect(parseSanction('对单位处5000以上1万元以下罚款')).toMatchObject({
      fines: [{ target: 'unit', min: 5_000, max: 10_000 }],
      errata: [{ printed: '5000以上', normalised: '5000元以上' }],
    });
    expect(parseSanction('对单位处2万元以上3万元罚款')).toMatchObject({
      fines: [{ target: 'unit', min: 20_000, max: 30_000 }],
      errata: [{ printed: '3万元罚款', normalised: '3万元以下罚款' }],
    });
    expect(parseSanction('分别处500以上1000元以下的罚款').errata).toMatchObject([{ printed: '500以上' }]);
    expect(parseSanction('处１万以上２万以下罚款').errata).toMatchObject([
      { printed: '１万以上', normalised: '１万元以上' },
      { printed: '２万以下', normalised: '２万元以下' },
    ]);
  });

  it('keeps 分别 and 可以, and leaves open what 可以 does to the persons after it', () => {
    expect(
      parseSanction(
        '责令限期整改，可以对单位并处1000元以上1万元以下罚款，对单位主要负责人、直接责任人分别处500元以下罚款。',
      ).fines,
    ).toEqual([
      { target: 'unit', min: 1_000, max: 10_000, optional: true },
      { target: 'principal', min: null, max: 500, each: true, optional: null },
      { target: 'directlyResponsible', min: null, max: 500, each: true, optional: null },
    ]);
    expect(parseSanction('由公安机关责令改正，并可处500元以上1000元以下的罚款').fines).toEqual([
      { target: 'unspecified', min: 500, max: 1_000, optional: true },
    ]);
  });

  it.each([
    ['且保存期限不得少于７日', 7],
    ['信息留存时间不得少于三十日', 30],
    ['应当保存不少于30日', 30],
    ['应当自系统竣工验收合格之日起 30 日内', 30],
    ['应当在条例施行之日起90日内办理备案', 90],
    ['十五日内到指定的银行缴纳罚款', 15],
  ])('%s → %i 日', (text, days) => {
    expect(parseSanction(text)).toMatchObject({ fines: [], days });
  });

  it('refuses a lower bound above its upper bound', () => {
    expect(() => parseSanction('处3万元以上2万元以下罚款')).toThrow(
      expect.objectContaining({ code: 'law/input-invalid' }),
    );
  });

  it('never fails otherwise, and never invents a fine from text without one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/元|罚/.test(text));
        expect(parseSanction(text).fines).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('reads what it is given to print, in both scripts', () => {
    const yuan = fc.integer({ min: 1, max: 9 }).chain((n) => fc.constantFrom(n * 100, n * 1_000, n * 10_000));
    fc.assert(
      fc.property(yuan, yuan, (a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        for (const write of [arabic, chinese]) {
          expect(parseSanction(`对单位处${write(min)}元以上${write(max)}元以下罚款`)).toEqual({
            fines: [{ target: 'unit', min, max }],
            days: null,
            errata: [],
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});

const arabic = (n: number): string => (n >= 10_000 ? `${n / 10_000}万` : String(n));
const digit = '零一二三四五六七八九';
function chinese(n: number): string {
  const unit = n >= 10_000 ? '万' : n >= 1_000 ? '千' : '百';
  const size = { 万: 10_000, 千: 1_000, 百: 100 }[unit];
  return `${digit[n / size] ?? ''}${unit}`;
}

describe('findNumber', () => {
  it.each([
    ['三十', 30],
    ['十', 10],
    ['十五', 15],
    ['二十一', 21],
    ['一百零五', 105],
    ['一万', 10_000],
    ['十万', 100_000],
    ['两千', 2_000],
    ['1万5千', 15_000],
    ['２０２５', 2_025],
    ['二〇二五', 2_025],
    ['一亿二千万', 120_000_000],
    ['1.5万', 15_000],
  ])('%s → %i', (text, value) => {
    expect(findNumber(text)).toBe(value);
  });

  it.each(['', '元', 'abc'])('%s is no number', (text) => {
    expect(findNumber(text)).toBeUndefined();
  });
});

describe('multiples, and what could not be read', () => {
  it('reads a multiple with what it multiplies', () => {
    const parsed = parseSanction('没收违法所得，并处违法所得一倍以上五倍以下罚款');
    expect(parsed).toMatchObject({
      fines: [],
      multiples: [{ target: 'unspecified', of: '违法所得', min: 1, max: 5 }],
    });
    expect(parsed).not.toHaveProperty('unread');
  });
  it('keeps amounts and multiples of one sentence apart', () => {
    expect(parseSanction('对单位处货值金额３倍以下的罚款；对个人处1千元以上5千元以下罚款')).toMatchObject({
      fines: [{ target: 'individual', min: 1_000, max: 5_000 }],
      multiples: [{ target: 'unit', of: '货值金额', min: null, max: 3 }],
    });
  });
  it('reads a share as a share, never as yuan', () => {
    const parsed = parseSanction('没收违法所得，并处违法所得百分之十以上百分之二十以下罚款');
    expect(parsed).toEqual({
      fines: [],
      days: null,
      errata: [],
      shares: [{ target: 'unspecified', of: '违法所得', min: 10, max: 20 }],
    });
    expect(parseSanction('对单位处一百万元以下或者上一年度营业额5%以下罚款')).toMatchObject({
      fines: [{ target: 'unit', min: null, max: 1_000_000 }],
      shares: [{ of: '上一年度营业额', min: null, max: 5 }],
    });
  });
  it('takes the days of a detention for no period, and 圆 for 元', () => {
    expect(parseSanction('处五千元以上一万元以下罚款，并处五日以下拘留')).toMatchObject({
      fines: [{ min: 5_000, max: 10_000 }],
      days: null,
      unread: ['并处五日以下拘留'],
    });
    expect(parseSanction('自收到之日起十五日内缴纳').days).toBe(15);
    expect(fines('处壹万圆以上叁万圆以下罚款')).toEqual(['unspecified 10000–30000']);
  });
  it('does not guess whether 万 belongs to both numbers', () => {
    for (const text of ['处1-2万元罚款', '处1至2万元罚款']) {
      expect(parseSanction(text)).toMatchObject({ fines: [], unread: [text] });
    }
    expect(fines('处5000元至1万元罚款')).toEqual(['unspecified 5000–10000']);
    expect(fines('处500以上1万元以下罚款')).toEqual(['unspecified 500–10000']);
  });
  it('says which clauses it could not read, and nothing where it read all', () => {
    expect(parseSanction('依法处以罚款，情节严重的处十日以下拘留').unread).toEqual([
      '依法处以罚款',
      '情节严重的处十日以下拘留',
    ]);
    expect(parseSanction('对单位处1万元以上2万元以下罚款')).not.toHaveProperty('unread');
  });
});
