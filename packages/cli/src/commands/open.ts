// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bundleNames, openZip } from '@mingjing/evidence';
import { makeIdentity, nodeAlgorithms, openSealedFile } from '@mingjing/node-crypto';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { openArchive } from '../verify/disk-files.ts';
import { reportAsJson, reportAsText } from '../verify/print-report.ts';
import { readTrust } from '../verify/trust-files.ts';
import { progressOn, verifyPath } from '../verify/verify-path.ts';

export const command: Command = {
  summary: '解开单位提供的加密录像包并核验 open a sealed bundle and check it',
  help: `mingjing open FILE.zip.age --identity FILE --out FILE.zip [--key FILE …] [--policy FILE] [--checkpoint FILE] [--json]
mingjing open --new-key FILE

单位把录像包加密给调取机关的公钥；私钥只在机关手里。解开后逐字节核验，打印结论和清单的 SHA-256：与单位登记、平台记录的相同。
A unit seals a bundle to the public key of the organ that asked; the private key stays with the organ. Once open it is checked
byte by byte; the verdict and the SHA-256 of its manifest are printed, the one that the unit's register and the platform have.

  --new-key FILE    生成机关的密钥：私钥写入 FILE，打印公钥（在平台登记） makes the key of an organ, prints its public half
  --identity FILE   私钥文件，一行 AGE-SECRET-KEY-1… the private key, one line; several lines: several keys
  --out FILE.zip    解开后的录像包，不覆盖已有文件 where the opened bundle goes; nothing is overwritten
  其余选项同 mingjing verify · the other options are those of mingjing verify
  --json            {"out","sealedSha256","manifestSha256","verdict":{…}}

退出码 exit: 0 解开且没有不符 opened, nothing wrong · 1 有不符，或不是加密给这把密钥 something wrong, or sealed to another key · 2 输入不可用 unusable input
`,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'new-key': { type: 'string' },
        identity: { type: 'string' },
        out: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
        fingerprint: { type: 'string', multiple: true, default: [] },
        policy: { type: 'string' },
        checkpoint: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (values['new-key'] !== undefined) return newKey(values['new-key'], terminal);
    const [path, ...more] = positionals;
    const { identity, out } = values;
    if (path === undefined || more.length > 0 || identity === undefined || out === undefined)
      throw new UsageError(
        'open 需要一个文件、--identity 和 --out · open takes one file, --identity and --out',
      );
    if (await stat(out).catch(() => undefined))
      throw new UsageError(`open: ${out} 已经存在，不覆盖 · exists already and is not overwritten`);
    const trust = await readTrust(nodeAlgorithms, {
      keys: values.key,
      checkpoint: values.checkpoint,
      policy: values.policy,
      fingerprints: values.fingerprint,
    });
    const sealedSha256 = await hashOf(path);
    try {
      await openSealedFile(await identitiesIn(identity), path, out);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      terminal.stderr(
        `mingjing open: 打不开：不是加密给这把密钥的，或者文件不完整、被改动（${reason}） · sealed to another key, cut off or altered\n`,
      );
      return 1;
    }
    const report = await verifyPath(out, trust, {}, progressOn(terminal));
    if (terminal.interactive) terminal.stderr('\r\u001b[K');
    const manifestSha256 = await manifestOf(out);
    if (values.json) {
      const verdict: unknown = JSON.parse(reportAsJson(report));
      terminal.stdout(`${JSON.stringify({ out, sealedSha256, manifestSha256, verdict })}\n`);
    } else
      terminal.stdout(
        `${reportAsText(report)}\n加密文件 sealed file   SHA-256 ${sealedSha256}\n清单 manifest          SHA-256 ${manifestSha256 ?? '—'}\n`,
      );
    return report.isGood ? 0 : 1;
  },
};

async function newKey(file: string, terminal: Terminal): Promise<ExitCode> {
  const { identity, recipient } = await makeIdentity();
  try {
    await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`open: ${file} 不能写入 · cannot be written (${code})`);
  }
  terminal.stdout(`${recipient}\n`);
  return 0;
}

async function identitiesIn(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split(/\s+/).filter((word) => word.startsWith('AGE-SECRET-KEY-1'));
  if (lines.length === 0)
    throw new UsageError(`open: ${file}：没有 AGE-SECRET-KEY-1… 一行 · no such line in it`);
  return lines;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const archive = await openArchive(path).catch(() => undefined);
  if (!archive) throw new UsageError(`${path}：没有这个文件 · no such file`);
  const { sizeBytes, read } = archive.access;
  for (let offset = 0; offset < sizeBytes; offset += 1 << 20)
    hash.update(await read(offset, Math.min(1 << 20, sizeBytes - offset)));
  await archive.close();
  return hash.digest('hex');
}

async function manifestOf(path: string): Promise<string | undefined> {
  const archive = await openArchive(path);
  try {
    const zip = await openZip(archive.access);
    const manifest = zip.kind === 'zip' ? zip.files.get(bundleNames.manifest) : undefined;
    if (!manifest) return undefined;
    const bytes = await archive.access.read(manifest.contentOffset, manifest.sizeBytes);
    return createHash('sha256').update(bytes).digest('hex');
  } finally {
    await archive.close();
  }
}
