// SPDX-License-Identifier: Apache-2.0
/** What the law commands read from outside: requests, the seed texts, and today's date in China. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Terminal, UsageError } from './command.ts';

/** One JSON document on standard output. */
export const print = (terminal: Terminal, value: unknown): void =>
  terminal.stdout(`${JSON.stringify(value, null, 2)}\n`);

/** JSON from a file, or from standard input for `-` or nothing. */
export async function readJson(file: string | undefined, terminal: Terminal): Promise<unknown> {
  const where = file === undefined || file === '-' ? 'stdin' : file;
  const text = where === 'stdin' ? await terminal.readStdin() : await readText(where);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${where}：不是 JSON · not JSON: ${reason}`);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}：不能读取 · cannot be read`, { cause: error });
  }
}

/** The seed texts kept with the law package, by file name. */
export async function readSeeds(): Promise<ReadonlyMap<string, string>> {
  const folder = new URL('../seeds/', import.meta.resolve('@mingjing/law'));
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.txt'));
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
    ),
  );
}

/** Calendar day now in China, `YYYY-MM-DD`. */
export const todayInChina = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
