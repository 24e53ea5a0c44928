// SPDX-License-Identifier: Apache-2.0
/** The bytes a person uploaded → sheets of plain cells. Runs in the worker: what happens here may take its memory. */
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { type MergedArea, scanWorkbook, sheetLimits } from './scan-workbook.ts';
import { SheetRefusal } from './sheet-refusal.ts';

export type Cell = string | number | boolean | Date | null;

/** One sheet; row and column counted from 0, empty rows kept, so that a row's number is the one the person sees. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * @throws SheetRefusal `malformed` or `too-large`
 */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  // PK: a ZIP, so XLSX or nothing. D0CF11E0: the format before XLSX, and any workbook with a password.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readWorkbook(bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new SheetRefusal(
      'malformed',
      '是旧的 .xls 文件，或加了密码；请在电子表格软件里另存为不加密的 .xlsx',
    );
  return [{ name: '', hidden: false, rows: readSeparated(bytes) }];
}

async function readWorkbook(bytes: Uint8Array): Promise<readonly Sheet[]> {
  let scanned: ReturnType<typeof scanWorkbook>;
  let read: readonly { readonly sheet: string; readonly data: readonly (readonly Cell[])[] }[];
  try {
    scanned = scanWorkbook(bytes);
    read = (await readXlsxFile(Buffer.from(bytes))) as unknown as typeof read;
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    throw new SheetRefusal('malformed', 'XLSX 已损坏', error);
  }
  // Two readers of one file that disagree on its sheets: what is hidden or merged would be taken from another one.
  if (read.length !== scanned.length)
    throw new SheetRefusal('malformed', '读不出有哪些工作表，请另存为 .xlsx 再上传');
  return read.map(({ sheet, data }, at) => {
    const rows = data.map((row) => [...row]);
    const { merged = [], errors = [], hidden = false } = scanned[at] ?? {};
    for (const [row, column, text] of errors) {
      const cells = rows[row];
      if (cells) cells[column] = text;
    }
    for (const area of merged) spread(rows, area);
    return { name: sheet, hidden, rows };
  });
}

/** A merged area shows one value for all its rows and columns: each gets it. */
function spread(rows: Cell[][], { fromRow, toRow, fromColumn, toColumn }: MergedArea): void {
  const value = rows[fromRow]?.[fromColumn] ?? null;
  // A title over the table is merged across columns: it must not become a heading of each.
  if (value === null || toRow - fromRow < 2) return;
  for (let row = fromRow; row < Math.min(toRow, rows.length); row += 1)
    for (let column = fromColumn; column < toColumn; column += 1) {
      const cells = rows[row];
      if (cells && column < sheetLimits.columns) cells[column] = value;
    }
}

/** Text with separators: UTF-8, UTF-16 with its mark, else GB18030 (what Chinese spreadsheet programs save). */
function readSeparated(bytes: Uint8Array): readonly (readonly Cell[])[] {
  const text = decode(bytes);
  if (text.includes('\u0000')) throw new SheetRefusal('malformed', '既不是 XLSX，也不是 CSV 文本');
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: separatorOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to_line: sheetLimits.rows + 1,
      max_record_size: 1 << 16,
    });
  } catch (error) {
    throw new SheetRefusal('malformed', 'CSV 无法解析，多半是引号没有成对', error);
  }
  if (rows.length > sheetLimits.rows) throw new SheetRefusal('too-large', `${sheetLimits.rows} 行 rows`);
  return rows.map((cells) => cells.slice(0, sheetLimits.columns).map((cell) => (cell === '' ? null : cell)));
}

/** The mark that one of the first lines has most of: a title above the table may hold other marks. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 1 << 16).split('\n', 12);
  const most = (mark: string): number => Math.max(...lines.map((line) => line.split(mark).length));
  const [first = ','] = [',', '\t', ';', '，'].toSorted((one, other) => most(other) - most(one));
  return first;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
