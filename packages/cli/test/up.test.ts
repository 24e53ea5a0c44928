// SPDX-License-Identifier: Apache-2.0
/** `mingjing up` is two programs: what kills the platform does not touch the recorder, and nothing outlives `up`. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../bin/mingjing.mjs');
const data = mkdtempSync(join(tmpdir(), 'mingjing-up-'));
let up: ChildProcess;
let ready: { platform: string; recorder: string; admin?: object };
let told = '';

const answers = async (url: string): Promise<number> => {
  try {
    return (await fetch(`${url}/healthz`)).status;
  } catch {
    return 0;
  }
};

/** The platform is the child of `up` whose command line says so. */
function platformPid(): number | undefined {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(up.pid)], { encoding: 'utf8' });
  return children
    .split('\n')
    .map(Number)
    .find((pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('platform'));
}

async function start(): Promise<typeof ready> {
  up = spawn(process.execPath, [
    program,
    'up',
    '--data',
    data,
    '--no-demo',
    '--recorder-port',
    '0',
    '--platform-port',
    '0',
    '--json',
  ]);
  up.stderr?.on('data', (piece) => {
    told += piece;
  });
  const [line] = (await once(up.stdout as NonNullable<typeof up.stdout>, 'data')) as [Buffer];
  return JSON.parse(String(line));
}

beforeAll(async () => {
  ready = await start();
});

afterAll(() => {
  up.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

describe.skipIf(process.platform !== 'linux')('mingjing up (process ids are read from /proc)', () => {
  it('keeps recording when the platform is killed, and starts it again where it was', async () => {
    expect(ready.admin).toBeDefined();
    const pid = platformPid();
    expect(pid).toBeDefined();
    process.kill(pid as number, 'SIGKILL');
    await expect.poll(() => told, { timeout: 20_000 }).toContain('录像不受影响');
    expect(await answers(ready.recorder)).toBe(200);
    await expect.poll(() => answers(ready.platform), { timeout: 60_000, interval: 500 }).toBe(200);
    expect(platformPid()).not.toBe(pid);
  });

  it('stops both on Ctrl-C and starts again on the same data', async () => {
    const pid = platformPid() as number;
    up.kill('SIGINT');
    const [code] = await once(up, 'exit');
    expect(code).toBe(0);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    ready = await start();
    expect(await answers(ready.platform)).toBe(200);
  });

  it('takes the platform along when it is killed itself', async () => {
    const pid = platformPid() as number;
    up.kill('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 30_000, interval: 250 }).toBe(false);
  });
});
