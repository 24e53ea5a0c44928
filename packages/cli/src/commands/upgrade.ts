// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, UsageError } from '../command.ts';
import { ProgramHome } from '../release/home.ts';
import { upgrade } from '../release/upgrade.ts';

export const command: Command = {
  summary: '从安装包安装或升级 install or upgrade from a release archive',
  help: `mingjing upgrade ARCHIVE [--home DIR] [--data DIR] [--key VKEY] [--no-service] [--wait SECONDS] [--json] [-- ARGS]
mingjing upgrade --back [--home DIR]

核对签名 → 解开 → 停服务 → 备份 → 新版本在数据上启动一次（升级数据） → 切换 → 启动服务；新版本不能就绪就退回旧版本和旧数据。
Checks the signature, unpacks, stops the service, backs up, starts the new one once on the data (which brings it
forward), switches, starts the service. A new one that does not become ready gives way to the old one with its data.

  ARCHIVE          NAME.tar.gz，旁边有 NAME.tar.gz.note with its note beside it
  --home DIR       程序目录，一种程序一个，默认 /opt/mingjing where the program lives; one for each program
  --data DIR       数据目录；第一次安装可不给 data directory; not needed for a first installation
  --key VKEY       发布公钥或含公钥的文件；第一次安装必须给，此后沿用 release key, for the first installation
  --no-service     不动 systemd；程序须已停止 leave systemd alone; the program must be stopped
  --wait SECONDS   等新版本就绪多久，默认 600 how long the new one may take
  --back           切回上一个版本；数据不动，备份在 DIR/backups the release before; data stays as it is
  -- ARGS          程序启动时另外需要的参数 what else the program needs on its command line

退出码 exit: 0 已安装或已是此版本 done · 1 已退回 rolled back · 2 参数、签名或安装包不可用 unusable arguments, signature or archive
`,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        home: { type: 'string', default: '/opt/mingjing' },
        data: { type: 'string' },
        key: { type: 'string' },
        'no-service': { type: 'boolean', default: false },
        wait: { type: 'string', default: '600' },
        back: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const home = resolve(values.home);
    const [archive, ...rest] = positionals;
    if (values.back) return goBack(home, values.json, terminal.stdout);
    if (archive === undefined) throw new UsageError('upgrade: 缺少安装包 · the archive is missing');
    const waitS = Number(values.wait);
    if (!(waitS > 0)) throw new UsageError(`--wait ${values.wait}：应为秒数 · a number of seconds`);
    const done = await upgrade(
      {
        archive: resolve(archive),
        home,
        data: values.data === undefined ? undefined : resolve(values.data),
        key: values.key,
        service: !values['no-service'] && values.data !== undefined,
        args: rest,
        waitMs: waitS * 1000,
        nowMs: Date.now(),
      },
      (line) => terminal.stderr(`${line}\n`),
    );
    if (values.json) terminal.stdout(`${JSON.stringify(done)}\n`);
    else terminal.stdout(`${said[done.outcome]} ${done.release}\n${'why' in done ? `${done.why}\n` : ''}`);
    return done.outcome === 'rolled-back' ? 1 : 0;
  },
};

const said = {
  installed: '已安装 installed',
  upgraded: '已升级到 upgraded to',
  unchanged: '已是此版本 already in use:',
  'rolled-back': '新版本不能就绪，已退回 did not become ready; back to',
} as const;

function goBack(directory: string, json: boolean, stdout: (text: string) => void): 0 {
  const home = new ProgramHome(directory);
  const { previous } = home;
  if (previous === undefined) throw new UsageError('没有上一个版本 · there is no release before');
  home.use(previous);
  stdout(
    json
      ? `${JSON.stringify({ outcome: 'back', release: previous })}\n`
      : `已切回 back to ${previous}\n重启服务后生效。新版本写过的数据旧版本可能拒绝；升级前的备份在 ${directory}/backups
restart the service. Data that the newer one wrote may be refused; backups lie in ${directory}/backups\n`,
  );
  return 0;
}
