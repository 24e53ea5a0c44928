// SPDX-License-Identifier: Apache-2.0
/** What the state file of an earlier run says of devices below. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RememberedDevice } from '@mingjing/gb28181';
import type { Gb28181Status } from './gb28181-service.ts';

export const statusFileName = 'gb28181-status.json';

/** Devices that were registered when this recorder last wrote its state. */
export function rememberedDevices(directory: string): readonly RememberedDevice[] {
  let devices: Gb28181Status['devices'] = [];
  try {
    ({ devices } = JSON.parse(readFileSync(join(directory, statusFileName), 'utf8')) as Gb28181Status);
  } catch {
    // The first start, or a file that was cut short: they register by themselves.
  }
  return devices.flatMap(({ id, registered, transport, address, untilMs, version }) => {
    const [, host, port] = /^(.*):(\d+)$/.exec(address ?? '') ?? [];
    if (!registered || transport !== 'udp' || host === undefined || untilMs === undefined) return [];
    return [{ id, address: host, port: Number(port), untilMs, version }];
  });
}
