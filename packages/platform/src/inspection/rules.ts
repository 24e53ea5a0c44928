// SPDX-License-Identifier: Apache-2.0
/** Inspection: published items only, a visit only where eyes are needed, failed items pre-write the order. */
import { itemsProvableFromAfar } from '@mingjing/contracts/desk';
import * as documents from '@mingjing/documents';
import { addYears, displayText, getProvision, obligationRows, printedArticle } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import {
  type Data,
  type EffectContext,
  openThing,
  type PaperContext,
  type ProcessRecord,
  type ProcessRules,
  saidIn,
} from '../workflow/index.ts';
import {
  applyStep,
  type InspectionData,
  inputs,
  itemStateWords,
  Opening,
  settled,
} from './inspection-data.ts';

const dataOf = ({ data }: { readonly data: unknown }): InspectionData => data as InspectionData;

const textOf = (no: number): string => displayText(getProvision(`hami-checklist/item-${no}`));

/** Visits to the same unit within a year, and what followed from this one. */
async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  const since = addYears(instance.openedAt.toISOString().slice(0, 10), -1);
  const earlier = await tx.query<{ id: string; title: string; on: string }>(
    `SELECT i.id, i.title, s.on_day::text AS "on" FROM process_instance i JOIN process_step s ON s.instance_id = i.id
      WHERE i.process = 'inspection' AND i.unit_id = $1 AND i.id <> $2 AND s.action IN ('start', 'start-urgent') AND s.on_day >= $3
      ORDER BY s.on_day DESC LIMIT 20`,
    [instance.unitId, instance.id, since],
  );
  const followed = await tx.query<{ id: string; process: string }>(
    'SELECT id, process FROM process_instance WHERE origin_id = $1 LIMIT 50',
    [instance.id],
  );
  return { earlier, followed };
}

function file(context: PaperContext): documents.CaseFile {
  const { unit } = dataOf(context);
  return {
    number: context.number,
    organ: context.organ,
    on: context.on,
    draft: false,
    cause: '公共安全视频图像信息系统监督检查',
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
    orders: [],
    officers: [...new Set(context.persons.map(({ name, userId }) => name ?? userId))],
    hearing: false,
    said: saidIn(context),
    verification: context.verification,
  };
}

const rows = (context: PaperContext): readonly documents.ItemRow[] =>
  settled(dataOf(context)).map(({ no, result }) => ({
    no,
    text: textOf(no),
    result: result ? itemStateWords[result.state] : '',
    reason: result?.reason ?? '',
    provision: printedArticle(getProvision(`hami-checklist/item-${no}`)) ?? '检查事项清单',
  }));

/** What the Decree asks behind an item, and what proves it; the list itself is no ground of an order. */
function orderFor(no: number): { readonly provision: string; readonly toDo: string; readonly proof: string } {
  const duties = obligationRows.filter(
    ({ provision, checklistItems }) =>
      checklistItems?.includes(no) && getProvision(provision).instrument === 'd799',
  );
  const said = (texts: readonly (string | undefined)[]) =>
    [...new Set(texts.filter((text) => text !== undefined && text !== '' && text !== '—'))].join('；');
  return {
    provision: duties[0]?.provision ?? `hami-checklist/item-${no}`,
    toDo: said(duties.map(({ act }) => act)) || '改正到符合检查标准',
    proof: said(duties.map(({ evidenceText }) => evidenceText)) || '整改前后的照片、文件或者录像机事实',
  };
}

/** Every breached item becomes a row of an order that a person completes, dates and serves. */
async function writeOrder({ tx, userId, nowMs, situation }: EffectContext): Promise<void> {
  const { instance } = situation;
  const breached = settled(dataOf(situation)).filter(({ result }) => result?.state === 'breached');
  if (breached.length === 0) return;
  await openThing(tx, {
    process: 'rectification',
    title: `${dataOf(situation).unit?.name ?? instance.title}：责令改正`,
    jurisdiction: instance.jurisdiction,
    unitId: instance.unitId ?? undefined,
    organisationId: instance.organisationId,
    origin: { process: 'inspection', id: instance.id },
    data: {
      unit: dataOf(situation).unit,
      items: breached.map(({ no, result }) => ({
        ...orderFor(no),
        no,
        problem: `${textOf(no)}：${result?.reason ?? ''}`,
      })),
    },
    userId,
    nowMs,
  });
}

export const inspectionRules: ProcessRules = {
  process: 'inspection',
  opening: Opening,
  inputs,
  apply: applyStep,
  look,
  facts: {
    'published-items': (situation) => (dataOf(situation).items?.length ?? 0) > 0,
    'visit-needed': (situation) =>
      (dataOf(situation).items ?? []).some((no) => !itemsProvableFromAfar.has(no)),
    'second-visit': ({ around }) => ((around['earlier'] as readonly unknown[] | undefined)?.length ?? 0) > 0,
    items: (situation) =>
      (dataOf(situation).results?.length ?? 0) > 0 || (dataOf(situation).statements?.length ?? 0) > 0,
    'every-item-settled': (situation) => settled(dataOf(situation)).every(({ result }) => result !== null),
    'breaches-followed': (situation) =>
      settled(dataOf(situation)).every(({ result }) => result?.state !== 'breached') ||
      ((situation.around['followed'] as readonly unknown[] | undefined)?.length ?? 0) > 0,
  },
  known: ['published-items', 'visit-needed', 'every-item-settled', 'breaches-followed'],
  papers: {
    'inspection-approval': { write: (context) => documents.inspectionApproval(file(context), rows(context)) },
    'inspection-notice': {
      series: '检通字',
      served: true,
      toParty: true,
      write: (context) => documents.inspectionNotice(file(context), rows(context)),
    },
    'inspection-record': {
      series: '检录字',
      served: true,
      toParty: true,
      write: (context) => documents.inspectionRecord(file(context), rows(context)),
    },
  },
  effects: { 'sign-record': writeOrder },
  view: (situation) => ({
    settled: settled(situation.instance.data as InspectionData),
    itemTexts: Object.fromEntries(Array.from({ length: 13 }, (_, index) => [index + 1, textOf(index + 1)])),
    forcesVisit: ((situation.instance.data as InspectionData).items ?? []).filter(
      (no) => !itemsProvableFromAfar.has(no),
    ),
    earlier: situation.around['earlier'] ?? [],
    followed: situation.around['followed'] ?? [],
  }),
};
