// SPDX-License-Identifier: Apache-2.0
/** The `mingjing` command: picks a command, runs it, turns what it throws into an exit code. */
import { type Command, type ExitCode, type Terminal, UsageError } from './command.ts';
import { ownFolder, readRelease } from './release/release.ts';
import { startWatchdog } from './service/watchdog.ts';

/** Loaded only when asked for, so that `law decide` does not wait for a database driver. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  up: () => import('./commands/up.ts'),
  recorder: () => import('./commands/recorder.ts'),
  platform: () => import('./commands/platform.ts'),
  record: () => import('./commands/record.ts'),
  cameras: () => import('./commands/cameras.ts'),
  gb28181: () => import('./commands/gb28181.ts'),
  discover: () => import('./commands/discover.ts'),
  segments: () => import('./commands/segments.ts'),
  export: () => import('./commands/export.ts'),
  verify: () => import('./commands/verify.ts'),
  open: () => import('./commands/open.ts'),
  challenge: () => import('./commands/challenge.ts'),
  'rotate-key': () => import('./commands/rotate-key.ts'),
  health: () => import('./commands/health.ts'),
  reindex: () => import('./commands/reindex.ts'),
  witness: () => import('./commands/witness.ts'),
  service: () => import('./commands/service.ts'),
  upgrade: () => import('./commands/upgrade.ts'),
  simulate: () => import('./commands/simulate.ts'),
  law: () => import('./commands/law.ts'),
  'parse-sanction': () => import('./commands/parse-sanction.ts'),
};

/**
 * Runs one command line.
 *
 * @param args what stands behind `mingjing`
 * @param terminal where to read and write; the process by default
 * @returns the exit code of the contract (0, 1, 2, 70)
 */
export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      terminal.stdout(await overview());
      return name === undefined ? 2 : 0;
    }
    const release = readRelease(ownFolder);
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load && release && !release.commands.includes(name))
      throw new UsageError(`${name}：不在这个安装包里 · not in this archive (${release.name})`);
    if (!load) throw new UsageError(`没有 ${name} 这条命令 · no such command: ${name} (mingjing --help)`);
    const { command } = await load();
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.stdout(command.help.endsWith('\n') ? command.help : `${command.help}\n`);
      return 0;
    }
    startWatchdog(process.env, (error) => terminal.stderr(`systemd-notify: ${error.message}\n`));
    return await command.run(rest, terminal);
  } catch (error) {
    return report(error, terminal);
  }
}

function report(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError || isParseArgsError(error)) {
    terminal.stderr(`mingjing: ${oneLine(error.message)}\n`);
    return 2;
  }
  terminal.stderr(
    `mingjing: 内部错误 · internal error\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 70;
}

/** `util.parseArgs` throws TypeErrors with a code of their own. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

async function overview(): Promise<string> {
  const lines = [
    '明镜 Mingjing',
    '',
    '用法 usage: mingjing COMMAND [OPTIONS]   (mingjing COMMAND --help)',
    '',
  ];
  const held = readRelease(ownFolder)?.commands ?? Object.keys(commands);
  for (const [name, load] of Object.entries(commands).filter(([one]) => held.includes(one))) {
    lines.push(`  ${name.padEnd(16)}${(await load()).command.summary}`);
  }
  return `${lines.join('\n')}\n`;
}

function processTerminal(): Terminal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));
  // A reader that has seen enough (`| head`) closes the pipe: what runs is asked to stop, and nothing is wrong
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    stop.abort('SIGPIPE');
  });
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    readStdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks).toString('utf8');
    },
    signal: stop.signal,
    interactive: process.stderr.isTTY === true,
  };
}
