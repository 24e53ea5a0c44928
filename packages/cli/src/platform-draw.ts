// SPDX-License-Identifier: Apache-2.0
/** `mingjing platform draw verify FILE`: anyone repeats a published draw. */
import { readFileSync } from 'node:fs';
import { verifyDraw } from '@mingjing/platform';
import { type Terminal, UsageError } from './command.ts';

/** @returns 0 when the draw holds, 1 when it does not */
export function verifyDrawFile(
  [task, file, ...rest]: readonly string[],
  { key, json }: { readonly key?: string | undefined; readonly json: boolean },
  terminal: Terminal,
): 0 | 1 {
  if (task !== 'verify' || file === undefined || rest.length > 0)
    throw new UsageError('platform: draw verify FILE');
  const { ok, record, wrong } = verifyDraw(readOrRefuse(file), key);
  if (json) {
    terminal.stdout(`${JSON.stringify({ ok, wrong, ...(record && { drawn: record.drawn }) })}\n`);
    return ok ? 0 : 1;
  }
  const nameOf = new Map(
    [...(record?.list.units ?? []), ...(record?.list.officers ?? [])].map((one) => [one.id, one.name]),
  );
  for (const { unit, officers } of ok ? (record?.drawn ?? []) : [])
    terminal.stdout(
      `${nameOf.get(unit) ?? unit}  ${officers.map((id) => nameOf.get(id) ?? id).join('、')}\n`,
    );
  for (const what of wrong) terminal.stdout(`✗ ${what}\n`);
  if (record) terminal.stdout(`名单 list ${record.listHash}\n日志公钥 key of the log ${record.logKey}\n`);
  terminal.stdout(ok ? '抽取属实 · the draw holds\n' : '抽取不符 · the draw does not hold\n');
  return ok ? 0 : 1;
}

function readOrRefuse(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new UsageError(
      `platform: ${file}：读不出来 · cannot be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
