// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { processes } from '@mingjing/law';
import {
  backUp,
  demoEnrolmentCode,
  type PlatformOptions,
  resetOffline,
  restore,
  seedPlatform,
  startPlatform,
} from '@mingjing/platform';
import { isProxyName } from '@mingjing/web';
import { pino } from 'pino';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { verifyDrawFile } from '../platform-draw.ts';
import { firstAdministratorVariable } from '../platform-process.ts';
import { platformRefusal } from '../platform-refusal.ts';
import { processesText } from '../processes-text.ts';
import { asUsage } from '../refusal-line.ts';

export const command: Command = {
  summary: '监督台（生产） the platform, for production',
  help: `mingjing platform start   [--config FILE] [--data DIR] [--port N] [--host ADDRESS] [--demo] [--simulation] [--json]
mingjing platform seed    --data DIR --units N [--cameras N]
mingjing platform backup  --data DIR --out FILE
mingjing platform restore --data DIR --from FILE
mingjing platform reset-administrator --data DIR --user NAME --reason TEXT [--second-factor] [--config FILE] [--json]
mingjing platform processes [--json]
mingjing platform draw verify FILE [--key VKEY] [--json]

start    启动监督台：登记、备案、公开页面、审计。配置文件为 JSON，见 docs/operations.md。
         Starts the platform: register, filing, public pages, audit.
seed     写入 N 个演示单位，用于按规模试验 · writes N plainly invented units, to try it at scale
backup   备份数据库到一个文件 · the whole database into one file
restore  恢复到空的数据目录 · into an empty data directory
reset-administrator 唯一的管理员丢了密码或手机：在服务器上重置，记入日志；用自带数据库时先停下监督台
         the only administrator lost password or telephone: reset on the server, in the log; with the
         platform's own database stop it first
draw verify 复核一次公布的双随机抽取，不需要数据库 · repeats a published random draw; needs no database
processes 打印各项程序：状态、步骤、条件、期限、依据 · every process as data: states, steps, needs, clocks, articles

  --config FILE   port, host, publicUrl, behindProxy, databaseUrl, databaseApplicationUrl, smtpUrl, shortMessageUrl, mapTiles, oidc
  --data DIR      数据目录，默认 ./data/platform · data directory
  --port N        端口，默认 8430 · port
  --key VKEY      平台日志的公钥（从别处得到）；不给时用记录中的 · key of the platform's log, had from elsewhere
  --user NAME     管理员的登录名或邮箱 · name or e-mail of the administrator
  --reason TEXT   为什么重置，写进日志 · why, kept in the log
  --second-factor 第二因素、备用码和通行密钥也重置 · also authenticator, backup codes and passkeys
  --demo          空的登记里放入演示区县 · fills an empty register with a demo county
  --simulation    试验平台：接受 mingjing simulate --platform 的模拟区县 · for trials: takes simulated counties
  --json          就绪时在标准输出写一行 · one line when ready: {"ready":true,"platform":"http://…","listening":"http://…","admin":{"user","password"}}

环境变量 environment: MINGJING_PLATFORM_DATA MINGJING_PLATFORM_PORT DATABASE_URL DATABASE_APP_URL MINGJING_SMTP_URL

退出码 exit: 0 正常 done · 1 抽取复核不符 the draw does not hold · 2 参数、目录、端口或文件不可用 unusable arguments, directory, port or file
`,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        units: { type: 'string' },
        cameras: { type: 'string' },
        out: { type: 'string' },
        from: { type: 'string' },
        key: { type: 'string' },
        user: { type: 'string' },
        reason: { type: 'string' },
        'second-factor': { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        simulation: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [task = 'start', ...rest] = positionals;
    if (task === 'draw') return verifyDrawFile(rest, values, terminal);
    if (rest.length > 0) throw new UsageError(`platform: 多余的参数 · too many arguments: ${rest.join(' ')}`);
    const directory = resolve(values.data ?? process.env['MINGJING_PLATFORM_DATA'] ?? 'data/platform');
    switch (task) {
      case 'start':
        return asUsage(() => start(optionsOf(directory, values), values.json, terminal), platformRefusal);
      case 'seed':
        return asUsage(async () => {
          await seedPlatform(
            { directory },
            whole('--units', values.units),
            whole('--cameras', values.cameras ?? '0'),
          );
          terminal.stdout('已写入 · written\n');
          return 0 as const;
        }, platformRefusal);
      case 'backup':
        return asUsage(async () => {
          await backUp({ directory }, resolve(needed('--out FILE', values.out)));
          terminal.stdout('已备份 · backed up\n');
          return 0 as const;
        }, platformRefusal);
      case 'restore':
        return asUsage(async () => {
          await restore({ directory }, resolve(needed('--from FILE', values.from)));
          terminal.stdout('已恢复 · restored\n');
          return 0 as const;
        }, platformRefusal);
      case 'reset-administrator':
        return asUsage(
          () =>
            reset(
              optionsOf(directory, values),
              {
                user: needed('--user NAME', values.user),
                reason: needed('--reason TEXT', values.reason),
                secondFactor: values['second-factor'],
              },
              values.json,
              terminal,
            ),
          platformRefusal,
        );
      case 'processes':
        terminal.stdout(values.json ? `${JSON.stringify(processes, null, 2)}\n` : processesText());
        return 0;
      default:
        throw new UsageError(
          `platform: 没有 ${task} 这个任务 · no such task: ${task} (start, seed, backup, restore, reset-administrator, processes, draw)`,
        );
    }
  },
};

