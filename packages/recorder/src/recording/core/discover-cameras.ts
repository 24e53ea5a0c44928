// SPDX-License-Identifier: Apache-2.0
/** Cameras that speak ONVIF: found on the network or at an address, read side by side, with addresses fit to show. */

import { type OnvifDevice, readDevice } from '../../onvif/device.ts';
import { type ProbeMatch, probe } from '../../onvif/probe.ts';
import type { Credentials } from '../../onvif/soap.ts';
import { maskedAddress } from '../capture/masked-address.ts';

export type DiscoverOptions = {
  /** How long answers are awaited; reading a device that answered may take up to 20 s more. */
  readonly seconds: number;
  /** Own IPv4 addresses to ask from; all but loopback when absent. */
  readonly interfaces?: readonly string[] | undefined;
  /** Ask only there instead of everybody: a host and port that answer WS-Discovery, or the address of a device service. */
  readonly at?: { readonly host: string; readonly port: number } | URL | undefined;
  readonly credentials?: Credentials | undefined;
  readonly signal: AbortSignal;
  /** Progress and what could not be asked; no credentials. */
  readonly say: (line: string) => void;
};

const atOnce = 16;

/** @returns by address, then by service */
export async function discoverCameras(options: DiscoverOptions): Promise<readonly OnvifDevice[]> {
  const { at, credentials, signal } = options;
  const devices: OnvifDevice[] = [];
  const waiting: ProbeMatch[] = [];
  const readers: Promise<void>[] = [];
  let reading = 0;
  const readOn = async (): Promise<void> => {
    for (let match = waiting.shift(); match; match = waiting.shift())
      devices.push(await readDevice(match, { credentials, shownAddress: maskedAddress, signal }));
    reading--;
  };
  const onMatch = (match: ProbeMatch) => {
    waiting.push(match);
    if (reading >= atOnce) return;
    reading++;
    readers.push(readOn());
  };
  if (at instanceof URL) onMatch({ service: at, name: undefined, hardware: undefined });
  else
    await probe({
      listenMs: options.seconds * 1000,
      interfaces: options.interfaces,
      to: at,
      signal,
      onMatch,
      onTrouble: options.say,
    });
  await Promise.all(readers);
  return devices.sort((a, b) => (a.address + a.service < b.address + b.service ? -1 : 1));
}
