// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeVkey, type NoteSigner } from '@mingjing/evidence';
import { createSigningKey, loadSigningKey } from '@mingjing/node-crypto';
import { type Command, UsageError } from '../command.ts';
import { LogKeys } from '../witness/log-keys.ts';
import { WitnessDatabase } from '../witness/witness-database.ts';
import { createWitnessServer } from '../witness/witness-server.ts';

export const command: Command = {
  summary: '见证人：为别人的日志检查点共同签名 a witness: co-signs the checkpoints of others’ logs',
  help: `mingjing witness --store DIR --name NAME --log FILE [--log FILE …] [--port N] [--host ADDRESS] [--json]

为所列日志做见证（C2SP tlog-witness）：只签与此前一致、没有倒退的检查点。任何单位都可以运行。
Witnesses the logs listed (C2SP tlog-witness): signs only what is consistent with everything signed before. Anybody
can run one; the more independent of the recorder's owner, the better.

  --store DIR     数据目录：witness.pem（私钥）与 witness.sqlite（每个日志的最新树）；不存在则新建
                  data directory: its private key, and the newest tree of every log; made when missing
  --name NAME     见证人的名称，如 police.example/witness 见证后不可更改 its name, for good
  --log FILE      被见证日志的公钥：vkey 行、keys.json 或 policy.txt；改动后不必重启
                  public keys of the logs; may be repeated; changes count without a restart
  --port N        端口，默认 8440；0 任选一个 port; 0 picks a free one
  --host ADDRESS  监听地址，默认 127.0.0.1。对外请放在 TLS 代理之后 address; put a TLS proxy before it
  --json          就绪时输出一行 one line when ready: {"ready":true,"url":…,"vkey":…,"logs":[…]}

POST /add-checkpoint                          200 共签行 a cosignature line · 409 本见证人所知的长度 the size it knows
GET  /<SHA-256(origin)>/checkpoint            最近一次共签的检查点 the newest checkpoint it co-signed

退出码 exit: 0 正常停止 stopped · 2 参数、目录或端口不可用 arguments, directory or port unusable
`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        name: { type: 'string' },
        log: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', default: '8440' },
        host: { type: 'string', default: '127.0.0.1' },
        json: { type: 'boolean', default: false },
      },
    });
    const { store: directory, name, host } = values;
    if (directory === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    if (name === undefined || !/^[^\s+]{1,200}$/.test(name))
      throw new UsageError('--name：名称不含空格和加号 · a name without spaces and plus signs');
    if (values.log.length === 0) throw new UsageError('缺少 --log FILE · --log FILE is missing');
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`--port ${values.port}：应为 0 至 65535 · must be 0 to 65535`);
    const keys = await LogKeys.read(values.log, (line) => terminal.stderr(`${line}\n`));
    const signer = await openKey(directory, name);
    const store = new WitnessDatabase(join(directory, 'witness.sqlite'), keys);
    try {
      const server = createWitnessServer({ store, signer, nowS: () => Math.floor(Date.now() / 1000) });
      const failed = once(server, 'error') as Promise<[Error]>;
      server.listen(port, host);
      const refused = await Promise.race([once(server, 'listening').then(() => undefined), failed]);
      if (refused) throw new UsageError(`${host}:${port}：${refused[0].message}`);
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
      const vkey = encodeVkey(signer.key);
      terminal.stdout(
        values.json
          ? `${JSON.stringify({ ready: true, url, vkey, logs: store.origins() })}\n`
          : `见证人 witness  ${url}\n公钥 public key  ${vkey}\n日志 logs  ${store.origins().join(', ')}\n`,
      );
      if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
      server.closeAllConnections();
      server.close();
      return 0;
    } finally {
      store.close();
    }
  },
};

async function openKey(directory: string, name: string): Promise<NoteSigner> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'witness.pem');
  try {
    return (
      (await loadSigningKey(file, 'cosignature-v1', name)) ??
      (await createSigningKey(file, 'cosignature-v1', name))
    );
  } catch (error) {
    throw new UsageError(`${file}：${error instanceof Error ? error.message : ''}`);
  }
}
