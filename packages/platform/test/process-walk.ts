// SPDX-License-Identifier: Apache-2.0
/** How a test takes any row of the table: who, with what, after which others. */
import { findTransition, getProcess, type Transition } from '@mingjing/law';
import type pg from 'pg';
import type { Answer } from './platform-world.ts';
import { bodyFor, datesFor, type ProcessWorld, rowFrom, visitorOf } from './process-world.ts';

export const takers = ({ by }: Transition): readonly string[] =>
  by.filter((role) => role !== 'clock' && role !== 'citizen');

/** Units open their own projects and firms their own filings; the same firm goes on with them. */
export const roleFor = (process: string, row: Transition): string => {
  if (process === 'project' && row.by.includes('firm')) return 'firm';
  return takers(row)[0] ?? '';
};

const outcome = {
  instrument: 'd799',
  fines: [{ target: 'unit', name: '演示商场', amountYuan: 5000 }],
  reason: '在幅度的下部裁量',
  complex: false,
};

/** What the Decree gives for moving a device before any order. */
const warning = {
  instrument: 'd799',
  fines: [],
  warning: true,
  reason: '当场恢复，没有造成后果',
  complex: false,
};

const spotFinding = {
  fact: 'refusesAfterOrder',
  value: false,
  reason: '当场发现，没有责令过改正，没有造成后果',
  evidence: ['现场照片'],
};

const inputs: Readonly<Record<string, object>> = {
  'case add-finding': {
    fact: 'refusesAfterOrder',
    value: true,
    reason: '责令期满仍未备案',
    evidence: ['责令改正通知书'],
  },
  'case review-evidence-technically': { evidence: ['演示录像'] },
  'case review-evidence-legally': { evidence: ['演示录像'] },
  'case submit-for-review': outcome,
  'case record-payment': { amountYuan: 5000, receipt: '演示-0001' },
  'on-the-spot-penalty add-finding': spotFinding,
  'on-the-spot-penalty give-notice': warning,
  'on-the-spot-penalty record-payment': { amountYuan: 1, receipt: '演示-0001' },
  'inspection record-items': {
    items: [
      { no: 2, state: 'met', reason: '有显著标识' },
      { no: 9, state: 'met', reason: '位置、角度合规' },
    ],
  },
  'rectification serve-order': {
    items: [
      {
        no: 2,
        problem: '没有提示标识',
        provision: 'd799/placement-and-signs',
        toDo: '设置显著的提示标识',
        proof: '照片',
      },
    ],
  },
  'rectification answer': { answers: [{ no: 2, text: '已经设置' }] },
};

/** What stays in its state and must have been done: no way through the states shows it. */
const firsts: Readonly<Record<string, { readonly action: string; readonly unless: string }>> = {
  'case submit-for-review': { action: 'add-finding', unless: 'findings' },
  'case close': { action: 'record-payment', unless: 'payments' },
};

let day = 0;
const openings: Readonly<Record<string, () => object>> = {
  'on-the-spot-penalty': () => ({
    party: { kind: 'unit', name: '演示商场' },
    source: 'inspection',
    summary: '擅自将大堂的图像采集设备移到别处。',
    conduct: 'd799-tamper-device',
    actDate: '2026-11-18',
  }),
  inspection: () => ({ items: [2, 9] }),
  'off-site-inspection': () => ({ items: [5, 7] }),
  case: () => {
    day += 1;
    return {
      party: { kind: 'unit', name: '演示商场' },
      source: 'inspection',
      summary: '投入使用后未办理备案，经责令限期改正，期满仍未备案。',
      conduct: 'd799-not-filed',
      actDate: new Date(Date.UTC(2025, 5, day)).toISOString().slice(0, 10),
    };
  },
};

const openers: Readonly<Record<string, string>> = {
  case: 'caseOfficer',
  'on-the-spot-penalty': 'caseOfficer',
  'footage-request': 'caseOfficer',
  project: 'firm',
  'practitioner-filing': 'firm',
};
/** No official follows a visit of the unit's: each inspection is of another unit, or of none. */
const ofUnit = new Set([
  'off-site-inspection',
  'rectification',
  'case',
  'footage-request',
  'citizen-request',
]);

