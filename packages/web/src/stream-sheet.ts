// SPDX-License-Identifier: Apache-2.0
/**
 * A spreadsheet of any length, written row by row as it is read: memory does not grow with it. Texts are text, also
 * codes with leading zeros and what looks like a formula; only what is given as a number is one.
 *
 * @spec ECMA-376 part 1 (SpreadsheetML, inline strings), part 2 (packages)
 */
import { Zip, ZipDeflate } from 'fflate';
import { asText } from './sheet.ts';

/** A sheet of the format holds 1,048,576 rows; the next one begins before that. */
const mostRows = 1_000_000;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';

export type SheetCell = string | number | null;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters have no place in XML 1.0 at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const asXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(forbidden, '')
    .replaceAll(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** `A`, `B`, … `Z`, `AA`. */
const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

function cellXml(cell: SheetCell, at: string, style: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"${style}><v>${cell}</v></c>`;
  return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${asXml(asText(cell))}</t></is></c>`;
}

const rowXml = (cells: readonly SheetCell[], row: number, style = ''): string =>
  `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${columnName(at)}${row}`, style)).join('')}</row>`;

/**
 * @param rows in portions; each portion is compressed and handed on before the next is asked for
 * @returns the file's bytes in pieces
 */
export async function* streamSheet(
  name: string,
  heads: readonly string[],
  rows: AsyncIterable<readonly (readonly SheetCell[])[]>,
): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const encoder = new TextEncoder();
  const begin = (path: string): ZipDeflate => {
    const file = new ZipDeflate(path, { level: 3 });
    zip.add(file);
    return file;
  };
  const whole = (path: string, xml: string): void => begin(path).push(encoder.encode(head + xml), true);
  const beginSheet = (number: number): ZipDeflate => {
    const sheet = begin(`xl/worksheets/sheet${number}.xml`);
    const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    const views = `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
    const cols = `<cols><col min="1" max="${heads.length}" width="18" customWidth="1"/></cols>`;
    sheet.push(
      encoder.encode(
        `${head}<worksheet xmlns="${main}">${views}${cols}<sheetData>${rowXml(heads, 1, ' s="1"')}`,
      ),
    );
    return sheet;
  };
  const endSheet = (sheet: ZipDeflate): void =>
    sheet.push(encoder.encode('</sheetData></worksheet>'), true) as undefined;

  let sheets = 1;
  let inSheet = 0;
  let sheet = beginSheet(sheets);
  for await (const portion of rows) {
    if (inSheet + portion.length > mostRows) {
      endSheet(sheet);
      sheets += 1;
      inSheet = 0;
      sheet = beginSheet(sheets);
    }
    const first = inSheet + 2;
    sheet.push(encoder.encode(portion.map((cells, at) => rowXml(cells, first + at)).join('')));
    inSheet += portion.length;
    yield* pieces.splice(0);
  }
  endSheet(sheet);
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
  const ofSheets = (xml: (number: number) => string): string => numbers.map(xml).join('');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  whole(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${ofSheets(
      (n) => `<sheet name="${asXml(sheets === 1 ? name : `${name}${n}`)}" sheetId="${n}" r:id="rId${n}"/>`,
    )}</sheets></workbook>`,
  );
  whole(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packageTypes}/relationships">${ofSheets(
      (n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
    )}<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  );
  whole(
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill/><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  );
  whole(
    '_rels/.rels',
    `<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  whole(
    '[Content_Types].xml',
    `<Types xmlns="${packageTypes}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${ofSheets(
      (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`,
    )}</Types>`,
  );
  zip.end();
  yield* pieces.splice(0);
}
