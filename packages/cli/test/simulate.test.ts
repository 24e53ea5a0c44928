// SPDX-License-Identifier: Apache-2.0
/** The simulated county as a person runs it: every cheat is noticed, nobody is wrongly accused, nothing is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '@mingjing/platform';
import { cheats } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';

async function run(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await main(['simulate', ...args], {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    readStdin: () => Promise.resolve(''),
    signal: new AbortController().signal,
    interactive: false,
  });
  return { code, out, err };
}

describe('mingjing simulate', () => {
  it('notices each kind of cheat and accuses nobody else', async () => {
    const planted = cheats.flatMap((kind) => ['--cheat', `${kind}=1`]);
    const { code, out, err } = await run(
      '--recorders',
      '30',
      '--days',
      '3',
      ...planted,
      '--seed',
      '7',
      '--json',
    );
    const report = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');
    expect(
      report.cheats.map(({ kind, noticed, notNoticed }: never) => ({ kind, noticed, notNoticed })),
    ).toEqual(cheats.map((kind) => ({ kind, noticed: 1, notNoticed: [] })));
    expect(report).toMatchObject({
      recorders: 30,
      days: 3,
      falseAccusations: 0,
      lostReports: 0,
      duplicatedReports: 0,
    });
    expect(report.beyondLogs.map(({ kind }: { kind: string }) => kind)).toContain('staged-scene');
    expect(report.bytesPerRecorderDay).toBeLessThan(30_000);
    expect(code, err).toBe(0);
  });

  it('runs against a platform that is there already, whose own clock and limits stand', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingjing-simulate-test-'));
    const platform = await startPlatform({ directory, port: 0, simulation: true });
    try {
      const args = ['--recorders', '6', '--days', '1', '--cheat', 'rolled-back=1', '--cheat', 'silent=1'];
      // Twice with one seed: the second county has nothing to do with the first.
      for (const url of [platform.url, `${platform.url}/desk/`]) {
        const { code, out, err } = await run(...args, '--platform', url, '--json');
        expect(code, err).toBe(0);
        expect(JSON.parse(out.trimEnd())).toMatchObject({
          recorders: 6,
          falseAccusations: 0,
          lostReports: 0,
          duplicatedReports: 0,
          cheats: [
            { kind: 'rolled-back', noticed: 1 },
            { kind: 'silent', noticed: 1 },
          ],
        });
      }
    } finally {
      await platform.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('says in one line why a platform in use refuses, in the words of that platform', async () => {
    const server = createServer((_request, answer) => {
      answer.writeHead(403, { 'content-type': 'application/problem+json' });
      answer.end(JSON.stringify({ code: 'platform/simulation-off', title: '不接受模拟 · --simulation' }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const { code, out, err } = await run('--recorders', '2', '--days', '1', '--platform', url);
    server.close();
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^[^\n]*不接受模拟 · --simulation\n$/);
  });

  it.each([
    [['--days', '3']],
    [['--recorders', '2', '--days', 'x']],
    [['--recorders', '2', '--days', '1', '--cheat', 'teleport=1']],
    [['--recorders', '2', '--days', '1', '--cheat', 'silent=3']],
    [['--recorders', '2', '--days', '1', '--platform', 'http://127.0.0.1:1']],
    [['--recorders', '2', '--days', '1', '--platform', 'nowhere']],
  ])('%j: refused in one line', async (args) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
