// SPDX-License-Identifier: Apache-2.0
/** A minimal ONVIF device: answers WS-Discovery sent to it, device and media services over HTTP or HTTPS. Reads only. */
import { createHash, randomBytes } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { parseDigestAnswer, verifyDigest } from '@mingjing/gb28181';
import * as answers from './answers.ts';

export type OnvifDeviceOptions = {
  readonly profiles: readonly answers.OnvifProfileOptions[];
  /** Scopes of the answer to a probe; a name and a hardware when absent. */
  readonly scopes?: readonly string[];
  /** 127.0.0.1 when absent. */
  readonly address?: string;
  /** Absent: nothing is asked for. */
  readonly account?: {
    readonly user: string;
    readonly password: string;
    readonly by: 'ws-security' | 'http-digest';
  };
  /** H.265 stands only in media 2: with it the H.265 profiles are missing from media 1. */
  readonly hasMedia2?: boolean;
  /** Knows GetCapabilities only, and says so with a 400 in plain text. */
  readonly isOld?: boolean;
  /** Its clock minus ours. */
  readonly clockOffsetMs?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Named as its own address in discovery and services: one that only its inside knows. */
  readonly claimedHost?: string;
  /** Answered to everything over HTTP. */
  readonly hostile?: string | ((response: http.ServerResponse) => void);
};

export type OnvifCall = { readonly operation: string; readonly path: string };

export type OnvifDeviceSimulator = {
  readonly discovery: { readonly host: string; readonly port: number };
  readonly service: string;
  readonly calls: readonly OnvifCall[];
  readonly close: () => Promise<void>;
};

/** How far a stamp may be from the device's clock. */
const stampWindowMs = 10_000;

export async function startOnvifDevice(options: OnvifDeviceOptions): Promise<OnvifDeviceSimulator> {
  const host = options.address ?? '127.0.0.1';
  const calls: OnvifCall[] = [];
  const nonce = randomBytes(8).toString('hex');
  const serve = (request: http.IncomingMessage, response: http.ServerResponse) =>
    void readBody(request).then((body) => {
      const { hostile } = options;
      if (typeof hostile === 'function') return hostile(response);
      if (typeof hostile === 'string') return void response.end(hostile);
      const operation = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '';
      calls.push({ operation, path: request.url ?? '' });
      const refusal =
        operation === 'GetSystemDateAndTime' ? undefined : refusalOf(options, request, body, nonce);
      if (refusal?.challenge) response.setHeader('WWW-Authenticate', refusal.challenge);
      if (refusal) return void response.writeHead(refusal.status).end(refusal.text);
      const text = answerTo(options, operation, request.url ?? '', body, base);
      if (text === undefined) return void response.writeHead(400).end('unsupported operation\n');
      response.writeHead(200, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(text);
    });
  const server = options.tls ? https.createServer(options.tls, serve) : http.createServer(serve);
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls ? 'https' : 'http';
  const base = `${scheme}://${options.claimedHost ?? host}:${port}`;
  const socket = dgram.createSocket('udp4');
  socket.on('message', (packet, from) => {
    const id = /MessageID[^>]*>\s*([^<\s]+)/.exec(packet.toString('utf8'))?.[1];
    if (id === undefined) return;
    const scopes = options.scopes ?? [
      'onvif://www.onvif.org/name/Simulated%20Camera',
      'onvif://www.onvif.org/hardware/SIM-1',
    ];
    socket.send(answers.probeMatches(id, `${base}/onvif/device_service`, scopes), from.port, from.address);
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  return {
    discovery: { host, port: socket.address().port },
    service: `${scheme}://${host}:${port}/onvif/device_service`,
    calls,
    close: async () => {
      socket.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

type Refusal = { readonly status: number; readonly text: string; readonly challenge?: string };

function refusalOf(
  { account, clockOffsetMs = 0 }: OnvifDeviceOptions,
  request: http.IncomingMessage,
  body: string,
  nonce: string,
): Refusal | undefined {
  if (!account) return undefined;
  if (account.by === 'http-digest') {
    const answer = parseDigestAnswer(request.headers.authorization);
    if (answer?.nonce === nonce && verifyDigest(answer, account.password, 'POST')) return undefined;
    const challenge = `Digest realm="onvif", qop="auth", nonce="${nonce}", algorithm=MD5`;
    return { status: 401, text: '', challenge };
  }
  const field = (name: string) =>
    new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(body)?.[1] ?? '';
  const created = field('Created');
  const wanted = createHash('sha1')
    .update(Buffer.from(field('Nonce'), 'base64'))
    .update(created)
    .update(account.password)
    .digest('base64');
  const isFresh = Math.abs(Date.parse(created) - Date.now() - clockOffsetMs) < stampWindowMs;
  if (isFresh && field('Username') === account.user && field('Password') === wanted) return undefined;
  return { status: 400, text: answers.fault('NotAuthorized', 'Sender not authorized') };
}

function answerTo(
  options: OnvifDeviceOptions,
  operation: string,
  path: string,
  body: string,
  base: string,
): string | undefined {
  const isMedia2 = path.endsWith('/media2');
  switch (operation) {
    case 'GetSystemDateAndTime':
      return answers.dateAndTime(Date.now() + (options.clockOffsetMs ?? 0));
    case 'GetServices':
      return options.isOld ? undefined : answers.services(base, options.hasMedia2 ?? false);
    case 'GetCapabilities':
      return answers.capabilities(base);
    case 'GetDeviceInformation':
      return answers.information('Mingjing', 'Simulator');
    case 'GetProfiles':
      if (isMedia2) return answers.profiles2(options.profiles);
      return answers.profiles1(options.profiles.filter(({ encoding }) => encoding !== 'H265'));
    case 'GetStreamUri': {
      const token = /ProfileToken[^>]*>([^<]*)</.exec(body)?.[1];
      const uri = options.profiles.find((profile) => profile.token === token)?.uri;
      if (uri === undefined) return answers.fault('NoProfile', 'no such profile');
      return isMedia2 ? answers.streamUri2(uri) : answers.streamUri1(uri);
    }
    default:
      return undefined;
  }
}
