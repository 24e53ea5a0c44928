// SPDX-License-Identifier: Apache-2.0
/** One device: what it is, its clock, and the streams of its profiles. Media 2 when offered (only there is H.265), else 1. */
import type { XmlElement } from '@mingjing/gb28181';
import type { Sentence } from '../errors.ts';
import { readClock } from './clock.ts';
import { tidy } from './probe.ts';
import { findServices, ns, type ServiceName, type Services } from './services.ts';
import { allOf, at, type Credentials, childrenOf, escapeText, SoapCaller } from './soap.ts';
import { OnvifFailure, type OnvifTrouble, onvifTroubles } from './trouble.ts';

export type OnvifProfile = {
  readonly token: string;
  /** `h264`, `h265`, `jpeg`, `mpeg4`, or the device's own word in lower case. */
  readonly codec: string;
  /** Pixels, as the device claims; 0 when it does not say. */
  readonly width: number;
  readonly height: number;
  /** Without credentials. */
  readonly url: string;
};

export type OnvifDevice = {
  /** Host that answered. */
  readonly address: string;
  readonly name: string;
  readonly hardware: string;
  readonly profiles: readonly OnvifProfile[];
  /** Of its device service. */
  readonly service: string;
  /** Its clock minus ours, milliseconds; absent when it does not tell. */
  readonly clockOffsetMs?: number;
  /** Over TLS only: whether somebody known signed its certificate. */
  readonly certificate?: 'trusted' | 'self-signed';
  /** What else it can: move, tell events, give back what it kept. */
  readonly services: readonly ServiceName[];
  /** Its media carry signatures of its own (Media Signing); absent when it does not say. */
  readonly isSigning?: boolean;
  /** Why something is missing. */
  readonly problem?: { readonly code: OnvifTrouble; readonly sentence: Sentence; readonly detail: string };
};

export type ReadOptions = {
  readonly credentials: Credentials | undefined;
  /** A stream's address as it may be shown, `…` for what may be secret; undefined: not one of ours. */
  readonly shownAddress: (url: string) => string | undefined;
  readonly signal: AbortSignal;
};

const deviceMs = 20_000;
const mostProfiles = 64;

/** Always answers: what could be read, and in words what could not. */
export async function readDevice(
  found: {
    readonly service: URL;
    readonly name?: string | undefined;
    readonly hardware?: string | undefined;
  },
  options: ReadOptions,
): Promise<OnvifDevice> {
  const { service } = found;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deviceMs)]);
  const caller = new SoapCaller(options.credentials, signal);
  const problem: { first?: OnvifDevice['problem'] } = {};
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OnvifFailure)) throw error;
      const { trouble: code, message: detail } = error;
      problem.first ??= { code, sentence: onvifTroubles[code], detail };
      return undefined;
    }
  };
  // A device without this operation is no worse for it: the stamps are then written in our time.
  caller.clockOffsetMs = await readClock(caller, service).catch(() => undefined);
  const services = await attempt(() => findServices(caller, service));
  const profiles = services && (await attempt(() => readProfiles(caller, services, service, options)));
  const isSigning = services?.media2 && (await readSigning(caller, services.media2));
  const facts = problem.first ? undefined : await attempt(() => readFacts(caller, service));
  if (profiles?.length === 0)
    problem.first ??= { code: 'no-profiles', sentence: onvifTroubles['no-profiles'], detail: '' };
  return {
    address: service.hostname,
    name: found.name ?? facts?.name ?? service.hostname,
    hardware: found.hardware ?? facts?.hardware ?? '',
    profiles: profiles ?? [],
    service: service.href,
    services: Object.keys(services ?? {}) as ServiceName[],
    ...(isSigning !== undefined && { isSigning }),
    ...(caller.clockOffsetMs !== undefined && { clockOffsetMs: caller.clockOffsetMs }),
    ...(caller.certificate && { certificate: caller.certificate }),
    ...(problem.first && { problem: problem.first }),
  };
}

async function readFacts(
  caller: SoapCaller,
  service: URL,
): Promise<{ readonly name: string | undefined; readonly hardware: string | undefined }> {
  const answer = await caller.call(service, `<GetDeviceInformation xmlns="${ns.device}"/>`);
  const word = (name: string) => tidy(at(answer, name)?.text);
  const model = word('Model');
  return {
    name: tidy([word('Manufacturer'), model].filter(Boolean).join(' ')),
    hardware: model ?? word('HardwareId'),
  };
}

