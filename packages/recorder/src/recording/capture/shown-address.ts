// SPDX-License-Identifier: Apache-2.0
import { parseDeviceAddress } from '../../terms/device-address.ts';
import { parseCameraAddress } from './camera-address.ts';

/** An address of either kind as it may be shown: without credentials. @returns undefined when it is neither */
export function shownAddress(url: string): string | undefined {
  const device = parseDeviceAddress(url);
  return device ? `gb28181://${device.device}/${device.channel}` : parseCameraAddress(url)?.url;
}
