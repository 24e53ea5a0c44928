// SPDX-License-Identifier: Apache-2.0
/** The platform as a program: start, kill, start again; seed, back up, restore. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Visitor } from './platform-world.ts';

const cli = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');
const base = mkdtempSync(join(tmpdir(), 'mingjing-platform-command-'));
const data = join(base, 'data');
let running: ChildProcess | undefined;

afterAll(() => {
  running?.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

interface Ready {
  readonly platform: string;
  readonly admin?: { readonly user: string; readonly password: string };
}

function start(directory: string): Promise<Ready> {
  const child = spawn(process.execPath, [
    cli,
    'platform',
    'start',
    '--data',
    directory,
    '--port',
    '0',
    '--json',
    '--demo',
  ]);
  running = child;
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stderr.on('data', (piece) => (errors += piece));
    child.stdout.on('data', (piece) => {
      out += piece;
      if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0] ?? ''));
    });
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${errors}`)));
  });
}

const end = (signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    running?.once('exit', (code) => resolve(code));
    running?.kill(signal);
  });
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [cli, 'platform', ...args], { encoding: 'utf8' });

describe('mingjing platform', () => {
  let admin: Ready['admin'];

  it('makes an administrator once, who signs in', async () => {
    const ready = await start(data);
    admin = ready.admin;
    expect(admin?.user).toBe('admin');
    const visitor = new Visitor(ready.platform);
    expect((await visitor.signIn('admin', admin?.password)).status).toBe(200);
    // It was printed: it opens nothing but its change.
    expect((await visitor.call('GET', '/api/session')).json.gate).toBe('password-change-required');
    expect((await visitor.call('GET', '/api/members')).json.code).toBe('platform/password-change-required');
    const change = { current: admin?.password, next: 'a password of my own' };
    expect((await visitor.call('PUT', '/api/session/password', change)).status).toBe(200);
    expect((await visitor.call('GET', '/api/session')).json).toMatchObject({
      role: 'administrator',
      gate: 'second-factor-required',
    });
    expect((await visitor.call('GET', '/api/units')).status).toBe(403);
  });

  it('loses nothing that was answered with success when it is killed', async () => {
    const again = run('start', '--data', data, '--port', '0');
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('directory')]);
    const hotel = new Visitor(String((await readyOf()).platform));
    await hotel.signIn('hotel');
    const { json } = await hotel.call('POST', '/api/own/filings', { kind: 'first' });
    const saved = await hotel.call('PUT', `/api/own/filings/${json.id}`, {
      version: json.version,
      form: { name: '演示宾馆（改）' },
    });
    expect(saved.status).toBe(200);
    await end('SIGKILL');
    const ready = await start(data);
    expect(ready.admin).toBeUndefined();
    current = ready;
    const later = new Visitor(ready.platform);
    await later.signIn('hotel');
    expect((await later.call('GET', `/api/own/filings/${json.id}`)).json.form.name).toBe('演示宾馆（改）');
    expect(await end('SIGTERM')).toBe(0);
  });

  it('backs up, refuses a damaged copy, and restores', async () => {
    const copy = join(base, 'copy');
    expect(run('backup', '--data', data, '--out', copy)).toMatchObject({ status: 0 });
    const restored = join(base, 'restored');
    expect(run('restore', '--data', restored, '--from', copy)).toMatchObject({ status: 0 });
    const ready = await start(restored);
    const hotel = new Visitor(ready.platform);
    await hotel.signIn('hotel');
    expect((await hotel.call('GET', '/api/own/filings')).json).toHaveLength(1);
    expect(await end('SIGTERM')).toBe(0);
    const [file = ''] = readdirSync(join(copy, 'data', 'keys'));
    appendFileSync(join(copy, 'data', 'keys', file), 'x');
    const refused = run('restore', '--data', join(base, 'other'), '--from', copy);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(file)]);
    expect(existsSync(join(base, 'other'))).toBe(false);
    expect(run('restore', '--data', restored, '--from', copy).status).toBe(2);
  });

  it('lets the only administrator in again from the server, and the log keeps that it did', async () => {
    const asked = [
      'reset-administrator',
      '--data',
      data,
      '--reason',
      '手机丢失',
      '--second-factor',
      '--json',
    ];
    expect(run(...asked, '--user', 'hotel').status).toBe(2);
    const done = run(...asked, '--user', 'admin');
    expect([done.status, done.stderr]).toEqual([0, '']);
    const { password } = JSON.parse(done.stdout);
    const ready = await start(data);
    expect(run(...asked, '--user', 'admin').status).toBe(2);
    const visitor = new Visitor(ready.platform);
    expect((await visitor.signIn('admin', 'a password of my own')).status).toBe(401);
    expect((await visitor.signIn('admin', password)).status).toBe(200);
    expect((await visitor.call('GET', '/api/session')).json.gate).toBe('password-change-required');
    const change = { current: password, next: 'another password of my own' };
    expect((await visitor.call('PUT', '/api/session/password', change)).status).toBe(200);
    await visitor.signInWithSecondFactor('admin', change.next);
    const { json: notices } = await visitor.call('GET', '/api/notifications');
    expect(notices.map(({ text }: { text: string }) => text).join()).toContain('手机丢失');
    expect(await end('SIGTERM')).toBe(0);
  });

  it('writes many units for trials', () => {
    expect(run('seed', '--data', data, '--units', '2000', '--cameras', '2')).toMatchObject({ status: 0 });
    expect(run('seed', '--data', data).status).toBe(2);
  });
});

let current: Ready | undefined;
/** The platform that runs now, by asking it again through its lock file's process. */
const readyOf = async (): Promise<Ready> => {
  if (current) return current;
  await end('SIGTERM');
  current = await start(data);
  return current;
};
