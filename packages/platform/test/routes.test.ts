// SPDX-License-Identifier: Apache-2.0
/** Every route × every role: who gets in, who does not; and rubbish on every route of the OpenAPI document. */

import { type DeskRole as Role, deskRoles as roles } from '@mingjing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../src/operations.ts';
import { emailOf, makeAccount } from '../src/people/index.ts';
import { openWorld, password, Visitor, type World } from './platform-world.ts';

let world: World;
const people = new Map<Role, Visitor>();
const unitRoles = new Set<Role>(['unitManager', 'unitStaff', 'firm']);

beforeAll(async () => {
  world = await openWorld();
  const { database, signIn } = world.running.platform;
  for (const role of roles) {
    const kind = role === 'firm' ? 'firm' : unitRoles.has(role) ? 'unit' : 'police';
    const { rows } = await database.owner.query<{ id: string }>(
      'INSERT INTO organisation (kind, name, jurisdiction) VALUES ($1, $2, $3) RETURNING id',
      [kind, `演示 ${role}`, '110199'],
    );
    const userId = await makeAccount(signIn, {
      email: emailOf(`as-${role}`),
      name: `演示 ${role}`,
      password,
    });
    await database.owner.query(
      `INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email) VALUES ($1, $2, '110199', $3, $4, $5)`,
      [userId, rows[0]?.id, role, `演示 ${role}`, emailOf(`as-${role}`)],
    );
    const visitor = new Visitor(world.running.url);
    if (kind === 'police') await visitor.signInWithSecondFactor(`as-${role}`);
    else await visitor.signIn(`as-${role}`);
    people.set(role, visitor);
  }
});

afterAll(() => world?.close());

const filled = (path: string) =>
  path
    .replace(':id', '01900000-0000-7000-8000-0000000000ff')
    .replace(':paper/:format', '01900000-0000-7000-8000-0000000000fe/pdf')
    .replace(':evidence', '01900000-0000-7000-8000-0000000000fe')
    .replace(/:\w+/g, 'AAAAAAAAAAAAAAAA');
const signedIn = operations.flatMap(({ id, roles }) =>
  Array.isArray(roles) ? [[id, roles] as [string, readonly Role[]]] : [],
);

describe('each operation', () => {
  it.each(signedIn)('%s', async (name, allowed) => {
    const [method = '', path = ''] = name.split(' ');
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    expect((await new Visitor(world.running.url).call(method, filled(path), body)).status, 'nobody').toBe(
      401,
    );
    for (const [role, visitor] of people) {
      if (name === 'DELETE /api/sessions/:id') continue;
      const { status } = await visitor.call(method, filled(path), body);
      if (allowed.includes(role)) expect([401, 403], role).not.toContain(status);
      else expect(status, role).toBe(403);
      expect(status, role).toBeLessThan(500);
    }
  });

  it('lets no official in by password alone', async () => {
    const visitor = new Visitor(world.running.url);
    await visitor.signIn('neighbour');
    const { status, json } = await visitor.call('GET', '/api/units');
    expect([status, json.code]).toEqual([403, 'platform/second-factor-required']);
    expect((await visitor.call('POST', '/api/session/second-factor', { code: '000000' })).status).toBe(403);
  });

  it('ends the work of a session after eight hours, used or not', async () => {
    const officer = people.get('supervisionOfficer');
    world.pass(8.1 * 3_600_000);
    expect((await officer?.call('GET', '/api/units'))?.json.code).toBe('platform/assurance-expired');
    world.pass(-8.1 * 3_600_000);
    expect((await officer?.call('GET', '/api/units'))?.status).toBe(200);
  });

  it('refuses what comes from another site', async () => {
    const answer = await people
      .get('administrator')
      ?.call('POST', '/api/views', {}, { origin: 'https://elsewhere.example' });
    expect(answer?.json.code).toBe('platform/cross-site');
  });
});

const rubbish: readonly unknown[] = [
  {},
  [],
  'text',
  { form: 7, version: 'x' },
  { name: "'; DROP TABLE unit; --", query: { a: '<script>alert(1)</script>' }, version: 1e300 },
  { kind: '\u0000', version: -1, reasons: { '': '' }, jurisdiction: '１１０１', place: 'x'.repeat(5000) },
];
const queries = [
  "?words=';--%00",
  '?page=99999999999&size=-1&after=e30',
  '?from=2026-99-99&before=x',
  `?words=${'演'.repeat(400)}`,
];

describe('rubbish', () => {
  it('never makes a route fail', async () => {
    const { json } = await new Visitor(world.running.url).call('GET', '/openapi.json');
    const tried: string[] = [];
    for (const [path, methods] of Object.entries(json.paths as Record<string, Record<string, unknown>>)) {
      const address = path.replace(/\{(\w+)\}/g, '%27%20OR%201=1');
      for (const method of Object.keys(methods).map((each) => each.toUpperCase())) {
        const inputs = method === 'GET' ? queries : rubbish;
        await Promise.all(
          (['supervisionOfficer', 'unitManager', 'internalSupervisor'] as const).map(async (role) => {
            for (const input of inputs) {
              const answer = await people
                .get(role)
                ?.call(
                  method,
                  method === 'GET' ? address + String(input) : address,
                  method === 'GET' ? undefined : input,
                );
              tried.push(path);
              expect(answer?.status, `${method} ${address} ${JSON.stringify(input)}`).toBeLessThan(500);
            }
          }),
        );
      }
    }
    expect(tried.length).toBeGreaterThan(400);
  });

  it('in a table is said row by row, and nothing is written before it is confirmed', async () => {
    const officer = people.get('supervisionOfficer');
    const send = (bytes: Uint8Array<ArrayBuffer>, name: string) => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), name);
      return officer?.call('POST', '/api/imports', form);
    };
    expect((await send(new TextEncoder().encode('not a sheet'), 'a.xlsx'))?.status).toBe(400);
    expect((await send(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]), 'b.xlsx'))?.status).toBe(400);
    const template = await officer?.call('GET', '/api/units.xlsx?template=true');
    const before = (await officer?.call('GET', '/api/units'))?.json.total;
    const preview = await send(new Uint8Array(template?.bytes ?? []), '模板.xlsx');
    expect([preview?.status, preview?.json.rows.length, preview?.json.errorCount]).toEqual([201, 1, 0]);
    expect((await officer?.call('GET', '/api/units'))?.json.total).toBe(before);
    const { id } = preview?.json ?? {};
    expect((await officer?.call('POST', `/api/imports/${id}/confirmation`))?.json).toEqual({
      written: 1,
      updated: 0,
      skipped: 0,
    });
    expect((await officer?.call('GET', '/api/units'))?.json.total).toBe(before + 1);
    expect((await officer?.call('POST', `/api/imports/${id}/confirmation`))?.status).toBe(409);
  });
});
