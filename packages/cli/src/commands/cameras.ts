// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import {
  audioCodecs,
  type Cameras,
  type CamerasOptions,
  type CameraTraits,
  clipNames,
  conversationFaults,
  demoScenes,
  SimulatorError,
  simulatorErrorSentences,
  startCameras,
  streamFaults,
  videoCodecs,
} from '@mingjing/simulator';
import { type Command, UsageError } from '../command.ts';

const faultLines = Object.entries({ ...streamFaults, ...conversationFaults })
  .map(([name, { does }]) => `  ${name.padEnd(16)}${does}`)
  .join('\n');

export const command: Command = {
  summary: '模拟 RTSP 摄像机 simulated RTSP cameras',
  help: `mingjing cameras --count N [--port P] [--bitrate BPS] [--codec h264|h265] [--audio none|aac|pcma|pcmu]
                 [--clip NAME] [--host ADDRESS] [--auth SCHEME:USER:PASSWORD] [--fault [N=]FAULT …] [--demo] [--json]

在本机启动 N 台模拟 RTSP 摄像机：rtsp://127.0.0.1:P/1 … /N，循环播放自带片段，每帧带计数。Ctrl-C 结束。
Starts N simulated RTSP cameras that loop bundled clips in real time; every frame carries a counter. Ctrl-C ends.

  --count N      台数，1–10000 · how many
  --port P       端口，默认 8554；0 表示任选空闲端口 · TCP port, 8554; 0 picks a free one
  --bitrate BPS  每台视频码率（比特/秒，可写 4M），以填充数据达到；不写为片段本身的码率
                 video bits per second (4M is understood), reached with filler; absent: the clip's own
  --codec        h264（默认 default）或 or h265
  --audio        none（默认 default）、aac、pcma、pcmu
  --clip NAME    片段 one of: ${clipNames.join(' ')}
  --host ADDRESS 监听地址，默认 127.0.0.1 · address to listen on
  --auth SCHEME:USER:PASSWORD   需要认证 ask for credentials: basic, digest-md5, digest-sha256
  --fault [N=]FAULT   故障，可多次；N 为摄像机号，不写为全部 · a fault, of camera N or of all
  --demo         四台外观不同的演示摄像机 · four demo cameras that look different
  --json         就绪时在标准输出写一行 · one line when ready: {"ready":true,"port":P,"urls":[…],"names":[…]}

网址查询也可指定 · the same in a URL: rtsp://127.0.0.1:8554/3?fault=stall@10s+5s&clip=b-frames&audio=aac

故障 faults: NAME[:VALUE][@START][+LENGTH]
${faultLines}

退出码 exit: 0 正常结束 ended · 2 参数不可用或端口被占用 unusable arguments, port in use
`,
  run: async (args, terminal) => {
    const { options, json } = parse(args);
    const cameras = await start(options);
    if (json) {
      const { port, urls, names } = cameras;
      terminal.stdout(`${JSON.stringify({ ready: true, port, urls, names })}\n`);
    } else {
      terminal.stdout(cameras.urls.map((url, i) => `${url}  ${cameras.names[i]}\n`).join(''));
      terminal.stderr(`模拟摄像机已启动，Ctrl-C 结束 · ${cameras.urls.length} cameras ready, Ctrl-C ends\n`);
    }
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    const { framesSent, framesLost, connectionsTotal } = cameras.stats();
    await cameras.close();
    terminal.stderr(
      `已停止 stopped: ${framesSent} frames sent, ${framesLost} lost, ${connectionsTotal} connections\n`,
    );
    return 0;
  },
};

async function start(options: CamerasOptions): Promise<Cameras> {
  try {
    return await startCameras(options);
  } catch (error) {
    if (!(error instanceof SimulatorError) || error.code === 'simulator/clip-unusable') throw error;
    const { zh, en } = simulatorErrorSentences[error.code];
    const fill = (text: string) =>
      text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(error.facts[name] ?? ''));
    throw new UsageError(`${fill(zh)} · ${fill(en)}`);
  }
}

function parse(args: readonly string[]): { options: CamerasOptions; json: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string' },
      port: { type: 'string' },
      bitrate: { type: 'string' },
      codec: { type: 'string' },
      audio: { type: 'string' },
      clip: { type: 'string' },
      host: { type: 'string' },
      auth: { type: 'string' },
      fault: { type: 'string', multiple: true },
      demo: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const cameras: Record<number, CameraTraits> = values.demo ? { ...demoScenes } : {};
  if (values.count === undefined && !values.demo)
    throw new UsageError('cameras: 请用 --count 指定台数 · say how many with --count N');
  const common: string[] = [];
  for (const fault of values.fault ?? []) {
    const [, number, text = ''] = /^(?:(\d+)=)?(.*)$/.exec(fault) ?? [];
    if (number === undefined) common.push(text);
    else {
      const before = cameras[Number(number)];
      const faults = before?.fault === undefined ? text : `${before.fault},${text}`;
      cameras[Number(number)] = { ...before, fault: faults };
    }
  }
  const count =
    values.count === undefined ? Object.keys(demoScenes).length : whole('--count', values.count, 10_000);
  const beyond = Object.keys(cameras).find((number) => Number(number) < 1 || Number(number) > count);
  if (beyond !== undefined && !(values.demo && Number(beyond) in demoScenes))
    throw new UsageError(`cameras: --fault ${beyond}=…：没有这台摄像机 · no such camera, there are ${count}`);
  const options: CamerasOptions = {
    count,
    port: values.port === undefined ? 8554 : whole('--port', values.port, 65_535, 0),
    cameras,
    ...(values.bitrate !== undefined && { bitrate: bitsPerSecond(values.bitrate) }),
    ...(values.codec !== undefined && { codec: oneOf('--codec', values.codec, videoCodecs) }),
    ...(values.audio !== undefined && { audio: oneOf('--audio', values.audio, audioCodecs) }),
    ...(values.clip !== undefined && { clip: oneOf('--clip', values.clip, clipNames) }),
    ...(values.host !== undefined && { host: values.host }),
    ...(values.auth !== undefined && { auth: credentials(values.auth) }),
    ...(common.length > 0 && { fault: common.join(',') }),
  };
  return { options, json: values.json === true };
}

function whole(option: string, text: string, most: number, least = 1): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(
      `cameras: ${option} ${text}：应为 ${least}–${most} 的整数 · expected a whole number ${least}–${most}`,
    );
  return value;
}

function bitsPerSecond(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(text) ?? [];
  const value = Math.round(Number(digits) * { '': 1, k: 1000, M: 1_000_000 }[unit as '' | 'k' | 'M']);
  if (!(value > 0 && value <= 200_000_000))
    throw new UsageError(
      `cameras: --bitrate ${text}：应为每秒比特数，如 4000000 或 4M · expected bits per second, as 4000000 or 4M`,
    );
  return value;
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found === undefined)
    throw new UsageError(
      `cameras: ${option} ${value}：应为 ${known.join('、')} · expected one of ${known.join(', ')}`,
    );
  return found;
}

function credentials(text: string): NonNullable<CameraTraits['auth']> {
  const [, scheme, user, password] = /^(basic|digest-md5|digest-sha256):([^:]+):(.*)$/.exec(text) ?? [];
  if (scheme === undefined || user === undefined || password === undefined)
    throw new UsageError('cameras: --auth：应为 · expected basic|digest-md5|digest-sha256:USER:PASSWORD');
  return { scheme: scheme as 'basic', user, password };
}
