// SPDX-License-Identifier: Apache-2.0
/** Units are invited by the list and reminded of what they owe; letters and short messages lead to the right page. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellDeadlines } from '../src/notification/index.ts';
import { openWorld, Visitor, type World } from './platform-world.ts';
import { spreadsheetOf } from './spreadsheet.ts';

let world: World;
let officer: Visitor;
let neighbour: Visitor;
const messages: { readonly to: string; readonly text: string; readonly signed: boolean }[] = [];
const gateway = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const signature = `sha256=${createHmac('sha256', 'a gateway secret').update(body).digest('hex')}`;
  const { to, text } = JSON.parse(body);
  messages.push({ to, text, signed: request.headers['x-mingjing-signature'] === signature });
  response.writeHead(204).end();
});

beforeAll(async () => {
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  process.env['MINGJING_SMS_SECRET'] = 'a gateway secret';
  world = await openWorld({
    shortMessageUrl: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`,
  });
  officer = new Visitor(world.running.url);
  neighbour = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
});

afterAll(async () => {
  delete process.env['MINGJING_SMS_SECRET'];
  await world?.close();
  gateway.close();
});

const make = async (name: string, more: object = {}): Promise<string> =>
  (
    await officer.call('POST', '/api/units', {
      jurisdiction: '110199',
      name,
      creditCode: null,
      placeKind: '商场',
      address: `演示路 ${name}`,
      ...more,
    })
  ).json.id;

const rowOf = async (name: string) =>
  (await officer.call('GET', `/api/units?words=${encodeURIComponent(name)}`)).json.units[0];

const letterTo = async (to: string): Promise<string> => {
  const { rows } = await world.running.platform.database.owner.query(
    'SELECT text FROM letter WHERE "to" = $1 ORDER BY id DESC LIMIT 1',
    [to],
  );
  return rows[0]?.text ?? '';
};

/** What lies in the outbox, once the next round of sending is over. */
async function sent(holding: string): Promise<string> {
  const outbox = join(world.directory, 'outbox');
  for (let round = 0; round < 200; round += 1) {
    const found = (existsSync(outbox) ? readdirSync(outbox, { withFileTypes: true }) : [])
      // One that is being written has another name a moment later.
      .filter(
        (entry) => entry.isFile() && !entry.name.startsWith('.') && existsSync(join(outbox, entry.name)),
      )
      .map(({ name }) => readFileSync(join(outbox, name), 'utf8'))
      .find((text) => text.includes(holding));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter holds ${holding}`);
}

describe('many units', () => {
  const ids = { one: '', two: '', three: '' };

  it('are read from a list, each row with the unit it means or why it cannot be sent', async () => {
    ids.one = await make('演示一号店', { creditCode: '91110199MA0000001X', putIntoUseOn: '2026-10-01' });
    ids.two = await make('演示二号店', { putIntoUseOn: '2026-11-19' });
    const sheet = await spreadsheetOf(
      ['统一社会信用代码', '单位名称', '联系人', '邮箱'],
      ['91110199MA0000001X', '', '演示甲', 'one@mingjing.invalid'],
      ['', '演示二号店', '演示乙', 'two@mingjing.invalid'],
      ['', '没有这家', '演示丙', 'three@mingjing.invalid'],
      ['', '演示二号店', '演示丁', 'nobody'],
    );
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(sheet)]), '邀请.xlsx');
    const { json } = await officer.call('POST', '/api/unit-invitations/sheet', body);
    expect(
      json.rows.map(({ row, unitId, problem }: Record<string, unknown>) => [row, unitId, problem]),
    ).toEqual([
      [2, ids.one, null],
      [3, ids.two, null],
      [4, null, expect.stringContaining('没有登记')],
      [5, ids.two, expect.stringContaining('邮箱')],
    ]);
    const elsewhere = await neighbour.call('POST', '/api/unit-invitations/sheet', body);
    expect(elsewhere.json.rows.every(({ unitId }: { unitId: null }) => unitId === null)).toBe(true);
  });

  it('are invited with a report per row, again when asked again, and only by their county', async () => {
    const rows = [
      { unitId: ids.one, displayName: '演示甲', email: 'One@mingjing.invalid' },
      { unitId: ids.two, displayName: '演示乙', email: 'two@mingjing.invalid' },
      { unitId: ids.two, displayName: '演示旅馆的人', email: 'hotel@mingjing.invalid' },
    ];
    const first = await officer.call('POST', '/api/unit-invitations', { rows });
    expect(first.json).toMatchObject({
      invited: 2,
      rows: [{ outcome: 'invited', unitName: '演示一号店' }, { outcome: 'invited' }, { outcome: 'failed' }],
    });
    const again = await officer.call('POST', '/api/unit-invitations', { rows: rows.slice(0, 1) });
    expect(again.json.rows).toMatchObject([{ outcome: 'again' }]);
    const away = await neighbour.call('POST', '/api/unit-invitations', { rows: rows.slice(0, 1) });
    expect(away.json).toMatchObject({ invited: 0, rows: [{ outcome: 'unknown', unitName: null }] });
    expect(await rowOf('演示一号店')).toMatchObject({ account: 'invited', remindedAt: null });
    const listed = await officer.call('GET', '/api/units?account=invited');
    expect(listed.json.units.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      '演示一号店',
      '演示二号店',
    ]);
    expect(await letterTo('one@mingjing.invalid')).toContain('为 演示一号店 办理');
  });

  it('are reminded of what they owe, once a day, on every way that reaches them, and it is kept', async () => {
    await officer.call('POST', `/api/units/${ids.one}/people`, {
      name: '演示甲',
      duty: '主要负责人',
      phone: '13800000001',
    });
    ids.three = await make('演示三号店', { putIntoUseOn: '2026-11-19' });
    const unitIds = [ids.one, ids.two, ids.three];
    const { json } = await officer.call('POST', '/api/unit-reminders', { unitIds, words: '有疑问请来电' });
    expect(json.reminded).toBe(2);
    const outcomes = Object.fromEntries(
      json.rows.map(({ unitName, outcome, about, ways }: Record<string, unknown>) => [
        unitName,
        [outcome, about, ways],
      ]),
    );
    expect(outcomes).toEqual({
      演示一号店: ['reminded', 'invitation', ['letter', 'sms']],
      演示二号店: ['reminded', 'invitation', ['letter']],
      演示三号店: ['not-invited', null, []],
    });
    expect(await letterTo('one@mingjing.invalid')).toMatch(
      /提醒 演示一号店：你单位的备案期限为 2026-\d\d-\d\d，已逾期 \d+ 日.*附言：有疑问请来电/,
    );
    const soon = await officer.call('POST', '/api/unit-reminders', { unitIds: [ids.one] });
    expect(soon.json.rows).toMatchObject([{ outcome: 'too-soon' }]);
    const { json: kept } = await officer.call('GET', `/api/units/${ids.one}/reminders`);
    expect(kept).toMatchObject([{ by: '演示监督民警', about: 'invitation', ways: ['letter', 'sms'] }]);
    expect((await neighbour.call('GET', `/api/units/${ids.one}/reminders`)).json).toEqual([]);
    expect((await rowOf('演示一号店')).remindedAt).not.toBeNull();
  });

  it('who have signed in are told on their page and by a letter that leads to it; numbers get a signed message', async () => {
    const hotel = new Visitor(world.running.url);
    await hotel.signIn('hotel');
    const { unit } = (await hotel.call('GET', '/api/own/duty')).json;
    const filter = { account: 'active', words: unit.name };
    const { json } = await officer.call('POST', '/api/unit-reminders', { filter });
    expect([json.left, json.rows]).toMatchObject([0, [{ unitId: unit.id, outcome: 'reminded' }]]);
    const { json: notices } = await hotel.call('GET', '/api/notifications');
    expect(notices[0]).toMatchObject({
      kind: expect.stringMatching(/^filing-reminder-/),
      subjectId: unit.id,
    });
    const letter = await sent(`提醒 ${unit.name}`);
    expect(letter).toContain(`${world.running.url}/desk/own?unit=${unit.id}`);
    expect(messages).toContainEqual({
      to: '13800000001',
      text: expect.stringContaining('提醒 演示一号店'),
      signed: true,
    });
  });

  it('hear of a deadline by short message too when the desk tells it by itself, once', async () => {
    const { json: found } = await officer.call('GET', `/api/units?words=${encodeURIComponent('演示宾馆')}`);
    const [{ id, filingDueOn }] = found.units;
    const person = { name: '演示丁', duty: '系统管理员', phone: '13800000004' };
    await officer.call('POST', `/api/units/${id}/people`, person);
    const { owner } = world.running.platform.database;
    const dayAfter = Date.parse(`${filingDueOn}T04:00:00Z`) + 86_400_000;
    for (let i = 0; i < 2; i += 1) await tellDeadlines(owner, dayAfter, true);
    const { rows } = await owner.query(`SELECT text FROM letter WHERE way = 'sms' AND "to" = $1`, [
      person.phone,
    ]);
    expect(rows).toEqual([{ text: '演示宾馆：你单位的备案已逾期 1 日，请尽快办理' }]);
    const { json: kept } = await officer.call('GET', `/api/units/${id}/reminders`);
    expect(kept[0]).toMatchObject({ by: null, about: 'overdue', ways: ['message', 'letter', 'sms'] });
  });
});

describe('the class of a place', () => {
  it('is settled by a person with a reason, wins over the words, and is given back to them', async () => {
    const id = await make('演示杂货铺', { placeKind: '杂货铺子', putIntoUseOn: '2026-11-01' });
    const path = `/api/units/${id}`;
    const before = (await officer.call('GET', path)).json;
    const settle = (placeClass: string | null, version: number, by = officer) =>
      by.call('PUT', `${path}/place-class`, { placeClass, version, reason: '现场核实为商店' });
    const { json: settled } = await settle('art7-2', before.version);
    expect(settled).toMatchObject({
      placeClass: 'art7-2',
      placeClassSettled: true,
      placeClassReason: { because: '现场核实为商店', by: '演示监督民警', on: '2026-11-20' },
    });
    expect(settled.clocks).toContainEqual(
      expect.objectContaining({ duty: 'd799/filing-duty', applies: true, due: settled.filingDueOn }),
    );
    const changed = await officer.call('PUT', path, { version: settled.version, placeKind: '餐馆' });
    expect(changed.json).toMatchObject({ placeClass: 'art7-2', doubts: [{ field: 'placeClass' }] });
    expect((await settle(null, settled.version)).status).toBe(409);
    expect((await settle('art9', changed.json.version, neighbour)).status).toBe(404);
    const { json: back } = await settle(null, changed.json.version);
    expect(back).toMatchObject({ placeClass: 'art9', placeClassSettled: false, doubts: [] });
    const { json: history } = await officer.call('GET', `${path}/history`);
    expect(history.filter(({ field }: { field: string }) => field === 'placeClass')).toMatchObject([
      { ground: 'class:现场核实为商店' },
      { before: before.placeClass, after: 'art7-2', ground: 'class:现场核实为商店' },
    ]);
  });
});

describe('a unit that went to another office', () => {
  it('is there with its filing, its days and its history; the first office sees that it went', async () => {
    const hotel = new Visitor(world.running.url);
    await hotel.signIn('hotel');
    const begun = (await hotel.call('POST', '/api/own/filings', { kind: 'first' })).json;
    const form = {
      ...begun.form,
      creditCode: '92110199MA00000001',
      putIntoUseOn: '2026-11-10',
      storageDays: 30,
      people: [{ name: '演示负责人', duty: '主要负责人', phone: '010-00000001' }],
      cameras: [{ code: 'H1', place: '大堂', kind: 'dome', noForbiddenArea: true }],
    };
    const own = `/api/own/filings/${begun.id}`;
    const saved = await hotel.call('PUT', own, { version: begun.version, form });
    await hotel.call('POST', `${own}/submission`, { version: saved.json.version, declared: true });
    const police = `/api/filings/${begun.id}`;
    const { version } = (await officer.call('GET', police)).json;
    await officer.call('POST', `${police}/acceptance`, { version });
    const path = `/api/units/${begun.unitId}`;
    const before = (await officer.call('GET', path)).json;
    const move = {
      version: before.version,
      jurisdiction: '110198',
      reason: '已搬到邻区',
      address: '邻区路 1 号',
    };
    expect(
      (await officer.call('PUT', `${path}/jurisdiction`, { ...move, jurisdiction: '990001' })).status,
    ).toBe(422);
    expect((await neighbour.call('PUT', `${path}/jurisdiction`, move)).status).toBe(404);
    const moved = await officer.call('PUT', `${path}/jurisdiction`, move);
    expect([moved.status, typeof moved.json.organ]).toEqual([200, 'string']);
    const gone = await officer.call('GET', path);
    expect([gone.status, gone.json.code]).toEqual([410, 'platform/moved-away']);
    expect((await officer.call('GET', police)).status).toBe(404);
    const there = (await neighbour.call('GET', path)).json;
    expect(there).toMatchObject({
      jurisdiction: '110198',
      address: '邻区路 1 号',
      filedOn: '2026-11-20',
      filingState: 'pending',
      organisation: { id: before.organisation.id },
    });
    const filing = (await neighbour.call('GET', police)).json;
    expect(filing).toMatchObject({ status: 'accepted', held: null });
    expect(filing.actions.at(-1)).toMatchObject({ action: 'moved', reasons: { reason: '已搬到邻区' } });
    for (const who of [officer, neighbour]) {
      const [row] = (await who.call('GET', '/api/unit-moves')).json;
      expect(row).toMatchObject({ unitName: '演示宾馆', reason: '已搬到邻区', here: who === neighbour });
    }
    const me = (await neighbour.call('GET', '/api/session')).json.user.id;
    const taken = await neighbour.call('PUT', `${police}/holder`, {
      version: filing.version,
      to: me,
      reason: '转来的备案',
    });
    const verified = await neighbour.call('POST', `${police}/verification`, { version: taken.json.version });
    expect(verified.json.receiptNumber).toContain('110198');
    const [told] = (await hotel.call('GET', '/api/notifications')).json.filter(
      ({ kind }: { kind: string }) => kind === 'unit-moved',
    );
    expect(told.text).toContain('已提交的日期不变');
  });
});

describe('what people left to be reached by', () => {
  it('shows its ends and is opened with a reason, which the audit keeps; who runs the system opens nothing', async () => {
    const public_ = new Visitor(world.running.url);
    const place = { jurisdiction: '110199', place: '演示路口' };
    await public_.call('POST', '/api/public/camera-reports', {
      ...place,
      description: '客房里有摄像头',
      contact: '王某 13912345678，wang@mail.invalid',
    });
    const [report] = (await officer.call('GET', '/api/camera-reports')).json;
    expect(report.contact).toBe('王某 139****78，w***@mail.invalid');
    const path = `/api/camera-reports/${report.id}/contact`;
    expect((await officer.call('GET', path)).status).toBe(422);
    const opened = await officer.call('GET', `${path}?purpose=${encodeURIComponent('回访举报人')}`);
    expect(opened.json.phone).toContain('13912345678');
    expect((await neighbour.call('GET', `${path}?purpose=looking`)).status).toBe(404);
    const supervisor = new Visitor(world.running.url);
    await supervisor.signInWithSecondFactor('supervisor');
    const { acts } = (await supervisor.call('GET', `/api/audit?words=${encodeURIComponent('联系方式')}`))
      .json;
    expect(acts[0]).toMatchObject({ purpose: '回访举报人' });
    expect(JSON.stringify(acts)).not.toContain('13912345678');
  });
});

describe('a unit of the register', () => {
  it('asks ninety days of a target of counter-terrorism, in the list, on its page and by its filing', async () => {
    const words = `words=${encodeURIComponent('演示医院')}`;
    const find = async (query: string): Promise<{ id: string; name: string }[]> =>
      (await officer.call('GET', `/api/units?${query}`)).json.units;
    const [hospital] = await find(words);
    const path = `/api/units/${hospital?.id}`;
    const before = (await officer.call('GET', path)).json;
    expect(before).toMatchObject({
      counterTerrorKeyTarget: false,
      retention: { days: 30, provision: 'd799/retention' },
    });
    const set = async (counterTerrorKeyTarget: boolean) => {
      const { version } = (await officer.call('GET', path)).json;
      return officer.call('PUT', path, { counterTerrorKeyTarget, version });
    };
    expect((await set(true)).json).toMatchObject({
      counterTerrorKeyTarget: true,
      retention: { days: 90, provision: 'counter-terrorism-law/retention' },
    });
    const names = async (query: string) => (await find(query)).map(({ name }) => name);
    for (const asked of [`${words}&`, '']) {
      expect(await names(`${asked}storageShort=true`)).toContain('演示医院');
      expect(await names(`${asked}counterTerrorKeyTarget=true`)).toEqual(['演示医院']);
    }
    expect((await officer.call('GET', `${path}/history`)).json).toContainEqual(
      expect.objectContaining({ field: 'counterTerrorKeyTarget', before: false, after: true }),
    );
    await set(false);
    expect(await names('storageShort=true')).not.toContain('演示医院');
  });
});
