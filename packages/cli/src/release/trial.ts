// SPDX-License-Identifier: Apache-2.0
/** Starts an unpacked release on the data, on a port of its own, until it says that it is ready; then stops it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Program } from '../service/unit-file.ts';

/** How each program begins, and where its data is named. */
const words: Readonly<Record<Program, (data: string) => readonly string[]>> = {
  recorder: (data) => ['recorder', '--data', data],
  platform: (data) => ['platform', 'start', '--data', data],
  witness: (data) => ['witness', '--store', data],
};

export interface Trial {
  /** `mingjing` of the release. */
  readonly folder: string;
  readonly program: Program;
  readonly data: string;
  /** What else stands on the program's command line. */
  readonly args: readonly string[];
  readonly waitMs: number;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whose the data is: an administrator's upgrade leaves no file that the service could not write. */
export function ownerOf(data: string): Account | undefined {
  const { uid, gid } = statSync(data);
  return process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : undefined;
}

const as = (data: string) => {
  const owner = ownerOf(data);
  return owner && { ...owner, env: { ...process.env, HOME: dirname(data) } };
};

/** Runs one command of a release to its end. @param data as whose owner it runs; absent: as ourselves */
export async function runRelease(
  folder: string,
  args: readonly string[],
  data?: string,
): Promise<{ readonly status: number; readonly said: string }> {
  const child = spawn(join(folder, 'mingjing'), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(data !== undefined && as(data)),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status: status ?? 70, said: said.trim() };
}

/**
 * The first start is what brings files and database forward.
 *
 * @returns undefined when it became ready and stopped cleanly, else what it said
 */
export async function tryStart({ folder, program, data, args, waitMs }: Trial): Promise<string | undefined> {
  const line = [...words[program](data), ...args, '--host', '127.0.0.1', '--port', '0', '--json'];
  const child = spawn(join(folder, 'mingjing'), line, { stdio: ['ignore', 'pipe', 'pipe'], ...as(data) });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => (said = `${said}${piece}`.slice(-4000)));
  const ended = once(child, 'close').then(([status, signal]) => `exit ${status ?? signal}`);
  const ready = new Promise<'ready'>((resolve) => {
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece;
      if (/"ready":\s*true/.test(text)) resolve('ready');
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, waitMs, 'late');
  });
  const how = await Promise.race([ready, ended, late]);
  clearTimeout(timer);
  if (how === 'late') child.kill('SIGKILL');
  else child.kill('SIGTERM');
  const end = await ended;
  if (how === 'ready' && end === 'exit 0') return undefined;
  const why = how === 'late' ? `未就绪 · not ready in ${waitMs / 1000} s` : end;
  return `${why}\n${said.trim()}`;
}