/** Capabilities of media 2; makers write it as attribute and as element. */
async function readSigning(caller: SoapCaller, media: URL): Promise<boolean | undefined> {
  const answer = await caller
    .call(media, `<GetServiceCapabilities xmlns="${ns.media2}"/>`)
    .catch(() => undefined);
  const capabilities = at(answer, 'Capabilities');
  if (!capabilities) return undefined;
  const said =
    capabilities.attributes['MediaSigningProtocol'] ?? allOf(capabilities, 'MediaSigningProtocol')[0]?.text;
  return said === undefined ? undefined : /^(?:true|1)$/.test(said.trim());
}

async function readProfiles(
  caller: SoapCaller,
  media: Services,
  service: URL,
  { shownAddress }: ReadOptions,
): Promise<readonly OnvifProfile[]> {
  const shown = (element: XmlElement) => streamAddress(element, service.hostname, shownAddress);
  if (media.media2) {
    const profiles = await readMedia2(caller, media.media2, shown).catch((error: unknown) => {
      if (media.media1 && error instanceof OnvifFailure && error.trouble === 'refused') return [];
      throw error;
    });
    if (profiles.length > 0 || !media.media1) return profiles;
  }
  return media.media1 ? readMedia1(caller, media.media1, shown) : [];
}

async function readMedia2(
  caller: SoapCaller,
  media: URL,
  shown: (answer: XmlElement) => string | undefined,
): Promise<readonly OnvifProfile[]> {
  const answer = await caller.call(
    media,
    `<GetProfiles xmlns="${ns.media2}"><Type>VideoEncoder</Type></GetProfiles>`,
  );
  return eachProfile(
    answer,
    (profile) => at(profile, 'Configurations', 'VideoEncoder'),
    shown,
    (token) =>
      caller.call(
        media,
        `<GetStreamUri xmlns="${ns.media2}"><Protocol>RTSP</Protocol><ProfileToken>${escapeText(token)}</ProfileToken></GetStreamUri>`,
      ),
  );
}

async function readMedia1(
  caller: SoapCaller,
  media: URL,
  shown: (answer: XmlElement) => string | undefined,
): Promise<readonly OnvifProfile[]> {
  const answer = await caller.call(media, `<GetProfiles xmlns="${ns.media1}"/>`);
  return eachProfile(
    answer,
    (profile) => at(profile, 'VideoEncoderConfiguration'),
    shown,
    (token) =>
      caller.call(
        media,
        `<GetStreamUri xmlns="${ns.media1}"><StreamSetup><Stream xmlns="${ns.schema}">RTP-Unicast</Stream><Transport xmlns="${ns.schema}"><Protocol>RTSP</Protocol></Transport></StreamSetup><ProfileToken>${escapeText(token)}</ProfileToken></GetStreamUri>`,
      ),
  );
}

/** Profiles with a video encoder and a stream; one that the device will not stream is left out. */
async function eachProfile(
  answer: XmlElement,
  encoderOf: (profile: XmlElement) => XmlElement | undefined,
  shown: (answer: XmlElement) => string | undefined,
  askStream: (token: string) => Promise<XmlElement>,
): Promise<readonly OnvifProfile[]> {
  const read: OnvifProfile[] = [];
  for (const profile of childrenOf(answer, 'Profiles').slice(0, mostProfiles)) {
    const token = profile.attributes['token'];
    const encoder = encoderOf(profile);
    if (!token || !encoder) continue;
    const stream = await askStream(token).catch((error: unknown) => {
      if (error instanceof OnvifFailure && error.trouble === 'refused') return undefined;
      throw error;
    });
    const url = stream && shown(stream);
    if (!url) continue;
    const side = (name: string) => {
      const value = Number(at(encoder, 'Resolution', name)?.text);
      return Number.isInteger(value) && value > 0 && value < 65_536 ? value : 0;
    };
    const codec = codecOf(at(encoder, 'Encoding')?.text ?? '');
    read.push({ token, codec, width: side('Width'), height: side('Height'), url });
  }
  return read;
}

function codecOf(encoding: string): string {
  const word = encoding.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (word === 'hevc') return 'h265';
  return word === 'mpv4es' ? 'mpeg4' : word.slice(0, 20);
}

/** Stream addresses that name the device by its inside are turned to where it answers (catalogue O2). */
function streamAddress(
  answer: XmlElement,
  host: string,
  shownAddress: ReadOptions['shownAddress'],
): string | undefined {
  const uri = allOf(answer, 'Uri')[0]?.text ?? '';
  const shown = shownAddress(uri.slice(0, 2000));
  return shown?.replace(
    /^(rtsps?:\/\/)(?:0\.0\.0\.0|127(?:\.\d+){3}|169\.254(?:\.\d+){2}|localhost|\[::1?\])(?=[:/?#]|$)/i,
    (_all, scheme: string) => `${scheme}${host}`,
  );
}
