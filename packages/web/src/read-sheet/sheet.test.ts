// SPDX-License-Identifier: Apache-2.0
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { countOf, dayOf, saysNothing } from './cell-words.ts';
import { readTable } from './read-table.ts';

const heads = ['名称', '日期'];

interface Drawn {
  readonly name?: string;
  readonly state?: string;
  readonly cells: string;
  readonly merged?: string;
}

const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

/** The smallest workbook with these sheets, so that every byte of it is ours. */
function workbook(...sheets: readonly Drawn[]): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const listed = sheets
    .map(
      ({ name = '表', state = 'visible' }, at) =>
        `<sheet name="${name}${at}" sheetId="${at + 1}" state="${state}" r:id="r${at + 1}"/>`,
    )
    .join('');
  const related = sheets
    .map(
      (_, at) =>
        `<Relationship Id="r${at + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join('');
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets>${listed}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related}</Relationships>`,
    ),
  };
  for (const [at, { cells, merged }] of sheets.entries())
    parts[`xl/worksheets/sheet${at + 1}.xml`] = strToU8(
      `<worksheet xmlns="${main}"><sheetData>${cells}</sheetData>${merged ?? ''}</worksheet>`,
    );
  return zipSync(parts);
}

const heading = `<row r="1">${text('A1', '名称')}${text('B1', '日期')}</row>`;
const refusal = async (bytes: Uint8Array): Promise<unknown> =>
  readTable(bytes, heads, heads).catch((error) => error);

describe('an uploaded sheet', () => {
  it('is refused by its bounds when one cell lies far away, naming the cell', async () => {
    const far = workbook({ cells: `${heading}<row r="50000">${text('XFD50000', 'x')}</row>` });
    expect(await refusal(far)).toMatchObject({
      kind: 'too-large',
      reason: expect.stringContaining('XFD50000'),
    });
  });

  it('is refused when it inflates beyond the bound', async () => {
    const bomb = workbook({ cells: `${heading}<row r="2">${text('A2', 'x'.repeat(200 << 20))}</row>` });
    expect(bomb.length).toBeLessThan(1 << 20);
    expect(await refusal(bomb)).toMatchObject({ kind: 'too-large' });
  });

  it('is read below a title, from the first visible sheet that has the headings, with the rows people see', async () => {
    const bytes = workbook(
      { state: 'hidden', cells: `${heading}<row r="2">${text('A2', '藏')}${text('B2', '2026-01-01')}</row>` },
      { cells: `<row r="1">${text('A1', '填表说明')}</row>` },
      {
        cells: `<row r="1">${text('A1', '某区单位台账')}</row><row r="3">${text('A3', '名称')}${text('B3', '日 期*')}</row>
          <row r="6">${text('A6', '甲')}${text('B6', '2026-1-5')}</row><row r="7">${text('B7', '2026-1-6')}</row>`,
        merged: '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A6:A7"/></mergeCells>',
      },
    );
    expect((await readTable(bytes, heads, heads)).rows).toEqual([
      { row: 6, cells: ['甲', '2026-1-5'] },
      { row: 7, cells: ['甲', '2026-1-6'] },
    ]);
  });

  it('is read below headings of two rows, whether they are merged or not', async () => {
    const wide = [...heads, '经度', '纬度'];
    const upper = `${text('A2', '名称')}${text('B2', '日期')}${text('C2', '坐标')}`;
    const lower = `${text('C3', '经度')}${text('D3', '纬度')}`;
    const cells = `<row r="1">${text('A1', '台账')}</row><row r="2">${upper}</row><row r="3">${lower}</row>
      <row r="4">${text('A4', '甲')}${text('B4', '2026-1-5')}${text('C4', '116')}${text('D4', '39')}</row>`;
    for (const merged of [
      '',
      '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="C2:D2"/></mergeCells>',
    ])
      expect((await readTable(workbook({ cells, merged }), wide, heads)).rows).toEqual([
        { row: 4, cells: ['甲', '2026-1-5', '116', '39'] },
      ]);
  });

  it('names the other sheets that hold such a table and were not read', async () => {
    const one = { cells: `${heading}<row r="2">${text('A2', '甲')}</row>` };
    const table = await readTable(
      workbook(one, { name: '二月', ...one }, { state: 'hidden', ...one }, { cells: heading }),
      heads,
      heads,
    );
    expect([table.rows.length, table.unread]).toEqual([1, ['二月1']]);
  });

  it('may write its tags with a prefix, as some programs do: the bounds and what is hidden hold', async () => {
    const prefixed = (...sheets: Drawn[]): Uint8Array =>
      zipSync(
        Object.fromEntries(
          Object.entries(unzipSync(workbook(...sheets))).map(([name, part]) => [
            name,
            name.endsWith('.rels')
              ? part
              : strToU8(
                  strFromU8(part)
                    .replaceAll(/<(\/?)(\w)/g, '<$1x:$2')
                    .replace('xmlns=', 'xmlns:x='),
                ),
          ]),
        ),
      );
    const row = (name: string) => `${heading}<row r="2">${text('A2', name)}${text('B2', '2026-1-5')}</row>`;
    const table = await readTable(
      prefixed({ state: 'hidden', cells: row('藏') }, { cells: row('甲') }),
      heads,
      heads,
    );
    expect(table.rows).toEqual([{ row: 2, cells: ['甲', '2026-1-5'] }]);
    expect(
      await refusal(prefixed({ cells: `${heading}<row r="50000">${text('XFD50000', 'x')}</row>` })),
    ).toMatchObject({ kind: 'too-large', reason: expect.stringContaining('XFD50000') });
  });

  it('as text may have a title with the marks that separate elsewhere', async () => {
    const words = '某区单位；台账，第3期\n名称,日期\n"甲，分店",2026-1-5\n';
    expect((await readTable(strToU8(words), heads, heads)).rows).toEqual([
      { row: 3, cells: ['甲，分店', '2026-1-5'] },
    ]);
  });

  it('keeps the error of a cell instead of reading it as empty', async () => {
    const bytes = workbook({
      cells: `${heading}<row r="2">${text('A2', '甲')}<c r="B2" t="e"><v>#N/A</v></c></row>`,
    });
    expect((await readTable(bytes, heads, heads)).rows).toEqual([{ row: 2, cells: ['甲', '#N/A'] }]);
  });

  it('may be text in GB18030 with separators', async () => {
    // 名称,日期 / 甲,2026-01-05
    const gb = Uint8Array.from([
      0xc3,
      0xfb,
      0xb3,
      0xc6,
      0x2c,
      0xc8,
      0xd5,
      0xc6,
      0xda,
      0x0d,
      0x0a,
      0xbc,
      0xd7,
      0x2c,
      ...strToU8('2026-01-05\r\n'),
    ]);
    expect((await readTable(gb, heads, heads)).rows).toEqual([{ row: 2, cells: ['甲', '2026-01-05'] }]);
  });

  it('names the headings it lacks, and what an old or locked file is', async () => {
    expect(await refusal(workbook({ cells: `<row r="1">${text('A1', '名称')}</row>` }))).toMatchObject({
      kind: 'malformed',
      reason: expect.stringContaining('日期'),
    });
    expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toMatchObject({
      reason: expect.stringContaining('.xls'),
    });
  });

  it('takes 20,000 rows', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 2}">${text(`A${at + 2}`, `单位${at}`)}</row>`,
    );
    const { rows: read } = await readTable(workbook({ cells: heading + rows.join('') }), heads, heads);
    expect(read).toHaveLength(20_000);
  });
});

