// SPDX-License-Identifier: Apache-2.0
/** Off-site inspection: approved by the head, asked of the recorders, answered by proof, reviewed before it burdens anybody. */
import { getProvision } from '@mingjing/law';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { todayOf } from '../registry/index.ts';
import { challengeUnit } from '../uplink/index.ts';
import {
  type Data,
  type EffectContext,
  openThing,
  type ProcessRecord,
  type ProcessRules,
  type Situation,
} from '../workflow/index.ts';
import { type AssessedItem, type AssessedRecorder, assessItems } from './assess-items.ts';
import { assessUnit } from './assess-unit.ts';

const Opening = z.object({
  items: z
    .array(z.int().min(1).max(13))
    .min(1)
    .max(13)
    .default([4, 5, 6, 7, 11, 12, 13])
    .describe('检查哪些公布的事项 · which of the published items'),
  samples: z.int().min(20).max(500).default(60).describe('每台录像机抽验多少处 · samples of each recorder'),
});

interface OffSiteData extends z.output<typeof Opening> {
  readonly unit?: { readonly name: string; readonly address: string; readonly creditCode: string | null };
  /** As they stood when an officer took them. */
  readonly results?: readonly AssessedItem[];
}
const dataOf = ({ data }: { readonly data: unknown }): OffSiteData => data as OffSiteData;

interface Around {
  readonly recorders: readonly Omit<AssessedRecorder, 'duties'>[];
  readonly live: readonly AssessedItem[];
}
const aroundOf = ({ around }: Pick<Situation, 'around'>): Around => around as unknown as Around;

async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  if (instance.unitId === null) return { recorders: [], live: [] };
  const assessed = await assessUnit(tx, {
    unitId: instance.unitId,
    thingId: instance.id,
    today: todayOf(instance.updatedAt.getTime()),
  });
  return {
    recorders: assessed.map(({ duties: _, ...rest }) => rest),
    live: assessItems(dataOf(instance).items ?? [], assessed),
  };
}

/** What an officer took over counts; before that what is known now. */
const itemsOf = (situation: Situation): readonly AssessedItem[] =>
  dataOf(situation.instance).results ?? aroundOf(situation).live;

/** A recorder that enrolled after the approval was asked nothing and holds nothing up. */
function areSettled({ recorders }: Around): boolean {
  const asked = recorders.flatMap(({ challenges }) => challenges);
  return asked.length > 0 && asked.every(({ state }) => state === 'answered' || state === 'contained');
}

async function askRecorders({ tx, userId, nowMs, situation }: EffectContext): Promise<void> {
  const { instance } = situation;
  if (instance.unitId === null) return;
  await challengeUnit(tx, {
    unitId: instance.unitId,
    thingId: instance.id,
    userId,
    ground: instance.title,
    samples: dataOf(instance).samples,
    nowMs,
  });
}

async function keepResults({ tx, situation }: EffectContext): Promise<void> {
  await tx.query('UPDATE process_instance SET data = data || $2 WHERE id = $1', [
    situation.instance.id,
    JSON.stringify({ results: aroundOf(situation).live }),
  ]);
}

const opened = ({ situation: { instance }, userId, nowMs }: EffectContext) => ({
  jurisdiction: instance.jurisdiction,
  unitId: instance.unitId ?? undefined,
  organisationId: instance.organisationId,
  origin: { process: 'off-site-inspection', id: instance.id },
  userId,
  nowMs,
});
const nameOf = ({ situation }: EffectContext): string =>
  dataOf(situation.instance).unit?.name ?? situation.instance.title;

async function planVisit(context: EffectContext): Promise<void> {
  const open = itemsOf(context.situation).filter(({ state }) => state === 'unknown');
  await openThing(context.tx, {
    ...opened(context),
    process: 'inspection',
    title: `${nameOf(context)}：非现场检查没有查清的事项`,
    data: {
      unit: dataOf(context.situation.instance).unit,
      kind: 'follow-up',
      items: open.map(({ no }) => no),
    },
  });
}

async function orderCorrection(context: EffectContext): Promise<void> {
  const breached = itemsOf(context.situation).filter(({ state }) => state === 'breached');
  await openThing(context.tx, {
    ...opened(context),
    process: 'rectification',
    title: `${nameOf(context)}：责令改正`,
    data: {
      unit: dataOf(context.situation.instance).unit,
      items: breached.map(({ no, reason }) => ({
        no,
        problem: `${getProvision(`hami-checklist/item-${no}`).title}：${reason.zh}`,
        provision: `hami-checklist/item-${no}`,
        toDo: '改正到符合检查标准',
        proof: '再次抽验的证明或者录像机事实',
      })),
    },
  });
}

const isLike =
  (state: AssessedItem['state']) =>
  (situation: Situation): boolean =>
    itemsOf(situation).some((one) => one.state === state);

const shown = (situation: Situation): Data => ({
  items: itemsOf(situation),
  itemTexts: Object.fromEntries(
    itemsOf(situation).map(({ no }) => [no, getProvision(`hami-checklist/item-${no}`).title]),
  ),
  recorders: aroundOf(situation).recorders.map(({ recorder, challenges }) => ({
    id: recorder.id,
    fingerprint: recorder.fingerprint,
    reportedAt: recorder.reportedAt,
    challenges: challenges.map(({ id, state, attempt, samples, range, answeredAt }) => ({
      id,
      state,
      attempt,
      samples,
      range,
      answeredAt,
    })),
  })),
});

export const offSiteInspectionRules: ProcessRules = {
  process: 'off-site-inspection',
  opening: Opening,
  look,
  facts: {
    'published-items': ({ instance }) => (dataOf(instance).items?.length ?? 0) > 0,
    'recorders-enrolled': (situation) => aroundOf(situation).recorders.length > 0,
    'all-settled': (situation) => areSettled(aroundOf(situation)),
    'nothing-failed': (situation) => !isLike('breached')(situation),
    'something-failed': isLike('breached'),
    'open-items': isLike('unknown'),
    'another-person': ({ steps, asker }) =>
      steps.findLast(({ action }) => action === 'submit-for-review')?.by !== asker,
  },
  known: [
    'published-items',
    'recorders-enrolled',
    'all-settled',
    'nothing-failed',
    'something-failed',
    'open-items',
    'another-person',
  ],
  shows: ['close', 'tell-unit'],
  effects: {
    approve: askRecorders,
    'take-results': keepResults,
    'plan-visit': planVisit,
    order: orderCorrection,
  },
  partyView: shown,
  view: shown,
};
