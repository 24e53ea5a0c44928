// SPDX-License-Identifier: Apache-2.0
/**
 * Looks through a workbook before anything is built from it: how large each sheet really is, which are hidden, what is
 * merged, which cells hold an error. A kilobyte of XLSX can name the cell XFD1048576, and a table built up to it would
 * take the machine's memory; so rows times columns is known, and refused, first.
 */
import { strFromU8, Unzip, UnzipInflate } from 'fflate';
import { SheetRefusal } from './sheet-refusal.ts';

/** Bounds of what an import reads; the data rows allowed by a caller are fewer. */
export const sheetLimits = {
  /** Rows of one sheet, the empty ones between counted. */
  rows: 20_100,
  /** Columns of one sheet. */
  columns: 256,
  /** Cells that hold something, over all sheets. */
  cells: 1_000_000,
  /** Bytes of all parts together once inflated. */
  inflatedBytes: 192 << 20,
} as const;

/** Half-open ranges of a merged area, from 0. */
export interface MergedArea {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export interface ScannedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly merged: readonly MergedArea[];
  /** Cells whose value is an error such as #N/A: `[row, column, text]`, from 0. */
  readonly errors: readonly (readonly [number, number, string])[];
}

/** Tags may carry a prefix (`<x:row>`): .NET programs write them so. */
const tagsOf = (name: string): RegExp => new RegExp(`<(?:\\w+:)?(?:${name})(?:\\s[^>]*)?>`, 'g');

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined);

/** `XFD50000` → row 49999, column 16383, both from 0. */
export function placeOf(reference: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, column: column - 1 };
}

const tooLarge = (limit: string): SheetRefusal => new SheetRefusal('too-large', limit);

/** Inflates the parts an import needs, never more than the bound. @throws PlatformError `too-large` */
function inflate(bytes: Uint8Array): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let total = 0;
  const unzip = new Unzip((file) => {
    if (!/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(file.name)) {
      // Shared texts and styles are not kept here but count: the reader inflates them next.
      if (!/^xl\/(sharedStrings|styles)\.xml$/.test(file.name)) return;
    }
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      total += chunk.length;
      if (total > sheetLimits.inflatedBytes) throw tooLarge(`${sheetLimits.inflatedBytes >> 20} MiB`);
      chunks.push(chunk);
      if (final) parts.set(file.name, strFromU8(Buffer.concat(chunks)));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  // In small steps, so that the bound is met before the memory is.
  for (let at = 0; at < bytes.length; at += 16 << 10)
    unzip.push(bytes.subarray(at, at + (16 << 10)), at + (16 << 10) >= bytes.length);
  return parts;
}

/**
 * @param bytes an XLSX file
 * @returns its sheets in the order of the workbook
 * @throws SheetRefusal `malformed`, or `too-large` naming the cell that reaches too far
 */
export function scanWorkbook(bytes: Uint8Array): readonly ScannedSheet[] {
  const parts = inflate(bytes);
  const workbook = parts.get('xl/workbook.xml');
  const relations = parts.get('xl/_rels/workbook.xml.rels');
  if (workbook === undefined || relations === undefined)
    throw new SheetRefusal('malformed', '不是 XLSX 工作簿');
  const targets = new Map(
    [...relations.matchAll(tagsOf('Relationship'))].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target')?.replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  );
  let cells = 0;
  return [...workbook.matchAll(tagsOf('sheet'))].map(([tag]) => {
    const text = parts.get(targets.get(attribute(tag, '\\w+:id')) ?? '') ?? '';
    const scanned = scanCells(text);
    cells += scanned.cells;
    if (cells > sheetLimits.cells) throw tooLarge(`${sheetLimits.cells} 个单元格 cells`);
    const state = attribute(tag, 'state');
    return {
      name: attribute(tag, 'name') ?? '',
      hidden: state === 'hidden' || state === 'veryHidden',
      merged: scanned.merged,
      errors: scanned.errors,
    };
  });
}

/** Walks the cell tags of one sheet without building anything from them. */
function scanCells(text: string) {
  const errors: [number, number, string][] = [];
  let cells = 0;
  let row = -1;
  let column = -1;
  for (const match of text.matchAll(tagsOf('row|c'))) {
    const [tag] = match;
    if (/^<(?:\w+:)?row/.test(tag)) {
      const numbered = Number(attribute(tag, 'r'));
      row = Number.isInteger(numbered) && numbered > 0 ? numbered - 1 : row + 1;
      column = -1;
      continue;
    }
    // An empty cell carries only a format; spreadsheets leave thousands of them behind.
    const reference = attribute(tag, 'r');
    const place = reference === undefined ? undefined : placeOf(reference);
    column = place?.column ?? column + 1;
    row = place?.row ?? row;
    cells += 1;
    if (row >= sheetLimits.rows || column >= sheetLimits.columns)
      throw tooLarge(
        `${sheetLimits.rows} 行 × ${sheetLimits.columns} 列；单元格 ${reference ?? `${row + 1}/${column + 1}`} 在此之外，请删去它所在的行列再上传 · a cell lies beyond the limit`,
      );
    if (attribute(tag, 't') === 'e' && !tag.endsWith('/>')) {
      const rest = text.slice(match.index, match.index + 400);
      errors.push([row, column, /<(?:\w+:)?v>([^<]*)</.exec(rest)?.[1] ?? '#ERROR']);
    }
  }
  const merged = [...text.matchAll(tagsOf('mergeCell'))].flatMap(([tag]) => {
    const [from, to] = (attribute(tag, 'ref') ?? '').split(':').map(placeOf);
    if (!from || !to) return [];
    return [
      { fromRow: from.row, toRow: to.row + 1, fromColumn: from.column, toColumn: to.column + 1 },
    ] satisfies MergedArea[];
  });
  return { cells, errors, merged };
}
