// SPDX-License-Identifier: Apache-2.0
/** The recorder called by its own OpenAPI document as every role: no defect, no answer that is not promised. */
import { siteRoles } from '@mingjing/contracts';
import { type Ask, fuzzProgram, type OpenApiDocument } from '@mingjing/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from './server-world.ts';

/** Another walk through the same document: `MINGJING_FUZZ_SEED=7 vitest run …`. */
const seed = Number(process.env['MINGJING_FUZZ_SEED'] ?? 799);
const deep = process.env['MINGJING_DEEP'] === '1';
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const asking =
  (client: Client): Ask =>
  async ({ method, path, body, type }) => {
    const answer = await client.call(
      method,
      path,
      body === undefined ? undefined : new TextEncoder().encode(body),
      type === undefined ? {} : { 'content-type': type },
    );
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', json: answer.json };
  };

it('no call of any role fails the recorder or is answered in a form that is not promised', async () => {
  const document = (await world.nobody.call('GET', '/openapi.json')).json as OpenApiDocument;
  const { calls, done, wrong } = await fuzzProgram({
    document,
    people: Object.fromEntries([
      ...siteRoles.map((role) => [role, asking(world.people[role])]),
      ['anyone', asking(world.nobody)],
    ]),
    seed,
    each: deep ? 60 : 2,
    // They end the sign-ins that call, or are WebSockets.
    leftOut: new Set([
      'POST /api/sign-out',
      'PUT /api/me/password',
      'DELETE /api/me/sign-ins/:id',
      'PATCH /api/people/:id',
      'POST /api/people/:id/password',
      'DELETE /api/people/:id/sign-ins',
    ]),
  });
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(400);
  expect(done).toBeGreaterThan(80);
});
