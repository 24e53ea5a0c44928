// SPDX-License-Identifier: Apache-2.0
/** Tables that leave as spreadsheets. Every cell is text, and none of them is a formula in anybody's program. */
import writeExcelFile from 'write-excel-file/node';

export const sheetMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Spreadsheets read text that begins so as a formula when somebody edits the cell; the wide forms too. */
export const asText = (value: string): string => (/^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value);

export interface SheetTable {
  /** Name of the sheet. */
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of the columns, in characters. */
  readonly widths?: readonly number[];
  /** Long cells are broken into lines. */
  readonly wrap?: boolean;
}

/** An .xlsx file with one sheet, its headings standing still. */
export async function writeSheet({ name, heads, rows, widths, wrap }: SheetTable): Promise<Uint8Array> {
  const head = heads.map((value) => ({ value: asText(value), type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) =>
    row.map((value) => ({ value: asText(value), type: String, ...(wrap && { wrap: true }) })),
  );
  const file = writeExcelFile([head, ...body], {
    sheet: name,
    stickyRowsCount: 1,
    ...(widths && { columns: widths.map((width) => ({ width })) }),
  });
  return new Uint8Array(await file.toBuffer());
}
