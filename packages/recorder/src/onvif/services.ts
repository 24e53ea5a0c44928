// SPDX-License-Identifier: Apache-2.0
/** The services that a device has, each at the host that answered: nobody else is called for its word. */
import { atHost } from './probe.ts';
import { at, childrenOf, type SoapCaller } from './soap.ts';
import { OnvifFailure } from './trouble.ts';

export const ns = {
  device: 'http://www.onvif.org/ver10/device/wsdl',
  media1: 'http://www.onvif.org/ver10/media/wsdl',
  media2: 'http://www.onvif.org/ver20/media/wsdl',
  ptz: 'http://www.onvif.org/ver20/ptz/wsdl',
  events: 'http://www.onvif.org/ver10/events/wsdl',
  search: 'http://www.onvif.org/ver10/search/wsdl',
  replay: 'http://www.onvif.org/ver10/replay/wsdl',
  schema: 'http://www.onvif.org/ver10/schema',
} as const;

const asked = ['media1', 'media2', 'ptz', 'events', 'search', 'replay'] as const;
export type ServiceName = (typeof asked)[number];
export type Services = Readonly<Partial<Record<ServiceName, URL>>>;

/** In `GetCapabilities`, which knows neither media 2 nor namespaces. */
const oldNames: Partial<Record<ServiceName, readonly string[]>> = {
  media1: ['Media'],
  ptz: ['PTZ'],
  events: ['Events'],
  search: ['Extension', 'Search'],
  replay: ['Extension', 'Replay'],
};

/** GetServices tells of all; a device too old for it has GetCapabilities. @throws OnvifFailure */
export async function findServices(caller: SoapCaller, service: URL): Promise<Services> {
  const here = (text: string | undefined) =>
    text !== undefined && URL.canParse(text) ? atHost(new URL(text), service.hostname) : undefined;
  const ask = `<GetServices xmlns="${ns.device}"><IncludeCapability>false</IncludeCapability></GetServices>`;
  const answer = await caller.call(service, ask).catch((error: unknown) => {
    // A 400 in plain text is how some say that they do not know an operation.
    if (error instanceof OnvifFailure && /^(refused|not-onvif)$/.test(error.trouble)) return undefined;
    throw error;
  });
  const listed = childrenOf(answer, 'Service');
  const addressOf = (name: ServiceName) =>
    here(
      at(
        listed.find((one) => at(one, 'Namespace')?.text === ns[name]),
        'XAddr',
      )?.text,
    );
  const found = present(addressOf);
  if (found.media1 || found.media2) return found;
  const capabilities = await caller.call(
    service,
    `<GetCapabilities xmlns="${ns.device}"><Category>All</Category></GetCapabilities>`,
  );
  return present((name) => {
    const path = oldNames[name];
    return path && here(at(capabilities, 'Capabilities', ...path, 'XAddr')?.text);
  });
}

function present(addressOf: (name: ServiceName) => URL | undefined): Services {
  return Object.fromEntries(
    asked.flatMap((name) => {
      const address = addressOf(name);
      return address ? [[name, address] as const] : [];
    }),
  );
}
