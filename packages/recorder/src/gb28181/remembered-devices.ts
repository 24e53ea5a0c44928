// SPDX-License-Identifier: Apache-2.0
/** What the state file of an earlier run says of devices below. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RememberedDevice } from '@mingjing/gb28181';

type Kept = {
  readonly id: string;
  readonly registered: boolean;
  readonly transport?: 'udp' | 'tcp';
  readonly address?: string;
  readonly untilMs?: number;
  readonly version?: string;
};

export const statusFileName = 'gb28181-status.json';

/** Devices that were registered when this recorder last wrote its state. */
export function rememberedDevices(directory: string): readonly RememberedDevice[] {
  let devices: readonly Kept[] | undefined;
  try {
    ({ devices } = JSON.parse(readFileSync(join(directory, statusFileName), 'utf8')) as {
      readonly devices: readonly Kept[];
    });
  } catch {
    // The first start, or a file that was cut short: they register by themselves.
  }
  return (devices ?? []).flatMap(({ id, registered, transport, address, untilMs, version }) => {
    const [, host, port] = /^(.*):(\d+)$/.exec(address ?? '') ?? [];
    if (!registered || transport !== 'udp' || host === undefined || untilMs === undefined) return [];
    return [{ id, address: host, port: Number(port), untilMs, version }];
  });
}
