// SPDX-License-Identifier: Apache-2.0
/** The plan of the day through HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 1 });
});
afterAll(() => world.end());

const day = (fromNow: number) =>
  new Date(Date.now() + 8 * 3_600_000 + fromNow * 86_400_000).toISOString().slice(0, 10);
const plan = async (): Promise<{ id: string; time: string; dueDay?: string; subject: string }[]> =>
  (await world.people.manager.call('GET', '/api/plan')).json.items;
const add = async (register: string, values: unknown) =>
  (await world.people.administrator.call('POST', `/api/registers/${register}`, { values })).json;

describe('the plan of the day', () => {
  it('asks for the file of a camera, and no more once it is written', async () => {
    expect(await plan()).toContainEqual(
      expect.objectContaining({ id: 'camera-file/cam-1', provision: 'd799/prohibited-areas' }),
    );
    await add('camera-files', {
      camera: 'cam-1',
      place: '大堂',
      angle: '向东',
      range: '入口',
      certifiedUntil: day(7),
    });
    const items = await plan();
    expect(items.map(({ id }) => id)).not.toContain('camera-file/cam-1');
    expect(items).toContainEqual(
      expect.objectContaining({
        time: 'week',
        dueDay: day(7),
        subject: '演示 1',
        page: '/registers/camera-files',
      }),
    );
  });

  it('sorts by day, and leaves out what is settled or far away', async () => {
    const rule = (title: string, subject: string, reviewDay: string) => ({
      subject,
      title,
      sinceDay: day(-900),
      text: '正文',
      keeper: '王宁',
      reviewDay,
    });
    await add('unit-rules', rule('今天', 'security', day(0)));
    await add('unit-rules', rule('昨天', 'operation', day(-1)));
    await add('unit-rules', rule('三十天', 'monitoring', day(30)));
    await add('unit-rules', rule('太远', 'access', day(31)));
    const rules = async () =>
      (await plan())
        .filter(({ id }) => id.startsWith('unit-rules/'))
        .map(({ subject, time }) => [subject, time]);
    expect(await rules()).toEqual([
      ['昨天', 'overdue'],
      ['今天', 'today'],
      ['三十天', 'later'],
    ]);
    await add('unit-rules', rule('新版', 'operation', day(365)));
    expect(await rules()).toEqual([
      ['今天', 'today'],
      ['三十天', 'later'],
    ]);
  });

  it('is for those who answer for the unit, not for the operator', async () => {
    expect((await world.people.operator.call('GET', '/api/plan')).status).toBe(403);
  });
});
