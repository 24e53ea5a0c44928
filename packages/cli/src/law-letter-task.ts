// SPDX-License-Identifier: Apache-2.0
/** `mingjing law letter`: a decision, its letter, a file. The letter is the law package's, the layout the documents'. */
import { writeFile } from 'node:fs/promises';
import { renderReasonedLetter } from '@mingjing/documents';
import { writeLetter } from '@mingjing/law';
import { type ExitCode, type Terminal, UsageError } from './command.ts';
import { print, readJson, todayInChina } from './law-files.ts';

export async function letterTask(
  [file]: readonly string[],
  json: boolean,
  terminal: Terminal,
  _text: boolean,
  { out }: { readonly out?: string },
): Promise<ExitCode> {
  const format =
    out === undefined ? (json ? 'json' : undefined) : /\.(pdf|docx)$/i.exec(out)?.[1]?.toLowerCase();
  if (format === undefined) throw new UsageError('--out：应为 .pdf 或者 .docx 文件（或者只用 --json）');
  const written = writeLetter(await readJson(file, terminal), todayInChina());
  if (json) print(terminal, written.letter);
  if (out === undefined) return 0;
  const { bytes } = await renderReasonedLetter(written, format === 'docx' ? 'docx' : 'pdf');
  await write(out, bytes);
  if (!json) terminal.stdout(`${out}：裁量说明书，${bytes.length} 字节\n`);
  return 0;
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}：不能写入 · cannot be written: ${reason}`, { cause: error });
  }
}
