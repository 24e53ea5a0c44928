// SPDX-License-Identifier: Apache-2.0
/** `mingjing law impact`: stored cases and units, one JSON object a line, judged as they are read; a million in minutes. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { type Impact, ImpactTally, impactBetween, impactText, LawError } from '@mingjing/law';
import { type ExitCode, type Terminal, UsageError } from './command.ts';
import { print, todayInChina } from './law-files.ts';

interface Unread {
  readonly line: number;
  readonly problem: string;
}
/** A file of a million wrong lines is told by its first ones. */
const mostUnread = 50;

export async function impactTask(
  [a = '', b = '']: readonly string[],
  json: boolean,
  terminal: Terminal,
  _text: boolean,
  { cases, out }: { readonly cases?: string; readonly out?: string },
): Promise<ExitCode> {
  if (cases === undefined) {
    throw new UsageError('--cases：要写一个文件，一行一个案件或者单位（JSON） · one case or unit a line');
  }
  const impact = impactBetween(a, b, todayInChina());
  const tally = new ImpactTally();
  const list = out === undefined ? undefined : await writer(out);
  const unread = await judgeLines(cases, terminal, { impact, tally, list });
  if (list !== undefined) {
    list.end();
    await finished(list);
  }
  const report = tally.report();
  if (json) print(terminal, { versions: [a, b], ...report, unread: unread.lines, unreadCount: unread.count });
  else terminal.stdout(impactText(impact, report));
  for (const { line, problem } of unread.lines) terminal.stderr(`${cases}:${line}：${problem}\n`);
  if (unread.count > 0) terminal.stderr(`有 ${unread.count} 行不能读，没有计入 · lines left out\n`);
  return unread.count > 0 ? 2 : 0;
}

interface Judging {
  readonly impact: Impact;
  readonly tally: ImpactTally;
  readonly list: WriteStream | undefined;
}

async function judgeLines(
  file: string,
  terminal: Terminal,
  { impact, tally, list }: Judging,
): Promise<{ readonly count: number; readonly lines: readonly Unread[] }> {
  const { lines, size } = await linesOf(file);
  const progress = progressOn(terminal, size);
  const unread: Unread[] = [];
  let [line, count, bytes] = [0, 0, 0];
  try {
    for await (const text of lines) {
      line += 1;
      bytes += Buffer.byteLength(text) + 1;
      if (text.trim() === '') continue;
      const entry = judged(impact, text);
      if ('problem' in entry) {
        count += 1;
        if (unread.length < mostUnread) unread.push({ line, problem: entry.problem });
        continue;
      }
      tally.add(entry);
      if (list !== undefined && entry.moves !== null && entry.moves.length > 0) {
        if (!list.write(`${JSON.stringify(entry)}\n`)) await once(list, 'drain');
      }
      progress(line, bytes);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}：不能读取 · cannot be read: ${reason}`, { cause: error });
  }
  progress.end(line);
  return { count, lines: unread };
}

function judged(impact: Impact, text: string): ReturnType<Impact['judge']> | { readonly problem: string } {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return { problem: '不是 JSON（一行一个对象） · not one JSON object a line' };
  }
  try {
    return impact.judge(input);
  } catch (error) {
    if (error instanceof LawError) return { problem: error.message };
    throw error;
  }
}

async function linesOf(
  file: string,
): Promise<{ readonly lines: AsyncIterable<string>; readonly size: number | null }> {
  if (file === '-') return { lines: createInterface({ input: process.stdin }), size: null };
  try {
    const { size } = await stat(file);
    return {
      lines: createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }),
      size,
    };
  } catch (error) {
    throw new UsageError(`${file}：不能读取 · cannot be read`, { cause: error });
  }
}

async function writer(file: string): Promise<WriteStream> {
  const stream = createWriteStream(file);
  await new Promise<void>((done, fail) => {
    stream.once('open', () => done());
    stream.once('error', (error) =>
      fail(new UsageError(`${file}：不能写入 · cannot be written: ${error.message}`, { cause: error })),
    );
  });
  return stream;
}

type Progress = ((line: number, bytes: number) => void) & { readonly end: (line: number) => void };

/** One line on a terminal, at most every half second; nothing where nobody watches. */
function progressOn(terminal: Terminal, size: number | null): Progress {
  const startMs = performance.now();
  let shownMs = startMs;
  const show = (line: number, bytes: number): void => {
    if (!terminal.interactive || line % 256 !== 0) return;
    const nowMs = performance.now();
    if (nowMs - shownMs < 500) return;
    shownMs = nowMs;
    const share = size === null || size === 0 ? '' : `　${Math.min(99, Math.floor((bytes / size) * 100))}%`;
    const perSecond = Math.round((line / (nowMs - startMs)) * 1000);
    terminal.stderr(`\r已推演 ${line} 行${share}　每秒 ${perSecond} 行   `);
  };
  const end = (line: number): void => {
    if (terminal.interactive) terminal.stderr(`\r已推演 ${line} 行　100%${' '.repeat(24)}\n`);
  };
  return Object.assign(show, { end });
}
