// SPDX-License-Identifier: Apache-2.0
/**
 * The operations of a process, made from its row in the table of the law package (which comes in as an argument):
 * list, open, read, take a step, history, papers, evidence. A process that is added there has them without a line here.
 */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { type DeskRole, desk } from '../roles.ts';

const Words = z.object({ zh: z.string(), en: z.string() });

export const NeedView = z.object({
  id: z.string(),
  kind: z.string(),
  because: Words,
  provision: z.string(),
});

const ClockView = z.object({
  id: z.string(),
  title: Words,
  startedOn: z.string(),
  dueOn: z.string(),
  daysLeft: z.number().describe('负数为已逾期的天数 · negative: days overdue'),
  readings: z.array(z.object({ rule: z.string(), dueOn: z.string(), provisions: z.array(z.string()) })),
  provisional: z
    .boolean()
    .describe('该年放假安排未公布，日期可能变动 · holidays of that year are not announced'),
  pausedSince: z.string().nullable(),
  pausedBy: z.string().nullable(),
  onExpiry: z.string().nullable(),
  provision: z.string(),
});

const PaperView = z.object({
  id: z.string(),
  kind: z.string(),
  title: Words,
  number: z.string().nullable(),
  issuedAt: z.string(),
  verificationCode: z.string().nullable(),
  draft: z.boolean(),
  withdrawnAs: z.string().nullable(),
});

const EvidenceView = z.object({
  id: z.string(),
  kind: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  at: z.string(),
  note: z.string().nullable(),
});

const AllowedStep = z.object({
  action: z.string(),
  title: Words,
  to: z.string(),
  provision: z.string(),
  writes: z.array(z.object({ kind: z.string(), title: Words })),
  asks: z
    .array(
      NeedView.extend({
        count: z.number().optional(),
        role: z.string().optional(),
        computed: z
          .boolean()
          .optional()
          .describe('由这一步的内容算出，不能另外声明 · worked out from what the step is given'),
      }),
    )
    .describe('随这一步要交的 · what must come with the step'),
  asksForDate: z.boolean(),
});

const RefusedStep = z.object({
  action: z.string(),
  title: Words,
  because: Words,
  provision: z.string(),
  unmet: z.array(NeedView),
});

/** One thing, as the person who asks may see it. */
export const ThingView = z.object({
  process: z.string(),
  id: z.string(),
  title: z.string(),
  state: z.string(),
  stateTitle: Words,
  final: z.boolean(),
  version: z.number(),
  jurisdiction: z.string(),
  unitId: z.string().nullable(),
  origin: z.object({ process: z.string(), id: z.string() }).nullable(),
  openedAt: z.string(),
  updatedAt: z.string(),
  clocks: z.array(ClockView),
  allowed: z.array(AllowedStep),
  refused: z.array(RefusedStep),
  persons: z.array(
    z.object({
      duty: z.string(),
      userId: z.string(),
      role: z.string(),
      name: z.string().nullable(),
      there: z.boolean().describe('仍在岗；离岗、停用的不算数 · still at work; who left does not count'),
    }),
  ),
  papers: z.array(PaperView),
  evidence: z.array(EvidenceView),
  data: z.record(z.string(), z.unknown()),
});
export type ThingView = z.output<typeof ThingView>;

export const ThingRow = z.object({
  id: z.string(),
  process: z.string(),
  title: z.string(),
  state: z.string(),
  stateTitle: Words,
  version: z.number(),
  jurisdiction: z.string(),
  unitId: z.string().nullable(),
  openedAt: z.string(),
  updatedAt: z.string(),
  nextDueOn: z.string().nullable().describe('最近的期限 · the nearest clock'),
});
export type ThingRow = z.output<typeof ThingRow>;

