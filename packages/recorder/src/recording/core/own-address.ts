// SPDX-License-Identifier: Apache-2.0
import { isOwnAddress, parseCameraAddress, resolveCameraHost } from '../capture/camera-address.ts';

export const ownPortReason = '本录像机自己的端口 · a port of this recorder';

/** Whether an address leads back to this program, under whatever name. */
export async function leadsBack(url: string, ports: readonly number[]): Promise<boolean> {
  const address = parseCameraAddress(url);
  if (!address || !ports.includes(address.port)) return false;
  const host = await resolveCameraHost(address.host, ['0.0.0.0/0', '::/0'], true);
  return host.kind === 'address' && (isOwnAddress(host.address) || /^(0\.|::$)/.test(host.address));
}
