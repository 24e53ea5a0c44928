// SPDX-License-Identifier: Apache-2.0
/** The law as a service. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';

export const decideByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/decide',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '事实进，建议出（与 mingjing law decide 相同）；数组为批量',
    en: 'Facts in, advice out (as mingjing law decide); an array is a batch',
  },

  body: z.unknown(),

  answer: z.unknown(),

  perMinute: 30,
});

export const whatIfByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/whatif',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '结果会怎样变（案件的事实）；怎样才合规（单位的事实）：与 mingjing law whatif 相同',
    en: 'What would change the answer (facts of a case); how to comply (facts of a unit): as mingjing law whatif',
  },
  body: z.unknown(),
  answer: z.unknown(),
  perMinute: 30,
});

const Instrument = z.string().trim().min(1).max(60);

export const letterByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/letter',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '裁量说明书的内容（与 mingjing law letter --json 相同）',
    en: 'What the reasoned letter of one decision says (as mingjing law letter --json)',
  },
  body: z.unknown(),
  answer: z.unknown(),
  perMinute: 30,
});

export const letterFileByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/letter/:format',
  roles: desk.officials,
  tag: 'law',
  summary: {
    zh: '裁量说明书：PDF/A-3b（内附推理全文）或者 DOCX',
    en: 'The reasoned letter as PDF/A-3b, with the trace inside, or as DOCX',
  },
  params: z.object({ format: z.enum(['pdf', 'docx']) }),
  body: z.unknown(),
  download: 'application/octet-stream',
  perMinute: 30,
});

/** What the case comes to today, for legal review; nothing is stored. */
export const letterOfCase = deskOperation({
  method: 'GET',
  path: '/api/case/:id/letter/:format',
  roles: desk.officials,
  tag: 'case',
  touches: 'case',
  summary: {
    zh: '案件的裁量说明书：按已查明的事实，供法制审核',
    en: 'The reasoned letter of a case from what has been found so far, for legal review',
  },
  params: z.object({ id: z.uuid(), format: z.enum(['pdf', 'docx']) }),
  download: 'application/octet-stream',
});

const LawChange = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  about: z.string(),
  sentence: z.string().describe('一句中文 · one Chinese sentence'),
});

export const diffOfLaw = deskOperation({
  method: 'GET',
  path: '/api/law/diff',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '两个文件之间的变化：条文、参数、义务、处理结果',
    en: 'What changes between two instruments: provisions, numbers, duties, outcomes',
  },
  query: z.object({
    a: Instrument,
    b: Instrument,
    on: z.iso.date().optional().describe('按这一天的数 · numbers as of this day'),
  }),
  answer: z.object({
    a: z.string(),
    b: z.string(),
    on: z.string().nullable(),
    validity: z.array(z.string()),
    provisions: z.array(LawChange),
    parameters: z.array(LawChange),
    obligations: z.array(LawChange),
    outcomes: z.array(LawChange),
    outcomesCompared: z.boolean(),
  }),
});

const ImpactCounts = z.object({
  total: z.number(),
  moved: z.number(),
  notCompared: z.number().describe('事实未查明，或者文件不直接据以裁量 · could not be compared'),
});

export const ImpactView = z.object({
  units: ImpactCounts,
  cases: ImpactCounts,
  changes: z.array(
    z.object({
      entry: z.enum(['case', 'unit']),
      kind: z.enum(['duty', 'date', 'finding', 'outcome']),
      about: z.string(),
      count: z.number(),
      examples: z.array(z.string()),
    }),
  ),
});

/** One piece of the register at a time: the caller asks on with `next`, adds up, and shows how far it is. */
export const impactOfVersion = deskOperation({
  method: 'POST',
  path: '/api/law/impact',
  roles: desk.officials,
  tag: 'law',
  touches: 'unit',
  summary: {
    zh: '换一个文件（或者从一日到另一日）以前：辖区内的单位和案件重算一段，哪些义务、期限、处理结果会变',
    en: 'Before a version is switched on: a piece of the units and cases judged under both, and what moves',
  },
  body: z.object({
    a: Instrument.describe('文件，或者日期 · an instrument, or a day'),
    b: Instrument,
    after: z.string().max(60).optional().describe('上一段答的 next · what the piece before answered'),
  }),
  answer: z.object({
    piece: ImpactView,
    next: z.string().nullable(),
    total: z.number().nullable().describe('单位和案件的总数，只在第一段 · only with the first piece'),
  }),
  perMinute: 600,
});

const Uses = z.array(z.string());

export const coverageOfLaw = deskOperation({
  method: 'GET',
  path: '/api/law/coverage',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '来源文本的每一处条文建成了什么，或者为什么不建',
    en: 'What is made of every clause of the source texts, or why nothing is',
  },
  answer: z.object({
    clauses: z.array(
      z.object({
        seed: z.string(),
        number: z.number(),
        text: z.string(),
        provisions: z.array(z.string()),
        uses: z.object({ obligations: Uses, rules: Uses, rows: Uses, parameters: Uses, tests: Uses }),
        status: z.enum(['modelled', 'not-modelled', 'unaccounted']),
        reason: z.string().nullable(),
      }),
    ),
    counts: z.object({ modelled: z.number(), 'not-modelled': z.number(), unaccounted: z.number() }),
  }),
});

export const corpusOfLaw = deskOperation({
  method: 'GET',
  path: '/api/law/corpus/:format',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '全部文件、条文和勘误，两种条号、印文原样：akn（Akoma Ntoso XML）或者 jsonld',
    en: 'The corpus with both locators and errata, as Akoma Ntoso XML or JSON-LD',
  },
  params: z.object({ format: z.enum(['akn', 'jsonld']) }),
  query: z.object({
    instrument: Instrument.optional().describe('只要一个文件，仅 akn · one instrument, akn only'),
  }),
  download: 'application/octet-stream',
});