export const HistoryView = z.object({
  id: z.string(),
  steps: z.array(
    z.object({
      seq: z.number(),
      action: z.string(),
      title: Words,
      from: z.string(),
      to: z.string(),
      by: z.string().nullable().describe('为空是期限届满 · null: a clock ran out'),
      role: z.string(),
      at: z.string(),
      on: z.string(),
      reason: z.string().nullable(),
      papers: z.array(z.string()),
      undone: z.boolean().describe('后来的步骤使它不再算数 · a later step took it back'),
      input: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});
export type HistoryView = z.output<typeof HistoryView>;

export const SaidFact = z.union([
  z.boolean(),
  z.string().max(10_000),
  z.object({
    value: z.json(),
    reason: z.string().trim().max(10_000).optional(),
    evidence: z.array(z.uuid()).max(200).optional(),
  }),
]);

/** What a step is given. */
export const StepBody = z.object({
  version: z.int().min(0).describe('看到的版本 · the version that was seen'),
  requestId: z.uuid().optional().describe('同一编号只办一次 · the same id is done once'),
  on: z.iso.date().optional().describe('事情发生的日期，默认今天 · the day it happened; absent: today'),
  dueOn: z.iso.date().optional().describe('由人确定的期限 · a date that a person sets'),
  reason: z.string().trim().max(10_000).optional(),
  facts: z.record(z.string().max(60), SaidFact).optional().describe('条件编号 → 事实 · need id → fact'),
  persons: z
    .record(z.string().max(60), z.array(z.string().max(60)).max(20))
    .optional()
    .describe('条件编号 → 人员 · need id → people'),
  data: z.record(z.string().max(60), z.json()).optional(),
});
export type StepBody = z.output<typeof StepBody>;

export const OpenBody = z.object({
  title: z.string().trim().min(1).max(200),
  unitId: z.uuid().optional(),
  origin: z.object({ process: z.string().max(40), id: z.uuid() }).optional(),
  data: z.record(z.string().max(60), z.json()).optional(),
});
export type OpenBody = z.output<typeof OpenBody>;

const isDeskRole = (role: string): role is DeskRole => desk.everyone.some((one) => one === role);

/** Who opens a new one by hand; others come from the public pages or from another process. */
const openers: Readonly<Record<string, readonly DeskRole[]>> = {
  inspection: ['supervisionOfficer'],
  'off-site-inspection': ['supervisionOfficer'],
  rectification: ['supervisionOfficer'],
  case: ['caseOfficer', 'supervisionOfficer'],
  'on-the-spot-penalty': ['caseOfficer', 'supervisionOfficer'],
  'footage-request': ['caseOfficer', 'supervisionOfficer'],
  'citizen-request': ['supervisionOfficer'],
  complaint: ['supervisionOfficer'],
  project: ['unitManager', 'firm'],
  'practitioner-filing': ['firm'],
};

const Id = z.object({ id: z.uuid() });

export const listProcesses = deskOperation({
  method: 'GET',
  path: '/api/processes',
  roles: 'anyone',
  tag: 'process',
  summary: { zh: '各项程序：状态、步骤、条件、期限、依据', en: 'Every process as data' },
  answer: z.array(z.record(z.string(), z.unknown())),
});

interface TabledProcess {
  readonly process: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly transitions: readonly { readonly by: readonly string[] }[];
}

/** The operations of one process. */
export function processOperationsOf({ process, title, transitions }: TabledProcess) {
  const steppers = [...new Set(transitions.flatMap(({ by }) => by))].filter(isDeskRole);
  const viewers = [...new Set<DeskRole>([...desk.officials, ...desk.units, ...steppers])];
  const base = `/api/${process}` as const;
  const words = (zh: string, en: string) => ({ zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` });
  const shared = { tag: 'process', touches: process } as const;
  return {
    process,
    list: deskOperation({
      ...shared,
      method: 'GET',
      path: base,
      roles: viewers,
      summary: words('列表', 'list'),
      query: z.object({
        state: z.string().max(40).optional(),
        unit: z.uuid().optional(),
        words: z.string().trim().max(100).optional(),
        page: z.coerce.number<number>().int().min(1).max(1000).default(1),
      }),
      answer: z.object({
        things: z.array(ThingRow),
        total: z.number(),
        states: z.record(z.string(), z.number()),
      }),
    }),
    ...(openers[process] && {
      open: deskOperation({
        ...shared,
        method: 'POST',
        path: base,
        roles: openers[process],
        summary: words('新建', 'open a new one'),
        body: OpenBody,
        answer: ThingView,
        status: 201,
      }),
    }),
    read: deskOperation({
      ...shared,
      method: 'GET',
      path: `${base}/:id`,
      roles: viewers,
      summary: words(
        '一件：状态、期限、可办与不可办的步骤',
        'one: state, clocks, what may be done and what not',
      ),
      params: Id,
      answer: ThingView,
    }),
    step: deskOperation({
      ...shared,
      method: 'POST',
      path: `${base}/:id/actions/:action`,
      roles: steppers,
      summary: words('办理一步', 'take a step'),
      params: Id.extend({ action: z.string().max(60) }),
      body: StepBody,
      answer: ThingView,
    }),
    history: deskOperation({
      ...shared,
      method: 'GET',
      path: `${base}/:id/history`,
      roles: viewers,
      summary: words('办理经过', 'history'),
      params: Id,
      answer: HistoryView,
    }),
    paper: deskOperation({
      ...shared,
      method: 'GET',
      path: `${base}/:id/papers/:paper/:format`,
      roles: viewers,
      summary: words('文书（PDF/A 或者 DOCX）', 'a paper as PDF/A or DOCX'),
      params: Id.extend({ paper: z.uuid(), format: z.enum(['pdf', 'docx']) }),
      download: 'application/octet-stream',
    }),
    attach: deskOperation({
      ...shared,
      method: 'POST',
      path: `${base}/:id/evidence`,
      roles: steppers,
      summary: words('附上证据', 'attach evidence'),
      params: Id,
      query: z.object({
        kind: z.string().trim().min(1).max(60).default('evidence'),
        note: z.string().trim().max(500).optional(),
      }),
      upload: 'form',
      answer: EvidenceView,
      status: 201,
    }),
    evidence: deskOperation({
      ...shared,
      method: 'GET',
      path: `${base}/:id/evidence/:evidence`,
      roles: viewers,
      summary: words('一份证据', 'a piece of evidence'),
      params: Id.extend({ evidence: z.uuid() }),
      download: 'application/octet-stream',
    }),
  };
}
export type ProcessOperations = ReturnType<typeof processOperationsOf>;

export const readPublicDocument = deskOperation({
  method: 'GET',
  path: '/api/public/documents/:code',
  roles: 'anyone',
  tag: 'public',
  summary: {
    zh: '核对一份文书：已出具、已撤回、已被替代',
    en: 'Check a paper: issued, withdrawn or superseded',
  },
  params: z.object({ code: z.string().trim().min(8).max(40) }),
  answer: z.object({
    title: z.string(),
    kind: z.string(),
    number: z.string().nullable(),
    issuedAt: z.string(),
    state: z.enum(['issued', 'withdrawn', 'superseded']),
    draft: z.boolean(),
  }),
});
