// SPDX-License-Identifier: Apache-2.0
/**
 * WS-Discovery (2005/04, the version of ONVIF): one question to 239.255.255.250:3702 out of every interface, or to
 * one address, and what answers. An answer leads only to the host that sent it: a datagram from anybody must not
 * make us call somebody else.
 */
import { randomUUID } from 'node:crypto';
import dgram from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { XmlElement } from '@mingjing/gb28181';
import { allOf, at, parseSoap } from './soap.ts';

export type ProbeMatch = {
  /** The device service, at the host that answered. */
  readonly service: URL;
  readonly name: string | undefined;
  readonly hardware: string | undefined;
};

export type ProbeOptions = {
  readonly listenMs: number;
  /** Own IPv4 addresses to ask from; all but loopback when absent. */
  readonly interfaces?: readonly string[] | undefined;
  /** Ask only there; the multicast group when absent. */
  readonly to?: { readonly host: string; readonly port: number } | undefined;
  readonly signal: AbortSignal;
  /** Told once per device, as answers come. */
  readonly onMatch: (match: ProbeMatch) => void;
  /** An interface that cannot be asked from. */
  readonly onTrouble: (what: string) => void;
};

const group = { host: '239.255.255.250', port: 3702 };
/** UDP is lossy, and cameras answer within a random half second. */
const askAgainMs = [0, 250, 1000];
const mostDevices = 2000;

/** Ends after `listenMs`, or when the signal says so. */
export async function probe(options: ProbeOptions): Promise<void> {
  const { to, interfaces, signal, listenMs } = options;
  const seen = new Set<string>();
  const question = { ids: new Set<string>() };
  const hear = (packet: Buffer, from: dgram.RemoteInfo) => {
    for (const match of readMatches(packet.toString('utf8'), from.address, question.ids)) {
      if (seen.size >= mostDevices || seen.has(match.service.href)) continue;
      seen.add(match.service.href);
      options.onMatch(match);
    }
  };
  const own = to ? [interfaces?.[0]] : (interfaces ?? ownAddresses());
  const sockets = own.map((address) => openSocket(address, hear, options.onTrouble));
  const ask = () => {
    for (const socket of sockets) {
      const id = randomUUID();
      question.ids.add(id);
      socket.send(probeMessage(id), to ?? group);
    }
  };
  const timers = askAgainMs.filter((ms) => ms < listenMs).map((ms) => setTimeout(ask, ms));
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, listenMs);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  for (const timer of timers) clearTimeout(timer);
  for (const socket of sockets) socket.close();
}

type Asking = {
  readonly send: (message: string, to: { readonly host: string; readonly port: number }) => void;
  readonly close: () => void;
};

function openSocket(
  address: string | undefined,
  hear: (packet: Buffer, from: dgram.RemoteInfo) => void,
  onTrouble: (what: string) => void,
): Asking {
  const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true });
  let isOpen = true;
  const failed = (error: Error) => {
    if (isOpen) onTrouble(`${address ?? ''} ${error.message}`.trim());
    if (isOpen) socket.close();
    isOpen = false;
  };
  socket.on('error', failed);
  socket.on('message', hear);
  const bound = new Promise<void>((resolve) => {
    socket.bind({ port: 0, ...(address !== undefined && { address }) }, () => {
      try {
        if (address !== undefined) socket.setMulticastInterface(address);
      } catch (error) {
        failed(error as Error);
      }
      resolve();
    });
  });
  return {
    send: (message, { host, port }) =>
      void bound.then(() => isOpen && socket.send(message, port, host, (error) => error && failed(error))),
    close: () => {
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

function probeMessage(id: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>urn:uuid:${id}</w:MessageID><w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>`;
}

/** @param ids of our questions: an answer to somebody else's is not ours; one that names none is taken */
function readMatches(text: string, from: string, ids: ReadonlySet<string>): readonly ProbeMatch[] {
  const envelope = parseSoap(text);
  const relatesTo = at(envelope, 'Header', 'RelatesTo')?.text.split(':').at(-1);
  const matches = at(envelope, 'Body', 'ProbeMatches');
  if (!matches || (relatesTo && !ids.has(relatesTo.toLowerCase()))) return [];
  return allOf(matches, 'ProbeMatch').flatMap((match) => {
    const service = serviceAt(at(match, 'XAddrs')?.text ?? '', from);
    return service ? [{ service, ...scopesOf(match) }] : [];
  });
}

/** Of several addresses the sender's own; else the first, at the sender (catalogue O2). */
function serviceAt(addresses: string, from: string): URL | undefined {
  const urls = addresses.split(/\s+/).flatMap((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url && /^https?:$/.test(url.protocol) ? [url] : [];
  });
  const chosen = urls.find(({ hostname }) => hostname === from) ?? urls[0];
  return chosen && atHost(chosen, from);
}

/** The same service at another host, without credentials. */
export function atHost(url: URL, host: string): URL {
  const moved = new URL(url);
  moved.hostname = host;
  moved.username = '';
  moved.password = '';
  return moved;
}

/** `onvif://www.onvif.org/name/…`: percent-encoded, peers put blanks and line ends around and into them. */
function scopesOf(match: XmlElement): Pick<ProbeMatch, 'name' | 'hardware'> {
  const scopes = at(match, 'Scopes')?.text.split(/\s+(?=onvif:)/i) ?? [];
  const named = (what: string) => {
    const found = scopes.flatMap((scope) => new RegExp(`/${what}/(.*)$`, 'is').exec(scope)?.[1] ?? [])[0];
    return found === undefined ? undefined : tidy(decode(found));
  };
  return { name: named('name'), hardware: named('hardware') };
}

/** One line, not longer than a name is; undefined when nothing is left. */
export function tidy(text: string | undefined): string | undefined {
  const line = text
    ?.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 120);
  return line || undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
