// SPDX-License-Identifier: Apache-2.0
/** The day a filing was handed in complete is the day the duty was met, whatever happens to it afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, Visitor, type World } from './platform-world.ts';

let world: World;
let officer: Visitor;
let officer2: Visitor;
let hotel: Visitor;

beforeAll(async () => {
  world = await openWorld();
  officer = new Visitor(world.running.url);
  officer2 = new Visitor(world.running.url);
  hotel = new Visitor(world.running.url);
  await hotel.signIn('hotel');
});

afterAll(() => world?.close());

const hourMs = 3_600_000;
const form = {
  name: '演示宾馆',
  creditCode: '92110199MA0000000D',
  placeKind: '宾馆',
  address: '演示区演示路 1 号',
  systemName: '公共安全视频图像信息系统',
  putIntoUseOn: '2026-11-08',
  storageDays: 30,
  people: [{ name: '演示负责人', duty: '主要负责人', phone: '010-00000000' }],
  cameras: [{ code: 'C1', place: '大堂', kind: 'dome', noForbiddenArea: true }],
};

const owned = async () => (await hotel.call('GET', '/api/own/duty')).json.unit;

async function handIn(kind: string, written: object = form): Promise<string> {
  const { json: begun } = await hotel.call('POST', '/api/own/filings', { kind });
  await handInAgain(begun.id, written);
  return begun.id;
}

async function handInAgain(id: string, written: object = form): Promise<void> {
  const { version } = (await hotel.call('GET', `/api/own/filings/${id}`)).json;
  const saved = await hotel.call('PUT', `/api/own/filings/${id}`, { version, form: written });
  const done = await hotel.call('POST', `/api/own/filings/${id}/submission`, {
    version: saved.json.version,
    declared: true,
  });
  expect(done.status).toBe(200);
}

async function take(by: Visitor, id: string, step: string, body: object = {}) {
  const { version } = (await by.call('GET', `/api/filings/${id}`)).json;
  const taken = await by.call('POST', `/api/filings/${id}/${step}`, { version, ...body });
  expect(taken.status).toBe(200);
  return taken.json;
}

const rows = (sql: string) =>
  world.running.platform.database.owner
    .query(`SELECT t.* FROM ${sql} t JOIN unit u ON u.id = t.unit_id WHERE u.name = '演示宾馆' ORDER BY t.id`)
    .then((result) => result.rows);

describe('the day of a filing', () => {
  let id = '';

  it('is not met by what was withdrawn', async () => {
    const gone = await handIn('first');
    expect(await owned()).toMatchObject({ filingState: 'pending', filedOn: '2026-11-20' });
    const { version } = (await hotel.call('GET', `/api/own/filings/${gone}`)).json;
    await hotel.call('POST', `/api/own/filings/${gone}/withdrawal`, { version });
    expect(await owned()).toMatchObject({ filingState: 'unfiled', filedOn: null });
  });

  it('is that of its minute in China, one before midnight', async () => {
    world.pass(13 * hourMs + 59 * 60_000);
    id = await handIn('first');
    expect((await owned()).filedOn).toBe('2026-11-20');
    const { clocks } = (await hotel.call('GET', '/api/own/duty')).json;
    expect(clocks.map(({ state }: { state: string }) => state)).not.toContain('overdue');
  });

  it('stays when the filing is returned, after the last day too, and nobody calls the unit late', async () => {
    world.pass(60 * 24 * hourMs);
    await officer.signInWithSecondFactor('officer');
    await take(officer, id, 'acceptance');
    await take(officer, id, 'return', { reasons: { storageDays: '请核实存储期限' } });
    expect(await owned()).toMatchObject({ filingState: 'returned', filedOn: '2026-11-20' });
    const { units } = (await officer.call('GET', '/api/units?overdue=true')).json;
    expect(units.map(({ name }: { name: string }) => name)).not.toContain('演示宾馆');
  });

  it('stays through the second hand-in and the verification', async () => {
    world.pass(2 * hourMs);
    await handInAgain(id);
    world.pass(60_000);
    await officer2.signInWithSecondFactor('officer2');
    await take(officer2, id, 'acceptance');
    const verified = await take(officer2, id, 'verification');
    expect(await owned()).toMatchObject({ filingState: 'filed', filedOn: '2026-11-20' });
    expect(verified.clocks.map(({ state }: { state: string }) => state)).not.toContain('late');
  });

  it('stays through a change, which keeps what is registered and adds to it', async () => {
    const before = { cameras: await rows('camera'), systems: await rows('video_system') };
    const people = await rows('responsible_person');
    const named = (name: string, among: typeof people) => among.find((person) => person.name === name);
    const changed = {
      ...form,
      systemName: '大堂视频系统',
      people: [
        { ...form.people[0], phone: '010-00000001' },
        { name: '新来的人', duty: '系统运维人员', phone: '010-00000002' },
      ],
      cameras: [{ code: 'C2', place: '后门', kind: 'box', noForbiddenArea: true }],
    };
    const change = await handIn('change', changed);
    const seen = (await officer2.call('GET', `/api/filings/${change}`)).json;
    expect(seen.checks.map(({ zh }: { zh: string }) => zh).join()).toContain('C1');
    await take(officer2, change, 'acceptance');
    await take(officer2, change, 'verification');
    expect((await owned()).filedOn).toBe('2026-11-20');
    const cameras = await rows('camera');
    expect(cameras.map(({ code }) => code)).toEqual(['C1', 'C2']);
    expect(cameras[0].id).toBe(before.cameras[0].id);
    expect((await rows('video_system')).map(({ id: system, name }) => [system, name])).toEqual([
      [before.systems[0].id, '大堂视频系统'],
    ]);
    const after = await rows('responsible_person');
    expect(after.length).toBe(people.length + 1);
    expect(named('演示负责人', after)).toMatchObject({
      id: named('演示负责人', people).id,
      phone: '010-00000001',
    });
    expect(named('新来的人', after)).toMatchObject({ phone: '010-00000002' });
  });

  it('cannot be moved by anybody who writes to the filing', async () => {
    const { owner } = world.running.platform.database;
    await owner.query(`UPDATE filing SET handed_in_on = '2020-01-01', submitted_at = now() WHERE id = $1`, [
      id,
    ]);
    const { rows: kept } = await owner.query('SELECT handed_in_on::text AS day FROM filing WHERE id = $1', [
      id,
    ]);
    expect(kept).toEqual([{ day: '2026-11-20' }]);
  });
});
