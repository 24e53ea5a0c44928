// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { reportAsJson, reportAsText } from '../verify/print-report.ts';
import { readTrust } from '../verify/trust-files.ts';
import { progressOn, verifyPath } from '../verify/verify-path.ts';

const help = `用法 usage: mingjing verify FILE.zip|DIR [选项 options]

离线核对一个调取包（ZIP 或解开的目录）或整个存储目录：每个字节、每条日志、每个检查点。
Checks a bundle (ZIP, or unpacked) or a whole store offline: every byte, every log entry, every checkpoint.

  --key FILE          已知的公钥：vkey 行、keys.json 或 policy.txt；可重复
                      keys you already know: vkey lines, keys.json or policy.txt; may be repeated
  --fingerprint TEXT  备案的密钥指纹（八组四位） the filed key fingerprint (eight groups of four); may be repeated
  --policy FILE       tlog-policy：认可的日志、见证人和数目 logs, witnesses and quorum you accept
  --checkpoint FILE   另处保存的检查点；可带一致性证明（add-checkpoint 格式）
                      a checkpoint kept elsewhere, with a consistency proof if you have one (add-checkpoint form)
  --log-only          存储目录：只核对日志，不读录像 of a store: the log alone, footage unread
  --start-secret FILE 存储目录：用启动密钥打开加密的录像，逐段核对其内容；不给时只核对密文
                      of a store: opens encrypted footage and checks what is in it; without it the encrypted bytes alone
  --json              标准输出只有一个 JSON 文档 one JSON document on standard output

结论三级 ranks: self-consistent（自洽：公钥只来自材料本身） < known-recorder（出自已知录像机） < witnessed（有见证）
退出码 exit: 0 没有不符 nothing is wrong · 1 有不符 something is wrong, named with its place · 2 输入不可用 unusable input
`;

export const command: Command = {
  summary: '核对调取包或整个存储 check a bundle or a whole store, offline',
  help,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      fingerprint: { type: 'string', multiple: true, default: [] },
      policy: { type: 'string' },
      checkpoint: { type: 'string' },
      'log-only': { type: 'boolean', default: false },
      'start-secret': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError('verify 需要一个 ZIP 文件或目录 · verify takes one ZIP file or directory');
  const trust = await readTrust(nodeAlgorithms, {
    keys: values.key,
    checkpoint: values.checkpoint,
    policy: values.policy,
    fingerprints: values.fingerprint,
  });
  const wish = { isLogOnly: values['log-only'], startSecret: values['start-secret'] };
  const report = await verifyPath(path, trust, wish, progressOn(terminal));
  if (terminal.interactive) terminal.stderr('\r\u001b[K');
  terminal.stdout(values.json ? reportAsJson(report) : reportAsText(report));
  return report.isGood ? 0 : 1;
}
