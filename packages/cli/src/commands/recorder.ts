// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  goFirst,
  type RunningRecorder,
  readServerConfig,
  type StartOptions,
  startRecorder,
} from '@mingjing/recorder/server';
import { pino } from 'pino';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';
import { backupCommand } from './recorder-backup.ts';
import { gb28181Command } from './recorder-gb28181.ts';
import { startSecretCommand } from './recorder-start-secret.ts';

export const command: Command = {
  summary: '录像机（生产） the recorder, for production',
  help: `mingjing recorder [--config FILE] [--data DIR] [--port N] [--host ADDRESS]
                   [--algorithms sha256-ed25519|sm3-sm2] [--new-store] [--encrypt]
                   [--start-secret FILE | --ask-passphrase] [--json]
mingjing recorder gb28181 status [--config FILE | --data DIR] [--json]
mingjing recorder backup [--config FILE | --data DIR] --out FOLDER [--footage] [--json]
mingjing recorder start-secret [--config FILE | --data DIR] [--start-secret FILE] --to FILE [--json]

启动录像机：采集、保存、查看登记、导出和页面。配置文件为 JSON，见 docs/operations.md。
Starts the recorder: capture, store, register of looks, exports, pages. The configuration file is JSON.

  --config FILE   配置文件 configuration; its server section: port, host, tls {keyFile, certFile}, behindProxy
  --data DIR      数据目录，优先于配置 data directory, wins over the file
  --port N        端口，默认 8420 port
  --host ADDRESS  监听地址，默认 127.0.0.1 address to listen on
  --algorithms    首次启动时选定，此后不变：默认 sha256-ed25519；国密 sm3-sm2 · for good at the first start
  --new-store     原有存储不见了也另建 make a new store although one was here and is gone (otherwise refused)
  --encrypt       从现在起加密录像 footage is encrypted from now on (docs/operations.md)
  --start-secret FILE  打开录像密钥的启动密钥 secret that opens the footage key
  --ask-passphrase     启动密钥是口令：从标准输入读一行 the secret is a passphrase: one line of standard input
  --json          就绪时在标准输出写一行 one line when ready: {"ready":true,"recorder":"http://…","admin":{"user","password"}}

环境变量 environment: MINGJING_DATA MINGJING_PORT MINGJING_HOST
首次启动会生成管理员，密码只显示这一次。 The first start makes the administrator and prints the password once.

gb28181 status：每个上级平台和下级设备的注册、心跳、通道、会话；都已注册为 0，否则 1。
  every platform above and device below: registered, last keepalive, channels, sessions; 0 when all are registered

backup：不停机，把不能重建的部分复制到空目录；恢复就是复制回去。含私钥。
  copies what cannot be made anew into an empty folder, beside the running recorder; restoring is copying back

start-secret：换启动密钥；录像不重新加密，录像机下次启动用新的。旧的从此打不开。
  footage keys under another start secret; footage stays as it is, the next start needs the new one

退出码 exit: 0 正常停止 stopped · 2 配置、目录或端口不可用 configuration, directory or port unusable
`,
  run: async (args, terminal) => {
    if (args[0] === 'backup') return backupCommand(args.slice(1), terminal);
    if (args[0] === 'start-secret') return startSecretCommand(args.slice(1), terminal);
    if (args[0] === 'gb28181') return gb28181Command(args.slice(1), terminal);
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        algorithms: { type: 'string' },
        'new-store': { type: 'boolean', default: false },
        encrypt: { type: 'boolean', default: false },
        'start-secret': { type: 'string' },
        'ask-passphrase': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const environment: Readonly<Record<string, string | undefined>> = {
      ...process.env,
      ...(values.data !== undefined && { MINGJING_DATA: values.data }),
      ...(values.port !== undefined && { MINGJING_PORT: values.port }),
      ...(values.host !== undefined && { MINGJING_HOST: values.host }),
    };
    const startSecret = values['ask-passphrase'] ? await passphraseLine(terminal) : undefined;
    const running = await asUsage(() => {
      const logger = pino({ level: environment['MINGJING_LOG'] ?? 'warn' }, pino.destination(2));
      const config = readServerConfig(values.config, environment);
      const options: StartOptions = {
        ...config,
        footage: {
          ...config.footage,
          ...startSecretOf(values['start-secret']),
          ...(values.encrypt && { encrypt: true }),
          ...(startSecret && { startSecret }),
        },
        ...(values.algorithms !== undefined && { algorithms: suiteOf(values.algorithms) }),
        whenGone: values['new-store'] ? 'make-anew' : 'refuse',
        logger,
        log: (level, message, facts) => logger[level](facts, message),
      };
      if (!goFirst()) logger.info('no higher priority for recording: not allowed here');
      return startRecorder(options);
    }, recorderRefusal);
    announce(running, values.json, terminal);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    await running.close();
    terminal.stderr('录像机已停止 · recorder stopped\n');
    return 0;
  },
};

/** Read and not kept: it is nowhere but in the memory of this process. */
async function passphraseLine(terminal: Terminal): Promise<Uint8Array> {
  terminal.stderr('启动口令 passphrase: ');
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    for await (const line of lines) if (line !== '') return new TextEncoder().encode(line);
  } finally {
    lines.close();
  }
  throw new UsageError('recorder: 标准输入里没有口令 · no passphrase on standard input');
}

function suiteOf(text: string): NonNullable<StartOptions['algorithms']> {
  if (text === 'sha256-ed25519' || text === 'sm3-sm2') return text;
  throw new UsageError(
    `recorder: --algorithms ${text}：应为 sha256-ed25519 或 sm3-sm2 · expected sha256-ed25519 or sm3-sm2`,
  );
}

function announce(
  { url, admin }: RunningRecorder,
  json: boolean,
  terminal: Parameters<Command['run']>[1],
): void {
  if (json) terminal.stdout(`${JSON.stringify({ ready: true, recorder: url, ...(admin && { admin }) })}\n`);
  else {
    terminal.stdout(`录像机 recorder  ${url}\n`);
    if (admin)
      terminal.stdout(
        `管理员 administrator  ${admin.user}\n密码（只显示这一次） password, shown once  ${admin.password}\n`,
      );
  }
  terminal.stderr('Ctrl-C 停止 · Ctrl-C stops\n');
}
