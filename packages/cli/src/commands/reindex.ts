// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { RecorderError, recorderErrorSentence, reindexStore } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';

export const command: Command = {
  summary: '由文件重建索引 rebuild the index from the files',
  help: `mingjing reindex --store DIR [--json]

删去索引，由证据日志和录像文件重建。日志不认识的文件予以接收（截去残缺尾部）或移入 quarantine/，绝不删除。
Throws the index away and rebuilds it from the evidence log and the footage files. Files the log does not know are
adopted (a torn tail is cut off) or moved to quarantine/, never deleted. The recorder must not be running.

  --json   {"segments","gaps","adopted":[…],"quarantined":[…],"missing":[…],"cutBytes"}

退出码 exit: 0 完整 all files are there; 1 有录像段的文件不在 a segment's file is missing`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: { store: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    if (values.store === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    try {
      const report = await reindexStore(values.store);
      const { segments, gaps, adopted, quarantined, missing } = report;
      if (values.json) terminal.stdout(`${JSON.stringify(report)}\n`);
      else {
        terminal.stdout(`${segments} 段录像 segments, ${gaps} 处缺口 gaps\n`);
        for (const path of adopted) terminal.stdout(`接收 adopted: ${path}\n`);
        for (const path of quarantined) terminal.stdout(`隔离 quarantined: ${path}\n`);
        for (const path of missing) terminal.stdout(`缺失 missing: ${path}\n`);
      }
      return missing.length === 0 ? 0 : 1;
    } catch (error) {
      if (!(error instanceof RecorderError)) throw error;
      throw new UsageError(`${recorderErrorSentence(error, 'zh')} · ${recorderErrorSentence(error, 'en')}`);
    }
  },
};
