// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { listSegments, RecorderError, recorderErrorSentence } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';

export const command: Command = {
  summary: '列出录像索引 the index of a store',
  help: `mingjing segments --store DIR [--camera ID] [--from T] [--to T] [--json]

列出存储中的录像段，时间为 RFC 3339（UTC，毫秒）。录像机运行时也可使用；上次未正常停止的存储先行整理。
Lists the segments of a store, times in RFC 3339 UTC with milliseconds. Works beside a running recorder; a store
that was not closed is put in order first.

  --store DIR      数据目录 data directory
  --camera ID      只看一台 one camera only
  --from T --to T  时间范围 segments that overlap [from, to), RFC 3339
  --json           JSON: [{camera,n,start,end,bytes,path,sha256Root,codec,width,height,frames,parts,logIndex}]`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        camera: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.store === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    const fromMs = instant(values.from, '--from');
    const toMs = instant(values.to, '--to');
    try {
      const segments = await listSegments(values.store, {
        ...(values.camera !== undefined && { camera: values.camera }),
        ...(fromMs !== undefined && { fromMs }),
        ...(toMs !== undefined && { toMs }),
      });
      if (values.json) terminal.stdout(`${JSON.stringify(segments)}\n`);
      else
        for (const one of segments)
          terminal.stdout(`${one.camera}  ${one.start}  ${one.end}  ${one.bytes}  ${one.path}\n`);
    } catch (error) {
      if (!(error instanceof RecorderError)) throw error;
      throw new UsageError(`${recorderErrorSentence(error, 'zh')} · ${recorderErrorSentence(error, 'en')}`);
    }
    return 0;
  },
};

function instant(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw new UsageError(`${name} 应为 RFC 3339 时间 · ${name} must be an RFC 3339 time: ${text}`);
  return ms;
}
