// SPDX-License-Identifier: Apache-2.0
/** 双随机: the year's plan, a list that is frozen, a draw from it that anyone can repeat. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

const tag = 'draw';

/** Why a unit has more than one ticket in the urn. */
export const riskSigns = ['key-unit', 'filing-overdue', 'not-seen', 'reported', 'order-overdue'] as const;

const Candidate = z.object({
  id: z.uuid(),
  name: z.string(),
  weight: z.number().describe('抽取机会的份数 · tickets in the urn'),
  why: z.array(z.string()),
});

const DrawRow = z.object({
  id: z.uuid(),
  title: z.string(),
  year: z.number(),
  frozenAt: z.string(),
  drawnAt: z.string().nullable(),
  listHash: z.string(),
  unitCount: z.number(),
  take: z.object({ units: z.number(), officers: z.number() }),
});

export const DrawView = DrawRow.extend({
  units: z.array(Candidate),
  officers: z.array(z.object({ id: z.string(), name: z.string() })),
  seedReady: z.boolean().describe('封存之后的检查点已经产生 · a checkpoint that holds the freezing exists'),
  drawn: z
    .array(
      z.object({
        unitId: z.string(),
        unitName: z.string(),
        officers: z.array(z.string()),
        inspectionId: z.uuid().nullable(),
      }),
    )
    .nullable(),
});
export type DrawView = z.output<typeof DrawView>;

const Plan = z.object({
  jurisdiction: z.string(),
  year: z.number(),
  visits: z.number(),
  focus: z.string(),
  frozen: z.number().describe('已封存名单要抽取的户数 · units that frozen lists are to take'),
});

export const listPlans = deskOperation({
  method: 'GET',
  path: '/api/inspection-plans',
  roles: desk.officials,
  tag,
  summary: { zh: '年度检查计划', en: 'Yearly plans of inspection' },
  touches: 'inspection-plan',
  answer: z.array(Plan),
});

export const setPlan = deskOperation({
  method: 'PUT',
  path: '/api/inspection-plans/:year',
  roles: desk.organHeads,
  tag,
  summary: { zh: '批准本机关的年度检查计划', en: "Approve the organ's plan of the year" },
  touches: 'inspection-plan',
  params: z.object({ year: z.coerce.number<number>().int().min(2025).max(2100) }),
  body: z.object({ visits: z.int().min(1).max(10_000), focus: z.string().trim().min(1).max(2000) }),
  answer: z.array(Plan),
});

export const listCandidates = deskOperation({
  method: 'GET',
  path: '/api/draws/candidates',
  roles: desk.officers,
  tag,
  summary: { zh: '可以列入抽查名单的单位及其份数', en: 'Units that may be in a list, with their weights' },
  touches: 'unit',
  query: z.object({ placeKind: z.string().max(60).optional() }),
  answer: z.object({ units: z.array(Candidate) }),
});

export const listDraws = deskOperation({
  method: 'GET',
  path: '/api/draws',
  roles: desk.officials,
  tag,
  summary: { zh: '双随机抽查：已封存的和已抽取的', en: 'Random draws, frozen and held' },
  touches: 'draw',
  answer: z.array(DrawRow),
});

export const freezeDraw = deskOperation({
  method: 'POST',
  path: '/api/draws',
  roles: desk.officers,
  tag,
  summary: {
    zh: '封存抽查名单，校验值写入证据日志',
    en: 'Freeze a list; its hash goes into the evidence log',
  },
  touches: 'draw',
  body: z.object({
    title: z.string().trim().min(1).max(200),
    placeKind: z.string().max(60).optional(),
    take: z.int().min(1).max(1000).describe('抽几户 · units to take'),
    officersPerVisit: z.int().min(2).max(10).default(2),
    officers: z.array(z.string().max(64)).min(2).max(500),
    items: z.array(z.int().min(1).max(13)).min(1).max(13).describe('检查哪些公布的事项 · published items'),
    plannedFor: z.iso.date().optional(),
  }),
  answer: DrawView,
  status: 201,
});

export const readDraw = deskOperation({
  method: 'GET',
  path: '/api/draws/:id',
  roles: desk.officials,
  tag,
  summary: { zh: '一次双随机抽查', en: 'One random draw' },
  touches: 'draw',
  params: z.object({ id: z.uuid() }),
  answer: DrawView,
});

export const holdDraw = deskOperation({
  method: 'POST',
  path: '/api/draws/:id/hold',
  roles: desk.officers,
  tag,
  summary: {
    zh: '抽取，并为抽中的单位各开一件计划检查',
    en: 'Draw, and open a planned inspection for each unit',
  },
  touches: 'draw',
  params: z.object({ id: z.uuid() }),
  answer: DrawView,
});

export const downloadDraw = deskOperation({
  method: 'GET',
  path: '/api/draws/:id/record',
  roles: desk.officials,
  tag,
  summary: {
    zh: '公布的抽取记录，任何人可以用它重算',
    en: 'The published record, from which anyone repeats the draw',
  },
  touches: 'draw',
  params: z.object({ id: z.uuid() }),
  download: 'application/json',
});
