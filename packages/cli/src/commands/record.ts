// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { RecorderError, type RecordSummary, recordCameras, recorderErrorSentence } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';
import { startSecretOf } from '../start-secret.ts';

export const command: Command = {
  summary: '只录像，不开服务 record cameras into a directory, no server',
  help: `mingjing record --store DIR --camera ID=URL [--camera ID=URL …]
                [--seconds N] [--segment-seconds N] [--udp] [--no-audio]
                [--encrypt [--start-secret FILE]] [--json]

把给定的 RTSP 地址录入 DIR，直到 N 秒或 Ctrl-C。DIR 不存在或为空时新建存储。
Records the given RTSP addresses into DIR until N seconds have passed or Ctrl-C. A missing or empty DIR becomes
a store; a directory with anything else in it is refused.

  --store DIR           数据目录 data directory
  --camera ID=URL       摄像机编号和 rtsp:// 地址 camera id and rtsp:// address, as often as needed;
                        gb28181:// 地址要由 mingjing recorder 的 gb28181 配置接入，这里录不了
                        gb28181:// needs the gb28181 section of mingjing recorder and cannot be recorded here
  --seconds N           录多久 how long; without it until Ctrl-C
  --segment-seconds N   每段多长 length of a segment, 60 by default
  --udp                 用 UDP 取流 RTP over UDP instead of the RTSP connection
  --no-audio            不录声音 leave the sound out
  --encrypt             录像在磁盘上加密 footage is encrypted on the disk (docs/operations.md)
  --start-secret FILE   打开录像密钥的启动密钥 secret that opens the footage key; made in the state directory if absent
  --json                最后一行是 JSON the last line of standard output is JSON:
                        {"cameras":[{"id","codec","width","height","frames","bytes","gaps":[{"from","to","cause"}]}],
                         "seconds",…}

退出码 exit: 0 录完 recorded; 2 参数或目录不可用 unusable arguments or directory`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        camera: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        'segment-seconds': { type: 'string' },
        udp: { type: 'boolean', default: false },
        'no-audio': { type: 'boolean', default: false },
        encrypt: { type: 'boolean', default: false },
        'start-secret': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.store === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    if (!values.camera?.length) throw new UsageError('缺少 --camera ID=URL · --camera ID=URL is missing');
    const transport = values.udp ? 'udp' : 'tcp';
    const cameras = values.camera.map(
      (text) =>
        ({
          ...parseCamera(text),
          transport,
          recordAudio: !values['no-audio'],
        }) as const,
    );
    const seconds = positive(values.seconds, '--seconds');
    const segmentSeconds = positive(values['segment-seconds'], '--segment-seconds');
    const summary = await asUsage(() =>
      recordCameras({
        directory: values.store!,
        cameras,
        signal: terminal.signal,
        footage: { ...startSecretOf(values['start-secret']), ...(values.encrypt && { encrypt: true }) },
        ...(seconds !== undefined && { seconds }),
        ...(segmentSeconds !== undefined && { segmentSeconds }),
        say: (line) => terminal.stderr(`${line}\n`),
      }),
    );
    terminal.stdout(values.json ? `${JSON.stringify(summary)}\n` : describe(summary));
    return 0;
  },
};

function parseCamera(text: string): { readonly id: string; readonly url: string } {
  const equals = text.indexOf('=');
  // What stands there instead may be an address with a password: it is not repeated.
  if (equals < 1 || text.slice(0, equals).includes('/'))
    throw new UsageError('--camera 应为 ID=URL · --camera must be ID=URL');
  return { id: text.slice(0, equals), url: text.slice(equals + 1) };
}

function positive(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new UsageError(`${name} 应为正数 · ${name} must be positive`);
  return value;
}

function describe(summary: RecordSummary): string {
  return summary.cameras
    .map(({ id, codec, width, height, frames, bytes, gaps }) => {
      const size = (bytes / 1_000_000).toFixed(1);
      return `${id}: ${codec ?? '-'} ${width}×${height}, ${frames} 帧 frames, ${size} MB, ${gaps.length} 处缺口 gaps\n`;
    })
    .join('');
}

/** A refusal of the store or of an address is the caller's matter: exit 2 and its sentence. */
async function asUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RecorderError)) throw error;
    throw new UsageError(`${recorderErrorSentence(error, 'zh')} · ${recorderErrorSentence(error, 'en')}`);
  }
}
