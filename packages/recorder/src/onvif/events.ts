// SPDX-License-Identifier: Apache-2.0
/** Events of a device, pulled (ONVIF core, real-time pull point): motion and tampering, whatever topic the maker chose. */
import type { XmlElement } from '@mingjing/gb28181';
import { atHost } from './probe.ts';
import { ns, type Services } from './services.ts';
import { allOf, at, childrenOf, escapeText, type SoapCaller } from './soap.ts';

export type OnvifEvent = {
  readonly kind: 'motion' | 'tamper';
  /** Without prefix, as `RuleEngine/CellMotionDetector/Motion`. */
  readonly topic: string;
  /** Undefined: it only says that it happened. */
  readonly isOn: boolean | undefined;
  /** Tokens of video sources and configurations that it is about. */
  readonly sources: readonly string[];
};

const addressing = 'http://www.w3.org/2005/08/addressing';
const pullPoint = `${ns.events}/PullPointSubscription`;
/** Shorter than a request may take. */
const pullFor = 'PT3S';
/** Renewed with every pull by the standard; asked for all the same, as some end it. */
const livesFor = 'PT60S';
const mostAtOnce = 50;

/** @returns where to pull. @throws OnvifFailure */
export async function openPullPoint(caller: SoapCaller, events: URL): Promise<URL> {
  const answer = await caller.call(
    events,
    `<CreatePullPointSubscription xmlns="${ns.events}"><InitialTerminationTime>${livesFor}</InitialTerminationTime></CreatePullPointSubscription>`,
    { header: headerTo(events, `${ns.events}/EventPortType/CreatePullPointSubscriptionRequest`) },
  );
  const address = at(answer, 'SubscriptionReference', 'Address')?.text ?? '';
  return URL.canParse(address) ? atHost(new URL(address), events.hostname) : events;
}

/** Waits a few seconds for what happens. @throws OnvifFailure */
export async function pullEvents(caller: SoapCaller, point: URL): Promise<readonly OnvifEvent[]> {
  const answer = await caller.call(
    point,
    `<PullMessages xmlns="${ns.events}"><Timeout>${pullFor}</Timeout><MessageLimit>${mostAtOnce}</MessageLimit></PullMessages>`,
    { header: headerTo(point, `${pullPoint}/PullMessagesRequest`) },
  );
  return allOf(answer, 'NotificationMessage').slice(0, mostAtOnce).flatMap(readEvent);
}

/** @throws OnvifFailure */
export async function renew(caller: SoapCaller, point: URL): Promise<void> {
  const base = 'http://docs.oasis-open.org/wsn';
  await caller.call(
    point,
    `<Renew xmlns="${base}/b-2"><TerminationTime>${livesFor}</TerminationTime></Renew>`,
    { header: headerTo(point, `${base}/bw-2/SubscriptionManager/RenewRequest`) },
  );
}

/** @throws OnvifFailure */
export async function unsubscribe(caller: SoapCaller, point: URL): Promise<void> {
  const base = 'http://docs.oasis-open.org/wsn';
  const header = headerTo(point, `${base}/bw-2/SubscriptionManager/UnsubscribeRequest`);
  await caller.call(point, `<Unsubscribe xmlns="${base}/b-2"/>`, { header });
}

/** Profile token → tokens by which events name its picture; a recorder with many cameras has one event service. */
export async function readSources(
  caller: SoapCaller,
  services: Services,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ask = services.media2
    ? ([services.media2, `<GetProfiles xmlns="${ns.media2}"><Type>VideoSource</Type></GetProfiles>`] as const)
    : services.media1 && ([services.media1, `<GetProfiles xmlns="${ns.media1}"/>`] as const);
  if (!ask) return new Map();
  const [service, body] = ask;
  const answer = await caller.call(service, body);
  return new Map(
    childrenOf(answer, 'Profiles').map((profile) => {
      const configurations = [
        ...allOf(profile, 'VideoSourceConfiguration'),
        ...allOf(profile, 'VideoSource'),
      ];
      const tokens = configurations.flatMap((one) => [
        one.attributes['token'] ?? '',
        at(one, 'SourceToken')?.text ?? '',
      ]);
      return [profile.attributes['token'] ?? '', tokens.filter((token) => token !== '')];
    }),
  );
}

const headerTo = (to: URL, action: string): string =>
  `<Action xmlns="${addressing}">${action}</Action><To xmlns="${addressing}">${escapeText(to.href)}</To>`;

function readEvent(notification: XmlElement): OnvifEvent[] {
  const topic = (at(notification, 'Topic')?.text ?? '').replaceAll(/\w+:/g, '').slice(0, 200);
  const kind = kindOf(topic);
  const message = at(notification, 'Message', 'Message');
  if (!kind || !message) return [];
  const items = (part: string) => {
    const element = at(message, part);
    return element ? allOf(element, 'SimpleItem') : [];
  };
  const value = items('Data')
    .map((item) => item.attributes['Value']?.toLowerCase())
    .find((one) => one !== undefined && /^(?:true|false|0|1)$/.test(one));
  const isGone = message.attributes['PropertyOperation'] === 'Deleted';
  const isOn = isGone ? false : value === undefined ? undefined : value === 'true' || value === '1';
  const sources = items('Source').flatMap((item) => item.attributes['Value'] ?? []);
  return [{ kind, topic, isOn, sources }];
}

function kindOf(topic: string): OnvifEvent['kind'] | undefined {
  if (/tamper|GlobalSceneChange|ImageToo(?:Blurry|Dark|Bright)|SignalLoss/i.test(topic)) return 'tamper';
  return /motion/i.test(topic) ? 'motion' : undefined;
}
