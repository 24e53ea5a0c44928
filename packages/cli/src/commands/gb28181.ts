// SPDX-License-Identifier: Apache-2.0
/** `mingjing gb28181 device|platform`: simulated peers, to try a recorder or a foreign platform against. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { clipNames, startGbDevice, startUpperPlatform } from '@mingjing/simulator';
import { type Command, type Terminal, UsageError } from '../command.ts';

const name = 'gb28181';

export const command: Command = {
  summary: '模拟国标（GB/T 28181）设备或平台 a simulated GB/T 28181 device or platform',
  help: `mingjing gb28181 device --platform ID@HOST:PORT --password TEXT [--id ID] [--listen ADDRESS:PORT]
                 [--transport udp|tcp] [--version 2016|2022] [--channels N] [--clip NAME] [--bitrate BPS] [--json]
mingjing gb28181 platform --device ID --password TEXT [--device ID …] [--id ID] [--listen ADDRESS:PORT] [--json]

device   一台模拟设备：注册到平台，循环播放自带片段，有最近一天的“录像”，可点播、回放、下载；Ctrl-C 注销并结束。
         a simulated device: registers, loops a bundled clip, "keeps" the last day, can be played, played back, downloaded
platform 一个模拟平台：设备可注册，逐台查目录并打印收到的告警；Ctrl-C 结束。
         a simulated platform: devices register, their catalogs are asked for and alarms printed

  --platform ID@HOST:PORT  上级平台 the platform above
  --device ID       允许注册的设备，可多次 a device that may register; may be repeated
  --password TEXT   注册密码 password of the registration
  --id ID           本机二十位编码 own 20-digit code
  --listen A:P      监听地址和端口，默认 127.0.0.1:5071（设备）、127.0.0.1:5060（平台）；媒体用其后的 10000 个端口以内
                    own address and port; media take even ports from P+1000
  --channels N      通道数，默认 1 how many cameras
  --clip NAME       ${clipNames.join(' ')}
  --bitrate BPS     每路视频比特率，以填充达到 video bits per second, reached with filler
  --json            就绪与事件各一行 JSON · ready and events, one line of JSON each

退出码 exit: 0 正常结束 ended · 2 参数不可用或端口被占用 unusable arguments, port in use
`,
  run: async (args, terminal) => {
    const [role, ...rest] = args;
    const values = read(rest);
    if (role === 'device') return asUsage(() => runDevice(values, terminal));
    if (role === 'platform') return asUsage(() => runPlatform(values, terminal));
    throw new UsageError(`${name}: 应为 device 或 platform · say device or platform`);
  },
};

function read(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      platform: { type: 'string' },
      device: { type: 'string', multiple: true, default: [] },
      password: { type: 'string' },
      id: { type: 'string' },
      listen: { type: 'string' },
      transport: { type: 'string', default: 'udp' },
      version: { type: 'string', default: '2016' },
      channels: { type: 'string', default: '1' },
      clip: { type: 'string', default: 'small' },
      bitrate: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
}
type Values = ReturnType<typeof read>;

async function runDevice(values: Values, terminal: Terminal): Promise<0> {
  const [, platformId, host, platformPort] = /^(\d{20})@(.+):(\d{1,5})$/.exec(values.platform ?? '') ?? [];
  if (platformId === undefined) throw new UsageError(`${name}: --platform ID@HOST:PORT`);
  const clip = clipNames.find((one) => one === values.clip);
  const channels = Number(values.channels);
  if (!clip) throw new UsageError(`${name}: --clip ${clipNames.join(' ')}`);
  if (!Number.isInteger(channels) || channels < 1 || channels > 10_000)
    throw new UsageError(`${name}: --channels 1–10000`);
  const place = placeOf(values.listen ?? '127.0.0.1:5071');
  const id = idOf(values.id ?? '34020000001320000001');
  const device = await startGbDevice({
    ...place,
    ...{ id, domain: id.slice(0, 10), channels, clip },
    platform: {
      id: platformId,
      domain: platformId.slice(0, 10),
      host: host!,
      port: Number(platformPort),
      transport: values.transport === 'tcp' ? 'tcp' : 'udp',
      password: passwordOf(values),
    },
    version: values.version === '2022' ? '2022' : '2016',
    ...(values.bitrate !== undefined && { bitrate: Number(values.bitrate) }),
  });
  tell(terminal, values, { ready: true, id, channels: device.channels.map((channel) => channel.id) });
  let was = false;
  const timer = setInterval(() => {
    const is = device.isRegistered();
    if (is !== was) tell(terminal, values, { registered: is });
    was = is;
  }, 500);
  if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
  clearInterval(timer);
  await device.close();
  return 0;
}

async function runPlatform(values: Values, terminal: Terminal): Promise<0> {
  if (values.device.length === 0) throw new UsageError(`${name}: --device ID`);
  const password = passwordOf(values);
  const id = idOf(values.id ?? '34020000002000000001');
  const platform = await startUpperPlatform({
    ...placeOf(values.listen ?? '127.0.0.1:5060'),
    ...{ id, domain: id.slice(0, 10) },
    devices: values.device.map((device) => ({ id: idOf(device), password })),
  });
  tell(terminal, values, { ready: true, id });
  const told = new Map<string, number>();
  let alarms = 0;
  const timer = setInterval(() => {
    for (const device of platform.devices.list())
      if (told.get(device.id) !== device.channels.size) {
        told.set(device.id, device.channels.size);
        const channels = [...device.channels.values()].map((channel) => `${channel.id} ${channel.name}`);
        tell(terminal, values, { device: device.id, from: device.peer.address, channels });
      }
    for (const alarm of platform.alarms.slice(alarms)) tell(terminal, values, { alarm });
    alarms = platform.alarms.length;
  }, 500);
  if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
  clearInterval(timer);
  await platform.close();
  return 0;
}

function tell(terminal: Terminal, { json }: Values, event: object): void {
  const line = JSON.stringify(event);
  if (json) terminal.stdout(`${line}\n`);
  else terminal.stderr(`${line}\n`);
}

function placeOf(text: string) {
  const [, address, digits] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (address === undefined || port < 1 || port > 60_000)
    throw new UsageError(`${name}: --listen ADDRESS:PORT，端口不超过 60000 · port up to 60000`);
  return { address, port, mediaPorts: [port + 1000, port + 4998] as const };
}

function idOf(text: string): string {
  if (!/^\d{20}$/.test(text)) throw new UsageError(`${name}: ${text}：应为二十位数字 · must be 20 digits`);
  return text;
}

function passwordOf({ password }: Values): string {
  if (password === undefined) throw new UsageError(`${name}: --password TEXT`);
  return password;
}

async function asUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('EA')) throw error;
    throw new UsageError(`${name}: ${(error as Error).message}`);
  }
}
