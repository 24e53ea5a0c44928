// SPDX-License-Identifier: Apache-2.0
/** A case from intake to the closed file through HTTP, and what the law forbids on the way. */
import { getProcess } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processRules } from '../src/process-rules.ts';
import { runClocks } from '../src/workflow/index.ts';
import { type Hands, handsOn, inputOf, outcome, textOf } from './case-hands.ts';
import {
  bodyFor,
  datesFor,
  openProcessWorld,
  type ProcessWorld,
  rowFrom,
  visitorOf,
} from './process-world.ts';

let world: ProcessWorld;
let act: Hands['act'];
let read: Hands['read'];
let openCase: Hands['openCase'];
let walk: Hands['walk'];
beforeAll(async () => {
  world = await openProcessWorld();
  ({ act, read, openCase, walk } = handsOn(world));
});
afterAll(() => world?.world.close());

const toNotice = ['accept', 'add-finding', 'submit-for-review', 'review', 'give-notice'];
const toApproval = [...toNotice, 'waive-defence', 'waive-hearing', 'conclude-notice', 'approve'];

describe('a unit in one page', () => {
  it('shows what is open and what happened, to the police and to the unit itself, in time order', async () => {
    const id = await openCase();
    await walk(id, ['accept']);
    const path = `/api/units/${world.unitId}/chronicle`;
    const { status, json } = await visitorOf(world, 'supervisionOfficer').call('GET', path);
    expect([status, json.unit.name, json.more]).toEqual([200, '演示商场', false]);
    expect(json.events.map(({ at }: { at: string }) => at)).toEqual(
      json.events
        .map(({ at }: { at: string }) => at)
        .toSorted()
        .toReversed(),
    );
    const kinds = new Set(json.events.map(({ kind }: { kind: string }) => kind));
    expect([kinds.has('recorder'), kinds.has('step')]).toEqual([true, true]);
    const taken = json.events.find((one: { what: string }) => one.what === 'accept');
    expect(taken).toMatchObject({
      process: 'case',
      id,
      title: { zh: expect.any(String) },
      by: expect.any(String),
    });
    expect(json.open.find((one: { id: string }) => one.id === id)).toMatchObject({ process: 'case' });
    const last = json.events.at(-1).at;
    expect((await visitorOf(world, 'organHead').call('GET', `${path}?before=${last}`)).json.events).toEqual(
      [],
    );

    // The unit sees its recorder; a case that it was told nothing of it does not, and no official by name.
    const own = (await visitorOf(world, 'unitManager').call('GET', path)).json;
    expect(own.events.some(({ kind }: { kind: string }) => kind === 'recorder')).toBe(true);
    expect(own.open.some((one: { id: string }) => one.id === id)).toBe(false);
    expect(own.events.some((one: { what: string; by: string | null }) => one.what === 'accept')).toBe(false);
    const elsewhere = await visitorOf(world, 'firm').call('GET', path);
    expect(elsewhere.status).toBe(403);
  });
});

describe('a case', () => {
  it('goes from intake to the closed file with every paper', async () => {
    const id = await openCase();
    await walk(id, [...toApproval, 'decide-penalty', 'serve', 'record-payment', 'publish', 'close']);
    const thing = await read(id);
    expect(thing).toMatchObject({ state: 'closed', final: true });
    expect(thing.papers.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining([
        'case-intake-record',
        'legal-review-opinion',
        'penalty-notice-record',
        'penalty-decision',
        'order-to-correct',
        'service-receipt',
        'case-file-index',
      ]),
    );
    const decision = thing.papers.find(({ kind }: { kind: string }) => kind === 'penalty-decision');
    expect(decision).toMatchObject({
      number: expect.stringMatching(/行罚决字〔2026〕\d+号$/),
      draft: true,
      withdrawnAs: null,
    });
    const pdf = await visitorOf(world, 'caseOfficer').call(
      'GET',
      `/api/case/${id}/papers/${decision.id}/pdf`,
    );
    expect(new TextDecoder().decode(pdf.bytes.subarray(0, 5))).toBe('%PDF-');
    const again = await visitorOf(world, 'caseOfficer').call(
      'GET',
      `/api/case/${id}/papers/${decision.id}/pdf`,
    );
    expect(Buffer.compare(Buffer.from(pdf.bytes), Buffer.from(again.bytes))).toBe(0);
    const checked = await visitorOf(world, 'caseOfficer').call(
      'GET',
      `/api/public/documents/${decision.verificationCode}`,
    );
    expect(checked.json).toMatchObject({ state: 'issued', title: '行政处罚决定书', draft: true });
    const { json: history } = await visitorOf(world, 'caseOfficer').call('GET', `/api/case/${id}/history`);
    expect(history.steps).toHaveLength(thing.version);
  });

  it('offers the decision once everything before it is done', async () => {
    const id = await openCase();
    await walk(id, toApproval);
    const { allowed, refused } = await read(id);
    expect(
      allowed.map(({ action }: { action: string }) => action),
      JSON.stringify(refused),
    ).toContain('decide-penalty');
  });

  it('shows facts and the law’s range, and the party sees it from the notice on', async () => {
    const id = await openCase();
    const manager = visitorOf(world, 'unitManager');
    expect((await manager.call('GET', `/api/case/${id}`)).status).toBe(404);
    await walk(id, toNotice);
    const letter = await visitorOf(world, 'caseOfficer').call('GET', `/api/case/${id}/letter/pdf`);
    expect(letter.status, JSON.stringify(letter.json)).toBe(200);
    expect(textOf(letter.bytes)).toContain('责令改正通知书、平台记录');
    const { recommendation, facts } = (await read(id)).data;
    expect(facts).toMatchObject({ conduct: 'd799-not-filed', refusesAfterOrder: true });
    expect(
      recommendation.response.results.map(({ instrument }: { instrument: string }) => instrument),
    ).toContain('d799');
    const seen = await manager.call('GET', `/api/case/${id}`);
    expect(seen.json).toMatchObject({ state: 'notified', data: {}, persons: [], evidence: [] });
    expect(seen.json.papers.map(({ kind }: { kind: string }) => kind)).toEqual(['penalty-notice-record']);
    expect(seen.json.clocks.map((clock: { id: string }) => clock.id).toSorted()).toEqual([
      'decision',
      'defence',
      'hearing-request',
    ]);
  });
});

