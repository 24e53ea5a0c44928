// SPDX-License-Identifier: Apache-2.0
/** 双随机 through HTTP: plan, list, freeze, a seed that did not exist before, result, record that repeats. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyDraw } from '../src/index.ts';
import { openProcessWorld, type ProcessWorld, visitorOf } from './process-world.ts';

let world: ProcessWorld;
beforeAll(async () => {
  world = await openProcessWorld();
});
afterAll(() => world?.world.close());

const officer = () => visitorOf(world, 'supervisionOfficer');
const wanted = (more: object = {}) => ({
  title: '演示双随机抽查',
  take: 3,
  officers: [world.userIds.get('supervisionOfficer'), world.userIds.get('supervisionOfficer2')],
  items: [1, 2],
  plannedFor: '2027-01-12',
  ...more,
});

describe('a random draw', () => {
  let drawId = '';

  it('needs a plan of the year that the head approved, and stays inside it', async () => {
    expect((await officer().call('POST', '/api/draws', wanted())).json).toMatchObject({
      code: 'platform/invalid',
    });
    const plan = { visits: 3, focus: '演示：重点场所' };
    expect((await officer().call('PUT', '/api/inspection-plans/2027', plan)).status).toBe(403);
    const { status, json } = await visitorOf(world, 'organHead').call(
      'PUT',
      '/api/inspection-plans/2027',
      plan,
    );
    expect([status, json[0]]).toEqual([200, { jurisdiction: '110199', year: 2027, ...plan, frozen: 0 }]);
    expect((await officer().call('POST', '/api/draws', wanted({ take: 4 }))).status).toBe(422);
  });

  it('shows each unit with its weight and the signs it comes from', async () => {
    const { status, json } = await officer().call('GET', '/api/draws/candidates');
    expect(status).toBe(200);
    expect(json.units.length).toBeGreaterThan(3);
    for (const { weight, why } of json.units)
      expect(weight).toBe(
        1 + why.reduce((sum: number, sign: string) => sum + (sign === 'order-overdue' ? 2 : 1), 0),
      );
    expect(json.units.some(({ why }: { why: string[] }) => why.includes('key-unit'))).toBe(true);
  });

  it('takes only officers on duty', async () => {
    const strangers = [world.userIds.get('supervisionOfficer'), world.userIds.get('organHead')];
    expect((await officer().call('POST', '/api/draws', wanted({ officers: strangers }))).status).toBe(422);
  });

  it('cannot be held before the log has signed a state with the freezing in it', async () => {
    const { status, json } = await officer().call('POST', '/api/draws', wanted());
    expect([status, json.drawn], JSON.stringify(json)).toEqual([201, null]);
    drawId = json.id;
    const { rows } = await world.world.running.platform.database.owner.query<{
      size: string;
      index: string | null;
    }>(
      `SELECT (SELECT max(size) FROM log_checkpoint) AS size, l.index FROM audit_record a
         LEFT JOIN log_entry l ON l.audit_id = a.id WHERE a.detail ->> 'draw' = $1`,
      [drawId],
    );
    expect(rows).toHaveLength(1);
    if (rows[0]?.index === null) {
      const early = await officer().call('POST', `/api/draws/${drawId}/hold`);
      // The sequencer may have come between the two questions.
      if (early.status !== 200) expect(early.json.code).toBe('platform/state-conflict');
    }
    await world.world.running.platform.audit.sequence();
    expect((await officer().call('GET', `/api/draws/${drawId}`)).json.seedReady).toBe(true);
  });

  it('opens a planned inspection for each unit, once', async () => {
    const first = await officer().call('POST', `/api/draws/${drawId}/hold`);
    const { json } = first.status === 200 ? first : await officer().call('GET', `/api/draws/${drawId}`);
    expect(json.drawn).toHaveLength(3);
    for (const { inspectionId, unitId, officers } of json.drawn) {
      expect(new Set(officers).size).toBe(2);
      const { json: inspection } = await officer().call('GET', `/api/inspection/${inspectionId}`);
      expect(inspection).toMatchObject({
        state: 'planned',
        unitId,
        data: { kind: 'planned', items: [1, 2], drawId, plannedFor: '2027-01-12' },
      });
      const named = inspection.persons.filter(({ duty }: { duty: string }) => duty === 'two-officers');
      expect(new Set(named.map(({ name }: { name: string }) => name))).toEqual(new Set(officers));
    }
    const again = await officer().call('POST', `/api/draws/${drawId}/hold`);
    expect([again.status, again.json.code]).toEqual([409, 'platform/state-conflict']);
    const { rows } = await world.world.running.platform.database.owner.query(
      `SELECT id FROM process_instance WHERE data ->> 'drawId' = $1`,
      [drawId],
    );
    expect(rows).toHaveLength(3);
  });

  it('is repeated from its record, with the key of the log, and from no other record', async () => {
    const { status, bytes } = await officer().call('GET', `/api/draws/${drawId}/record`);
    expect(status).toBe(200);
    const verdict = verifyDraw(bytes, world.world.running.platform.audit.vkey);
    expect(verdict.wrong).toEqual([]);
    const text = new TextDecoder().decode(bytes);
    const wished = text.replace(/"weight":\d+/, '"weight":9');
    expect(wished).not.toBe(text);
    expect(verifyDraw(new TextEncoder().encode(wished)).ok).toBe(false);
  });

  it('cannot be changed or used up again, not even by the owner of the tables', async () => {
    const { owner } = world.world.running.platform.database;
    await expect(
      owner.query(`UPDATE inspection_draw SET record = '{}' WHERE id = $1`, [drawId]),
    ).rejects.toThrow('is frozen');
    expect((await officer().call('POST', '/api/draws', wanted({ take: 1 }))).status).toBe(422);
    const { json } = await officer().call('GET', '/api/draws');
    expect(json).toMatchObject([{ id: drawId, take: { units: 3, officers: 2 } }]);
  });
});
