// SPDX-License-Identifier: Apache-2.0
/** Addresses of cameras behind a GB/T 28181 device: `gb28181://<device id>/<channel id>`, 20 digits each. */
import { parseCameraAddress } from './camera-address.ts';

export type DeviceAddress = { readonly device: string; readonly channel: string };

/** @returns undefined when it is no such address; a device without a channel is its own channel */
export function parseDeviceAddress(url: string): DeviceAddress | undefined {
  const match = /^\s*gb28181:\/\/(\d{20})(?:\/(\d{20}))?\/?\s*$/i.exec(url);
  return match ? { device: match[1]!, channel: match[2] ?? match[1]! } : undefined;
}

/** An address of either kind as it may be shown: without credentials. @returns undefined when it is neither */
export function shownAddress(url: string): string | undefined {
  const device = parseDeviceAddress(url);
  return device ? `gb28181://${device.device}/${device.channel}` : parseCameraAddress(url)?.url;
}
