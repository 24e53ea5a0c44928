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
  /** The sheet the table stood in, `''` for text. */
  readonly sheet: string;
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
  const sheets = await readInWorker(bytes);
  const visible = sheets.filter(({ hidden }) => !hidden);
  let fewest: readonly string[] | undefined;
  for (const sheet of visible) {
    for (const [at, row] of sheet.rows.slice(0, headingWithin).entries()) {
      const columns = heads.map((head) => row.findIndex((cell) => wordOf(cell) === wordOf(head)));
      const missing = needed.filter((head) => (columns[heads.indexOf(head)] ?? -1) < 0);
      if (missing.length === 0) return tableBelow(sheet, at, columns, most);
      if (fewest === undefined || missing.length < fewest.length) fewest = missing;
    }
  }
  throw new SheetRefusal(
    'malformed',
    fewest === undefined ? '没有可见的、有内容的工作表' : `找不到标题行，缺少列：${fewest.join('、')}`,
  );
}

function tableBelow(sheet: Sheet, headingAt: number, columns: readonly number[], most: number): Table {
  const rows = sheet.rows
    .slice(headingAt + 1)
    .map((row, index) => ({
      row: headingAt + index + 2,
      cells: columns.map((column) => emptied(row[column] ?? null)),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  if (rows.length > most) throw new SheetRefusal('too-large', `${most} 行 rows`);
  return { rows, sheet: sheet.name };
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
