// SPDX-License-Identifier: Apache-2.0
/** In whose hands a filing is, and who sees what: drafts, telephone numbers, citizens' reports. */
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../src/database/scope.ts';
import { type County, openCounty } from './county-people.ts';
import { openWorld, Visitor, type World } from './platform-world.ts';

let world: World;
let people: County;
let first: Visitor;

const browser = (): Visitor => new Visitor(world.running.url);
const member = (user: string, role: string) => people.add(user, role);

/** All text of a DOCX: its parts unpacked one after another. */
function zipText(bytes: Uint8Array): string {
  const zip = Buffer.from(bytes);
  let text = '';
  for (let at = zip.indexOf('PK\u0003\u0004'); at >= 0; at = zip.indexOf('PK\u0003\u0004', at + 4)) {
    const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
    try {
      text += inflateRawSync(zip.subarray(start), { finishFlush: 2 }).toString();
    } catch {
      // A part that is stored as it is, or whose signature was only bytes of another.
    }
  }
  return text;
}

beforeAll(async () => {
  world = await openWorld();
  people = await openCounty(world);
  await member('first', 'administrator');
  first = browser();
  await first.signInWithSecondFactor('first');
});
afterAll(() => world?.close());

describe('a filing in somebody’s hands', () => {
  let filing: string;
  let taker: string;
  const view = async (by: Visitor) => (await by.call('GET', `/api/filings/${filing}`)).json;
  const hand = async (by: Visitor, to: string | null, reason = '办理人外出培训') =>
    by.call('PUT', `/api/filings/${filing}/holder`, { version: (await view(by)).version, to, reason });

  it('says whose and since when; a colleague takes it over, a head names another, the former holder is told', async () => {
    const { database } = world.running.platform;
    const { rows } = await database.owner.query<{ id: string; version: number }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, submitted_at)
       SELECT id, coalesce(organisation_id, $1), jurisdiction, 'first', 'submitted',
              jsonb_build_object('name', name, 'placeKind', place_kind, 'address', address), now() FROM unit
        WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = unit.id) LIMIT 1 RETURNING id, version`,
      [people.organ],
    );
    filing = rows[0]?.id ?? '';
    const holderId = await member('away', 'supervisionOfficer');
    taker = await member('colleague', 'supervisionOfficer');
    await member('the-head', 'organHead');
    const [away, colleague, head] = [browser(), browser(), browser()];
    await away.signInWithSecondFactor('away');
    await colleague.signInWithSecondFactor('colleague');
    await head.signInWithSecondFactor('the-head');
    const accepted = await away.call('POST', `/api/filings/${filing}/acceptance`, {
      version: rows[0]?.version,
    });
    expect(accepted.json.held).toMatchObject({
      userId: holderId,
      name: '演示 away',
      since: expect.any(String),
    });
    const verify = async () =>
      colleague.call('POST', `/api/filings/${filing}/verification`, {
        version: (await view(colleague)).version,
      });
    expect((await verify()).json.code).toBe('platform/held-by-other');
    // An officer takes for himself; between others a head decides, and only among officers of the place.
    expect((await hand(colleague, holderId)).status).toBe(403);
    expect((await hand(head, (await view(head)).mayBeHeldBy[0].userId.slice(1))).status).toBe(422);
    expect((await hand(colleague, taker)).json.held.userId).toBe(taker);
    expect((await away.call('GET', '/api/notifications')).json[0]).toMatchObject({
      kind: 'filing-handed-over',
      subjectId: filing,
    });
    expect((await hand(head, holderId)).json.held.name).toBe('演示 away');
    const { actions } = await view(head);
    expect(actions.at(-1)).toMatchObject({
      action: 'handed-over',
      by: '演示 the-head',
      reasons: { holder: '演示 away' },
    });
  });

  it('is named and asked about when its holder is suspended, and goes to whom the administrator says', async () => {
    const { json: people } = await first.call('GET', '/api/members');
    const away = people.find(
      ({ displayName }: { displayName: string }) => displayName === '演示 away',
    ).userId;
    const { json: held } = await first.call('GET', `/api/members/${away}/holdings`);
    expect(held.filings.map(({ id }: { id: string }) => id)).toEqual([filing]);
    const suspend = (body: object) => first.call('PUT', `/api/members/${away}`, { suspended: true, ...body });
    expect((await suspend({})).json).toMatchObject({ code: 'platform/holds-things', facts: { count: 1 } });
    expect((await suspend({ handTo: 'nobody-known' })).status).toBe(422);
    expect(
      (await first.call('GET', '/api/members')).json.find(({ userId }: { userId: string }) => userId === away)
        .suspended,
    ).toBe(false);
    expect((await suspend({ handTo: taker })).status).toBe(200);
    expect((await view(first)).held.userId).toBe(taker);
    expect((await first.call('PUT', `/api/members/${taker}`, { suspended: true, handTo: null })).status).toBe(
      200,
    );
    expect((await view(first)).held).toBeNull();
    const officer = browser();
    await member('goes-on', 'supervisionOfficer');
    await officer.signInWithSecondFactor('goes-on');
    const own = (await officer.call('GET', '/api/session')).json.user.id;
    expect((await hand(officer, own, '接着办')).json.held.userId).toBe(own);
  });
});

describe('a draft', () => {
  it('is the unit’s own: no official finds it by its id', async () => {
    const { database } = world.running.platform;
    const { rows } = await database.owner.query<{ id: string }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form)
       SELECT id, coalesce(organisation_id, $1), jurisdiction, 'first', 'draft', '{"name":"未提交"}' FROM unit
        WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = unit.id) LIMIT 1 RETURNING id`,
      [people.organ],
    );
    const id = rows[0]?.id ?? '';
    for (const path of [`/api/filings/${id}`, `/api/filings/${id}/form.pdf`, `/api/processes/filing/${id}`])
      expect((await first.call('GET', path)).status, path).toBe(404);
  });
});