export async function openOne(world: ProcessWorld, process: string): Promise<string> {
  const { status, json } = await visitorOf(world, openers[process] ?? 'supervisionOfficer').call(
    'POST',
    `/api/${process}`,
    {
      title: '演示',
      ...(ofUnit.has(process) && { unitId: world.unitId }),
      ...(openings[process] && { data: openings[process]() }),
    },
  );
  if (status !== 201) throw new Error(`${process}: ${status} ${JSON.stringify(json)}`);
  return json.id;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every route
export async function readOne(world: ProcessWorld, process: string, id: string): Promise<any> {
  const official = await visitorOf(world, 'administrator').call('GET', `/api/${process}/${id}`);
  if (official.status === 200) return official.json;
  return (await visitorOf(world, 'internalSupervisor').call('GET', `/api/${process}/${id}`)).json;
}

/** Takes a row with everything it asks for: said facts, people, dates, papers, steps before it and clocks run out. */
export async function take(
  world: ProcessWorld,
  process: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Answer> {
  const { state } = await readOne(world, process, id);
  const row = rowFrom(process, state, action);
  await prepare(world, process, id, row);
  const { version } = await readOne(world, process, id);
  const role = roleFor(process, row);
  const input = inputs[`${process} ${action}`];
  const given = bodyFor(world, row, version) as { readonly facts: object };
  return visitorOf(world, role).call('POST', `/api/${process}/${id}/actions/${action}`, {
    ...given,
    ...(action === 'close' && { facts: { ...given.facts, performed: 'enforcement-ended' } }),
    ...datesFor(getProcess(process), row, '2027-03-01'),
    ...(input && { data: input }),
    ...more,
  });
}

async function prepare(world: ProcessWorld, process: string, id: string, row: Transition): Promise<void> {
  const { owner } = world.world.running.platform.database;
  const first = firsts[`${process} ${row.action}`];
  if (
    first !== undefined &&
    findTransition(getProcess(process), row.from[0] ?? '', first.action) &&
    (await readOne(world, process, id)).data[first.unless] === undefined
  )
    await take(world, process, id, first.action);
  if (row.action === 'close' && row.from.includes('annulled'))
    await take(world, process, id, 'withdraw-publication');
  for (const need of row.needs) {
    if (need.kind === 'clock')
      await owner.query(
        `UPDATE process_clock SET due_on = '2026-11-19', on_expiry = NULL WHERE instance_id = $1 AND clock = $2 AND ended_on IS NULL`,
        [id, need.id],
      );
    if (need.kind === 'document') await attachIfMissing(world, process, id, row, need.id);
    if (need.kind === 'step' && need.whenFact === undefined)
      await takeIfMissing(world, process, id, (one) => one.action === need.id);
    if (need.kind === 'approval' && need.whenFact === undefined)
      await takeIfMissing(world, process, id, (one) => one.approvesAs === need.id);
  }
  if (row.action === 'request-hearing')
    await owner.query(
      `UPDATE process_clock SET due_on = '2026-12-30' WHERE instance_id = $1 AND clock = 'hearing-request'`,
      [id],
    );
  if (row.action === 'hold-hearing')
    await owner.query(
      `UPDATE process_instance SET data = data || '{"hearing": {"notifiedOn": "2026-11-05"}}' WHERE id = $1`,
      [id],
    );
  if (process === 'on-the-spot-penalty' && row.action === 'give-notice')
    for (const [fact, value] of [
      ['refusesAfterOrder', false],
      ['consequence', 'none'],
    ])
      await take(world, process, id, 'add-finding', { data: { ...spotFinding, fact, value } });
  if (process === 'off-site-inspection') await answerFromAfar(owner, id, row.action);
  if (row.action === 'find-unqualified' || row.action === 'find-qualified')
    await owner.query(`UPDATE process_instance SET data = data || $2 WHERE id = $1`, [
      id,
      JSON.stringify({ reinspection: [{ no: 2, met: row.action === 'find-qualified', reason: '复查' }] }),
    ]);
}

/** What recorders would have answered: nothing in four chances, or a breach and something open. */
async function answerFromAfar(owner: pg.Pool, id: string, action: string): Promise<void> {
  const reason = { zh: '演示', en: 'demo' };
  const results = (states: readonly string[]) =>
    owner.query('UPDATE process_instance SET data = data || $2 WHERE id = $1', [
      id,
      JSON.stringify({
        results: states.map((state, i) => ({ no: 5 + 2 * i, state, reason, proofs: [], decidedBy: null })),
      }),
    ]);
  if (action === 'take-results')
    await owner.query(`UPDATE recorder_challenge SET state = 'contained' WHERE thing_id = $1`, [id]);
  if (action === 'close') await results(['met', 'unknown']);
  if (action === 'submit-for-review' || action === 'plan-visit') await results(['breached', 'unknown']);
}

async function attachIfMissing(
  world: ProcessWorld,
  process: string,
  id: string,
  row: Transition,
  kind: string,
): Promise<void> {
  const { papers, evidence } = await readOne(world, process, id);
  if ([...papers, ...evidence].some((one: { kind: string }) => one.kind === kind)) return;
  const file = new FormData();
  file.append('file', new Blob(['%PDF-1.7 演示'], { type: 'application/pdf' }), `${kind}.pdf`);
  const { status, json } = await visitorOf(world, roleFor(process, row)).call(
    'POST',
    `/api/${process}/${id}/evidence?kind=${kind}`,
    file,
  );
  if (status !== 201) throw new Error(`${kind}: ${status} ${JSON.stringify(json)}`);
}

async function takeIfMissing(
  world: ProcessWorld,
  process: string,
  id: string,
  fits: (row: Transition) => boolean,
): Promise<void> {
  const { state } = await readOne(world, process, id);
  const { transitions } = getProcess(process);
  const { json: history } = await visitorOf(world, 'supervisionOfficer').call(
    'GET',
    `/api/${process}/${id}/history`,
  );
  const done = (history?.steps ?? []).some(
    (step: { action: string; undone: boolean }) =>
      !step.undone && transitions.some((row) => row.action === step.action && fits(row)),
  );
  if (done) return;
  const row = transitions.find((one) => fits(one) && one.from.includes(state) && one.to === state);
  if (row) await take(world, process, id, row.action);
}
