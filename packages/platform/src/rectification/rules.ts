// SPDX-License-Identifier: Apache-2.0
/** Rectification: the order names what to do and what proves it; the unit answers per item; outcomes follow from items. */
import * as documents from '@mingjing/documents';
import {
  type Conduct,
  conducts,
  conductWords,
  findProvision,
  getInstrument,
  publishedArticle,
} from '@mingjing/law';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import {
  type Data,
  type EffectContext,
  type Known,
  openThing,
  type PaperContext,
  type PaperRule,
  type ProcessRecord,
  type ProcessRules,
  type StepSituation,
  saidIn,
  saidToHold,
} from '../workflow/index.ts';

const Text = z.string().trim().min(1).max(10_000);
const Item = z.object({
  no: z.int().min(1).max(200),
  problem: Text,
  provision: z
    .string()
    .max(100)
    .refine((id) => findProvision(id) !== undefined, '没有这个条款 · no such provision'),
  toDo: Text,
  proof: Text,
});
const Items = z.array(Item).min(1).max(200);

interface Order {
  readonly items?: z.output<typeof Items>;
  readonly answers?: readonly {
    readonly no: number;
    readonly text: string;
    readonly on: string;
    readonly evidence?: readonly string[];
  }[];
  readonly reinspection?: readonly { readonly no: number; readonly met: boolean; readonly reason: string }[];
  readonly unit?: { readonly name: string; readonly address: string; readonly creditCode: string | null };
}
const orderOf = ({ data }: { readonly data: unknown }): Order => data as Order;

const inputs: Readonly<Record<string, z.ZodType>> = {
  'serve-order': z.object({ items: Items.optional() }),
  answer: z.object({
    answers: z
      .array(
        z.object({ no: z.int(), text: Text, evidence: z.array(z.string().max(200)).max(100).default([]) }),
      )
      .max(200)
      .optional(),
  }),
  'open-case': z.object({
    conduct: z.enum(conducts).optional().describe('违法行为，见 decide.md · the violation'),
    actDate: z.iso.date().optional().describe('行为终了之日 · the day the act ended'),
  }),
  reinspect: z.object({
    results: z
      .array(z.object({ no: z.int(), met: z.boolean(), reason: Text }))
      .max(200)
      .optional(),
  }),
};

function applyStep(data: Data, action: string, input: Data, on: string): Data {
  switch (action) {
    case 'serve-order':
      return { ...data, ...(input['items'] !== undefined && { items: input['items'] }) };
    case 'answer': {
      const given = (input['answers'] as readonly object[] | undefined) ?? [];
      return {
        ...data,
        answers: [...(orderOf({ data }).answers ?? []), ...given.map((one) => ({ ...one, on }))],
      };
    }
    case 'reinspect':
      return { ...data, reinspection: input['results'] ?? [] };
    default:
      return Object.keys(input).length === 0 ? data : { ...data, [action]: input };
  }
}

/** Every ordered item has an answer of the unit; an order without items is answered by what is said. */
function answered(situation: StepSituation): Known {
  const { items = [], answers = [] } = orderOf(situation);
  if (items.length === 0) return saidToHold(situation.said['answers']);
  return items.every(({ no }) => answers.some((one) => one.no === no));
}

/** Every item has a result; without items nothing was ordered. */
const met = (data: unknown): boolean | 'unknown' => {
  const { items = [], reinspection = [] } = data as Order;
  if (items.length === 0) return 'unknown';
  const results = items.map(({ no }) => reinspection.find((one) => one.no === no)?.met);
  if (results.some((one) => one === false)) return false;
  return results.every((one) => one === true) ? true : 'unknown';
};

/** Earlier orders to the same unit about the same item: a problem that came back. */
async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  const provisions = (orderOf(instance).items ?? []).map(({ provision }) => provision);
  const followed = await tx.query<{ id: string; process: string; title: string }>(
    'SELECT id, process, title FROM process_instance WHERE origin_id = $1 LIMIT 50',
    [instance.id],
  );
  if (instance.unitId === null || provisions.length === 0) return { before: [], followed };
  const before = await tx.query<{ id: string; title: string; on: string }>(
    `SELECT id, title, opened_at::date::text AS "on" FROM process_instance i
      WHERE process = 'rectification' AND unit_id = $1 AND id <> $2 AND opened_at < $3 AND state NOT IN ('drafted', 'withdrawn')
        AND EXISTS (SELECT 1 FROM jsonb_array_elements(i.data -> 'items') AS item
          WHERE (item ->> 'provision') = ANY ($4)) ORDER BY opened_at DESC LIMIT 20`,
    [instance.unitId, instance.id, instance.openedAt, provisions],
  );
  return { before, followed };
}