describe('a telephone number', () => {
  const number = '13800001200';
  const masked = '138****00';

  it('in a filing shows officials its ends, in the page, in what changed, in the process and on paper', async () => {
    const { database } = world.running.platform;
    const { rows } = await database.owner.query<{ id: string; unit: string }>(
      `INSERT INTO filing (unit_id, organisation_id, jurisdiction, kind, status, form, submitted_at)
       SELECT id, coalesce(organisation_id, $1), jurisdiction, 'first', 'submitted',
              jsonb_build_object('name', name, 'placeKind', place_kind, 'address', address, 'people',
                jsonb_build_array(jsonb_build_object('name', '演示人员', 'duty', '负责人', 'phone', $2::text))), now()
         FROM unit WHERE NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = unit.id) LIMIT 1 RETURNING id, unit_id AS unit`,
      [people.organ, number],
    );
    const id = rows[0]?.id ?? '';
    const officer = browser();
    const officerId = await member('eyes', 'supervisionOfficer');
    await officer.signInWithSecondFactor('eyes');
    expect((await officer.call('GET', `/api/filings/${id}`)).json.form.people[0].phone).toBe(masked);
    for (const path of [`/api/filings/${id}`, `/api/filing/${id}`, `/api/units/${rows[0]?.unit}`]) {
      const { bytes } = await officer.call('GET', path);
      expect(new TextDecoder().decode(bytes).includes(number), path).toBe(false);
    }
    const paper = async (query: string) => {
      const { status, bytes } = await officer.call('GET', `/api/filings/${id}/form.docx${query}`);
      const text = zipText(bytes);
      return [status, text.includes(number), text.includes(masked)];
    };
    expect(await paper('')).toEqual([200, false, true]);
    expect(await paper(`?purpose=${encodeURIComponent('现场检查前联系')}`)).toEqual([200, true, false]);

    const open = (query: string) => officer.call('GET', `/api/filings/${id}/people/0/phone${query}`);
    expect((await open('')).status).toBe(422);
    expect((await open(`?purpose=${encodeURIComponent('核对补正内容')}`)).json).toEqual({ phone: number });
    const { rows: acts } = await database.owner.query<{ purpose: string; subject: string; detail: unknown }>(
      'SELECT purpose, subject, detail FROM audit_record WHERE user_id = $1 AND purpose IS NOT NULL ORDER BY at',
      [officerId],
    );
    expect(acts.map(({ purpose, subject }) => [purpose, subject])).toEqual([
      ['现场检查前联系', 'filing'],
      ['核对补正内容', 'phone'],
    ]);
    expect(JSON.stringify(acts)).not.toContain(number);
  });
});

describe('what citizens report', () => {
  it('is read by the county’s supervisor and officers, not by who runs the system, in the county or above', async () => {
    const report = await browser().call('POST', '/api/public/camera-reports', {
      jurisdiction: '110199',
      place: '演示路 9 号更衣室',
      description: '更衣室里装有摄像机',
    });
    expect(report.status).toBe(201);
    const readers: Record<string, number> = {};
    for (const role of ['internalSupervisor', 'supervisionOfficer', 'administrator'] as const) {
      const one = browser();
      await member(`reports-${role}`, role);
      await one.signInWithSecondFactor(`reports-${role}`);
      const { status, json } = await one.call('GET', '/api/camera-reports');
      readers[role] = status;
      if (status === 200) expect(JSON.stringify(json)).toContain('演示路 9 号更衣室');
      else expect(json.code).toBe('platform/forbidden');
    }
    expect(readers).toEqual({ internalSupervisor: 200, supervisionOfficer: 200, administrator: 403 });
    // And the policy says so to whatever forgets to ask.
    const { database } = world.running.platform;
    const seen = await withScope(
      database.application,
      { audience: 'official', jurisdiction: '', userId: 'x', role: 'administrator' },
      (tx) => tx.query('SELECT 1 FROM camera_report'),
    );
    expect(seen).toEqual([]);
  });
});