describe('what monitoring equipment recorded', () => {
  it('burdens nobody before two people reviewed it and the party was told, sees it and can answer', async () => {
    const id = await openCase();
    await walk(id, ['accept']);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 1])]), '门口.jpg');
    const attached = await visitorOf(world, 'caseOfficer').call('POST', `/api/case/${id}/evidence`, form);
    expect(attached.status).toBe(201);
    const finding = { ...inputOf['add-finding'], evidence: ['门口.jpg'], monitoring: true };
    const early = await act(id, 'add-finding', { data: finding });
    expect([early.status, early.json.unmet?.map((need: { id: string }) => need.id)]).toEqual([
      422,
      ['monitoring-evidence-reviewed'],
    ]);
    const manager = visitorOf(world, 'unitManager');
    expect((await manager.call('GET', `/api/case/${id}`)).status).toBe(404);
    const named = { data: { evidence: ['门口.jpg'] } };
    expect((await act(id, 'tell-of-evidence')).status).toBe(422);
    for (const action of ['review-evidence-technically', 'review-evidence-legally'])
      expect((await act(id, action, named)).status, action).toBe(200);
    expect((await act(id, 'tell-of-evidence')).status).toBe(200);
    const told = await manager.call('GET', `/api/case/${id}`);
    expect(told.json.papers.map(({ kind }: { kind: string }) => kind)).toEqual([
      'monitoring-evidence-notice',
    ]);
    const [shown] = told.json.evidence;
    expect(shown.fileName).toBe('门口.jpg');
    const seen = await manager.call('GET', `/api/case/${id}/evidence/${shown.id}`);
    expect([seen.status, seen.bytes.length]).toEqual([200, 4]);
    expect(told.json.allowed.map(({ action }: { action: string }) => action)).toContain('answer-evidence');
    const { version } = told.json;
    const answered = await manager.call('POST', `/api/case/${id}/actions/answer-evidence`, {
      version,
      facts: { 'evidence-answer': '那天门口在施工' },
    });
    expect(answered.status, JSON.stringify(answered.json)).toBe(200);
    expect((await act(id, 'add-finding', { data: finding })).status).toBe(200);
    // Another record was not looked at.
    expect((await act(id, 'add-finding', { data: { ...finding, evidence: ['后门.jpg'] } })).status).toBe(422);
  });
});

