// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCameras } from '@mingjing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, makeWorld, untilSegments, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 1 });
  await untilSegments(world, 'cam-1', 1);
});
afterAll(() => world.end());

const added = async (user: string, role: string): Promise<{ id: string; password: string }> => {
  const { json } = await world.people.administrator.call('POST', '/api/people', { user, name: '演示', role });
  return { id: json.person.id, password: json.password };
};

describe('a revoked sign-in', () => {
  it('ends every live stream with the sign-in that opened it, and no other', async () => {
    const { id, password } = await added('streams', 'operator');
    const clients = Array.from({ length: 4 }, () => new Client(world.running.url));
    // What was handed out opens only the page where it is changed.
    let own = 'chosen myself 演示';
    const newcomer = new Client(world.running.url);
    await newcomer.signIn('streams', password);
    await newcomer.call('PUT', '/api/me/password', { current: password, next: own });
    const opened = async (client: Client) => {
      await client.signIn('streams', own);
      const { json: duty } = await client.call('POST', '/api/access/duty', {});
      const socket = client.socket(`/api/media/${duty.id}/live/cam-1`);
      await socket.until(() => socket.parts.length >= 2);
      return socket;
    };
    const [first, second, third, fourth] = clients as [Client, Client, Client, Client];
    const [a, b] = [await opened(first), await opened(second)];
    const { json } = await second.call('GET', '/api/me/sign-ins');
    const other = json.signIns.find((s: { current: boolean }) => !s.current);
    await second.call('DELETE', `/api/me/sign-ins/${other.id}`);
    expect((await a.ended).code).toBe(4403);
    const before = b.parts.length;
    await b.until(() => b.parts.length > before);
    await second.call('POST', '/api/sign-out', {});
    expect((await b.ended).code).toBe(4403);
    const c = await opened(third);
    const next = 'long enough 演示';
    await third.call('PUT', '/api/me/password', { current: own, next });
    expect((await c.ended).code).toBe(4403);
    own = next;
    const d = await opened(fourth);
    await world.people.administrator.call('POST', `/api/people/${id}/password`, {});
    expect((await d.ended).code).toBe(4403);
  });
});

describe('a duty watch', () => {
  it('ends when its shift is handed over, and with it the pictures', async () => {
    const { operator } = world.people;
    const { json: duty } = await operator.call('POST', '/api/access/duty', {});
    const socket = operator.socket(`/api/media/${duty.id}/live/cam-1`);
    await socket.until(() => socket.parts.length >= 2);
    const nowMs = Math.round(world.running.core.nowMs());
    const row = (person: string) => ({
      values: {
        person,
        startMs: nowMs - 3_600_000,
        endMs: nowMs,
        relievedBy: '演示乙',
        state: 'normal',
        openAlarms: null,
        note: null,
      },
    });
    // Somebody else's shift ends nothing of this one.
    expect((await operator.call('POST', '/api/registers/duty', row('演示乙'))).status).toBe(201);
    expect((await operator.call('GET', `/api/access/sessions/${duty.id}`)).json.state).toBe('open');
    expect((await operator.call('POST', '/api/registers/duty', row(duty.handledBy.name))).status).toBe(201);
    expect((await socket.ended).code).toBe(4403);
    const session = async () => (await operator.call('GET', `/api/access/sessions/${duty.id}`)).json;
    await expect.poll(async () => (await session()).state).toBe('closed');
    expect((await session()).seen.length).toBeGreaterThan(0);
  });
});

describe('a wall', () => {
  it('shows the smaller stream of a camera that has one, and the main one alone; its secrets stay inside', async () => {
    const { administrator, manager } = world.people;
    const large = await startCameras({ count: 1, clip: 'gate' });
    const { json: duty } = await manager.call('POST', '/api/access/duty', {});
    const codecOf = async (query: string) => {
      const socket = manager.socket(`/api/media/${duty.id}/live/cam-1${query}`);
      await socket.until(() => socket.parts.length >= 2);
      socket.close();
      expect(socket.parts[0]?.header).toMatchObject({ kind: 'init', camera: 'cam-1' });
      return socket.parts[0]?.header.codec;
    };
    const main = await codecOf('');
    expect(await codecOf('?stream=wall')).toBe(main);
    const set = (wallUrl: string) => administrator.call('PATCH', '/api/cameras/cam-1', { wallUrl });
    expect((await set('rtsp://192.0.2.1/sub')).status).toBe(422);
    const secret = large.urls[0]!.replace('rtsp://', 'rtsp://wall:geheim-7@');
    const { json } = await set(secret);
    expect(json.wallAddress).toBe(large.urls[0]);
    expect(await codecOf('?stream=wall')).not.toBe(main);
    expect(await codecOf('')).toBe(main);
    const shown = (await administrator.call('GET', '/api/cameras')).bytes.toString();
    const kept = ['state.sqlite', 'state.sqlite-wal', 'log/journal'].map((file) =>
      readFileSync(join(world.directory, 'data', file), 'latin1'),
    );
    expect([shown, ...kept].filter((text) => text.includes('geheim-7'))).toEqual([]);
    // Looked at all the same: the register has it.
    const { json: session } = await manager.call('GET', `/api/access/sessions/${duty.id}`);
    expect(session.cameras).toContain('cam-1');
    expect((await set('')).json.wallAddress).toBeUndefined();
    expect(await codecOf('?stream=wall')).toBe(main);
    await large.close();
  });
});
