// SPDX-License-Identifier: Apache-2.0
/** One case about several violations and persons, a law that changed after the act, and what is decided on the spot. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hands, handsOn, outcome, textOf } from './case-hands.ts';
import { go, openProcessWorld, type ProcessWorld, visitorOf } from './process-world.ts';

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

describe('several violations and several persons', () => {
  const principal = { name: '演示负责人', role: 'principal' };
  const persons = [principal, { name: '演示值班员', role: 'directlyResponsible' }];
  const second = (fact: string, value: unknown) => ({
    data: { fact, value, reason: '现场检查发现', evidence: ['检查笔录'], violation: 2 },
  });
  const others = (amountYuan: number, more: object = {}) => [
    {
      no: 2,
      instrument: 'd799',
      fines: [
        { target: 'unit', name: '演示商场', amountYuan },
        { target: 'principal', name: '演示负责人', amountYuan: 6000 },
        { target: 'directlyResponsible', name: '演示值班员', amountYuan: 5000 },
      ],
      reason: '设备停录三日，未造成后果',
      ...more,
    },
  ];

  it('are decided apart, each under its own law, and carried out together in one decision', async () => {
    const id = await openCase();
    await walk(id, ['accept', 'add-finding']);
    const found = { data: { fact: 'persons', value: persons, reason: '任职文件', evidence: ['任职文件'] } };
    for (const more of [found, second('conduct', 'd799-no-daily-check'), second('refusesAfterOrder', true)])
      expect((await act(id, 'add-finding', more)).status).toBe(200);
    const alone = await act(id, 'submit-for-review');
    expect(alone.json.unmet.map((need: { id: string }) => need.id)).toEqual([
      'decided-at-both-dates',
      'proposal',
    ]);
    await act(id, 'add-finding', second('actEnded', '2026-09-05'));
    const tooMuch = await act(id, 'submit-for-review', { data: outcome(5000, { others: others(20_001) }) });
    expect(tooMuch.json.unmet.map((need: { id: string }) => need.id)).toEqual(['proposal']);
    const proposal = { data: outcome(5000, { others: others(10_000) }) };
    expect((await act(id, 'submit-for-review', proposal)).status).toBe(200);
    const { otherViolations, facts } = (await read(id)).data;
    expect(facts).toMatchObject({ conduct: 'd799-not-filed', persons });
    expect(otherViolations).toMatchObject([
      { no: 2, conduct: 'd799-no-daily-check', actDate: '2026-09-05', facts: { refusesAfterOrder: true } },
    ]);
    await walk(id, ['review', 'give-notice', 'waive-defence', 'waive-hearing', 'conclude-notice', 'approve']);
    const heavier = await act(id, 'decide-penalty', { data: { others: others(10_001) } });
    expect(heavier.json.unmet.map((need: { id: string }) => need.id)).toContain('not-heavier-than-notice');
    await walk(id, ['decide-penalty', 'serve']);
    const served = await read(id);
    expect(served.data.owed.fineYuan).toBe(26_000);
    expect(served.data.decision.others[0].basis.row).toBeDefined();
    const { id: paper } = served.papers.find(({ kind }: { kind: string }) => kind === 'penalty-decision');
    const pdf = await visitorOf(world, 'caseOfficer').call('GET', `/api/case/${id}/papers/${paper}/pdf`);
    const text = textOf(pdf.bytes);
    for (const line of [
      '对“未备案”：对演示商场罚款人民币5000元',
      '对演示商场罚款人民币10000元，对演示负责人罚款人民币6000元，对演示值班员罚款人民币5000元',
      '以上分别决定，合并执行：演示商场罚款共计人民币15000元，演示负责人罚款共计人民币6000元',
      '（第2项）',
    ])
      expect(text).toContain(line);
  });

  it('an act fined as the second violation of another case is not fined again, and the earlier decision is named', async () => {
    const id = await openCase({ conduct: 'd799-no-daily-check', actDate: '2026-09-05' });
    await walk(id, ['accept', 'add-finding']);
    const { earlierFines } = (await read(id)).data;
    expect(earlierFines).toEqual([
      {
        id: expect.any(String),
        process: 'case',
        title: '演示商场未备案案',
        number: expect.stringMatching(/行罚决字〔2026〕\d+号$/),
      },
    ]);
  });
});

describe('a law that changed between the act and the decision', () => {
  it('shows both, and asks who chooses one for the reason, which the papers print', async () => {
    const id = await openCase({ actDate: '2025-02-01' });
    await walk(id, ['accept', 'add-finding']);
    const { recommendation } = (await read(id)).data;
    expect(recommendation.response.conflicts).toMatchObject([{ relation: 'law-in-time' }]);
    expect(
      recommendation.response.results.map(({ instrument }: { instrument: string }) => instrument),
    ).toEqual(expect.arrayContaining(['bj-measures-2006', 'd799']));
    const silent = await act(id, 'submit-for-review', { facts: { 'prior-fines-searched': true } });
    expect(silent.json.unmet.map((need: { id: string }) => need.id)).toEqual(['law-chosen']);
    const lawReason = '行为时的办法罚款下限较高，条例对单位较轻，从轻适用条例';
    expect((await act(id, 'submit-for-review', { data: outcome(5000, { lawReason }) })).status).toBe(200);
    await walk(id, ['review', 'give-notice']);
    const thing = await read(id);
    expect(thing.data.noticed.lawReason).toBe(lawReason);
    const { id: paper } = thing.papers.find(({ kind }: { kind: string }) => kind === 'penalty-notice-record');
    const pdf = await visitorOf(world, 'caseOfficer').call('GET', `/api/case/${id}/papers/${paper}/pdf`);
    expect(textOf(pdf.bytes)).toContain(lawReason);
  });
});

describe('on the spot', () => {
  const officer = () => visitorOf(world, 'caseOfficer');
  async function found(conduct: string, known: Readonly<Record<string, unknown>>) {
    const { json } = await officer().call('POST', '/api/on-the-spot-penalty', {
      title: '演示商场当场处罚',
      unitId: world.unitId,
      data: {
        party: { kind: 'unit', name: '演示商场' },
        source: 'inspection',
        summary: '现场发现。',
        conduct,
        actDate: '2026-11-19',
      },
    });
    for (const [fact, value] of Object.entries(known))
      await go(world, 'on-the-spot-penalty', json.id, 'add-finding', {
        data: { fact, value, reason: '当场查看', evidence: ['现场照片'] },
      });
    return json.id as string;
  }
  const told = { instrument: 'd799', fines: [], warning: true, reason: '当场恢复', complex: false };

  it('a warning is told, decided and handed over; its paper says where, by whom and under which article', async () => {
    const id = await found('d799-tamper-device', { refusesAfterOrder: false, consequence: 'none' });
    expect((await go(world, 'on-the-spot-penalty', id, 'give-notice', { data: told })).status).toBe(200);
    const early = await go(world, 'on-the-spot-penalty', id, 'decide-penalty', { facts: {} });
    expect(early.json.unmet.map((need: { id: string }) => need.id)).toEqual(['defence-heard', 'handed-over']);
    const { status, json } = await go(world, 'on-the-spot-penalty', id, 'decide-penalty');
    expect([status, json.state]).toEqual([200, 'served']);
    expect(json.clocks.find((clock: { id: string }) => clock.id === 'report')).toMatchObject({
      startedOn: '2026-11-20',
    });
    const paper = json.papers.find(({ kind }: { kind: string }) => kind === 'on-the-spot-decision');
    expect(paper.number).toMatch(/当罚决字〔2026〕\d+号$/);
    const pdf = await officer().call('GET', `/api/on-the-spot-penalty/${id}/papers/${paper.id}/pdf`);
    for (const words of ['第五十一条', '警告', '演示caseOfficer', '地点'])
      expect(textOf(pdf.bytes)).toContain(words);
  });
  it('what the law gives more for is not told on the spot, and goes on as a case with its facts', async () => {
    const id = await found('d799-not-filed', { refusesAfterOrder: true });
    const { json } = await officer().call('GET', `/api/on-the-spot-penalty/${id}`);
    const refused = json.refused.find(({ action }: { action: string }) => action === 'give-notice');
    expect(refused.unmet.map((need: { id: string }) => need.id)).toContain('simple-procedure');
    expect((await go(world, 'on-the-spot-penalty', id, 'open-case')).status).toBe(200);
    const { json: cases } = await officer().call('GET', '/api/case?words=当场处罚');
    expect((await read(cases.things[0].id)).data.findings).toHaveLength(1);
  });
});
