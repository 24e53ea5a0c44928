// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startRecorder } from '@mingjing/recorder/server';
import { pino } from 'pino';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { addDemoCameras, demoSettings, startDemoCameras, wantsDemo } from '../demo-unit.ts';
import { type PlatformProcess, startPlatformProcess } from '../platform-process.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';

export const command: Command = {
  summary: '本机同时启动录像机和监督台 recorder and platform on this machine',
  help: `mingjing up [--data DIR] [--demo|--no-demo] [--recorder-port N] [--platform-port N] [--json]

在本机同时启动录像机和监督台（含数据库）。空目录上不问任何问题：生成管理员，一次性密码只显示这一次。
Starts recorder and platform (with its database). On an empty directory it asks nothing: it makes the
administrator and prints the one-time password once.

  --data DIR           数据目录，默认 ./data · data directory
  --demo / --no-demo   演示摄像机和演示单位；还没有摄像机时默认启动 · demo cameras and units; default while there is no camera
  --recorder-port N    录像机端口，默认 8420 · recorder's port
  --platform-port N    监督台端口，默认 8430 · platform's port
  --json               就绪时在标准输出写一行 · one line when both serve:
                       {"ready":true,"platform":"http://…","recorder":"http://…","data":"…","admin":{"user","password"}}

Ctrl-C 停止，已记录的都在 · Ctrl-C stops; what was recorded is kept

退出码 exit: 0 正常停止 stopped · 2 参数、目录或端口不可用 unusable arguments, directory or port
`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        data: { type: 'string', default: 'data' },
        demo: { type: 'boolean' },
        'recorder-port': { type: 'string' },
        'platform-port': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const running = await asUsage(
      () =>
        startBoth(
          {
            directory: resolve(values.data),
            demo: values.demo,
            recorderPort: portOf('--recorder-port', values['recorder-port'], 8420),
            platformPort: portOf('--platform-port', values['platform-port'], 8430),
          },
          terminal,
        ),
      recorderRefusal,
    );
    announce(running, values.json, terminal);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    terminal.stderr('正在停止 … stopping …\n');
    await running.close();
    terminal.stderr('已停止，已记录的都在 · stopped, what was recorded is kept\n');
    return 0;
  },
};

interface UpOptions {
  readonly directory: string;
  readonly demo: boolean | undefined;
  readonly recorderPort: number;
  readonly platformPort: number;
}

interface Running {
  readonly directory: string;
  readonly recorder: Awaited<ReturnType<typeof startRecorder>>;
  readonly platform: PlatformProcess;
  readonly demo: boolean;
  readonly demoCameras: number;
  readonly close: () => Promise<void>;
}

/** Cameras, recorder, platform, in this order; what was already started is stopped again when a later one refuses. */
async function startBoth(options: UpOptions, terminal: Terminal): Promise<Running> {
  const { directory } = options;
  const logger = pino({ level: process.env['MINGJING_LOG'] ?? 'warn' }, pino.destination(2));
  const stops: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const demo = wantsDemo(directory, options.demo);
    const cameras = demo ? await startDemoCameras(directory) : undefined;
    if (cameras) stops.push(() => cameras.close());
    const recorder = await startRecorder({
      directory: join(directory, 'recorder'),
      port: options.recorderPort,
      logger,
      log: (level, message, facts) => logger[level](facts, message),
      // Short files in a trial, so that there is something to play back within seconds.
      ...(demo && { firstSettings: demoSettings, allowAddresses: ['127.0.0.1'], segmentSeconds: 10 }),
    });
    stops.push(() => recorder.close());
    if (cameras) await addDemoCameras(recorder.core, cameras);
    if (terminal.interactive)
      terminal.stderr('正在启动监督台的数据库 … starting the database of the platform …\n');
    const platform = await startPlatformProcess({
      directory: join(directory, 'platform'),
      port: options.platformPort,
      demo,
      tell: (sentence) => terminal.stderr(`${sentence}\n`),
      ...(recorder.admin && { firstAdministrator: recorder.admin }),
    });
    stops.push(() => platform.close());
    if (demo) await joinDemo(recorder, platform, terminal);
    return { directory, recorder, platform, demo, demoCameras: cameras?.urls.length ?? 0, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The demo recorder enrols at the demo county by itself; afterwards it is only told where the platform is today. */
async function joinDemo(
  { uplink }: Running['recorder'],
  { url, enrolmentCode }: PlatformProcess,
  terminal: Terminal,
): Promise<void> {
  if (uplink.status().enrolled) return uplink.moveTo(url);
  if (enrolmentCode === undefined) return;
  // A trial without this is still a trial.
  await uplink.enrol(url, enrolmentCode).catch((error: unknown) => {
    terminal.stderr(
      `录像机没有接入监督台 · the recorder did not enrol: ${error instanceof Error ? error.message : ''}\n`,
    );
  });
}

function announce(
  { directory, recorder, platform, demo, demoCameras }: Running,
  json: boolean,
  terminal: Terminal,
): void {
  const admin = recorder.admin ?? platform.admin;
  if (json) {
    const line = {
      ready: true,
      platform: platform.url,
      recorder: recorder.url,
      data: directory,
      ...(admin && { admin }),
    };
    terminal.stdout(`${JSON.stringify(line)}\n`);
    return;
  }
  terminal.stdout(`
  明镜 Mingjing

  录像机 recorder   ${recorder.url}
  监督台 platform   ${platform.url}/desk/
  数据   data       ${directory}
${demoCameras > 0 ? `  演示摄像机 ${demoCameras} 台 · ${demoCameras} simulated cameras\n` : ''}`);
  if (admin)
    terminal.stdout(`
  管理员 administrator            ${admin.user}
  一次性密码（只显示这一次） once   ${admin.password}
`);
  if (demo)
    terminal.stdout(`
  监督台演示账号 demo sign-ins   officer · officer2 · case · case2 · reviewer · head · supervisor · hotel · neighbour，密码 password：demo-password
`);
  terminal.stdout('\n  Ctrl-C 停止 · Ctrl-C stops\n');
}

function portOf(option: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`up: ${option} ${text}：应为 0–65535 的整数 · expected a whole number 0–65535`);
}
