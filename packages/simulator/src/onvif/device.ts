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
  /** Says that it signs its media. */
  readonly isSigning?: boolean;
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
  /** Its clock minus ours now: it can be set. */
  readonly clockOffsetMs: () => number;
  /** Where it was told to look: names of movements in order. */
  readonly movements: readonly string[];
  /** Something happens: told to whoever pulls. */
  readonly tell: (event: answers.SimulatedEvent) => void;
  readonly close: () => Promise<void>;
};

/** How far a stamp may be from the device's clock. */
const stampWindowMs = 10_000;

export async function startOnvifDevice(options: OnvifDeviceOptions): Promise<OnvifDeviceSimulator> {
  const host = options.address ?? '127.0.0.1';
  const calls: OnvifCall[] = [];
  const nonce = randomBytes(8).toString('hex');
  const state: State = {
    clockOffsetMs: options.clockOffsetMs ?? 0,
    movements: [],
    presets: new Map(),
    events: [],
    pulling: new Set(),
  };
  const serve = (request: http.IncomingMessage, response: http.ServerResponse) =>
    void readBody(request).then(async (body) => {
      const { hostile } = options;
      if (typeof hostile === 'function') return hostile(response);
      if (typeof hostile === 'string') return void response.end(hostile);
      const operation = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '';
      calls.push({ operation, path: request.url ?? '' });
      const refusal =
        operation === 'GetSystemDateAndTime'
          ? undefined
          : refusalOf(options, state.clockOffsetMs, request, body, nonce);
      if (refusal?.challenge) response.setHeader('WWW-Authenticate', refusal.challenge);
      if (refusal) return void response.writeHead(refusal.status).end(refusal.text);
      if (operation === 'PullMessages') await pulled(state);
      const text = answerTo(options, state, { operation, path: request.url ?? '', body, base });
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
    clockOffsetMs: () => state.clockOffsetMs,
    movements: state.movements,
    tell: (event) => {
      state.events.push(event);
      for (const wake of state.pulling) wake();
    },
    close: async () => {
      for (const wake of state.pulling) wake();
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

type State = {
  clockOffsetMs: number;
  readonly movements: string[];
  readonly presets: Map<string, string>;
  readonly events: answers.SimulatedEvent[];
  readonly pulling: Set<() => void>;
};

/** Holds the answer back until there is something to tell, a second at most. */
function pulled({ events, pulling }: State): Promise<void> {
  if (events.length > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      pulling.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, 1000);
    pulling.add(wake);
  });
}

type Refusal = { readonly status: number; readonly text: string; readonly challenge?: string };

function refusalOf(
  { account }: OnvifDeviceOptions,
  clockOffsetMs: number,
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

type AskedOf = {
  readonly operation: string;
  readonly path: string;
  readonly body: string;
  readonly base: string;
};

function answerTo(options: OnvifDeviceOptions, state: State, asked: AskedOf): string | undefined {
  return answerAbout(options, state, asked) ?? answerBeside(state, asked);
}

const valueIn = (body: string, name: string) =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(body)?.[1];

/** Clock, movements, presets, events. */
function answerBeside(state: State, { operation, body, base }: AskedOf): string | undefined {
  switch (operation) {
    case 'SetSystemDateAndTime': {
      const part = (name: string) => Number(valueIn(body, name));
      const [year, month, day] = [part('Year'), part('Month'), part('Day')];
      const atMs = Date.UTC(year, month - 1, day, part('Hour'), part('Minute'), part('Second'));
      state.clockOffsetMs = atMs - Date.now();
      return answers.done(operation);
    }
    case 'ContinuousMove': {
      const [, x = '0', y = '0'] = /<PanTilt[^>]* x="([^"]*)" y="([^"]*)"/.exec(body) ?? [];
      const [, zoom = '0'] = /<Zoom[^>]* x="([^"]*)"/.exec(body) ?? [];
      state.movements.push(`move ${Number(x)} ${Number(y)} ${Number(zoom)}`);
      return answers.done(operation);
    }
    case 'Stop':
      state.movements.push('stop');
      return answers.done(operation);
    case 'GetPresets':
      return answers.presets(state.presets);
    case 'SetPreset':
      state.presets.set(
        valueIn(body, 'PresetToken') ?? `p${state.presets.size + 1}`,
        valueIn(body, 'PresetName') ?? '',
      );
      return answers.done(operation);
    case 'RemovePreset':
      state.presets.delete(valueIn(body, 'PresetToken') ?? '');
      return answers.done(operation);
    case 'GotoPreset':
      state.movements.push(`go ${valueIn(body, 'PresetToken')}`);
      return answers.done(operation);
    case 'CreatePullPointSubscription':
      return answers.pullPoint(`${base}/onvif/pull/1`);
    case 'PullMessages':
      return answers.messages(state.events.splice(0));
    case 'Renew':
    case 'Unsubscribe':
      return answers.done(operation);
    default:
      return undefined;
  }
}

/** What it is, and its streams. */
function answerAbout(
  options: OnvifDeviceOptions,
  state: State,
  { operation, path, body, base }: AskedOf,
): string | undefined {
  const isMedia2 = path.endsWith('/media2');
  switch (operation) {
    case 'GetSystemDateAndTime':
      return answers.dateAndTime(Date.now() + state.clockOffsetMs);
    case 'GetServices':
      return options.isOld ? undefined : answers.services(base, options.hasMedia2 ?? false);
    case 'GetCapabilities':
      return answers.capabilities(base);
    case 'GetDeviceInformation':
      return answers.information('Mingjing', 'Simulator');
    case 'GetServiceCapabilities':
      return isMedia2 ? answers.media2Capabilities(options.isSigning ?? false) : undefined;
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
