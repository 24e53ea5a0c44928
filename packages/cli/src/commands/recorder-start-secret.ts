// SPDX-License-Identifier: Apache-2.0
/** `mingjing recorder start-secret`: footage keys under another start secret. */
import { parseArgs } from 'node:util';
import { changeStartSecret } from '@mingjing/recorder';
import { readServerConfig } from '@mingjing/recorder/server';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';

export async function startSecretCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      'start-secret': { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { to, config } = values;
  if (to === undefined) throw new UsageError('recorder start-secret: 缺少 --to FILE · --to FILE is missing');
  const given = values.data ?? process.env['MINGJING_DATA'];
  if (given === undefined && config === undefined)
    throw new UsageError('recorder start-secret: 须给出 --data 或 --config · give --data or --config');
  const keys = await asUsage(async () => {
    const options = config === undefined ? undefined : readServerConfig(config, process.env);
    const before = { ...options?.footage, ...startSecretOf(values['start-secret']) };
    return await changeStartSecret(given ?? options?.directory ?? '', before, to);
  }, recorderRefusal);
  terminal.stdout(
    values.json
      ? `${JSON.stringify({ keys })}\n`
      : `已换启动密钥 changed for ${keys.length} 把录像密钥 footage keys ${keys.join(' ')}\n`,
  );
  return 0;
}
