// SPDX-License-Identifier: Apache-2.0
/** The platform called by its own OpenAPI document as every role: no defect, no answer that is not promised. */
import { type DeskRole, deskRoles } from '@mingjing/contracts';
import { type Ask, fuzzProgram, type OpenApiDocument } from '@mingjing/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emailOf, makeAccount } from '../src/people/index.ts';
import { openWorld, password, Visitor, type World } from './platform-world.ts';

/** Another walk through the same document: `MINGJING_FUZZ_SEED=7 vitest run …`. */
const seed = Number(process.env['MINGJING_FUZZ_SEED'] ?? 799);
const deep = process.env['MINGJING_DEEP'] === '1';
const unitRoles: readonly DeskRole[] = ['unitManager', 'unitStaff'];
let world: World;
const people: Record<string, Ask> = {};

beforeAll(async () => {
  world = await openWorld();
  const { database, signIn } = world.running.platform;
  for (const role of deskRoles) {
    const kind = role === 'firm' ? 'firm' : unitRoles.includes(role) ? 'unit' : 'police';
    // Of the demo county: what is asked for is there.
    const { rows } = await database.owner.query<{ id: string }>(
      `SELECT id FROM organisation WHERE kind = $1 AND jurisdiction = '110199' ORDER BY name LIMIT 1`,
      [kind],
    );
    const organ =
      rows[0]?.id ??
      (
        await database.owner.query<{ id: string }>(
          `INSERT INTO organisation (kind, name, jurisdiction) VALUES ($1, '演示', '110199') RETURNING id`,
          [kind],
        )
      ).rows[0]?.id;
    const userId = await makeAccount(signIn, {
      email: emailOf(`fuzz-${role}`),
      name: `演示 ${role}`,
      password,
    });
    await database.owner.query(
      `INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email) VALUES ($1, $2, '110199', $3, $4, $5)`,
      [userId, organ, role, `演示 ${role}`, emailOf(`fuzz-${role}`)],
    );
    const visitor = new Visitor(world.running.url);
    if (kind === 'police') await visitor.signInWithSecondFactor(`fuzz-${role}`);
    else await visitor.signIn(`fuzz-${role}`);
    people[role] = asking(visitor);
  }
  people['anyone'] = asking(new Visitor(world.running.url));
});
afterAll(() => world?.close());

const asking =
  (visitor: Visitor): Ask =>
  async ({ method, path, body, type }) => {
    const { status, json, type: answered } = await visitor.send(method, path, body, type);
    return { status, type: answered, json };
  };

it('no call of any role fails the platform or is answered in a form that is not promised', async () => {
  const document = (await new Visitor(world.running.url).call('GET', '/openapi.json'))
    .json as OpenApiDocument;
  const { calls, done, wrong } = await fuzzProgram({
    document,
    people,
    seed,
    each: deep ? 40 : 1,
    // The first two end the sign-ins that call; the third makes counties of up to 100,000 units, minutes of a database each.
    leftOut: new Set(['DELETE /api/sessions/:id', 'PUT /api/members/:id', 'POST /api/simulations']),
  });
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(400);
  // Refusals alone would prove nothing.
  expect(done).toBeGreaterThan(80);
});
