// SPDX-License-Identifier: Apache-2.0
/** The simulated county as a person runs it: every cheat is noticed, nobody is wrongly accused, nothing is lost. */
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
    expect(report.bytesPerRecorderDay).toBeLessThan(30_000);
    expect(code, err).toBe(0);
  });

  it.each([
    [['--days', '3']],
    [['--recorders', '2', '--days', 'x']],
    [['--recorders', '2', '--days', '1', '--cheat', 'teleport=1']],
    [['--recorders', '2', '--days', '1', '--cheat', 'silent=3']],
    [['--recorders', '2', '--days', '1', '--platform', 'http://127.0.0.1:1']],
  ])('%j: refused in one line', async (args) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