describe('a day as people write it', () => {
  it.each([
    ['2026-01-05'],
    ['2026/1/5'],
    ['2026-1-5'],
    ['2026/01/05 00:00:00'],
    ['2026/1/5 0:00'],
    ['2026. 1. 5'],
    ['2026.1.5'],
    ['2026年1月5日'],
    ['２０２６年１月５日'],
    ['二〇二六年一月五日'],
    ['20260105'],
    ['2026-01-05T16:30:00.000Z'],
    ['2026年1月5日 星期一'],
    ['2026年1月5日（周一）'],
    ['2026/1/5 下午3时'],
    ['2026–1–5'],
    ['2026-01-05 00:00:00.000+08:00'],
    [46_027],
    ['46027'],
    [new Date(Date.UTC(2026, 0, 5))],
    [new Date(Date.UTC(2026, 0, 4, 23, 59, 59, 999))],
  ])('%s is 5 January 2026', (written) => {
    expect(dayOf(written)).toBe('2026-01-05');
  });

  it('reads the tens of Chinese numerals', () => {
    expect(dayOf('二〇二五年十二月三十一日')).toBe('2025-12-31');
    expect(dayOf('二〇二五年十月二十日')).toBe('2025-10-20');
  });

  it.each([
    '5/1/2026',
    '2026-13-01',
    '2026-02-30',
    '26-1-5',
    '长期',
    '7',
    '',
    '2026-01-05 - 2026-02-05',
    '2026-01-05至2026-02-05',
    '2026年1月5日 至 2026年2月5日',
    '2026-01-05 00:00 - 2026-02-05 00:00',
    '2026-01-05 起',
  ])('%j stays as it is written', (written) => {
    expect(dayOf(written)).toBe(written);
  });
});

describe('a count with its unit', () => {
  it.each([
    [30, 30],
    ['30天', 30],
    ['３０ 日', 30],
    ['三十天', 30],
    ['1,000', 1000],
    ['-3', -3],
    ['约30', '约30'],
  ])('%s → %s', (written, read) => {
    expect(countOf(written)).toBe(read);
  });
});

it.each(['', '无', '—', '/', '暂无', 'N/A', '－'])('%j says that there is nothing', (written) => {
  expect(saysNothing(written)).toBe(true);
});
