// SPDX-License-Identifier: Apache-2.0
import writeXlsxFile from 'write-excel-file/node';

/** An XLSX file with one sheet of texts. */
export async function spreadsheetOf(
  ...rows: readonly (readonly string[])[]
): Promise<Uint8Array<ArrayBuffer>> {
  const table = rows.map((row) => row.map((value) => ({ value, type: String })));
  return new Uint8Array(await writeXlsxFile(table, { sheet: '表' }).toBuffer());
}
