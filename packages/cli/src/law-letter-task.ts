// SPDX-License-Identifier: Apache-2.0
/** `mingjing law letter`: a decision, its letter, a file. The letter is the law package's, the layout the documents'. */
import { writeFile } from 'node:fs/promises';
import { reasonedLetterPaper, renderDocx, renderPdf } from '@mingjing/documents';
import { decide, LawError, type LetterHead, parseFinders, parseRequest, reasonedLetter } from '@mingjing/law';
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
  const { head, rest } = headOf(await readJson(file, terminal));
  const request = parseRequest(rest, todayInChina());
  const response = decide(request);
  const letter = reasonedLetter(request, response, head);
  if (json) print(terminal, letter);
  if (out === undefined) return 0;
  const paper = reasonedLetterPaper(letter);
  const issuedAt = `${request.decisionDate}T00:00:00+08:00`;
  const bytes =
    format === 'docx'
      ? await renderDocx(paper)
      : renderPdf(paper, { issuedAt, attachments: [attached(request, response)] });
  await write(out, bytes);
  if (!json) terminal.stdout(`${out}：裁量说明书，${bytes.length} 字节\n`);
  return 0;
}

const attached = (request: object, response: object) => ({
  name: 'decision.json',
  bytes: new TextEncoder().encode(`${JSON.stringify({ request, response }, null, 2)}\n`),
  mimeType: 'application/json',
  description: '事实和推理全文 request and response of decide',
});

/** What the letter needs besides the request of `decide`. */
function headOf(input: unknown): { readonly head: LetterHead; readonly rest: unknown } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { head: {}, rest: input };
  const { found, ...others } = input as Readonly<Record<string, unknown>>;
  const rest: Record<string, unknown> = { ...others };
  const head: { -readonly [Key in keyof LetterHead]: LetterHead[Key] } = {};
  for (const key of ['caseNumber', 'unit', 'preparedBy'] as const) {
    const value = rest[key];
    delete rest[key];
    if (value === undefined) continue;
    if (typeof value !== 'string')
      throw new LawError('law/input-invalid', { path: key, problem: '应为文字' });
    head[key] = value;
  }
  return { head: found === undefined ? head : { ...head, found: parseFinders(found) }, rest };
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}：不能写入 · cannot be written: ${reason}`, { cause: error });
  }
}
