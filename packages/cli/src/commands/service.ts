// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { readRelease, standingFolder } from '../release/release.ts';
import { accountFile, nameOf, type Program, programs, unitFile } from '../service/unit-file.ts';

export const command: Command = {
  summary: '装成系统服务（systemd） install as a service of the system',
  help: `mingjing service install PROGRAM [--data DIR] [--user NAME] [--also-writes DIR …] [--root DIR | --print] [-- ARGS]
mingjing service remove PROGRAM [--root DIR]

PROGRAM：recorder 录像机 · platform 监督台 · witness 见证人
写入加固的 systemd 单元：专用账号、只有数据目录可写、优先级、限额、看门狗；随后启动并设为开机启动。
Writes a hardened systemd unit: an account of its own, only its data writable, priority, limits, watchdog; then starts
it, now and at every boot. The data stays when a service is removed.

  --data DIR         数据目录，默认 /var/lib/mingjing/PROGRAM data directory
  --user NAME        服务账号，默认 mingjing；没有就新建 account; made when missing
  --also-writes DIR  另一块录像盘；可重复 another disk of footage; may be repeated
  --root DIR         只写入 DIR 下的文件，不启动（制作镜像） only write below DIR, start nothing (for images)
  --print            只打印 only print
  -- ARGS            原样交给程序，如 -- --config /etc/mingjing/recorder.json handed to the program as they are

退出码 exit: 0 done · 1 systemd 拒绝 systemd refused · 2 参数不可用 unusable arguments
`,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        user: { type: 'string', default: 'mingjing' },
        'also-writes': { type: 'string', multiple: true, default: [] },
        root: { type: 'string' },
        print: { type: 'boolean', default: false },
      },
    });
    const [action, name, ...rest] = positionals;
    const program = programs.find((one) => one === name);
    if ((action !== 'install' && action !== 'remove') || !program)
      throw new UsageError(
        `应为 install 或 remove，再加 ${programs.join('、')} · install or remove, then a program`,
      );
    if (!/^[a-z_][a-z0-9_-]{0,30}$/.test(values.user))
      throw new UsageError(`--user ${values.user}：不是账号名 · not an account name`);
    const root = values.root === undefined ? undefined : resolve(values.root);
    if (action === 'remove') return remove(program, root, terminal);
    const data = absolute('--data', values.data ?? `/var/lib/mingjing/${program}`);
    const unit = unitFile({
      program,
      ...startedFrom(),
      data,
      user: values.user,
      args: rest,
      alsoWrites: values['also-writes'].map((one) => absolute('--also-writes', one)),
    });
    if (values.print) {
      terminal.stdout(unit);
      return 0;
    }
    if (root === undefined) mayBeReached(process.execPath, import.meta.dirname);
    return install({ program, unit, user: values.user, data, root }, terminal);
  },
};

/** From a release: by the link to the one in use, so that an upgrade needs no new unit. */
function startedFrom(): { readonly node: string; readonly entry: string } {
  const folder = standingFolder();
  const own = join(folder, 'bin', 'node');
  return {
    node: readRelease(folder) && existsSync(own) ? own : process.execPath,
    entry: join(folder, 'packages', 'cli', 'bin', 'mingjing.mjs'),
  };
}

interface Installation {
  readonly program: Program;
  readonly unit: string;
  readonly user: string;
  readonly data: string;
  readonly root: string | undefined;
}

function install({ program, unit, user, data, root }: Installation, terminal: Terminal): 0 | 1 {
  const unitPath = join(root ?? '/', 'etc/systemd/system', nameOf(program));
  const files = [
    [unitPath, unit],
    [join(root ?? '/', 'etc/sysusers.d/mingjing.conf'), accountFile(user)],
    // The account owns its data, also on an image that has no such account yet: systemd-tmpfiles(8).
    [
      join(root ?? '/', `etc/tmpfiles.d/mingjing-${program}.conf`),
      `d "${data.replaceAll('%', '%%')}" 0750 ${user} ${user} -\n`,
    ],
  ] as const;
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: 0o644 });
    }
  } catch (error) {
    throw new UsageError(
      `${unitPath}：不能写入，请用 root 运行 · cannot be written, run as root: ${reasonOf(error)}`,
    );
  }
  terminal.stdout(`${files.map(([file]) => file).join('\n')}\n`);
  if (root !== undefined) return 0;
  return inTurn(terminal, [
    ['systemd-sysusers', '/etc/sysusers.d/mingjing.conf'],
    ['systemd-tmpfiles', '--create', `/etc/tmpfiles.d/mingjing-${program}.conf`],
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'enable', '--now', nameOf(program)],
  ]);
}

function remove(program: Program, root: string | undefined, terminal: Terminal): 0 | 1 {
  const unitPath = join(root ?? '/', 'etc/systemd/system', nameOf(program));
  if (!existsSync(unitPath)) throw new UsageError(`${unitPath}：没有安装 · not installed`);
  if (root === undefined && inTurn(terminal, [['systemctl', 'disable', '--now', nameOf(program)]]) !== 0)
    return 1;
  rmSync(unitPath);
  rmSync(join(root ?? '/', `etc/tmpfiles.d/mingjing-${program}.conf`), { force: true });
  terminal.stdout(`${unitPath} 已删除，数据还在 · removed, the data stays\n`);
  return root === undefined ? inTurn(terminal, [['systemctl', 'daemon-reload']]) : 0;
}

/** Stops at the first that refuses, with what it said. */
function inTurn(terminal: Terminal, commands: readonly (readonly [string, ...string[]])[]): 0 | 1 {
  for (const [program, ...args] of commands)
    try {
      execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    } catch (error) {
      terminal.stderr(`${[program, ...args].join(' ')}：${reasonOf(error)}\n`);
      return 1;
    }
  return 0;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return said === '' ? error.message : said;
}

function absolute(option: string, path: string): string {
  if (!isAbsolute(path) || /[\n\r"]/.test(path))
    throw new UsageError(`${option} ${path}：应为绝对路径 · must be an absolute path`);
  return path;
}

/** A service sees no home and a temporary folder of its own: a program there would not be found. */
function mayBeReached(...paths: readonly string[]): void {
  for (const path of paths)
    if (/^\/(root|home|run\/user|tmp|var\/tmp)(\/|$)/.test(path))
      throw new UsageError(
        `${path}：服务账号进不去，请把明镜放到 /opt/mingjing 再装 · out of reach of a service, install from /opt/mingjing`,
      );
}
