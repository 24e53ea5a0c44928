// SPDX-License-Identifier: Apache-2.0
/** Events of doors and security checks: over HTTP with a token, and from a real broker (Mosquitto of Debian). */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEventSources } from '../src/intrusion/event-sources.ts';
import { makeWorld, type World } from './server-world.ts';

const token = 'demo-token';
const folder = mkdtempSync(join(tmpdir(), 'mingjing-mqtt-'));
const file = (name: string) => join(folder, name);
let broker: ChildProcess;
let port: number;
let world: World;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
const startBroker = () => {
  broker = spawn('mosquitto', ['-c', file('mosquitto.conf')], { stdio: 'ignore' });
};

beforeAll(async () => {
  port = await freePort();
  const made = spawnSync('mosquitto_passwd', ['-c', '-b', file('passwords'), 'recorder', 'demo password']);
  expect(made.status, 'mosquitto of Debian is needed (.ci/run installs it)').toBe(0);
  writeFileSync(file('password'), 'demo password\n');
  writeFileSync(
    file('mosquitto.conf'),
    `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${file('passwords')}\npersistence true\npersistence_location ${folder}/\nuser root\n`,
  );
  startBroker();
  const eventSources = parseEventSources(
    {
      http: { gates: { name: '闸机', tokenSha256: createHash('sha256').update(token).digest('hex') } },
      mqtt: {
        ...{ url: `mqtt://127.0.0.1:${port}`, username: 'recorder', passwordFile: 'password' },
        topics: { 'doors/+/events': { name: '门禁', zones: { D1: { place: '后门', camera: 'cam-1' } } } },
      },
    },
    folder,
  );
  world = await makeWorld({ cameras: 1, start: { eventSources } });
});
afterAll(async () => {
  await world?.end();
  broker?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const rows = async () => (await world.people.operator.call('GET', '/api/registers/panel-events')).json.rows;
const untilRow = async (words: string) =>
  expect
    .poll(async () => (await rows()).map((row: { values: { words: string } }) => row.values.words), {
      timeout: 30_000,
    })
    .toContain(words);

describe('over HTTP', () => {
  const tell = (body: unknown, authorization = `Bearer ${token}`, source = 'gates') =>
    world.nobody.call('POST', `/api/event-sources/${source}/events`, body, { authorization });

  it('takes events with the token of the source, each once, into the register and the log', async () => {
    const event = { id: 'a1', event: 'entry', place: '大门', person: '王宁', result: '通过' };
    expect((await tell(event)).json).toEqual({ kept: 1, known: 0, notTaken: [] });
    expect((await tell([event, { event: 'nonsense' }])).json).toEqual({
      kept: 0,
      known: 1,
      notTaken: ['event'],
    });
    const [row] = await rows();
    expect(row.values).toMatchObject({
      event: 'entry',
      place: '大门',
      words: '王宁 · 通过',
      panel: '闸机 gates',
    });
    const logged = Buffer.from(await world.running.core.log.entryBytes(row.entry)).toString();
    expect(JSON.parse(logged)).toMatchObject({ type: 'register', hash: row.hash });
  });

  it('takes nothing with another token, of another source, or from a person who is signed in', async () => {
    for (const [authorization, source] of [
      ['Bearer wrong', 'gates'],
      ['', 'gates'],
      [`Bearer ${token}`, 'other'],
      [`Bearer ${token}`, 'constructor'],
    ] as const) {
      const { status, json } = await tell({ event: 'entry' }, authorization, source);
      expect([status, json.code]).toEqual([401, 'recorder/event-source-unknown']);
    }
    const { administrator } = world.people;
    expect(
      (await administrator.call('POST', '/api/event-sources/gates/events', { event: 'entry' })).status,
    ).toBe(401);
  });
});

describe('over MQTT', () => {
  const publish = async (topic: string, payload: string) => {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
      username: 'recorder',
      password: 'demo password',
    });
    await client.publishAsync(topic, payload, { qos: 1 });
    await client.endAsync();
  };

  it('keeps what a broker tells, with the place and the camera of its zone; rubbish is left', async () => {
    await publish('doors/1/events', '{not json');
    await publish('doors/1/events', JSON.stringify({ id: 1, event: 'entry', zone: 'D1', words: '刷卡' }));
    await publish('doors/1/events', JSON.stringify({ id: 1, event: 'entry', zone: 'D1', words: '刷卡' }));
    await untilRow('刷卡');
    const all = await rows();
    expect(all.filter((row: { values: { words: string } }) => row.values.words === '刷卡')).toHaveLength(1);
    expect(all[0].values).toMatchObject({ place: '后门', camera: 'cam-1', zone: 'D1' });
  });

  it('goes on after the broker was away', async () => {
    broker.kill('SIGKILL');
    startBroker();
    // Who was killed forgot who listens: it is told until somebody hears.
    const tellAgain = async () => {
      await publish('doors/2/events', JSON.stringify({ id: 9, event: 'check', words: '安检' })).catch(
        () => undefined,
      );
      return (await rows()).map((row: { values: { words: string } }) => row.values.words);
    };
    await expect.poll(tellAgain, { timeout: 60_000, interval: 1000 }).toContain('安检');
  });
});
