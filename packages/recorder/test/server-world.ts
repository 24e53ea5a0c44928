// SPDX-License-Identifier: Apache-2.0
/** A recorder with its server, simulated cameras and people signed in, for tests through the real interface. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type SiteRole, siteRoles } from '@mingjing/contracts';
import { type Cameras, totp as codeAt, startCameras } from '@mingjing/simulator';
import { WebSocket } from 'ws';
import { openRecorder } from '../src/recording/core/media/open-recorder.ts';
import { serve } from '../src/server/serve.ts';
import type { RunningRecorder, StartOptions } from '../src/server.ts';
import type { PartHeader } from '../src/site/media/part-message.ts';
import { hostClock } from '../src/terms/clock.ts';

const program = 'mingjing-test';

/** One signed-in person (or nobody) talking to the server. */
export class Client {
  readonly url: string;
  cookie = '';
  constructor(url: string) {
    this.url = url;
  }

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'user-agent': program,
        ...(this.cookie !== '' && { cookie: this.cookie }),
        ...(body !== undefined && !(body instanceof Uint8Array) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
      }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      json: isJson ? JSON.parse(bytes.toString()) : undefined,
    };
  }

  async signIn(user: string, password: string) {
    const answer = await this.call('POST', '/api/sign-in', { user, password });
    this.keepCookies(answer.headers);
    return answer;
  }

  keepCookies(headers: Headers): void {
    const jar = new Map(
      this.cookie
        .split('; ')
        .filter(Boolean)
        .map((pair) => pair.split('=', 2) as [string, string]),
    );
    for (const line of headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    this.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Opens a media socket and gathers what comes. */
  socket(path: string, headers: Record<string, string> = {}): MediaSocket {
    return new MediaSocket(this.url.replace('http', 'ws') + path, {
      'user-agent': program,
      ...(this.cookie !== '' && { cookie: this.cookie }),
      ...headers,
    });
  }
}

export class MediaSocket {
  readonly parts: { readonly header: PartHeader; readonly bytes: Buffer }[] = [];
  readonly notices: { readonly kind: string }[] = [];
  readonly ended: Promise<{ readonly code: number; readonly status: number | undefined }>;
  readonly #socket: WebSocket;
  #changed: () => void = () => undefined;

  constructor(url: string, headers: Record<string, string>) {
    this.#socket = new WebSocket(url, { headers });
    let status: number | undefined;
    this.#socket.on('unexpected-response', (_request, response) => {
      status = response.statusCode;
      this.#socket.terminate();
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        const length = data.readUInt32BE(0);
        const header = JSON.parse(data.subarray(4, 4 + length).toString()) as PartHeader;
        this.parts.push({ header, bytes: data.subarray(4 + length) });
      } else this.notices.push(JSON.parse(data.toString()));
      this.#changed();
    });
    this.ended = new Promise((resolve) => {
      this.#socket.on('close', (code) => {
        resolve({ code, status });
        this.#changed();
      });
    });
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  close(): void {
    this.#socket.close();
  }

  /** Waits for a state of what came; a socket that closes first fails. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error('socket closed');
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }
}

export type World = {
  readonly running: RunningRecorder;
  readonly cameras: Cameras;
  readonly directory: string;
  readonly nobody: Client;
  /** A signed-in person for each role; `second` is another manager. */
  readonly people: Readonly<Record<SiteRole | 'second', Client>>;
  readonly end: () => Promise<void>;
};

export async function makeWorld(
  options: {
    cameras?: number;
    start?: Partial<StartOptions>;
    /** The recorder's clock begins here; absent: with the machine's. */
    beginsAtMs?: number;
  } = {},
): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'mingjing-server-'));
  const count = options.cameras ?? 0;
  const cameras = await startCameras({ count: Math.max(1, count), clip: 'small' });
  const start: StartOptions = {
    directory: join(directory, 'data'),
    port: 0,
    workers: 0,
    segmentSeconds: 2,
    allowAddresses: ['127.0.0.1'],
    firstSettings: { unit: { name: '演示宾馆' }, jurisdiction: 'beijing', place: '宾馆' },
    firstCameras: cameras.urls
      .slice(0, count)
      .map((url, i) => ({ id: `cam-${i + 1}`, url, name: `演示 ${i + 1}` })),
    ...options.start,
  };
  const aheadMs = options.beginsAtMs === undefined ? 0 : options.beginsAtMs - Date.now();
  const core = await openRecorder(start, {
    hostClock: { ...hostClock, wallMs: () => Date.now() + aheadMs },
  });
  const running = await serve(core, start);
  const administrator = new Client(running.url);
  await administrator.signIn(running.admin!.user, running.admin!.password);
  theirOwnPasswords(directory);
  const people: Record<string, Client> = { administrator };
  for (const [user, role] of [
    ...siteRoles.slice(1).map((role) => [role, role] as const),
    ['second', 'manager'] as const,
  ]) {
    const { json } = await administrator.call('POST', '/api/people', { user, name: `演示${user}`, role });
    people[user] = new Client(running.url);
    await people[user].signIn(user, json.password);
    theirOwnPasswords(directory);
  }
  return {
    running,
    cameras,
    directory,
    nobody: new Client(running.url),
    people: people as World['people'],
    end: async () => {
      await running.close();
      await cameras.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** As if everybody had changed the password that was handed out, without the seconds that hashing takes. */
export function theirOwnPasswords(directory: string): void {
  const database = new DatabaseSync(join(directory, 'data', 'server', 'server.sqlite'));
  database.exec('PRAGMA busy_timeout = 5000; UPDATE user SET mustChangePassword = 0');
  database.close();
}

/** Waits until a camera has at least this many closed segments. */
export async function untilSegments({ running }: World, camera: string, count: number): Promise<void> {
  while (running.core.segments({ camera }).length < count)
    await new Promise<void>((resolve) => {
      const stop = running.core.on('segment-closed', () => {
        stop();
        resolve();
      });
    });
}

/** What this person's authenticator shows. */
export const totp = (secret: string, atMs = Date.now()): string => codeAt(secret, atMs);
