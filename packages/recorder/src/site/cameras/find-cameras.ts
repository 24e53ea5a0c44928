// SPDX-License-Identifier: Apache-2.0
/** Cameras to be added: what answers ONVIF on the network, and what registered over GB/T 28181; which are recorded already. */
import { isIP } from 'node:net';
import type { FoundDevice, FoundOnvif } from '@mingjing/contracts/site';
import type { OnvifDevice } from '../../onvif/device.ts';
import type { Credentials } from '../../onvif/soap.ts';
import { onvifTroubles } from '../../onvif/trouble.ts';
import { discoverCameras } from '../../recording/core/discover-cameras.ts';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';

type Core = Pick<CoreWithoutMedia, 'cameras' | 'mayReach'>;
type Place = URL | { readonly host: string; readonly port: number };

/** @returns undefined when it is no place to ask */
export function parsePlace(text: string): Place | undefined {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    // A password in it would be told with what was found.
    return url.username || url.password ? undefined : url;
  }
  const [, host, port = '3702'] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isPort = Number(port) > 0 && Number(port) < 65_536;
  return host !== undefined && isPort ? { host, port: Number(port) } : undefined;
}

const hostOf = (place: Place) => ('hostname' in place ? place.hostname : place.host);

/** Whether that place may be asked; the whole network always may. */
export const mayAsk = (core: Core, place: Place | undefined): Promise<boolean> =>
  place === undefined ? Promise.resolve(true) : core.mayReach(hostOf(place));

export async function findOnvif(
  core: Core,
  wanted: {
    readonly seconds: number;
    readonly place: Place | undefined;
    readonly credentials: Credentials | undefined;
  },
): Promise<{ readonly onvif: FoundOnvif[]; readonly told: string[] }> {
  const told: string[] = [];
  const devices = await discoverCameras({
    seconds: wanted.seconds,
    at: wanted.place,
    credentials: wanted.credentials,
    signal: AbortSignal.timeout(45_000),
    say: (line) => told.push(line),
  });
  const known = recordedAt(core);
  return { onvif: devices.map((device) => shownOnvif(device, known)), told };
}

/** A device of GB/T 28181 as far as it matters here. */
interface ComingDevice {
  readonly id: string;
  readonly name: string | undefined;
  readonly registered: boolean;
  readonly channels: readonly { readonly id: string; readonly name: string; readonly isOnline: boolean }[];
}

/** Devices that may register, with the addresses of their channels. */
export function foundDevices(core: Core, devices: readonly ComingDevice[]): FoundDevice[] {
  const known = recordedAt(core);
  return devices.map(({ id, name, registered, channels }) => ({
    id,
    ...(name !== undefined && { name }),
    registered,
    channels: channels.map((channel) => {
      const url = `gb28181://${id}/${channel.id}`;
      return { id: channel.id, name: channel.name, isOnline: channel.isOnline, url, ...known(url) };
    }),
  }));
}

function shownOnvif(
  { problem, profiles, services, ...device }: OnvifDevice,
  known: ReturnType<typeof recordedAt>,
): FoundOnvif {
  return {
    ...device,
    services: [...services],
    profiles: profiles.map((profile) => ({ ...profile, ...known(profile.url) })),
    ...(problem && {
      problem: { code: problem.code, sentence: onvifTroubles[problem.code], detail: problem.detail },
    }),
  };
}

/** By host and path; a camera's own list shows addresses masked, so paths are compared where both are plain. */
function recordedAt({ cameras }: Core): (url: string) => { readonly camera?: string } {
  const byAddress = new Map(cameras.status().map(({ id, address }) => [address.toLowerCase(), id]));
  return (url) => {
    const camera = byAddress.get(url.toLowerCase());
    return camera === undefined ? {} : { camera };
  };
}

/** A device service as it was found: an address, not a name that may point elsewhere by then. */
export const isPlainHost = (service: URL): boolean => isIP(service.hostname.replaceAll(/[[\]]/g, '')) !== 0;
