// SPDX-License-Identifier: Apache-2.0
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { RecorderError, recorderErrorSentence, rotateLogKey } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';

export const command: Command = {
  summary: '更换日志签名密钥 hand the log over to a new key',
  help: `mingjing rotate-key --store DIR [--by NAME] [--json]

为数据目录生成新的签名密钥。新旧两把密钥共同签名交接书，写入 keys/keys.json 和证据日志；持有旧指纹的人由此信任新密钥。
旧私钥随即销毁。录像机必须已停止。完成后请重新打印指纹单并替换公示的指纹。
Makes a new signing key for the store. Both keys sign the hand-over, which goes into keys/keys.json and the log, so
that whoever knows the old fingerprint knows the new one. The old private key is gone afterwards. The recorder must
not be running. Print the fingerprint sheet again and publish the new fingerprint.

  --store DIR   数据目录 data directory
  --by NAME     经办人，写入日志 who asked for it, written to the log; the system user by default
  --json        {"origin","before","after","fingerprintBefore","fingerprint"}

退出码 exit: 0 已更换 done; 2 目录不可用或正在使用 the directory cannot be used or is in use`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        by: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.store === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    try {
      const changed = await rotateLogKey(values.store, values.by ?? userInfo().username);
      if (values.json) terminal.stdout(`${JSON.stringify(changed)}\n`);
      else {
        terminal.stdout(`旧指纹 old fingerprint: ${changed.fingerprintBefore}\n`);
        terminal.stdout(`新指纹 new fingerprint: ${changed.fingerprint}\n`);
        terminal.stdout('请重新打印指纹单 print the fingerprint sheet again\n');
      }
      return 0;
    } catch (error) {
      if (!(error instanceof RecorderError)) throw error;
      throw new UsageError(`${recorderErrorSentence(error, 'zh')} · ${recorderErrorSentence(error, 'en')}`);
    }
  },
};
