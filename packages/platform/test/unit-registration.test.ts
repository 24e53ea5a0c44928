// SPDX-License-Identifier: Apache-2.0
/** A unit that exists nowhere registers itself, is accepted by its county, files, and gets its receipt. */
import { spawnSync } from 'node:child_process';
import { creditCheckCharacter } from '@mingjing/contracts/desk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, Visitor, type World } from './platform-world.ts';

let world: World;
let officer: Visitor;
let neighbour: Visitor;
let hotel: Visitor;

beforeAll(async () => {
  world = await openWorld();
  officer = new Visitor(world.running.url);
  neighbour = new Visitor(world.running.url);
  hotel = new Visitor(world.running.url);
  await officer.signInWithSecondFactor('officer');
  await neighbour.signInWithSecondFactor('neighbour');
  await hotel.signIn('hotel');
});

afterAll(() => world?.close());

const letter = Buffer.from('%PDF-1.4 演示盖章说明').toString('base64');
const handed = {
  jurisdiction: '110199',
  name: '演示书店',
  creditCode: '91110199MA0000001X',
  placeKind: '书店',
  address: '演示区演示路 99 号',
  contact: '演示店长',
  phone: '010-00000009',
  email: 'bookshop@mingjing.invalid',
  letter,
};

const hand = (change: object = {}) =>
  new Visitor(world.running.url).call('POST', '/api/public/unit-registrations', { ...handed, ...change });

const listed = async (by: Visitor) => (await by.call('GET', '/api/unit-registrations')).json;

/** Accepts the invitation and signs in as the person invited. */
async function join(link: string, email: string): Promise<Visitor> {
  const token = link.split('/').at(-1);
  const visitor = new Visitor(world.running.url);
  const secret = 'a password of a shop';
  expect((await visitor.call('POST', `/api/public/invitations/${token}`, { password: secret })).status).toBe(
    201,
  );
  expect((await visitor.call('POST', '/api/auth/sign-in/email', { email, password: secret })).status).toBe(
    200,
  );
  return visitor;
}

/** What a PDF says, without the breaks of its lines. */
const textOf = (pdf: Uint8Array): string =>
  spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout.replaceAll(/\s/g, '');