describe('before a penalty', () => {
  it('one officer is not two', async () => {
    const id = await openCase();
    const [one] = [world.userIds.get('caseOfficer')];
    const { status, json } = await act(id, 'accept', { persons: { 'two-officers': [one, one] } });
    expect([status, json.unmet?.map((need: { id: string }) => need.id)]).toEqual([422, ['two-officers']]);
    const stranger = await act(id, 'accept', {
      persons: { 'two-officers': [one, world.userIds.get('unitManager')] },
    });
    expect(stranger.json.code).toBe('platform/invalid');
  });
  it('an officer who left is not one of two; the head names another, and the earlier one has the duty no more', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'add-finding', 'submit-for-review']);
    const { owner } = world.world.running.platform.database;
    const left = world.userIds.get('caseOfficer2') ?? '';
    await owner.query('UPDATE member SET suspended = true WHERE user_id = $1', [left]);
    try {
      const { persons, allowed } = await read(id, 'organHead');
      expect(persons.filter(({ there }: { there: boolean }) => !there)).toMatchObject([{ userId: left }]);
      const step = allowed.find(({ action }: { action: string }) => action === 'replace-officer');
      expect(step.asks.map((need: { id: string }) => need.id)).toContain('two-officers');
      const stays = await act(id, 'replace-officer', { persons: {} });
      expect(stays.json.unmet.map((need: { id: string }) => need.id)).toEqual(['two-officers']);
      expect((await act(id, 'replace-officer')).status).toBe(422);
    } finally {
      await owner.query('UPDATE member SET suspended = false WHERE user_id = $1', [left]);
    }
    await walk(id, ['replace-officer']);
    const { rows } = await owner.query(
      'SELECT count(*)::int AS n FROM process_person WHERE instance_id = $1 AND until_seq IS NULL',
      [id],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });
  it('a notice runs from the day its paper is made, and a party acts today', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'add-finding', 'submit-for-review', 'review']);
    const { owner } = world.world.running.platform.database;
    await owner.query(`ALTER TABLE process_step DISABLE TRIGGER USER`);
    await owner.query(`UPDATE process_step SET on_day = '2026-10-01' WHERE instance_id = $1`, [id]);
    await owner.query(`ALTER TABLE process_step ENABLE TRIGGER USER`);
    const early = await act(id, 'give-notice', { on: '2026-10-08', dueOn: '2026-10-10' });
    expect([early.status, early.json.path]).toEqual([422, 'on']);
    await walk(id, ['give-notice']);
    const row = rowFrom('case', 'notified', 'request-hearing');
    const asked = await visitorOf(world, 'unitManager').call(
      'POST',
      `/api/case/${id}/actions/request-hearing`,
      { ...bodyFor(world, row, (await read(id)).version), on: '2026-11-19' },
    );
    expect([asked.status, asked.json.path]).toEqual([422, 'on']);
  });
  it('nothing is decided without the notice, the defence and the hearing being over', async () => {
    const id = await openCase();
    await walk(id, toNotice);
    const refused = (await read(id)).refused.find(
      ({ action }: { action: string }) => action === 'conclude-notice',
    );
    expect(refused.unmet.map((need: { id: string }) => need.id)).toEqual(['defence', 'hearing-request']);
    expect((await act(id, 'conclude-notice')).status).toBe(422);
    const row = rowFrom('case', 'approved', 'decide-penalty');
    const { status } = await visitorOf(world, 'caseOfficer').call(
      'POST',
      `/api/case/${id}/actions/decide-penalty`,
      bodyFor(world, row, 5),
    );
    expect(status).toBe(409);
  });
  it('a defence that came is answered, also after its time and beside a hearing that was withdrawn', async () => {
    const id = await openCase();
    await walk(id, [...toNotice, 'record-defence', 'request-hearing', 'withdraw-hearing']);
    const { json } = await act(id, 'conclude-notice');
    expect(json.unmet.map((need: { id: string }) => need.id)).toEqual(['defence', 'answer-defence']);
    await walk(id, ['record-defence', 'answer-defence', 'conclude-notice', 'record-defence']);
    expect((await read(id)).state).toBe('defence-received');
  });
  it('the times run out by themselves', async () => {
    const id = await openCase();
    await walk(id, toNotice);
    const { database, services, clock } = world.world.running.platform;
    await database.owner.query(
      `UPDATE process_clock SET due_on = '2026-11-19' WHERE instance_id = $1 AND clock IN ('defence', 'hearing-request')`,
      [id],
    );
    await runClocks(database.owner, clock(), processRules, services.publicUrl);
    await walk(id, ['conclude-notice', 'approve', 'decide-penalty']);
  });
});

