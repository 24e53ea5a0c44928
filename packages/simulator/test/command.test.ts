// SPDX-License-Identifier: Apache-2.0
/** `mingjing cameras` and `mingjing gb28181` as a person or a script starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RtspClient } from './rtsp-client.ts';

const mingjing = join(import.meta.dirname, '../../cli/bin/mingjing.mjs');

type Ended = { code: number | null; stdout: string; stderr: string };

/** Runs until it ends, or until `meanwhile` has been told what stands on standard output and resolved. */
async function run(
  args: string[],
  meanwhile?: (firstLine: string, all: () => string) => Promise<void>,
  command = 'cameras',
): Promise<Ended> {
  const child = spawn(process.execPath, [mingjing, command, ...args]);
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', (bytes) => (text.stderr += String(bytes)));
  child.stdout.on('data', (bytes) => (text.stdout += String(bytes)));
  const closed = once(child, 'close');
  if (meanwhile) {
    while (!text.stdout.includes('\n') && child.exitCode === null)
      await Promise.race([once(child.stdout, 'data'), closed]);
    await meanwhile(text.stdout, () => text.stdout);
    child.kill('SIGINT');
  }
  await closed;
  return { code: child.exitCode, ...text };
}

describe('mingjing cameras', () => {
  it('says in one line of JSON that it is ready, serves, and ends cleanly on Ctrl-C', async () => {
    const { code, stdout, stderr } = await run(
      ['--count', '2', '--port', '0', '--codec', 'h265', '--audio', 'pcma', '--bitrate', '1M', '--json'],
      async (line) => {
        const { ready, port, urls } = JSON.parse(line) as { ready: boolean; port: number; urls: string[] };
        expect({ ready, urls }).toEqual({
          ready: true,
          urls: [1, 2].map((n) => `rtsp://127.0.0.1:${port}/${n}`),
        });
        const client = await RtspClient.open(urls[1] ?? '');
        const sdp = await client.play();
        expect(sdp).toMatch(/H265\/90000[\s\S]*PCMA\/8000/);
        await client.frames(3);
        client.close();
      },
    );
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('stopped');
  });

  it('names demo cameras, asks for a password and fails as told', async () => {
    await run(
      ['--demo', '--port', '0', '--auth', 'basic:u:p', '--fault', '2=busy', '--json'],
      async (line) => {
        const { urls, names } = JSON.parse(line) as { urls: string[]; names: string[] };
        expect(names).toHaveLength(4);
        for (const name of names) expect(name).toContain('演示');
        expect(urls[0]).toContain('//u:p@');
        const statuses = await Promise.all(
          urls.slice(0, 2).map(async (url) => {
            const client = await RtspClient.open(url.replace('u:p@', ''));
            const { status } = await client.request('DESCRIBE');
            client.close();
            return status;
          }),
        );
        expect(statuses).toEqual([401, 453]);
      },
    );
  });

  it('says that the port is in use: exit 2, one line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { code, stdout, stderr } = await run(['--count', '1', '--port', String(port)]);
    server.close();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`${port}.*in use`));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    [[]],
    [['--count', '0']],
    [['--count', 'many']],
    [['--count', '1', '--codec', 'av1']],
    [['--count', '1', '--audio', 'opus']],
    [['--count', '1', '--bitrate', '10']],
    [['--count', '1', '--fault', 'sulk']],
    [['--count', '1', '--fault', '2=stall']],
    [['--count', '1', '--auth', 'password']],
    [['--count', '1', '--port', '70000']],
    [['--count', '1', '--frobnicate']],
  ])('refuses %j: exit 2, one line', async (args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('mingjing gb28181', () => {
  it('runs a device and a platform that find each other, and refuses what cannot be', async () => {
    const gb28181 = (args: string[], meanwhile?: Parameters<typeof run>[1]) =>
      run(args, meanwhile, 'gb28181');
    const port = 32_000 + Math.floor(Math.random() * 1000) * 2;
    const device = '34020000001320000001';
    const platform = await gb28181(
      ['platform', '--device', device, '--password', 'x', '--listen', `127.0.0.1:${port}`, '--json'],
      async (_, seen) => {
        const ended = await gb28181(
          [
            ...['device', '--platform', `34020000002000000001@127.0.0.1:${port}`, '--password', 'x'],
            ...['--channels', '2', '--listen', `127.0.0.1:${port + 1}`, '--json'],
          ],
          async () => {
            while (!seen().includes('模拟通道 2')) await new Promise((resolve) => setTimeout(resolve, 50));
          },
        );
        expect(ended.code).toBe(0);
        expect(ended.stdout).toContain('"ready":true');
      },
    );
    expect(platform.code).toBe(0);
    expect(platform.stdout).toContain('34020000001310000002 模拟通道 2');
    for (const args of [['neither'], ['device', '--platform', 'x'], ['platform', '--device', '1']])
      expect(await gb28181(args)).toMatchObject({ code: 2, stdout: '' });
  });
});
