// SPDX-License-Identifier: Apache-2.0
/** What a case knows, and how each step adds to it. A fold over the steps: nothing is taken out, only superseded. */
import { z } from 'zod';

const line = (most: number) => z.string().trim().min(1).max(most);
const Text = line(10_000);
const Day = z.iso.date();

const targets = [
  'unit',
  'principal',
  'directlyResponsible',
  'individual',
  'manager',
  'responsiblePersons',
  'unspecified',
] as const;

const ChosenFine = z.object({
  target: z.enum(targets),
  name: line(100).describe('被罚的单位或者人 · who pays'),
  amountYuan: z.int().min(1).max(100_000_000),
});

/** What is done about one violation. */
const Part = z.object({
  instrument: line(60).describe('依据的文件 · the instrument it rests on'),
  fines: z.array(ChosenFine).max(50).default([]),
  warning: z.boolean().default(false),
  confiscation: z.array(line(200)).max(20).default([]),
  reason: Text.describe('为什么是这个数额 · why this amount'),
  deviationReason: Text.optional().describe('离开裁量幅度的理由 · why outside the row'),
  lawReason: Text.optional().describe('新旧法不同，为什么适用这一文件 · the law changed: why this one'),
});
export type Part = z.output<typeof Part>;

const violation = z.int().min(2).max(20).describe('第几项违法行为，第一项不写 · which violation');

const Outcome = Part.extend({
  complex: z.boolean().describe('情节复杂或者重大违法 · complex or serious'),
  others: z
    .array(Part.extend({ no: violation }))
    .max(19)
    .optional()
    .describe('其他违法行为各自的处理 · the outcome of each further violation'),
});
export type Outcome = z.output<typeof Outcome>;

/** What a decision changes of what the party was told; everything absent stays as noticed. */
const PartChange = z.object({
  fines: z.array(ChosenFine).max(50).optional(),
  warning: z.boolean().optional(),
  confiscation: z.array(line(200)).max(20).optional(),
  reason: Text.optional(),
  deviationReason: Text.optional(),
});
const Change = PartChange.extend({
  others: z
    .array(PartChange.extend({ no: violation }))
    .max(19)
    .optional(),
});
export type Change = z.output<typeof Change>;

export const Opening = z.object({
  party: z.object({
    kind: z.enum(['unit', 'individual', 'propertyManager', 'government']),
    name: line(200),
    address: line(200).optional(),
    code: line(60).optional().describe('统一社会信用代码或者证件号码'),
    representative: line(100).optional(),
  }),
  source: z.enum(['inspection', 'complaint', 'transfer', 'rectification', 'own']),
  summary: Text,
  conduct: line(60).describe('违法行为编号，见 decide.md'),
  place: line(200).optional(),
  actDate: Day.optional().describe('行为终了之日 · the day the act ended'),
  persons: z
    .array(z.object({ name: line(100), role: z.enum(['principal', 'directlyResponsible']) }))
    .max(50)
    .default([]),
});

const Finding = z.object({
  fact: line(60),
  value: z.json(),
  reason: Text,
  evidence: z.array(line(200)).min(1).max(200),
  monitoring: z.boolean().default(false).describe('由电子技术监控设备记录'),
  violation: violation.optional(),
});

const Reviewed = z.object({
  evidence: z.array(line(200)).min(1).max(100).describe('审核的记录 · which records were reviewed'),
});

export const inputs: Readonly<Record<string, z.ZodType>> = {
  'review-evidence-technically': Reviewed,
  'review-evidence-legally': Reviewed,
  'add-finding': Finding,
  'submit-for-review': Outcome,
  'record-defence': z.object({ arguments: z.array(Text).min(1).max(100).optional() }),
  'answer-defence': z.object({
    answers: z
      .array(z.object({ argument: Text, accepted: z.boolean(), answer: Text }))
      .max(100)
      .optional(),
  }),
  'notify-hearing': z.object({ heldOn: Day.optional(), place: line(200).optional() }),
  discuss: z.object({ present: z.array(line(100)).max(30).optional(), conclusion: Text.optional() }),
  'decide-penalty': Change,
  'record-payment': z.object({ amountYuan: z.int().min(1).max(100_000_000), receipt: line(100) }),
  'record-objection': z.object({ kind: z.enum(['reconsideration', 'suit']).default('reconsideration') }),
};

/** What the law gave on the day of the decision: kept with it, so that it can be compared and repeated years later. */
export interface DecisionBasis {
  readonly row: string | null;
  readonly tier: string | null;
  readonly ranges: readonly {
    readonly target: string;
    readonly min: number | null;
    readonly max: number;
  }[];
  readonly factors: readonly { readonly id: string; readonly effect: string }[];
  readonly receipt: { readonly engine: string; readonly data: string; readonly at: string };
}

export type Decision = Outcome & {
  readonly basis?: DecisionBasis;
  readonly others?: { readonly basis?: DecisionBasis }[];
};

export interface CaseData {
  readonly party?: z.output<typeof Opening>['party'];
  readonly source?: string;
  readonly summary?: string;
  readonly conduct?: string;
  readonly place?: string;
  readonly actDate?: string;
  readonly persons?: z.output<typeof Opening>['persons'];
  readonly unit?: {
    readonly name: string;
    readonly address: string;
    readonly creditCode: string | null;
    readonly placeKind: string;
    /** Settled by a person when the case was opened. */
    readonly placeClass?: string | null;
  };
  readonly findings?: readonly (z.output<typeof Finding> & { readonly on: string })[];
  /** Records of monitoring equipment by name: reviewed for the technique, for the law, told to the party. */
  readonly monitoring?: {
    readonly technical?: readonly string[];
    readonly legal?: readonly string[];
    readonly told?: readonly string[];
  };
  readonly proposal?: Outcome;
  /** What the party was told; the ceiling of what may be decided. */
  readonly noticed?: Outcome;
  readonly decision?: Decision;
  readonly defences?: readonly { readonly on: string; readonly arguments?: readonly string[] }[];
  readonly answers?: readonly {
    readonly argument: string;
    readonly accepted: boolean;
    readonly answer: string;
  }[];
  readonly hearing?: { readonly notifiedOn: string; readonly heldOn?: string; readonly place?: string };
  readonly discussion?: { readonly present?: readonly string[]; readonly conclusion?: string };
  readonly payments?: readonly {
    readonly amountYuan: number;
    readonly receipt: string;
    readonly on: string;
  }[];
  readonly objections?: readonly {
    readonly kind: string;
    readonly from: string;
    readonly until: string | null;
  }[];
  readonly servedOn?: string;
}
