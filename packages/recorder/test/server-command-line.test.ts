// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand as run } from './run-command.ts';
import { Client, makeWorld, untilSegments } from './server-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'mingjing-command-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('mingjing recorder', () => {
  it('serves, prints the first password once, and stops on Ctrl-C', async () => {
    const data = join(directory, 'recorder');
    const config = join(directory, 'recorder.json');
    writeFileSync(
      config,
      JSON.stringify({ directory: data, server: { port: 0 }, unit: { unit: { name: '演示医院' } } }),
    );
    let answer: { unit?: { name: string } } = {};
    const first = await run(['recorder', '--config', config, '--json'], async (line) => {
      const { recorder, admin } = JSON.parse(line);
      const client = new Client(recorder);
      await client.signIn(admin.user, admin.password);
      answer = (await client.call('GET', '/api/me')).json;
    });
    expect([first.code, answer.unit?.name]).toEqual([0, '演示医院']);
    const again = await run(['recorder', '--config', config, '--json'], () => Promise.resolve());
    expect(JSON.parse(again.out).admin).toBeUndefined();
  });

  it('says in one line which port is in use, and which field of the configuration is wrong', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
    });
    const taken = await run(['recorder', '--data', join(directory, 'taken'), '--port', String(port)]);
    holder.close();
    expect([taken.code, taken.err.trim().split('\n').length]).toEqual([2, 1]);
    expect(taken.err).toContain(String(port));
    const config = join(directory, 'bad.json');
    writeFileSync(config, JSON.stringify({ directory: 'x', server: { port: 'many' } }));
    const bad = await run(['recorder', '--config', config]);
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('server.port')]);
  });
});

describe('mingjing export', () => {
  it('refuses what the law does not let go, and exports what it does', async () => {
    const world = await makeWorld({ cameras: 1, start: { firstSettings: {} } });
    await untilSegments(world, 'cam-1', 2);
    const { fromMs, toMs } = world.running.core.extent('cam-1')!;
    const store = join(world.directory, 'data');
    const time = (ms: number) => new Date(ms).toISOString();
    const out = join(directory, 'x.zip');
    const asked = [
      'export',
      '--store',
      store,
      '--camera',
      'cam-1',
      '--from',
      time(fromMs),
      '--to',
      time(toMs),
      '--out',
      out,
    ];
    const officers = ['--officer', '演示甲,演示公安分局,001', '--officer', '演示乙，演示公安分局，002'];
    const busy = await run([...asked, '--purpose', '演示案件', ...officers]);
    expect(busy.code).toBe(2);
    await world.running.close();
    for (const [args, words] of [
      [['--purpose', '演示案件', ...officers.slice(0, 2)], '二人'],
      [officers, '事由'],
      [['--purpose', '演示案件', '--officer', '演示甲'], '姓名'],
      [['--purpose', '演示案件', ...officers, '--to', time(fromMs)], '--to'],
      [['--purpose', '演示案件', ...officers, '--camera', 'none'], 'none'],
    ] as const) {
      const refused = await run([...asked, ...args]);
      expect([args, refused.code, refused.out, refused.err.trim().split('\n').length]).toEqual([
        args,
        2,
        '',
        1,
      ]);
      expect(refused.err).toContain(words);
    }
    const done = await run([...asked, '--purpose', '演示案件', ...officers, '--json']);
    expect([done.code, JSON.parse(done.out).number]).toEqual([0, 1]);
    expect((await run(['verify', out])).code).toBe(0);
    await world.end();
  });
});