function file(context: PaperContext): documents.CaseFile {
  const { unit } = orderOf(context);
  return {
    number: context.number,
    organ: context.organ,
    on: context.on,
    draft: (orderOf(context).items ?? []).some(({ provision }) => {
      const found = findProvision(provision);
      return found !== undefined && getInstrument(found.instrument).verified === 'no';
    }),
    cause: '责令限期改正',
    party: {
      name: unit?.name ?? context.instance.title,
      code: unit?.creditCode ?? undefined,
      address: unit?.address,
    },
    summary: context.instance.title,
    findings: [],
    articles: [],
    circumstances: [],
    outcome: [],
    reason: '',
    orders: ['责令限期改正'],
    officers: [],
    hearing: false,
    correctBy: context.dueOn,
    said: saidIn(context),
    verification: context.verification,
  };
}

const rows = (context: PaperContext): readonly documents.ItemRow[] =>
  (orderOf(context).items ?? []).map(({ no, problem, provision, toDo, proof }) => {
    const found = findProvision(provision);
    const result = orderOf(context).reinspection?.find((one) => one.no === no);
    return {
      no,
      text: problem,
      result: result === undefined ? toDo : result.met ? '已改正' : '未改正',
      reason: result?.reason ?? `证明：${proof}`,
      provision: found
        ? `${getInstrument(found.instrument).shortTitle}${publishedArticle(found) ?? ''}`
        : provision,
    };
  });

const served = (series: string, write: PaperRule['write']): PaperRule => ({
  series,
  served: true,
  toParty: true,
  write,
});

/** What was not corrected opens the case, with the order as its origin. */
async function openCase({ tx, userId, nowMs, situation }: EffectContext): Promise<void> {
  const { instance } = situation;
  const { unit, items = [] } = orderOf(situation);
  const overdue = instance.state === 'overdue';
  const { conduct, actDate } = ((situation.data as Data)['open-case'] ?? {}) as {
    readonly conduct?: Conduct;
    readonly actDate?: string;
  };
  const what = overdue ? '逾期未改正' : '整改不合格';
  await openThing(tx, {
    process: 'case',
    title: `${unit?.name ?? instance.title}：${conduct === undefined ? what : `${conductWords[conduct]}，${what}`}`,
    jurisdiction: instance.jurisdiction,
    unitId: instance.unitId ?? undefined,
    organisationId: instance.organisationId,
    origin: { process: 'rectification', id: instance.id },
    data: {
      party: { kind: 'unit', name: unit?.name ?? instance.title },
      source: 'rectification',
      ...(conduct !== undefined && { conduct }),
      ...(actDate !== undefined && { actDate }),
      summary: `经责令限期改正，${what}：${items.map(({ problem }) => problem).join('；')}`,
      persons: [],
      findings: [
        {
          fact: 'rectification',
          value: overdue ? 'overdue' : 'unqualified',
          reason: overdue ? '期限届满没有答复' : '复查认定不合格',
          evidence: ['责令限期改正通知书', '送达回执'],
          monitoring: false,
          on: situation.on,
        },
      ],
      unit,
    },
    userId,
    nowMs,
  });
}

export const rectificationRules: ProcessRules = {
  process: 'rectification',
  opening: z.object({ items: Items.optional() }),
  inputs,
  apply: applyStep,
  facts: {
    items: (situation) => (orderOf(situation).items?.length ?? 0) > 0,
    'deadline-set': ({ dueOn, on }) => (dueOn === undefined ? 'unknown' : dueOn >= on),
    answers: answered,
    'all-items-met': (situation) => met(situation.data),
    'items-not-met': (situation) =>
      met(situation.data) === 'unknown' ? 'unknown' : met(situation.data) === false,
  },
  known: ['all-items-met', 'items-not-met'],
  papers: {
    'rectification-order': served('责限改字', (context) =>
      documents.rectificationOrder(file(context), rows(context)),
    ),
    'service-receipt': { toParty: true, write: (context) => documents.serviceReceipt(file(context)) },
    'extension-approval': { toParty: true, write: (context) => documents.extensionApproval(file(context)) },
    'reinspection-record': {
      toParty: true,
      write: (context) => documents.reinspectionRecord(file(context), rows(context)),
    },
    'reinspection-opinion': served('复查字', (context) =>
      documents.reinspectionOpinion(file(context), rows(context)),
    ),
  },
  effects: { 'open-case': openCase },
  partyView: ({ instance }) => {
    const { items, answers, reinspection } = instance.data as Order;
    return { items, answers, reinspection };
  },
  look,
  view: ({ instance, around }) => ({
    outcome: met(instance.data),
    before: around['before'] ?? [],
    followed: around['followed'] ?? [],
  }),
};