describe('a unit that is registered nowhere', () => {
  let shop: Visitor;
  let unitId = '';
  let filingId = '';

  it('hands in what it is with a letter that is what it says', async () => {
    const script = Buffer.from('<script>alert(1)</script>').toString('base64');
    const refused = await hand({ letter: script });
    expect([refused.status, refused.json.path]).toEqual([422, 'letter']);
    const done = await hand();
    expect([done.status, done.json.number]).toEqual([201, expect.stringMatching(/^DJ20261120-/)]);
  });

  it('is refused where nobody here serves, and asks by its number where it stands and with whom', async () => {
    const elsewhere = await hand({ jurisdiction: '990001' });
    expect([elsewhere.status, elsewhere.json.code]).toEqual([422, 'platform/place-unknown']);
    const places = (await new Visitor(world.running.url).call('GET', '/api/public/places')).json;
    expect(places).toContainEqual({ code: '110199', name: '演示区公安分局（演示）' });
    const [row] = await listed(officer);
    const found = await new Visitor(world.running.url).call('GET', `/api/public/hand-ins/${row.number}`);
    expect(found.json).toEqual({
      kind: 'unit-registration',
      heldAt: null,
      receivedAt: row.createdAt,
      state: 'received',
      reason: null,
      organ: '演示区公安分局（演示）',
    });
  });

  it('is seen by its own county alone, with the letter', async () => {
    const [row] = await listed(officer);
    expect(row).toMatchObject({ name: '演示书店', state: 'received', known: [] });
    expect(await listed(neighbour)).toEqual([]);
    const path = `/api/unit-registrations/${row.id}`;
    const seen = await officer.call('GET', `${path}/letter`);
    expect(Buffer.from(seen.bytes).toString('base64')).toBe(letter);
    expect((await neighbour.call('GET', `${path}/letter`)).status).toBe(404);
    expect((await neighbour.call('POST', `${path}/acceptance`, {})).status).toBe(404);
    expect((await hotel.call('GET', '/api/unit-registrations')).status).toBe(403);
  });

  it('is accepted once, becomes a unit with its organisation, and its contact signs in and files', async () => {
    const [row] = await listed(officer);
    const accepted = await officer.call('POST', `/api/unit-registrations/${row.id}/acceptance`, {});
    expect(accepted.status).toBe(200);
    expect((await officer.call('POST', `/api/unit-registrations/${row.id}/acceptance`, {})).status).toBe(409);
    ({ unitId } = accepted.json);
    shop = await join(accepted.json.link, handed.email);
    expect((await shop.call('GET', '/api/own/duty')).json.unit).toMatchObject({
      id: unitId,
      name: '演示书店',
    });
    const begun = await shop.call('POST', '/api/own/filings', { kind: 'first' });
    // Who registered the unit is known, and is filled in.
    expect(begun.json.form.people).toEqual([{ name: '演示店长', duty: '联系人', phone: handed.phone }]);
    const form = {
      ...begun.json.form,
      creditCode: handed.creditCode,
      putIntoUseOn: '2026-11-10',
      storageDays: 30,
      people: [{ name: '演示店长', duty: '主要负责人', phone: handed.phone }],
      cameras: [{ code: 'S1', place: '门口', kind: 'dome', noForbiddenArea: true }],
    };
    const path = `/api/own/filings/${begun.json.id}`;
    const saved = await shop.call('PUT', path, { version: begun.json.version, form });
    const submitted = await shop.call('POST', `${path}/submission`, {
      version: saved.json.version,
      declared: true,
    });
    expect(submitted.status).toBe(200);
    filingId = begun.json.id;
  });

  it('is returned, attaches what was missing, is verified: screens and papers say the day it was handed in', async () => {
    const [own, police] = [`/api/own/filings/${filingId}`, `/api/filings/${filingId}`];
    const versionOf = async () => (await shop.call('GET', own)).json.version as number;
    const reasons = { address: '缺少盖章的说明，请附上' };
    await officer.call('POST', `${police}/return`, { version: await versionOf(), reasons });
    const body = new FormData();
    body.append('file', new Blob([Buffer.from(letter, 'base64')]), '说明.pdf');
    expect((await shop.call('POST', `${own}/attachments?kind=seal-letter`, body)).status).toBe(201);
    for (const [who, path] of [
      [shop, `${own}/submission`],
      [officer, `${police}/acceptance`],
      [officer, `${police}/verification`],
    ] as const) {
      const { status } = await who.call('POST', path, { version: await versionOf(), declared: true });
      expect(status, path).toBe(200);
    }
    const days = { filedOn: '2026-11-20' };
    expect((await shop.call('GET', '/api/own/duty')).json.unit).toMatchObject(days);
    expect((await officer.call('GET', `/api/units/${unitId}`)).json).toMatchObject(days);
    const receipt = textOf((await shop.call('GET', `${police}/receipt.pdf`)).bytes);
    expect(receipt).toContain('2026年11月20日提交');
    expect(receipt).toContain('2026年11月20日完成核验');
    expect(receipt).toContain('演示区公安分局（演示）');
    const form = textOf((await shop.call('GET', `${police}/form.pdf`)).bytes);
    for (const words of ['演示店长', '2026年11月20日', '2026年11月10日']) expect(form).toContain(words);
  });

  it('changes a camera, and the day its duty was met stays', async () => {
    const { json: begun } = await shop.call('POST', '/api/own/filings', { kind: 'change', unitId });
    const cameras = [{ ...begun.form.cameras[0], place: '收银台' }];
    const path = `/api/own/filings/${begun.id}`;
    const saved = await shop.call('PUT', path, { version: begun.version, form: { ...begun.form, cameras } });
    expect(saved.json.changes).toMatchObject([
      {
        of: 'camera',
        name: 'S1',
        act: 'changed',
        fields: [{ field: 'place', before: '门口', after: '收银台' }],
      },
    ]);
    let { version } = saved.json;
    for (const [who, to] of [
      [shop, `${path}/submission`],
      [officer, `/api/filings/${begun.id}/acceptance`],
      [officer, `/api/filings/${begun.id}/verification`],
    ] as const)
      ({ version } = (await who.call('POST', to, { version, declared: true })).json);
    const { json } = await officer.call('GET', `/api/units/${unitId}`);
    expect(json).toMatchObject({ filedOn: '2026-11-20', cameras: [{ code: 'S1', place: '收银台' }] });
    const listedFilings = (await officer.call('GET', `/api/filings?unitId=${unitId}`)).json.filings;
    expect(listedFilings.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['change', 'first']);
  });

  it('registers a second place under the same code: one organisation, each with its own filing', async () => {
    await hand({ name: '演示书店二店', address: '演示区演示路 100 号', email: 'second@mingjing.invalid' });
    const [row] = await listed(officer);
    expect(row.known).toEqual([expect.objectContaining({ id: unitId, linked: true })]);
    const accepted = await officer.call('POST', `/api/unit-registrations/${row.id}/acceptance`, {});
    const { json: duty } = await shop.call('GET', '/api/own/duty');
    expect(duty.units.map(({ name }: { name: string }) => name)).toEqual(['演示书店', '演示书店二店']);
    const second = await shop.call('GET', `/api/own/duty?unitId=${accepted.json.unitId}`);
    expect(second.json.unit.name).toBe('演示书店二店');
    const begun = await shop.call('POST', '/api/own/filings', {
      kind: 'first',
      unitId: accepted.json.unitId,
    });
    expect(begun.json.unitName).toBe('演示书店二店');
    const other = await hotel.call('POST', '/api/own/filings', { kind: 'first', unitId });
    expect(other.status).toBe(404);
  });

  it('is refused with a reason, which is sent to it', async () => {
    await hand({ name: '演示空壳', creditCode: '91110199MA00000023', email: 'shell@mingjing.invalid' });
    const [row] = await listed(officer);
    await officer.call('POST', `/api/unit-registrations/${row.id}/refusal`, { reason: '盖章说明看不清' });
    const { rows } = await world.running.platform.database.owner.query(
      `SELECT text FROM letter WHERE "to" = 'shell@mingjing.invalid'`,
    );
    expect(rows.map(({ text }) => text).join()).toContain('盖章说明看不清');
  });
});

