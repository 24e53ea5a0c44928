// SPDX-License-Identifier: Apache-2.0
/** An upload as a table under known headings, read in a worker that cannot take the server with it. */
import { Worker } from 'node:worker_threads';
import type { Cell, Sheet } from './read-sheets.ts';
import { SheetRefusal } from './sheet-refusal.ts';

/** Most data rows of one import. */
const mostRows = 20_000;
const memoryMiB = 512;
const mostMs = 60_000;
/** A title, a line on how to fill in and an empty row may stand above the headings. */
const headingWithin = 12;

export interface Table {
  /** One array per data row, in the order of the headings asked for; a missing cell is null. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[];
  /** Names of other visible sheets that hold such a table too. */
  readonly unread: readonly string[];
}

/**
 * Reads the first visible sheet that has the needed headings in one of its first rows.
 *
 * @param heads headings that are read, each column once, in any order and in any language variant of white space
 * @param needed those that must be there
 * @param most data rows
 * @returns rows that hold anything, each with its number in the sheet (from 1, as the person sees it)
 * @throws SheetRefusal `malformed` (what is wrong, or which headings are missing), `too-large`
 */
export async function readTable(
  bytes: Uint8Array,
  heads: readonly string[],
  needed: readonly string[],
  most = mostRows,
): Promise<Table> {
  const visible = (await readInWorker(bytes)).filter(({ hidden }) => !hidden);
  const found = visible.map((sheet) => ({ sheet, table: findTable(sheet, heads, needed) }));
  const held = found.flatMap(({ sheet: { name }, table }) =>
    table.kind === 'table' ? [{ name, ...table }] : [],
  );
  const [table = undefined, ...others] = [
    ...held.filter(({ rows }) => rows.length > 0),
    ...held.filter(({ rows }) => rows.length === 0),
  ];
  if (table === undefined)
    throw noTable(found.flatMap(({ table: one }) => (one.kind === 'none' ? [one.missing] : [])));
  if (table.rows.length > most) throw new SheetRefusal('too-large', `${most} 行 rows`);
  return {
    rows: table.rows,
    unread: others.filter(({ rows }) => rows.length > 0).map(({ name }) => name),
  };
}

function noTable(missing: readonly (readonly string[])[]): SheetRefusal {
  const [fewest] = missing.toSorted((one, other) => one.length - other.length);
  return new SheetRefusal(
    'malformed',
    fewest === undefined ? '没有可见的、有内容的工作表' : `找不到标题行，缺少列：${fewest.join('、')}`,
  );
}

type Found =
  | { readonly kind: 'table'; readonly rows: Table['rows'] }
  | { readonly kind: 'none'; readonly missing: readonly string[] };

/** The rows below the headings of a sheet; the fewest headings that its rows lack if none has them all. */
function findTable({ rows }: Sheet, heads: readonly string[], needed: readonly string[]): Found {
  let fewest = needed;
  for (const [at, row] of rows.slice(0, headingWithin).entries()) {
    const columns = columnsOf(row, heads);
    const missing = needed.filter((head) => (columns[heads.indexOf(head)] ?? -1) < 0);
    if (missing.length === 0) return { kind: 'table', rows: rowsBelow(rows, at, columns, heads) };
    if (missing.length < fewest.length) fewest = missing;
  }
  return { kind: 'none', missing: fewest };
}

const columnsOf = (row: readonly Cell[], heads: readonly string[]): readonly number[] =>
  heads.map((head) => row.findIndex((cell) => wordOf(cell) === wordOf(head)));

/** Headings may take two rows, a group above what it holds: below what stands in the first, the second is empty or the same. */
function rowsBelow(
  rows: Sheet['rows'],
  headingAt: number,
  first: readonly number[],
  heads: readonly string[],
): Table['rows'] {
  const lower = rows[headingAt + 1] ?? [];
  const second = columnsOf(lower, heads);
  const isHeading =
    second.some((column) => column >= 0) &&
    first.every((column, at) => column < 0 || ['', wordOf(heads[at])].includes(wordOf(lower[column])));
  const columns = isHeading ? first.map((column, at) => (column < 0 ? (second[at] ?? -1) : column)) : first;
  const from = headingAt + (isHeading ? 2 : 1);
  return rows
    .slice(from)
    .map((row, index) => ({
      row: from + index + 1,
      cells: columns.map((column) => emptied(row[column] ?? null)),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
}

const emptied = (cell: Cell): Cell => (typeof cell === 'string' && cell.trim() === '' ? null : cell);
/** Headings are one whatever the width of their characters, blanks, or a mark for "must be filled in". */
const wordOf = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .normalize('NFKC')
    .replaceAll(/[\s*:()（）]/g, '');

/** Workers at once: each may take its memory. */
const mostWorkers = 2;
const waiting: (() => void)[] = [];
let running = 0;

async function readInWorker(bytes: Uint8Array): Promise<readonly Sheet[]> {
  if (running >= mostWorkers) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await readAlone(bytes);
  } finally {
    // Its place goes to the next, or is free.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function readAlone(bytes: Uint8Array): Promise<readonly Sheet[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet.worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB, maxYoungGenerationSizeMb: 64 },
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const refuse = (limit: string, cause?: unknown): void =>
      end(() => reject(new SheetRefusal('too-large', limit, cause)));
    const timer = setTimeout(() => refuse(`${mostMs / 1000} 秒 s`), mostMs);
    worker.once('message', (answer: Answer) =>
      end(() => {
        if ('sheets' in answer) return resolve(answer.sheets);
        const { kind, reason, message } = answer.refusal;
        reject(kind === undefined ? new Error(message) : new SheetRefusal(kind, reason));
      }),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? refuse(`${memoryMiB} MiB`, error)
        : end(() => reject(error)),
    );
  });
}

type Answer =
  | { readonly sheets: readonly Sheet[] }
  | { readonly refusal: Pick<SheetRefusal, 'reason' | 'message'> & { readonly kind?: SheetRefusal['kind'] } };
