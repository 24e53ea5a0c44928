// SPDX-License-Identifier: Apache-2.0
/** `mingjing discover`: cameras of the local network that speak ONVIF, and the streams they offer. */
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { parseArgs } from 'node:util';
import { discoverCameras, type OnvifDevice } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';

const mostSeconds = 600;

export const command: Command = {
  summary: '搜索 ONVIF 摄像机 find cameras that speak ONVIF on the local network',
  help: `mingjing discover [--seconds N] [--interface IP …] [--address HOST[:PORT]|URL]
                  [--user NAME --password-file FILE] [--json]

用 WS-Discovery 在本地网络搜索 ONVIF 摄像机，逐台读出码流地址。要密码的设备须给出用户名和密码文件；设备说不清的，
用一句话说明原因。本命令不改动设备。
Searches the local network for ONVIF cameras (WS-Discovery) and reads the streams of each. A device that asks for a
password says so in words; nothing on a device is changed.

  --seconds N           等多久应答 how long answers are awaited, 4 by default
  --interface IP        从本机这个 IPv4 地址发问，可多次 ask from this own IPv4 address, as often as needed
  --address HOST[:PORT] 只问这一个地址（默认端口 3702） ask only there instead of everybody
  --address URL         直接读这个设备服务 read this device service, as http://192.168.1.10/onvif/device_service
  --user NAME           设备的用户名 user name at the devices
  --password-file FILE  密码所在文件 file with the password; it is sent as a digest only
  --json                [{"address","name","hardware","profiles":[{"token","codec","width","height","url"}],
                          "service","clockOffsetMs"?,"certificate"?,"problem"?}]; url 不含密码，可能是秘密的部分写作 …
                          url without credentials; what may be secret in it is …

退出码 exit: 0 搜索完毕（可能一台也没有） searched, perhaps nothing found; 2 参数不可用 unusable arguments`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string', default: '4' },
        interface: { type: 'string', multiple: true },
        address: { type: 'string' },
        user: { type: 'string' },
        'password-file': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const seconds = Number(values.seconds);
    if (!(seconds > 0 && seconds <= mostSeconds))
      throw new UsageError(
        `--seconds 应在 0 和 ${mostSeconds} 之间 · --seconds must be between 0 and ${mostSeconds}`,
      );
    for (const address of values.interface ?? [])
      if (!isIPv4(address))
        throw new UsageError(
          `--interface ${address} 不是 IPv4 地址 · --interface ${address} is no IPv4 address`,
        );
    const credentials = credentialsOf(values.user, values['password-file']);
    const devices = await discoverCameras({
      seconds,
      interfaces: values.interface,
      at: values.address === undefined ? undefined : placeOf(values.address),
      credentials,
      signal: terminal.signal,
      say: (line) => terminal.stderr(`${line}\n`),
    });
    if (values.json) terminal.stdout(`${JSON.stringify(devices)}\n`);
    else terminal.stdout(describe(devices));
    return 0;
  },
};

function credentialsOf(user: string | undefined, file: string | undefined) {
  if (user === undefined && file === undefined) return undefined;
  if (user === undefined || file === undefined)
    throw new UsageError('--user 和 --password-file 须一起给出 · --user and --password-file belong together');
  try {
    return { user, password: readFileSync(file, 'utf8').replace(/\r?\n$/, '') };
  } catch {
    throw new UsageError(`--password-file ${file} 读不出 · --password-file ${file} cannot be read`);
  }
}

function placeOf(text: string): URL | { readonly host: string; readonly port: number } {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    // What a person typed may hold a password, which would be told with the service.
    if (url.username || url.password)
      throw new UsageError(
        '--address 里不写密码，用 --user 和 --password-file · no password in --address, use --user and --password-file',
      );
    return url;
  }
  const [, host, port = '3702'] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw new UsageError(
      '--address 应为 HOST[:PORT] 或 http:// 地址 · --address must be HOST[:PORT] or an http:// address',
    );
  return { host, port: Number(port) };
}

function describe(devices: readonly OnvifDevice[]): string {
  if (devices.length === 0) return '没有设备应答 · no device answered\n';
  const lines = devices.flatMap(
    ({ address, name, hardware, profiles, certificate, clockOffsetMs, problem }) => [
      [address, name, hardware].filter(Boolean).join('  '),
      ...profiles.map(
        ({ token, codec, width, height, url }) => `  ${token}  ${codec}  ${width}×${height}  ${url}`,
      ),
      ...(certificate === 'self-signed' ? ['  证书是自签名的 · its certificate is self-signed'] : []),
      ...(Math.abs(clockOffsetMs ?? 0) > 5000
        ? [`  时钟相差 ${Math.round(clockOffsetMs! / 1000)} 秒 · its clock is that many seconds off`]
        : []),
      ...(problem ? [`  ${problem.sentence.zh} · ${problem.sentence.en}`] : []),
    ],
  );
  if (lines.some((line) => line.includes('…')))
    lines.push(
      '… 处可能是密码或令牌，没有显示；完整地址见设备自己的页面 · … may be secret: the device’s own page shows it',
    );
  return `${lines.join('\n')}\n`;
}