describe('a report of a citizen', () => {
  it('carries photos known by their content, which its county sees', async () => {
    const report = { jurisdiction: '110199', place: '演示旅馆 301', description: '床头有摄像头' };
    const send = (photos: readonly string[]) =>
      new Visitor(world.running.url).call('POST', '/api/public/camera-reports', { ...report, photos });
    expect((await send([Buffer.from('<svg/>').toString('base64')])).json.path).toBe('photos.0');
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const done = await send([jpeg.toString('base64')]);
    expect([done.status, done.json.organ]).toEqual([201, '演示区公安分局（演示）']);
    const [row] = (await officer.call('GET', '/api/camera-reports')).json;
    const path = `/api/camera-reports/${row.id}/photos/${row.photos[0]}`;
    expect(Buffer.from((await officer.call('GET', path)).bytes)).toEqual(jpeg);
    expect((await neighbour.call('GET', path)).status).toBe(404);
  });
});

describe('a registered unit', () => {
  it('is linked by its credit code when its organisation is invited, and only where it is nobody’s yet', async () => {
    const unit = (
      await officer.call('POST', '/api/units', {
        jurisdiction: '110199',
        name: '演示影院',
        creditCode: '91110199MA00000031',
        placeKind: '影院',
        address: '演示区演示街 7 号',
      })
    ).json;
    const organisation = await officer.call('POST', '/api/organisations', {
      kind: 'unit',
      name: '演示影院有限公司',
      jurisdiction: '110199',
      creditCode: '91110199MA00000031',
    });
    const invited = await officer.call('POST', '/api/invitations', {
      email: 'cinema@mingjing.invalid',
      displayName: '演示经理',
      role: 'unitManager',
      organisationId: organisation.json.id,
    });
    expect(invited.status).toBe(201);
    const cinema = await join(invited.json.link, 'cinema@mingjing.invalid');
    expect((await cinema.call('GET', '/api/own/duty')).json.unit.id).toBe(unit.id);
    const path = `/api/units/${unit.id}/organisation`;
    const away = await officer.call('PUT', path, { organisationId: null, reason: '登记错了' });
    expect(away.status).toBe(200);
    expect((await cinema.call('GET', '/api/own/duty')).json.unit).toBe(null);
    expect((await neighbour.call('PUT', path, { organisationId: null, reason: '不是我的' })).status).toBe(
      404,
    );
    const { json: history } = await officer.call('GET', `/api/units/${unit.id}/history`);
    expect(history.map(({ ground }: { ground: string }) => ground)).toContain('link:登记错了');
  });
});

