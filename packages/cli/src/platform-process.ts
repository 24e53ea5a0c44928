// SPDX-License-Identifier: Apache-2.0
/**
 * The platform beside a recorder on one machine, in a process of its own: whatever it runs into, recording goes on.
 * It is started again when it dies, at the port it had, and it ends when the program that started it is gone.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { UsageError } from './command.ts';

const program = join(import.meta.dirname, '..', 'bin', 'mingjing.mjs');
/** How the platform is told who the first administrator is; read once and removed from its environment. */
export const firstAdministratorVariable = 'MINGJING_FIRST_ADMINISTRATOR';
const waitsMs = [1000, 2000, 5000, 15_000, 60_000];

export interface PlatformProcessOptions {
  readonly directory: string;
  readonly port: number;
  readonly demo: boolean;
  readonly firstAdministrator?: { readonly user: string; readonly password: string };
  /** Told in a sentence when the platform died and when it is back. */
  readonly tell: (sentence: string) => void;
}

export interface PlatformProcess {
  readonly url: string;
  /** For the demo recorder, when the demo unit has none yet. */
  readonly enrolmentCode?: string;
  readonly admin?: { readonly user: string; readonly password: string };
  readonly close: () => Promise<void>;
}

interface Ready {
  readonly platform: string;
  readonly admin?: PlatformProcess['admin'];
}

/**
 * @throws UsageError with the platform's own sentence when the first start is refused
 */
export async function startPlatformProcess(options: PlatformProcessOptions): Promise<PlatformProcess> {
  let child = launch(options, options.port);
  const told = options.demo ? once(child, 'message') : Promise.resolve([{}]);
  const [ready, [{ enrolmentCode }]] = (await Promise.all([readiness(child), told])) as [
    Ready,
    [{ readonly enrolmentCode?: string }],
  ];
  const port = Number(new URL(ready.platform).port);
  let closing = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const watch = (one: ChildProcess): void => {
    one.once('exit', (code, signal) => {
      if (closing) return;
      const waitMs = waitsMs[Math.min(failures, waitsMs.length - 1)] ?? 0;
      failures += 1;
      options.tell(
        `监督台停了（${signal ?? code}），录像不受影响，${waitMs / 1000} 秒后重新启动 · the platform died, recording goes on, started again in ${waitMs / 1000} s`,
      );
      timer = setTimeout(again, waitMs);
    });
  };
  const again = (): void => {
    child = launch(options, port);
    watch(child);
    readiness(child).then(
      () => {
        failures = 0;
        options.tell('监督台已恢复 · the platform is back');
      },
      // Its exit is what counts and what is watched.
      (error: unknown) => options.tell(error instanceof Error ? error.message : String(error)),
    );
  };
  watch(child);

  return {
    url: ready.platform,
    ...(enrolmentCode !== undefined && { enrolmentCode }),
    ...(ready.admin && { admin: ready.admin }),
    close: async () => {
      closing = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function launch({ directory, demo, firstAdministrator }: PlatformProcessOptions, port: number): ChildProcess {
  return spawn(
    process.execPath,
    [
      program,
      'platform',
      'start',
      '--data',
      directory,
      '--port',
      String(port),
      '--json',
      ...(demo ? ['--demo'] : []),
    ],
    {
      // The fourth is a channel: when it closes, the program that started the platform is gone, and so it goes too.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A Ctrl-C in the terminal reaches us alone; we stop the platform after the recorder has closed its files.
      detached: process.platform !== 'win32',
      env: {
        ...process.env,
        ...(firstAdministrator && { [firstAdministratorVariable]: JSON.stringify(firstAdministrator) }),
      },
    },
  );
}

/** The line with which the platform says that it serves; everything else it writes goes on to our standard error. */
function readiness(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let out = '';
    let refusal = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
      const [line, rest] = out.split('\n');
      if (rest !== undefined) resolve(JSON.parse(line ?? '') as Ready);
    });
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      const lines = piece.split(/(?<=\n)/);
      refusal = lines.findLast((line) => line.startsWith('mingjing: ')) ?? refusal;
      const logged = lines
        .filter((line) => !line.startsWith('mingjing: ') && !line.includes('Ctrl-C'))
        .join('');
      if (logged !== '') process.stderr.write(logged);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      const sentence = refusal.replace('mingjing: ', '').trim();
      reject(code === 2 ? new UsageError(sentence) : new Error(`platform ended with ${code} ${sentence}`));
    });
  });
}