describe('the amount', () => {
  it('above the article cannot be proposed, nor decided', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'add-finding']);
    const { status, json } = await act(id, 'submit-for-review', { data: outcome(10_001) });
    expect([status, json.unmet.map((need: { id: string }) => need.id)]).toEqual([422, ['proposal']]);
    await walk(id, [
      'submit-for-review',
      'review',
      'give-notice',
      'waive-defence',
      'waive-hearing',
      'conclude-notice',
      'approve',
    ]);
    const heavier = await act(id, 'decide-penalty', {
      data: { fines: [{ target: 'unit', name: '演示商场', amountYuan: 20_000 }] },
    });
    expect(heavier.json.unmet.map((need: { id: string }) => need.id)).toEqual(
      expect.arrayContaining(['amount-within-range', 'not-heavier-than-notice']),
    );
  });
  it('is never heavier than the notice, and may be lighter', async () => {
    const id = await openCase();
    await walk(id, toApproval);
    const fine = (amountYuan: number) => ({
      data: { fines: [{ target: 'unit', name: '演示商场', amountYuan }] },
    });
    expect(
      (await act(id, 'decide-penalty', fine(5001))).json.unmet.map((need: { id: string }) => need.id),
    ).toContain('not-heavier-than-notice');
    const other = {
      data: { fines: [...fine(5000).data.fines, { target: 'principal', name: '王', amountYuan: 100 }] },
    };
    expect((await act(id, 'decide-penalty', other)).status).toBe(422);
    expect((await act(id, 'decide-penalty', fine(3000))).status).toBe(200);
  });
  it('for the same act is fined once', async () => {
    const first = await openCase({ actDate: '2026-10-01' });
    await walk(first, [...toApproval, 'decide-penalty']);
    const second = await openCase({ actDate: '2026-10-01' });
    await walk(second, toApproval);
    expect((await act(second, 'decide-penalty')).json.unmet.map((need: { id: string }) => need.id)).toEqual([
      'no-earlier-fine',
    ]);
  });
  it('waits for facts that would change the row', async () => {
    const id = await openCase({ actDate: undefined });
    await walk(id, ['accept', 'add-finding']);
    const { json } = await act(id, 'submit-for-review');
    expect(json.unmet.map((need: { id: string }) => need.id)).toContain('decided-at-both-dates');
  });
});

describe('a change after the notice', () => {
  it('goes back, and the old notice says that it is superseded', async () => {
    const id = await openCase();
    await walk(id, toApproval);
    const notice = (await read(id)).papers.find(
      ({ kind }: { kind: string }) => kind === 'penalty-notice-record',
    );
    await walk(id, ['change-findings']);
    expect(await read(id)).toMatchObject({ state: 'investigating' });
    const checked = await visitorOf(world, 'caseOfficer').call(
      'GET',
      `/api/public/documents/${notice.verificationCode}`,
    );
    expect(checked.json.state).toBe('superseded');
    const { json: seen } = await visitorOf(world, 'internalSupervisor').call('GET', '/api/oversight');
    expect(
      seen.undone
        .filter((one: { id: string }) => one.id === id)
        .map(({ step, undoneBy }: { step: { zh: string }; undoneBy: { zh: string } }) => [
          step.zh,
          undoneBy.zh,
        ]),
    ).toContainEqual(['负责人批准处罚', '事实、依据改变或者拟加重']);
    await walk(id, ['add-finding', 'submit-for-review', 'review', 'give-notice']);
    expect((await act(id, 'conclude-notice')).status).toBe(422);
    await walk(id, ['waive-defence', 'waive-hearing', 'conclude-notice', 'approve', 'decide-penalty']);
  });
});

describe('other ends', () => {
  it('no penalty asks for the education', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'add-finding', 'submit-for-review', 'review', 'approve-no-penalty']);
    const row = rowFrom('case', 'no-penalty-approved', 'decide-no-penalty');
    const body = bodyFor(world, row, 5) as { facts: Record<string, unknown> };
    const { 'education-recorded': _without, ...facts } = body.facts;
    const { json } = await visitorOf(world, 'caseOfficer').call(
      'POST',
      `/api/case/${id}/actions/decide-no-penalty`,
      { ...body, facts },
    );
    expect(json.unmet.map((need: { id: string }) => need.id)).toEqual(['education-recorded']);
    await walk(id, ['decide-no-penalty', 'serve', 'close']);
  });
  it('a transfer ends the case', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'transfer']);
    expect((await read(id)).allowed).toEqual([]);
  });
  it('a hearing that was asked for is held after seven working days, and reviewed', async () => {
    const id = await openCase();
    await walk(id, [...toNotice, 'request-hearing', 'accept-hearing', 'notify-hearing']);
    const { json } = await act(id, 'hold-hearing');
    expect(json.unmet.map((need: { id: string }) => need.id)).toEqual(['hearing-notified-in-time']);
    await world.world.running.platform.database.owner.query(
      `UPDATE process_instance SET data = jsonb_set(data, '{hearing,notifiedOn}', '"2026-11-05"') WHERE id = $1`,
      [id],
    );
    await walk(id, ['hold-hearing', 'review', 'approve', 'decide-penalty']);
  });
});

describe('the walk of the table', () => {
  const process = getProcess('case');
  it('takes no date where none is asked for', () => {
    expect(datesFor(process, rowFrom('case', 'notified', 'waive-hearing'), '2027-01-01')).toEqual({});
  });
});