async function reset(
  options: PlatformOptions,
  administrator: Parameters<typeof resetOffline>[1],
  json: boolean,
  terminal: Terminal,
): Promise<0> {
  const password = await resetOffline(options, administrator);
  terminal.stdout(
    json
      ? `${JSON.stringify({ user: administrator.user, password })}\n`
      : `密码（只显示这一次，登录后立即修改） password, shown once, to be changed at sign-in  ${password}\n`,
  );
  return 0;
}

async function start(options: PlatformOptions, json: boolean, terminal: Terminal): Promise<0> {
  const { url, listening, admin, platform, close } = await startPlatform(options);
  // To the program that started this one and nobody else: the recorder beside it enrols with it.
  if (options.demo && process.connected) process.send?.({ enrolmentCode: await demoEnrolmentCode(platform) });
  if (json)
    terminal.stdout(
      `${JSON.stringify({ ready: true, platform: url, listening, ...(admin && { admin }) })}\n`,
    );
  else {
    terminal.stdout(`监督台 platform  ${url}/desk/\n`);
    if (admin)
      terminal.stdout(
        `管理员 administrator  ${admin.user}\n密码（只显示这一次） password, shown once  ${admin.password}\n`,
      );
  }
  terminal.stderr('Ctrl-C 停止 · Ctrl-C stops\n');
  if (!terminal.signal.aborted) await Promise.race([once(terminal.signal, 'abort'), starterGone()]);
  await close();
  // An open channel would keep this process alive.
  if (process.connected) process.disconnect();
  terminal.stderr('监督台已停止 · platform stopped\n');
  return 0;
}

/** Settles when the program that started this one with a channel is gone; never without a channel. */
function starterGone(): Promise<unknown> {
  return process.connected ? once(process, 'disconnect') : new Promise(() => undefined);
}

/** Named by the program that started this one; the password is nowhere else. */
function takeFirstAdministrator(): PlatformOptions['firstAdministrator'] {
  const text = process.env[firstAdministratorVariable];
  delete process.env[firstAdministratorVariable];
  return text === undefined ? undefined : (JSON.parse(text) as PlatformOptions['firstAdministrator']);
}

const textFields = [
  'host',
  'publicUrl',
  'databaseUrl',
  'databaseApplicationUrl',
  'smtpUrl',
  'shortMessageUrl',
  'mapTiles',
] as const;

function optionsOf(
  directory: string,
  values: {
    config?: string | undefined;
    port?: string | undefined;
    host?: string | undefined;
    demo: boolean;
    simulation: boolean;
  },
): PlatformOptions {
  const file = values.config === undefined ? {} : readConfig(values.config);
  const known = new Set<string>([...textFields, 'port', 'oidc', 'directory', 'behindProxy']);
  const stranger = Object.keys(file).find((name) => !known.has(name));
  if (stranger !== undefined)
    throw new UsageError(`platform: ${values.config}：${stranger} 不是配置项 · no such field`);
  for (const name of textFields)
    if (file[name] !== undefined && typeof file[name] !== 'string')
      throw new UsageError(`platform: ${values.config}：${name} 应为文字 · must be a text`);
  if (file['behindProxy'] !== undefined && !isBehindProxy(file['behindProxy']))
    throw new UsageError(
      `platform: ${values.config}：behindProxy 应为 true（本机的代理）或代理地址、网段的列表 · true (a proxy on this machine) or a list of addresses and networks`,
    );
  const port = values.port ?? process.env['MINGJING_PLATFORM_PORT'];
  const logger = pino({ level: process.env['MINGJING_LOG'] ?? 'warn' }, pino.destination(2));
  const smtpUrl = process.env['MINGJING_SMTP_URL'];
  const firstAdministrator = takeFirstAdministrator();
  return {
    ...(file as Partial<PlatformOptions>),
    ...(smtpUrl !== undefined && { smtpUrl }),
    ...(firstAdministrator && { firstAdministrator }),
    ...(port !== undefined && { port: whole('--port', port) }),
    ...(values.host !== undefined && { host: values.host }),
    directory,
    demo: values.demo,
    simulation: values.simulation,
    logger,
  };
}

const isBehindProxy = (value: unknown): boolean =>
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((name) => typeof name === 'string' && isProxyName(name)));

function readConfig(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(
      `platform: ${file}：读不出来 · cannot be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
  throw new UsageError(`platform: ${file}：应为 JSON 对象 · expected a JSON object`);
}

function needed(option: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new UsageError(`platform: 缺少 ${option} · ${option} is missing`);
  return value;
}

function whole(option: string, text: string | undefined): number {
  const value = Number(needed(`${option} N`, text));
  if (!/^\d+$/.test(text ?? '') || value > 10_000_000)
    throw new UsageError(`platform: ${option} ${text}：应为整数 · expected a whole number`);
  return value;
}
