// SPDX-License-Identifier: Apache-2.0
/** Plainly invented things in the states of their processes, so that every list and page shows something at first start. */
import type { StepBody } from '@mingjing/contracts/desk';
import { findTransition, getProcess, type Transition } from '@mingjing/law';
import type pg from 'pg';
import { type Transaction, withScope } from '../database/scope.ts';
import { getUnit, openThing, type RulesTable, takeStep } from '../workflow/index.ts';

/** Members of the demo organ by role; two who must be two. */
export interface DemoPeople {
  readonly supervisionOfficer: readonly [string, string];
  readonly caseOfficer: readonly [string, string];
  readonly legalReviewer: string;
  readonly organHead: string;
}

interface DemoWorld {
  readonly application: pg.Pool;
  readonly people: DemoPeople;
  readonly jurisdiction: string;
  readonly nowMs: number;
  readonly publicUrl: string;
  readonly rules: RulesTable;
}

interface DemoThing {
  readonly process: string;
  /** Taken in turn, one for each way. */
  readonly units: readonly string[];
  readonly title: string;
  readonly data: (unit: string, n: number) => object;
  /** Action and, where it is given something, what. */
  readonly ways: readonly (readonly string[])[];
  readonly inputs: Readonly<Record<string, (unit: string, n: number) => object>>;
}

const dayMs = 86_400_000;
const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const toReview = ['accept', 'add-finding', 'submit-for-review'];
const toNotice = [...toReview, 'review', 'give-notice'];
const toApproval = [...toNotice, 'waive-defence', 'waive-hearing', 'conclude-notice', 'approve'];

const decided = [...toApproval, 'decide-penalty'];
const closedCase = [...decided, 'serve', 'record-payment', 'close'];
/** Like cases that were not fined alike, so that a reviewer has something to look at. */
const amountOf = (n: number): number => 4000 + ((n * 7) % 12) * 500;

const things: readonly DemoThing[] = [
  {
    process: 'case',
    units: ['演示商场', '演示医院', '演示网吧（一）', '演示停车场', '演示第一小学', '演示网吧（二）'],
    title: '：未依法办理备案（演示）',
    data: (unit, n) => ({
      party: { kind: 'unit', name: unit, representative: '演示负责人' },
      source: 'inspection',
      summary: `${unit}的系统投入使用后未办理备案，经责令限期改正，期满仍未备案。（演示）`,
      conduct: 'd799-not-filed',
      actDate: chinaDay(Date.UTC(2026, 0, 5 + n)),
      persons: [],
    }),
    ways: [
      [],
      toReview.slice(0, 1),
      toReview,
      [...toReview, 'review'],
      toNotice,
      [...toNotice, 'record-defence'],
      [...toNotice, 'request-hearing'],
      [...toNotice, 'request-hearing', 'accept-hearing', 'notify-hearing'],
      toApproval.slice(0, -1),
      toApproval,
      decided,
      [...decided, 'serve'],
      [...decided, 'serve', 'record-payment', 'publish', 'close'],
      [...toReview, 'review', 'approve-no-penalty', 'decide-no-penalty'],
      ['accept', 'transfer'],
      ...Array.from({ length: 5 }, () => closedCase),
    ],
    inputs: {
      'add-finding': () => ({
        fact: 'refusesAfterOrder',
        value: true,
        reason: '责令期满仍未备案（演示）',
        evidence: ['责令改正通知书', '平台记录'],
      }),
      'submit-for-review': (unit, n) => ({
        instrument: 'd799',
        fines: [{ target: 'unit', name: unit, amountYuan: amountOf(n) }],
        reason: '没有危害后果，在幅度的中部以下裁量（演示）',
        complex: false,
      }),
      'record-payment': (_, n) => ({
        amountYuan: amountOf(n),
        receipt: `演示-${String(n).padStart(4, '0')}`,
      }),
    },
  },
  {
    process: 'on-the-spot-penalty',
    units: ['演示停车场', '演示网吧（二）', '演示商场'],
    title: '：擅自移动图像采集设备（演示）',
    data: (unit, n) => ({
      party: { kind: 'unit', name: unit, representative: '演示负责人' },
      source: 'inspection',
      summary: `${unit}为装修移走了一台图像采集设备，当场恢复。（演示）`,
      conduct: 'd799-tamper-device',
      actDate: chinaDay(Date.UTC(2026, 2, 3 + n)),
      persons: [],
      findings: [
        ['refusesAfterOrder', false],
        ['consequence', 'none'],
      ].map(([fact, value]) => ({
        fact,
        value,
        reason: '当场查看，设备已经恢复（演示）',
        evidence: ['现场照片'],
        on: chinaDay(Date.UTC(2026, 2, 3 + n)),
      })),
    }),
    ways: [
      ['give-notice'],
      ['give-notice', 'decide-penalty'],
      ['give-notice', 'decide-penalty', 'report', 'close'],
    ],
    inputs: {
      'give-notice': () => ({
        instrument: 'd799',
        fines: [],
        warning: true,
        reason: '没有造成后果，当场恢复（演示）',
        complex: false,
      }),
    },
  },
  {
    process: 'inspection',
    units: ['演示第一小学', '演示医院', '演示商场', '演示网吧（一）'],
    title: '：年度计划检查（演示）',
    data: () => ({ kind: 'planned', items: [2, 4, 9] }),
    ways: [[], ['approve'], ['approve', 'start'], ['approve', 'start', 'record-items', 'sign-record']],
    inputs: {
      'record-items': () => ({
        items: [
          { no: 2, state: 'breached', reason: '西门没有提示标识（演示）' },
          { no: 4, state: 'met', reason: '备案与实际一致' },
          { no: 9, state: 'unknown', reason: '二号机视场须复核' },
        ],
      }),
    },
  },
  {
    process: 'rectification',
    units: ['演示宾馆'],
    title: '：责令限期改正（演示）',
    data: () => ({
      items: [
        {
          no: 2,
          problem: '大堂入口没有提示标识',
          provision: 'd799/placement-and-signs',
          toDo: '设置显著的提示标识',
          proof: '设置后的照片',
        },
      ],
    }),
    ways: [[], ['serve-order']],
    inputs: {},
  },
  {
    process: 'complaint',
    units: ['演示商场', '演示网吧（一）'],
    title: '：举报更衣室门口的摄像机（演示）',
    data: () => ({ text: '更衣室门口有一台摄像机' }),
    ways: [[], ['accept']],
    inputs: {},
  },
];

