// SPDX-License-Identifier: Apache-2.0
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { type SheetCell, streamSheet } from './stream-sheet.ts';

async function* portions(...all: readonly (readonly (readonly SheetCell[])[])[]) {
  yield* all;
}

describe('a sheet written row by row', () => {
  it('is read by another program as it was given: codes stay text, formulas do not run, rare characters stand', async () => {
    const rows: readonly (readonly SheetCell[])[] = [
      ['001234567890123456', '=1+1', 30, null],
      ['𠮷家<&"', 'a\u0000\u000bb', 0, '行\n二'],
    ];
    const pieces = [];
    for await (const piece of streamSheet(
      '单位',
      ['代码', '名称', '数', '备注'],
      portions([rows[0]!], [rows[1]!]),
    ))
      pieces.push(piece);
    const read = (await readXlsxFile(Buffer.concat(pieces))) as unknown as {
      sheet: string;
      data: unknown[][];
    }[];
    expect(read).toEqual([
      {
        sheet: '单位',
        data: [
          ['代码', '名称', '数', '备注'],
          ['001234567890123456', "'=1+1", 30, null],
          ['𠮷家<&"', 'ab', 0, '行\n二'],
        ],
      },
    ]);
  });
});
