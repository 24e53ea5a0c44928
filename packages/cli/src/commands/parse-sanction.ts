// SPDX-License-Identifier: Apache-2.0
import { LawError, parseSanction } from '@mingjing/law';
import { type Command, UsageError } from '../command.ts';

export const command: Command = {
  summary: '解析罚款表述 parse the amounts of a sanction, JSON out',
  help: `用法 usage: mingjing parse-sanction TEXT

把一段罚则读成数：对谁、从多少、到多少；印文缺「元」「以下」的补出并列入 errata，印文不改。
Reads the words of a sanction: target, minimum, maximum; days; what the print leaves out is listed in errata.

  mingjing parse-sanction '对单位处1万元以上2万以下罚款'
`,
  run: async (args, terminal) => {
    const words = args.filter((arg) => arg !== '--json');
    const [text, ...more] = words;
    if (text === undefined || text.trim() === '') {
      throw new UsageError('TEXT：请写出要解析的文字 · the text to parse is missing');
    }
    if (more.length > 0) throw new UsageError('TEXT：只接受一段文字，请加引号 · one quoted text only');
    try {
      terminal.stdout(`${JSON.stringify(parseSanction(text), null, 2)}\n`);
    } catch (error) {
      if (error instanceof LawError) throw new UsageError(error.message);
      throw error;
    }
    return 0;
  },
};
