// SPDX-License-Identifier: Apache-2.0
/** Addresses of cameras behind a GB/T 28181 device: `gb28181://<device id>/<channel id>`, 20 digits each. */

export type DeviceAddress = { readonly device: string; readonly channel: string };

/** @returns undefined when it is no such address; a device without a channel is its own channel */
export function parseDeviceAddress(url: string): DeviceAddress | undefined {
  const match = /^\s*gb28181:\/\/(\d{20})(?:\/(\d{20}))?\/?\s*$/i.exec(url);
  return match ? { device: match[1]!, channel: match[2] ?? match[1]! } : undefined;
}
