// SPDX-License-Identifier: Apache-2.0
/** Rows written through HTTP, and what the self-check makes of them: empty is unknown, expired is a breach. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from './server-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ cameras: 2 });
});
afterAll(() => world.end());

const day = (fromNow: number) =>
  new Date(Date.now() + 8 * 3_600_000 + fromNow * 86_400_000).toISOString().slice(0, 10);

async function add(register: string, values: Record<string, unknown>): Promise<{ id: string }> {
  const { status, json } = await world.people.administrator.call('POST', `/api/registers/${register}`, {
    values,
  });
  expect([status, json.code]).toEqual([201, undefined]);
  return json;
}

async function stateOf(id: string): Promise<string | undefined> {
  const { json } = await world.people.manager.call('GET', '/api/obligations');
  return json.results.find((one: { id: string }) => one.id === id)?.state;
}

async function itemState(item: number): Promise<string> {
  const { json } = await world.people.manager.call('GET', '/api/obligations');
  return json.checklist.find((one: { item: number }) => one.item === item).state;
}

const person = (name: string, trainedUntil: string | null, more: Record<string, unknown> = {}) => ({
  name,
  post: '值班员',
  sinceDay: day(-400),
  vetted: 'passed',
  secrecyUntil: day(30),
  trainedUntil,
  passed: true,
  ...more,
});

describe('what registers show', () => {
  it('is unknown where nothing is written, never a breach', async () => {
    await world.people.administrator.call('PUT', '/api/settings', {
      jurisdiction: 'hami',
      isManagementUnit: true,
    });
    for (const id of ['D799-18c', 'D799-09', 'D799-15c', 'D799-15b', 'D799-07b', 'D799-09b', 'D799-08'])
      expect([id, await stateOf(id)]).toEqual([id, 'unknown']);
    expect(await itemState(2)).toBe('unknown');
  });

  it('training that ends today is still good, one that ended yesterday is not, one that left does not count', async () => {
    await add('staff', person('王宁', day(0)));
    expect([await stateOf('D799-18'), await stateOf('D799-18b'), await stateOf('D799-18c')]).toEqual([
      'met',
      'met',
      'met',
    ]);
    await add('staff', person('李安', null));
    expect(await stateOf('D799-18c')).toBe('unknown');
    await add('staff', person('赵平', day(-1)));
    expect(await stateOf('D799-18c')).toBe('breached');
    const { json } = await world.people.manager.call('GET', '/api/registers/staff');
    for (const { id, version, values } of json.rows)
      if (values.name !== '王宁')
        await world.people.manager.call('PUT', `/api/registers/staff/${id}`, {
          values: { ...values, leftDay: day(-1) },
          version,
          reason: '已离岗',
        });
    expect([await stateOf('D799-18c'), await itemState(6)]).toEqual(['met', 'met']);
  });

  it('a test that nobody answered stays open', async () => {
    const left = { leftDay: day(0) };
    await add('staff', person('钱一', day(9), { passed: null, ...left }));
    expect(await stateOf('D799-18c')).toBe('met');
    const { id } = await add('staff', person('钱二', day(9), { passed: null }));
    expect(await stateOf('D799-18c')).toBe('unknown');
    await world.people.manager.call('POST', `/api/registers/staff/${id}/withdrawal`, {
      version: 1,
      reason: '写错了人',
    });
    expect(await stateOf('D799-18c')).toBe('met');
  });

  it('maintenance that is overdue is a breach until the next round is done', async () => {
    const round = (foundMs: number, nextDay: string) => ({
      kind: 'round',
      what: '清洁镜头、检查硬盘',
      foundMs,
      doneMs: foundMs + 3_600_000,
      by: '维护单位',
      nextDay,
    });
    await add('maintenance', round(Date.now() - 90 * 86_400_000, day(-1)));
    expect(await stateOf('D799-15c')).toBe('breached');
    await add('maintenance', round(Date.now() - 86_400_000, day(60)));
    expect([await stateOf('D799-15c'), await itemState(12)]).toEqual(['met', 'met']);
  });

  it('the newest look at each sign counts', async () => {
    const sign = (place: string, state: string) => ({ place, checkedDay: day(0), state, by: '王宁' });
    await add('signs', sign('大门', 'missing'));
    expect(await itemState(2)).toBe('breached');
    await add('signs', sign('大门', 'posted'));
    expect(await itemState(2)).toBe('met');
  });

  it('all five protections and all four stages are needed', async () => {
    for (const kind of ['attack', 'intrusion', 'virus', 'tampering']) {
      expect(await itemState(11)).toBe('unknown');
      await add('security-measures', {
        kind,
        measure: '已采取',
        evidence: '已核查',
        checkedDay: day(-2),
        by: '王宁',
        result: 'effective',
        checkAgain: day(100),
      });
    }
    await add('security-measures', {
      kind: 'leak',
      measure: '水印',
      evidence: '试过',
      checkedDay: day(0),
      by: '王宁',
      result: 'effective',
    });
    expect(await itemState(11)).toBe('met');
    for (const stage of ['design', 'work', 'test', 'acceptance']) {
      expect(await stateOf('D799-07b')).toBe('unknown');
      await add('construction-archive', {
        stage,
        title: '资料',
        day: day(-500),
        by: '工程公司',
        kept: '档案室',
      });
    }
    expect([await stateOf('D799-07b'), await itemState(8)]).toEqual(['met', 'unknown']);
  });

  it('one camera without a file leaves the questions about all open; a forbidden place breaks the duty', async () => {
    const { json } = await world.people.manager.call('GET', '/api/cameras');
    const cameras: readonly { id: string }[] = json.cameras;
    const file = (camera: string, more: Record<string, unknown> = {}) => ({
      camera,
      place: '大堂',
      angle: '向东，2.8 米',
      range: '大堂入口',
      forbiddenPlace: false,
      beyondPremises: false,
      secretUnit: 'no',
      certificate: `CCC-${camera}`,
      certifiedUntil: day(10),
      ...more,
    });
    for (const { id } of cameras) {
      expect(await itemState(9)).toBe('unknown');
      await add('camera-files', file(id));
    }
    expect([await itemState(9), await itemState(10)]).toEqual(['met', 'met']);
    // Nobody is near a secret unit: the item does not ask. One that is, without its consent, is a breach.
    expect(await stateOf('D799-30')).toBe('not-applicable');
    await add('camera-files', file(cameras[0]?.id ?? '', { secretUnit: 'none' }));
    expect([await stateOf('D799-30'), await itemState(3)]).toEqual(['breached', 'breached']);
    await add('camera-files', file(cameras[0]?.id ?? '', { forbiddenPlace: true }));
    expect([await stateOf('D799-05'), await itemState(9)]).toEqual(['breached', 'breached']);
  });

  it('refuses a certificate number that another row has', async () => {
    await add('staff', person('孙三', day(9), { certificate: '0012-A' }));
    const { status, json } = await world.people.manager.call('POST', '/api/registers/staff', {
      values: person('孙四', day(9), { certificate: '0012-A' }),
    });
    expect([status, json.code]).toEqual([409, 'recorder/value-taken']);
  });
});
