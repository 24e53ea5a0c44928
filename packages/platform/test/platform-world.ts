// SPDX-License-Identifier: Apache-2.0
/** A real platform on a free port with the demo county, and people who sign in as a browser does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { totp as codeAt } from '@mingjing/simulator';
import { type PlatformOptions, type RunningPlatform, startPlatform } from '../src/index.ts';
import { fillFromTemplate } from './template.ts';

export const password = 'demo-password';

export interface World {
  readonly running: RunningPlatform;
  readonly directory: string;
  /** Moves the platform's clock. */
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** Friday 2026-11-20, 10:00 in Beijing. */
export const startMs = Date.parse('2026-11-20T02:00:00Z');

export async function openWorld(options: Partial<PlatformOptions> = {}): Promise<World> {
  const made = mkdtempSync(join(tmpdir(), 'mingjing-platform-'));
  const directory = join(made, 'platform');
  // The sign-in library reads the machine's clock, so ours runs along with it from another day.
  let offsetMs = startMs - Date.now();
  await fillFromTemplate(directory, 'at-start', () => Date.now() + offsetMs);
  const running = await startPlatform({
    directory,
    port: 0,
    demo: true,
    rateLimited: false,
    clock: () => Date.now() + offsetMs,
    ...options,
  });
  return {
    running,
    directory,
    pass: (ms) => {
      offsetMs += ms;
    },
    close: async () => {
      await running.close();
      rmSync(made, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every route
  readonly json: any;
  readonly bytes: Uint8Array;
}

export class Visitor {
  readonly #url: string;
  #cookies = new Map<string, string>();
  constructor(url: string) {
    this.#url = url;
  }

  /** For a browser that goes on where this visitor is. */
  get cookies(): readonly { readonly name: string; readonly value: string; readonly url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.#url }));
  }

  /** Follows a link without following where it leads. */
  async goTo(path: string): Promise<{ readonly status: number; readonly location: string | null }> {
    const response = await fetch(this.#url + path, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    this.#keep(response);
    return { status: response.status, location: response.headers.get('location') };
  }

  #keep(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      this.#cookies.set(name, value.join('='));
    }
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { origin: this.#url }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    this.#keep(response);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, json: isJson && text !== '' ? JSON.parse(text) : undefined, bytes };
  }

  /** A body as it stands, of any type. */
  async send(
    method: string,
    path: string,
    body: string | undefined,
    type: string | undefined,
  ): Promise<Answer & { readonly type: string }> {
    const response = await fetch(this.#url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { origin: this.#url }),
        ...(type !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answered = response.headers.get('content-type') ?? '';
    const text = /json/.test(answered) ? new TextDecoder().decode(bytes) : '';
    return {
      status: response.status,
      json: text === '' ? undefined : JSON.parse(text),
      bytes,
      type: answered,
    };
  }

  signIn(user: string, secret = password): Promise<Answer> {
    return this.call('POST', '/api/auth/sign-in/email', {
      email: `${user}@mingjing.invalid`,
      password: secret,
    });
  }

  /** Password, then a second factor made and confirmed on the spot. */
  async signInWithSecondFactor(user: string, secret = password): Promise<string> {
    await this.signIn(user, secret);
    const { json } = await this.call('POST', '/api/auth/two-factor/enable', { password: secret });
    const key = new URL(json.totpURI).searchParams.get('secret') ?? '';
    const confirmed = await this.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(key) });
    if (confirmed.status !== 200)
      throw new Error(`second factor: ${confirmed.status} ${JSON.stringify(confirmed.json)}`);
    return key;
  }
}

/** What this person's authenticator shows. */
export const totp = (secret: string, atMs = Date.now()): string => codeAt(secret, atMs);
