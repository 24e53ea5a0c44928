// SPDX-License-Identifier: Apache-2.0
/** `mingjing recorder backup`: what a store cannot make anew, copied beside the running recorder. */
import { parseArgs } from 'node:util';
import { backUpStore, readServerConfig } from '@mingjing/recorder/server';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';

export async function backupCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      out: { type: 'string' },
      footage: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { out, config } = values;
  if (out === undefined) throw new UsageError('recorder backup: 缺少 --out FOLDER · --out FOLDER is missing');
  const directory = values.data ?? process.env['MINGJING_DATA'];
  if (directory === undefined && config === undefined)
    throw new UsageError('recorder backup: 须给出 --data 或 --config · give --data or --config');
  const made = await asUsage(async () => {
    const from = directory ?? readServerConfig(config, process.env).directory;
    return await backUpStore(from, out, values.footage);
  }, recorderRefusal);
  if (values.json) terminal.stdout(`${JSON.stringify({ ...made, out })}\n`);
  else
    terminal.stdout(
      `已备份 backed up  ${out}\n存储 store  ${made.storeId}\n内容 parts  ${made.parts.join('  ')}\n含私钥，请妥善保管 · holds private keys: keep it safe\n`,
    );
  return 0;
}
