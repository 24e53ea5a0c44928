// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crc32 } from 'node:zlib';
import {
  type Progress,
  storeNames,
  type Trust,
  type VerifyReport,
  verifyBundle,
  verifyBundleArchive,
  verifyStore,
} from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { openArchive, openStoreFiles, openUnpackedBundle } from '../verify/disk-files.ts';
import { reportAsJson, reportAsText } from '../verify/print-report.ts';
import { readTrust } from '../verify/trust-files.ts';

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
  const report = await verifyPath(path, trust, values['log-only'], progressOn(terminal));
  if (terminal.interactive) terminal.stderr('\r\u001b[K');
  terminal.stdout(values.json ? reportAsJson(report) : reportAsText(report));
  return report.isGood ? 0 : 1;
}

async function verifyPath(
  path: string,
  trust: Trust,
  isLogOnly: boolean,
  progress: Progress,
): Promise<VerifyReport> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`${path}：没有这个文件或目录 · no such file or directory`);
  const options = { progress, crc32: (bytes: Uint8Array, crc = 0): number => crc32(bytes, crc) };
  if (!found.isDirectory()) {
    const archive = await openArchive(path);
    try {
      return await verifyBundleArchive(nodeAlgorithms, archive.access, trust, options);
    } finally {
      await archive.close();
    }
  }
  if (await isThere(join(path, 'manifest.json')))
    return verifyBundle(nodeAlgorithms, await openUnpackedBundle(path), trust, options);
  const isStore =
    (await isThere(join(path, storeNames.identity))) || (await isThere(join(path, storeNames.log)));
  if (!isStore)
    throw new UsageError(
      `${path}：既不是存储目录，也不是解开的调取包 · neither a store nor an unpacked bundle`,
    );
  return verifyStore(nodeAlgorithms, openStoreFiles(path), trust, { progress, isLogOnly });
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** At most once per percent, and only for people. */
function progressOn(terminal: Terminal): Progress {
  let shown = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
    if (!terminal.interactive || percent === shown) return;
    shown = percent;
    terminal.stderr(`\r核对中 checking … ${percent} %`);
  };
}