/** @param world people and pools of a demo county; every step is taken by a member in their own scope */
export async function seedProcesses(world: DemoWorld): Promise<void> {
  for (const thing of things)
    for (const [n, way] of thing.ways.entries()) await seedOne(world, thing, n, way);
}

async function seedOne(world: DemoWorld, thing: DemoThing, n: number, way: readonly string[]): Promise<void> {
  const { process, units, title, data, inputs } = thing;
  const unit = units[n % units.length] ?? '';
  const days = way.length + 2 + n;
  const opener = process === 'case' ? 'caseOfficer' : 'supervisionOfficer';
  const id = await as(world, opener, async (tx, userId) => {
    const [found] = await tx.query<{ id: string }>('SELECT id FROM unit WHERE name = $1', [unit]);
    const known = await getUnit(tx, found?.id ?? '');
    return openThing(tx, {
      process,
      title: `${unit}${title}`,
      jurisdiction: world.jurisdiction,
      unitId: known.id,
      organisationId: known.organisationId,
      data: { ...data(unit, n), unit: known },
      userId,
      nowMs: world.nowMs - days * dayMs,
    });
  });
  for (const [index, action] of way.entries()) {
    const nowMs = world.nowMs - (days - 1 - index) * dayMs;
    await step(world, { process, id, action, nowMs, version: index, input: inputs[action]?.(unit, n) });
  }
}

interface DemoStep {
  readonly process: string;
  readonly id: string;
  readonly action: string;
  readonly nowMs: number;
  readonly version: number;
  readonly input: object | undefined;
}

async function step(
  world: DemoWorld,
  { process, id, action, nowMs, version, input }: DemoStep,
): Promise<void> {
  const [{ state } = { state: '' }] = await as(world, 'supervisionOfficer', (tx) =>
    tx.query<{ state: string }>('SELECT state FROM process_instance WHERE id = $1', [id]),
  );
  const row = findTransition(getProcess(process), state, action);
  if (!row) throw new Error(`demo: ${process} has no ${action} from ${state}`);
  const role = row.by.find((one): one is keyof DemoPeople => one in world.people);
  if (role === undefined) throw new Error(`demo: nobody takes ${action}`);
  const body = {
    version,
    ...said(row, world.people),
    ...dueOn(process, row, nowMs),
    ...(input && { data: input }),
  } as StepBody;
  await as(world, role, (tx, userId) =>
    takeStep(
      { tx, taker: { userId, role }, nowMs, publicUrl: world.publicUrl, rules: world.rules },
      { process, id, action, body },
    ),
  );
}

function said({ needs }: Transition, people: DemoPeople): Pick<StepBody, 'facts' | 'persons'> {
  const named = needs.filter(({ kind }) => kind === 'persons');
  return {
    facts: Object.fromEntries(
      needs.filter(({ kind }) => kind === 'fact').map(({ id, because }) => [id, `${because.zh}（演示）`]),
    ),
    persons: Object.fromEntries(
      named.map(({ id, role }) => [
        id,
        [people[(role ?? 'caseOfficer') as keyof DemoPeople]].flat() as string[],
      ]),
    ),
  };
}

function dueOn(process: string, row: Transition, nowMs: number): { readonly dueOn?: string } {
  const clocks = getProcess(process).states.find(({ id }) => id === row.to)?.clocks ?? [];
  const asked = clocks.some((clock) => clock.days === null && clock.from === row.action);
  return asked ? { dueOn: chinaDay(nowMs + 10 * dayMs) } : {};
}

function as<T>(
  world: DemoWorld,
  role: keyof DemoPeople,
  work: (tx: Transaction, userId: string) => Promise<T>,
): Promise<T> {
  const [userId = ''] = [world.people[role]].flat();
  const scope = { audience: 'official', userId, role, jurisdiction: world.jurisdiction } as const;
  return withScope(world.application, scope, (tx) => work(tx, userId));
}
