// SPDX-License-Identifier: Apache-2.0
/** `mingjing recorder gb28181 status`: every platform above and every device below, from the recorder's state file. */
import { parseArgs } from 'node:util';
import { type ReadStatus, readGb28181Status, readServerConfig } from '@mingjing/recorder/server';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';

/** @returns 0 when everything is registered, 1 when a platform is not or the recorder does not run */
export async function gb28181Command(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length !== 1 || positionals[0] !== 'status')
    throw new UsageError('recorder gb28181: 只有 status · the only word is status');
  const directory = values.data ?? process.env['MINGJING_DATA'] ?? (await directoryOf(values.config));
  const status = readGb28181Status(directory);
  if (!status)
    throw new UsageError(
      `recorder gb28181: ${directory} 没有 GB/T 28181 的状态 · no state of GB/T 28181 in this data directory`,
    );
  if (values.json) terminal.stdout(`${JSON.stringify(status)}\n`);
  else terminal.stdout(describe(status));
  return status.running && status.upper.every(({ registered }) => registered) ? 0 : 1;
}

async function directoryOf(config: string | undefined): Promise<string> {
  if (config === undefined)
    throw new UsageError('recorder gb28181 status: 须给出 --data 或 --config · give --data or --config');
  return asUsage(() => Promise.resolve(readServerConfig(config, process.env).directory), recorderRefusal);
}

function describe({ running, upper, devices }: ReadStatus): string {
  const time = (ms: number | undefined) => (ms === undefined ? '—' : new Date(ms).toLocaleString('zh-CN'));
  const lines = [running ? '录像机在运行 · the recorder runs' : '录像机没有运行 · the recorder does not run'];
  for (const one of upper)
    lines.push(
      `上级 upper  ${one.id}  ${one.address}/${one.transport}  ${one.state}  心跳 keepalive ${time(one.lastKeepaliveMs)}  通道 channels ${one.channels}  会话 sessions ${one.sessions.length}${one.problem === undefined ? '' : `  ${one.problem}`}`,
    );
  for (const one of devices)
    lines.push(
      `下级 device ${one.id}  ${one.registered ? 'registered' : 'not registered'}  心跳 keepalive ${time(one.lastKeepaliveMs)}  通道 channels ${one.channels.length}  会话 sessions ${one.sessions}`,
    );
  return `${lines.join('\n')}\n`;
}
