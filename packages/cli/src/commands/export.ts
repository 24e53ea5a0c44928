// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { exportFromStore, type StoreExport } from '@mingjing/recorder/server';
import { type Command, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';

export const command: Command = {
  summary: '导出封存的录像包 a sealed bundle from a store',
  help: `mingjing export --store DIR --camera ID [--camera ID …] --from T --to T --out FILE.zip
                --purpose TEXT --officer "NAME,UNIT,ID" --officer "NAME,UNIT,ID"
                [--document NUMBER] [--certificate FILE] [--approved-by NAME] [--start-secret FILE] [--json]

从没有录像机正在使用的存储导出一段录像，登记并封存。缺少法律要求的内容时拒绝（退出码 2），并说明缺什么、依据哪一条。
Exports a range from a store that no recorder is using, with its register entry, sealed. Refuses with exit 2 when
what the law asks for is missing, and says what and by which article.

  --camera ID            摄像机，可多次 camera, as often as needed
  --from T --to T        RFC 3339 时间 instants, such as 2026-11-03T08:00:00Z
  --purpose TEXT         用途 what for
  --officer "NAME,UNIT,ID"  姓名、单位、证件号，至少两人 at least two officers
  --document NUMBER      调取通知书文号 number of the legal instrument
  --certificate FILE     证明文件（北京、秦皇岛必需）certificate, required in Beijing and Qinhuangdao
  --approved-by NAME     单位批准人 second person at the unit
  --start-secret FILE    录像已加密时的启动密钥 start secret, where footage is encrypted
  --json                 {"out","sizeBytes","manifest","session","number","files"}

退出码 exit: 0 已导出 exported · 2 拒绝 refused`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        camera: { type: 'string', multiple: true },
        from: { type: 'string' },
        to: { type: 'string' },
        out: { type: 'string' },
        purpose: { type: 'string' },
        officer: { type: 'string', multiple: true },
        document: { type: 'string' },
        certificate: { type: 'string' },
        'approved-by': { type: 'string' },
        'start-secret': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const fromMs = instant('--from', values.from);
    const toMs = instant('--to', values.to);
    if (fromMs >= toMs) throw new UsageError('export: --to 须晚于 --from · --to must be after --from');
    let shown = -1;
    const asked: StoreExport = {
      directory: needed('--store DIR', values.store),
      footage: startSecretOf(values['start-secret']),
      cameras: values.camera ?? [needed('--camera ID', undefined)],
      fromMs,
      toMs,
      out: needed('--out FILE.zip', values.out),
      purpose: values.purpose ?? '',
      officers: (values.officer ?? []).map(officer),
      by: userInfo().username,
      signal: terminal.signal,
      onProgress: (share) => {
        const percent = Math.floor(share * 100);
        if (!terminal.interactive || percent === shown) return;
        shown = percent;
        terminal.stderr(`\r${percent} %`);
      },
      ...(values.document !== undefined && { documentNumber: values.document }),
      ...(values.certificate !== undefined && { certificate: fileAt(values.certificate) }),
      ...(values['approved-by'] !== undefined && { approvedBy: values['approved-by'] }),
    };
    const answer = await asUsage(() => exportFromStore(asked), recorderRefusal);
    if (terminal.interactive) terminal.stderr('\n');
    if (answer.kind === 'incomplete') {
      const items = answer.missing.map(
        ({ zh, en, provision, article }) =>
          `${zh} ${en}${provision === undefined ? '' : `（${provision} ${article ?? ''}）`}`,
      );
      throw new UsageError(`export: 缺少 missing: ${items.join('；')}`);
    }
    const { kind: _, ...done } = answer;
    if (values.json) terminal.stdout(`${JSON.stringify(done)}\n`);
    else
      terminal.stdout(
        `已导出 exported ${done.out}（${done.sizeBytes} 字节 bytes，${done.files} 个文件 files，登记号 register ${done.number}）\n`,
      );
    return 0;
  },
};

function needed(option: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new UsageError(`export: 缺少 ${option} · ${option} is missing`);
  return value;
}

function instant(option: string, text: string | undefined): number {
  const given = needed(`${option} T`, text);
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(given)
    ? Date.parse(given)
    : Number.NaN;
  if (Number.isNaN(ms))
    throw new UsageError(`export: ${option} ${given}：不是 RFC 3339 时间 · not an RFC 3339 instant`);
  return ms;
}

function officer(text: string): StoreExport['officers'][number] {
  const [name, unit, credential, ...rest] = text.split(/[,，]/).map((part) => part.trim());
  if (!name || !unit || !credential || rest.length > 0)
    throw new UsageError(`export: --officer "${text}"：应为 "姓名,单位,证件号" · expected "NAME,UNIT,ID"`);
  return { name, unit, credential };
}

function fileAt(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`export: --certificate ${path}：读不了 · cannot be read`);
  }
}
