// SPDX-License-Identifier: Apache-2.0
/** The engine through HTTP: a process without rules of its own, so that what is tested is the mechanism. */
import { processes } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processRules } from '../src/process-rules.ts';
import { runClocks } from '../src/workflow/index.ts';
import { textOf } from './case-hands.ts';
import { Visitor } from './platform-world.ts';
import { bodyFor, go, openProcessWorld, type ProcessWorld, rowFrom, visitorOf } from './process-world.ts';

let world: ProcessWorld;
beforeAll(async () => {
  world = await openProcessWorld();
});
afterAll(() => world?.world.close());

const officer = () => visitorOf(world, 'supervisionOfficer');
async function newComplaint(): Promise<{ id: string; version: number }> {
  const { status, json } = await officer().call('POST', '/api/complaint', { title: '演示举报' });
  expect(status, JSON.stringify(json)).toBe(201);
  return json;
}

describe('the table over HTTP', () => {
  it('is the one that the command prints', async () => {
    const { json } = await officer().call('GET', '/api/processes');
    expect(json).toEqual(JSON.parse(JSON.stringify(processes)));
  });
});

describe('a step', () => {
  it('moves the thing, starts its clocks and is in the history', async () => {
    const { id } = await newComplaint();
    const { status, json } = await go(world, 'complaint', id, 'accept', {
      dueOn: '2026-12-01',
      reason: '属于本辖区',
    });
    expect([status, json.state, json.version]).toEqual([200, 'accepted', 1]);
    expect(json.clocks).toMatchObject([{ id: 'answer', dueOn: '2026-12-01', pausedSince: null }]);
    const { json: history } = await officer().call('GET', `/api/complaint/${id}/history`);
    expect(history.steps).toMatchObject([
      {
        action: 'accept',
        from: 'received',
        to: 'accepted',
        role: 'supervisionOfficer',
        reason: '属于本辖区',
      },
    ]);
  });

  it('that saw an older version changes nothing', async () => {
    const { id } = await newComplaint();
    const row = rowFrom('complaint', 'received', 'accept');
    const body = bodyFor(world, row, 0, { dueOn: '2026-12-01' });
    expect((await officer().call('POST', `/api/complaint/${id}/actions/accept`, body)).status).toBe(200);
    const second = await officer().call('POST', `/api/complaint/${id}/actions/decline`, {
      ...body,
      dueOn: undefined,
    });
    expect([second.status, second.json.code]).toEqual([409, 'platform/state-conflict']);
    const again = await officer().call('POST', `/api/complaint/${id}/actions/accept`, {
      ...body,
      version: 1,
    });
    expect([again.status, again.json.code]).toEqual([409, 'platform/state-conflict']);
  });

  it('names every need that is not met, and writes nothing', async () => {
    const { id } = await newComplaint();
    const { status, json } = await officer().call('POST', `/api/complaint/${id}/actions/decline`, {
      version: 0,
    });
    expect([status, json.code]).toEqual([422, 'platform/needs-unmet']);
    expect(json.unmet).toEqual([
      {
        id: 'decline-reason',
        kind: 'fact',
        because: expect.objectContaining({ zh: expect.any(String) }),
        provision: 'd799/reports',
      },
    ]);
    const said = await officer().call('POST', `/api/complaint/${id}/actions/decline`, {
      version: 0,
      facts: { 'decline-reason': false },
    });
    expect(said.status).toBe(422);
    expect((await officer().call('GET', `/api/complaint/${id}`)).json).toMatchObject({
      state: 'received',
      version: 0,
    });
  });

  it('is refused to a role that may not, and to a thing that is not there', async () => {
    const { id } = await newComplaint();
    for (const role of ['internalSupervisor', 'legalReviewer', 'unitManager', 'firm'])
      expect(
        (await visitorOf(world, role).call('POST', `/api/complaint/${id}/actions/accept`, { version: 0 }))
          .status,
        role,
      ).toBe(403);
    expect(
      (
        await officer().call('POST', '/api/complaint/01900000-0000-7000-8000-0000000000ff/actions/accept', {
          version: 0,
        })
      ).status,
    ).toBe(404);
    expect(
      (await officer().call('POST', `/api/complaint/${id}/actions/no-such`, { version: 0 })).status,
    ).toBe(404);
  });

  it('with the same request id is done once and answered the same', async () => {
    const { id } = await newComplaint();
    const requestId = '01900000-0000-7000-8000-00000000abcd';
    const body = bodyFor(world, rowFrom('complaint', 'received', 'accept'), 0, {
      dueOn: '2026-12-01',
      requestId,
    });
    const first = await officer().call('POST', `/api/complaint/${id}/actions/accept`, body);
    const second = await officer().call('POST', `/api/complaint/${id}/actions/accept`, body);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.json).toEqual(first.json);
    expect((await officer().call('GET', `/api/complaint/${id}/history`)).json.steps).toHaveLength(1);
    const other = await officer().call('POST', `/api/complaint/${id}/actions/answer`, {
      ...body,
      version: 1,
      dueOn: undefined,
    });
    expect(other.status).toBe(422);
  });

  it('of ten people at once is one step', async () => {
    const { id } = await newComplaint();
    const body = bodyFor(world, rowFrom('complaint', 'received', 'accept'), 0, { dueOn: '2026-12-01' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => officer().call('POST', `/api/complaint/${id}/actions/accept`, body)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    expect((await officer().call('GET', `/api/complaint/${id}/history`)).json.steps).toHaveLength(1);
  });

  it('takes no date in the past and none in the future', async () => {
    const { id } = await newComplaint();
    const row = rowFrom('complaint', 'received', 'accept');
    for (const more of [{ dueOn: '2026-11-01' }, { dueOn: '2026-12-01', on: '2026-12-01' }, {}]) {
      const { status, json } = await officer().call(
        'POST',
        `/api/complaint/${id}/actions/accept`,
        bodyFor(world, row, 0, more),
      );
      expect([status, json.code]).toEqual([422, 'platform/invalid']);
    }
  });

  it('begins with what a citizen reported, once; about an official only internal supervision sees and works on it', async () => {
    const anybody = new Visitor(world.world.running.url);
    const report = (about: string) =>
      anybody.call('POST', '/api/public/camera-reports', {
        jurisdiction: '110199',
        place: '演示路',
        description: `演示举报：${about}`,
        about,
      });
    const [camera, official] = [await report('camera'), await report('official')];
    expect([camera.status, official.status]).toEqual([201, 201]);
    const seenBy = async (role: string) =>
      (await visitorOf(world, role).call('GET', '/api/camera-reports')).json as {
        id: string;
        number: string;
        thingId: string | null;
      }[];
    const ofOfficer = await seenBy('supervisionOfficer');
    expect(ofOfficer.map(({ number }) => number)).not.toContain(official.json.number);
    const about = (await seenBy('internalSupervisor')).find(({ number }) => number === official.json.number);
    const hidden = await officer().call('POST', `/api/camera-reports/${about?.id}/complaint`, {});
    expect(hidden.status).toBe(404);
    const taken = await visitorOf(world, 'internalSupervisor').call(
      'POST',
      `/api/camera-reports/${about?.id}/complaint`,
      {},
    );
    expect(taken.status).toBe(200);
    expect((await officer().call('GET', `/api/complaint/${taken.json.thingId}`)).status).toBe(404);
    const one = ofOfficer.find(({ number }) => number === camera.json.number);
    const up = () => officer().call('POST', `/api/camera-reports/${one?.id}/complaint`, {});
    const [first, again] = [await up(), await up()];
    expect(again.json).toEqual(first.json);
    const told = await anybody.call('GET', `/api/public/hand-ins/${camera.json.number}`);
    expect(told.json.state).toBe('in-hand');
  });

  it('is a count of the year, also as a report without a score', async () => {
    const head = visitorOf(world, 'organHead');
    const { course, months } = (await head.call('GET', '/api/statistics/2026')).json;
    expect(course.map(({ month }: { month: string }) => month)).toContain('2026-11');
    expect(months[0]).toMatchObject({ avoided: expect.any(Number) });
    const report = await head.call('GET', '/api/statistics/2026/report');
    expect(report.status, JSON.stringify(report.json)).toBe(200);
    expect(textOf(report.bytes)).toContain('只有计数，没有评分');
  });

  it('handed to internal supervision is seen there only', async () => {
    const { id } = await newComplaint();
    expect((await go(world, 'complaint', id, 'supervise')).status).toBe(200);
    expect((await officer().call('GET', `/api/complaint/${id}`)).status).toBe(404);
    expect((await visitorOf(world, 'administrator').call('GET', `/api/complaint/${id}`)).status).toBe(404);
    expect(
      (await visitorOf(world, 'internalSupervisor').call('GET', `/api/complaint/${id}`)).json.state,
    ).toBe('supervised');
  });
});

const order = {
  items: [
    {
      no: 2,
      problem: '没有提示标识',
      provision: 'd799/placement-and-signs',
      toDo: '设置标识',
      proof: '照片',
    },
  ],
};

describe('a clock that ran out', () => {
  const run = () => {
    const { database, services, clock } = world.world.running.platform;
    return runClocks(database.owner, clock(), processRules, services.publicUrl);
  };
  it('takes its step by itself, once, whoever comes late or twice', async () => {
    const { json } = await officer().call('POST', '/api/rectification', { title: '演示整改' });
    expect(
      (await go(world, 'rectification', json.id, 'serve-order', { dueOn: '2026-11-20', data: order })).status,
    ).toBe(200);
    // The demo county has clocks that ran out before now; they are done with here.
    await run();
    expect((await officer().call('GET', `/api/rectification/${json.id}`)).json.state).toBe('ordered');
    const { owner } = world.world.running.platform.database;
    await owner.query(`UPDATE process_clock SET due_on = '2026-11-19' WHERE instance_id = $1`, [json.id]);
    // The platform's own job may be the fourth: whoever it is, there is one step.
    await Promise.all([run(), run(), run()]);
    await run();
    const { json: history } = await officer().call('GET', `/api/rectification/${json.id}/history`);
    expect(
      history.steps.map(({ action, by }: { action: string; by: string | null }) => [action, by]),
    ).toEqual([
      ['serve-order', expect.any(String)],
      ['deadline-passed', null],
    ]);
    expect((await officer().call('GET', `/api/rectification/${json.id}`)).json.state).toBe('overdue');
  });
  it('is nobody’s to fire early', async () => {
    const { json } = await officer().call('POST', '/api/rectification', { title: '演示整改' });
    await go(world, 'rectification', json.id, 'serve-order', { dueOn: '2026-12-20', data: order });
    for (const role of ['supervisionOfficer', 'organHead', 'unitManager'])
      expect(
        (
          await visitorOf(world, role).call('POST', `/api/rectification/${json.id}/actions/deadline-passed`, {
            version: 1,
          })
        ).status,
      ).toBe(403);
  });
});

describe('the database itself', () => {
  const owner = () => world.world.running.platform.database.owner;
  it('refuses a state without a step', async () => {
    const { id } = await newComplaint();
    await expect(
      owner().query(`UPDATE process_instance SET state = 'answered', version = 1 WHERE id = $1`, [id]),
    ).rejects.toThrow('without a step');
  });
  it('refuses a step that the table does not have', async () => {
    const { id } = await newComplaint();
    const insert = (action: string, to: string, role: string) =>
      owner().query(
        `INSERT INTO process_step (instance_id, seq, action, from_state, to_state, "by", role, at, on_day, input, papers, undoes)
         VALUES ($1, 1, $2, 'received', $3, '', $4, now(), '2026-11-20', '{}', '{}', '{}')`,
        [id, action, to, role],
      );
    await expect(insert('answer', 'answered', 'supervisionOfficer')).rejects.toThrow('has no answer');
    await expect(insert('accept', 'accepted', 'unitManager')).rejects.toThrow('has no accept');
  });
});
