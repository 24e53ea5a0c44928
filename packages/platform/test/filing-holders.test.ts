// SPDX-License-Identifier: Apache-2.0
/** An absent officer freezes nothing, and what a unit has not handed in is the unit's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openCounty } from './county-people.ts';
import { openWorld, Visitor, type World } from './platform-world.ts';

let world: World;
let people: County;
let first: Visitor;

const browser = (): Visitor => new Visitor(world.running.url);
const member = (user: string, role: string) => people.add(user, role);

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