describe('two records of one unit', () => {
  const start = '92110199MA0666666';
  const code = `${start}${creditCheckCharacter(start)}`;
  const unit = { placeKind: '商场', jurisdiction: '110199' };
  const make = async (more: object) =>
    (await officer.call('POST', '/api/units', { ...unit, creditCode: null, ...more })).json.id as string;
  const alike = async (id: string) =>
    (
      (await officer.call('GET', '/api/units/duplicates')).json as {
        because: string;
        units: { id: string }[];
      }[]
    ).filter(({ units }) => units.some((one) => one.id === id));

  it('are found by code, by name and address however written, and by a similar name at one address', async () => {
    const one = await make({ name: '演示百货商场', address: '演示大街 66 号', creditCode: code });
    const two = await make({ name: '演示百貨商場', address: '演示大街６６号' });
    const three = await make({ name: '演示百货商场东区', address: '演示大街 66 号' });
    const four = await make({ name: '演示另一家', address: '别处 1 号', creditCode: code });
    const other = await make({ name: '演示无关', address: '演示大街 66 号' });
    const because = Object.fromEntries(
      (await alike(one)).map((pair) => [pair.units.find(({ id }) => id !== one)?.id, pair.because]),
    );
    expect(because).toEqual({ [two]: 'name-and-address', [three]: 'similar', [four]: 'credit-code' });
    expect(await alike(other)).toEqual([]);
    await officer.call('PUT', `/api/units/${four}`, { creditCode: null, version: 1 });
    expect((await alike(four)).length).toBe(0);
  });

  it('become one with the cameras, filings and histories of both; the old address leads to it', async () => {
    const [keep, gone] = [
      await make({ name: '演示甲商场', address: '演示大街 67 号' }),
      await make({ name: '演示甲商场', address: '演示大街 67号' }),
    ];
    const camera = { place: '入口', kind: '枪机' };
    await officer.call('POST', `/api/units/${keep}/cameras`, { ...camera, code: 'C1' });
    await officer.call('POST', `/api/units/${gone}/cameras`, { ...camera, code: 'C1', place: '别处' });
    await officer.call('POST', `/api/units/${gone}/cameras`, { ...camera, code: 'C2' });
    const merge = { keep, gone, reason: '同一家' };
    expect((await neighbour.call('POST', '/api/units/duplicates/merge', merge)).status).toBe(409);
    expect((await officer.call('POST', '/api/units/duplicates/merge', merge)).status).toBe(200);
    const { json } = await officer.call('GET', `/api/units/${gone}`);
    expect(json).toMatchObject({
      id: keep,
      cameraCount: 2,
      cameras: [{ code: 'C1', place: '入口' }, { code: 'C2' }],
    });
    const { json: history } = await officer.call('GET', `/api/units/${keep}/history`);
    expect(history.filter(({ field }: { field: string }) => field === 'unit')).toHaveLength(2);
    expect(history[0]).toMatchObject({ field: 'merged', ground: 'merge:同一家' });
    expect(await alike(keep)).toEqual([]);
  });
});
