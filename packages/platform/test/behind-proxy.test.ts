// SPDX-License-Identifier: Apache-2.0
/** Three platform processes over one database behind one proxy: a thousand clients are a thousand, a guesser is one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as ask, createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseWorld, openDatabaseWorld } from './database-world.ts';
import { password, Visitor } from './platform-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-behind-'));
const program = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const processes: ChildProcess[] = [];
const upstreams: string[] = [];
let database: DatabaseWorld;
let proxy: Server;
let url = '';

/** Starts one as an office does. @returns where it listens */
function start(config: string, demo: boolean): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      program,
      'platform',
      'start',
      '--config',
      config,
      '--data',
      join(directory, 'platform'),
      '--port',
      '0',
      '--json',
      ...(demo ? ['--demo'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  processes.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the platform ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { ready, listening } = JSON.parse(line) as { ready?: boolean; listening?: string };
      if (ready && listening !== undefined) resolve(listening);
    });
  });
}

beforeAll(async () => {
  database = await openDatabaseWorld();
  const urls = await database.urls('cluster');
  // The proxy gives each request to the next process, and says whom it is from.
  let turn = 0;
  proxy = createServer((incoming, outgoing) => {
    const { 'x-client': client = '198.51.100.1', ...headers } = incoming.headers;
    const upstream = new URL(incoming.url ?? '/', upstreams[turn++ % upstreams.length]);
    const onward = ask(
      upstream,
      { method: incoming.method, headers: { ...headers, 'x-forwarded-for': String(client) } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;
  const config = join(directory, 'platform.json');
  writeFileSync(
    config,
    JSON.stringify({
      publicUrl: url,
      behindProxy: ['127.0.0.1'],
      databaseUrl: urls.owner,
      databaseApplicationUrl: urls.application,
    }),
  );
  // The first makes keys and tables; the others find them.
  upstreams.push(await start(config, true));
  upstreams.push(...(await Promise.all([start(config, false), start(config, false)])));
});

afterAll(async () => {
  await Promise.all(
    processes.map(
      (child) =>
        new Promise((resolve) => {
          if (child.exitCode !== null) return resolve(undefined);
          child.once('exit', resolve);
          child.kill('SIGTERM');
        }),
    ),
  );
  proxy?.close();
  proxy?.closeAllConnections();
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

const from = (client: string) => ({ 'x-client': client });

describe('three processes behind a proxy', () => {
  it('serve a thousand clients, and lock nobody out', async () => {
    const statuses = new Map<number, number>();
    const clients = Array.from({ length: 1000 }, (_, n) => `203.0.${n >> 8}.${n & 255}`);
    const worker = async () => {
      for (let client = clients.pop(); client !== undefined; client = clients.pop()) {
        const { status } = await new Visitor(url).call('GET', '/api/session', undefined, from(client));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect([...statuses]).toEqual([[200, 1000]]);
  });

  it('know a person on whichever process the next request lands', async () => {
    const hotel = new Visitor(url);
    expect(
      (
        await hotel.call(
          'POST',
          '/api/auth/sign-in/email',
          { email: 'hotel@mingjing.invalid', password },
          from('192.0.2.10'),
        )
      ).status,
    ).toBe(200);
    const gates = [];
    for (let i = 0; i < 6; i++) gates.push((await hotel.call('GET', '/api/session')).json.gate);
    expect(gates).toEqual(Array(6).fill('open'));
    const [here] = (await hotel.call('GET', '/api/sessions')).json;
    expect(here.address).toBe('192.0.2.10');
  });

  it('count a guesser together, and keep the person out of it', async () => {
    const guess = (secret: string, client: string) =>
      new Visitor(url).call(
        'POST',
        '/api/auth/sign-in/email',
        { email: 'hotel@mingjing.invalid', password: secret },
        from(client),
      );
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await guess(`wrong-password-${i}`, '192.0.2.66')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423, 423]);
    expect((await guess(password, '192.0.2.10')).status).toBe(200);
  });

  it('count what a contract limits by the minute together, for each address apart', async () => {
    const accept = (client: string) =>
      new Visitor(url).call(
        'POST',
        '/api/public/invitations/nobody-knows-it',
        { password: 'a password of one' },
        from(client),
      );
    const statuses = await Promise.all(Array.from({ length: 40 }, () => accept('192.0.2.77')));
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(10);
    expect((await accept('192.0.2.78')).json.code).toBe('platform/link-expired');
  });
});
