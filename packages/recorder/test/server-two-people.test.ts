// SPDX-License-Identifier: Apache-2.0
/** What one person cannot do alone: switching recording off, removing a camera, keeping footage for fewer days. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, untilSegments, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 2 });
  await untilSegments(world, 'cam-2', 1);
});
afterAll(() => world.end());

describe('recording that is switched off', () => {
  it('takes a reason and two people, goes on until then, and stays a breach', async () => {
    const { administrator, manager, operator } = world.people;
    const alone = await administrator.call('PATCH', '/api/cameras/cam-2', { enabled: false });
    expect([alone.status, alone.json.code]).toEqual([409, 'recorder/switch-off-two']);
    const off = (who: Client, reason = '演示：检修') =>
      who.call('POST', '/api/cameras/cam-2/off', { reason });
    expect((await off(operator)).status).toBe(403);
    const asked = await off(administrator);
    expect([asked.json.enabled, asked.json.offAsked.reason]).toEqual([true, '演示：检修']);
    expect((await off(administrator)).json.code).toBe('recorder/second-person');
    const agreed = await off(manager, '演示：同意检修');
    expect([agreed.json.enabled, agreed.json.offAsked]).toEqual([false, undefined]);
    await administrator.call('PATCH', '/api/cameras/cam-2', { enabled: true });
  });

  it('and a camera that has recorded is removed by two people, its footage found as before', async () => {
    const { administrator, manager, operator } = world.people;
    const remove = (who: Client, reason: string) =>
      who.call('POST', '/api/cameras/cam-2/removal', { confirm: 'cam-2', reason });
    expect((await remove(operator, '演示：拆除')).status).toBe(403);
    expect((await remove(administrator, '演示：拆除')).json).toEqual({ removed: false });
    const listed = await administrator.call('GET', '/api/cameras');
    const asked = listed.json.cameras.find(({ id }: { id: string }) => id === 'cam-2');
    expect(asked.removalAsked.reason).toBe('演示：拆除');
    expect((await remove(administrator, '演示：还是我')).json.code).toBe('recorder/second-person');
    await manager.call('DELETE', '/api/cameras/cam-2/removal');
    expect((await remove(manager, '演示：重新提出')).json).toEqual({ removed: false });
    await manager.call('DELETE', '/api/cameras/cam-2/removal');
  });

  it('a ceiling is never under the floor, and a shorter one takes a reason and two people', async () => {
    const { administrator, manager } = world.people;
    const put = (who: Client, body: object) =>
      who.call('PUT', '/api/storage', { ceilingDays: null, reserveGib: null, ...body });
    const first = await manager.call('GET', '/api/storage');
    expect([first.json.ceilingDays, first.json.requiredDays > 0]).toEqual([null, true]);
    const { requiredDays } = first.json;
    expect((await put(administrator, { ceilingDays: requiredDays - 1 })).json.code).toBe(
      'recorder/ceiling-below-floor',
    );
    const ceilingDays = requiredDays + 60;
    expect((await put(administrator, { ceilingDays })).json.code).toBe('recorder/reason-missing');
    const asked = await put(administrator, { ceilingDays, reason: '演示：硬盘不够' });
    expect([asked.json.ceilingDays, asked.json.asked.ceilingDays]).toEqual([null, ceilingDays]);
    const other = await put(manager, { ceilingDays: ceilingDays - 1, reason: '演示：再短一天' });
    expect(other.json.asked).toMatchObject({ ceilingDays: ceilingDays - 1, reason: '演示：再短一天' });
    const agreed = await put(administrator, { ceilingDays: ceilingDays - 1, reason: '演示：同意' });
    expect([agreed.json.ceilingDays, agreed.json.asked]).toEqual([ceilingDays - 1, null]);
    const { core } = world.running;
    const [camera] = (await core.retention()).cameras;
    expect(camera?.settings.ceilingDays).toBe(ceilingDays - 1);
    // Longer again is nobody's loss.
    const longer = await put(administrator, { ceilingDays: null, reserveGib: 1.5 });
    expect([longer.json.ceilingDays, longer.json.reserveGib]).toEqual([null, 1.5]);
    expect((await core.retention()).reserveBytes).toBe(1.5 * 2 ** 30);
    await put(administrator, {});
  });

  it('makes the id of a camera for the person who adds it', async () => {
    const { administrator } = world.people;
    const made = await administrator.call('POST', '/api/cameras', {
      name: '演示 新门',
      url: 'rtsp://127.0.0.1:1/x',
      group: '一层',
    });
    expect([made.status, made.json.id, made.json.group]).toEqual([201, 'cam-3', '一层']);
    await administrator.call('POST', '/api/cameras/cam-3/removal', {
      confirm: 'cam-3',
      reason: '演示：写错',
    });
  });
});
