// SPDX-License-Identifier: Apache-2.0
/** Filing on the common engine: what its steps do to the filing, the register and the people who must know. */
import { CompleteFilingForm } from '@mingjing/contracts/desk';
import { z } from 'zod';
import type { Transaction } from '../database/scope.ts';
import { randomCode } from '../edge.ts';
import { applyFiled, maskPeople, organOf, todayOf } from '../registry/index.ts';
import type { EffectContext, ProcessRules, Situation } from '../workflow/index.ts';
import { checksOf, findFiling, type StoredFiling } from './filing-desk.ts';

const Reasons = z
  .record(z.string().max(60), z.string().trim().min(2).max(500))
  .refine((reasons) => Object.keys(reasons).length > 0, '至少写明一个字段的理由 · give at least one reason');

const filingOf = ({ around }: Situation): StoredFiling => around['filing'] as StoredFiling;

/** Words of the filing's own list of acts, which its pages read. */
const acts = {
  submit: 'submitted',
  accept: 'accepted',
  release: 'released',
  return: 'returned',
  verify: 'verified',
  withdraw: 'withdrawn',
} as const;

type Columns = Readonly<Record<string, unknown>>;

/** The filing follows its process: status, what the step sets, and the act with the form as it stood. */
async function follow(
  { tx, userId, nowMs, situation }: EffectContext,
  set: Columns = {},
): Promise<StoredFiling> {
  const filing = filingOf(situation);
  const { action, to } = situation.transition;
  const reasons = action === 'return' ? JSON.stringify(situation.data['reasons']) : null;
  const values: unknown[] = [filing.id, to, new Date(nowMs), reasons];
  const sets = Object.entries(set).map(([column, value]) => `, ${column} = $${values.push(value)}`);
  await tx.query(
    `UPDATE filing SET status = $2, version = version + 1, updated_at = $3, reasons = $4${sets.join('')} WHERE id = $1`,
    values,
  );
  await tx.query(
    `INSERT INTO filing_action (filing_id, organisation_id, jurisdiction, action, "by", at, reasons, form)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      filing.id,
      filing.organisationId,
      filing.jurisdiction,
      acts[action as keyof typeof acts],
      userId,
      new Date(nowMs),
      reasons,
      JSON.stringify(filing.form),
    ],
  );
  return filing;
}

async function verify(context: EffectContext): Promise<void> {
  const { tx, userId, nowMs, situation } = context;
  const { jurisdiction } = filingOf(situation);
  const today = todayOf(nowMs);
  const year = Number(today.slice(0, 4));
  const [next] = await tx.query<{ n: number }>('SELECT mj_next_receipt($1, $2, $3) AS n', [
    jurisdiction,
    year,
    today,
  ]);
  const organ = await organOf(tx, jurisdiction);
  const filing = await follow(context, {
    verified_at: new Date(nowMs),
    receipt_number: `视备〔${year}〕${jurisdiction}-${String(next?.n ?? 0).padStart(5, '0')}号`,
    verification_code: randomCode(16),
    organ: organ?.name ?? null,
  });
  await applyFiled(tx, filing, CompleteFilingForm.parse(filing.form), {
    userId,
    nowMs,
    ground: `filing:${filing.id}`,
  });
  await tellUnit(tx, filing, 'filing-verified', '你单位的备案已经核验，回执可以下载', nowMs);
}

const tellUnit = (tx: Transaction, filing: StoredFiling, kind: string, text: string, nowMs: number) =>
  tx.query('SELECT mj_notify($1, $2, NULL, $3, $4, $5, $6)', [
    filing.organisationId,
    filing.jurisdiction,
    kind,
    filing.id,
    text,
    new Date(nowMs),
  ]);

export const filingRules: ProcessRules = {
  process: 'filing',
  inputs: { return: z.object({ reasons: Reasons }), submit: z.object({ declared: z.literal(true) }) },
  apply: (data, action, input) => (action === 'return' ? { ...data, ...input } : data),
  look: async (tx, { instance }, today) => {
    const filing = await findFiling(tx, instance.id);
    return { filing, errors: (await checksOf(tx, filing, today)).filter(({ weight }) => weight === 'error') };
  },
  facts: {
    'form-complete': ({ around }) => (around['errors'] as readonly unknown[]).length === 0,
    'held-by-oneself': (situation) => {
      const { holder } = filingOf(situation);
      return holder === null || holder === situation.asker;
    },
    reasons: ({ data }) => data['reasons'] !== undefined,
  },
  known: ['form-complete', 'held-by-oneself'],
  effects: {
    submit: async (context) => {
      const { tx, nowMs } = context;
      const filing = await follow(context, {
        submitted_at: new Date(nowMs),
        declared_at: new Date(nowMs),
        declared_by: context.userId,
        holder: null,
        held_since: null,
      });
      await tx.query('SELECT mj_notify(NULL, $1, $2, $3, $4, $5, $6)', [
        filing.jurisdiction,
        'supervisionOfficer',
        'filing-submitted',
        filing.id,
        `${filing.unitName}提交了备案，等待受理`,
        new Date(nowMs),
      ]);
    },
    accept: async (context) => {
      await follow(context, {
        accepted_at: new Date(context.nowMs),
        holder: context.userId,
        held_since: new Date(context.nowMs),
      });
    },
    release: async (context) => {
      await follow(context, { holder: null, held_since: null });
    },
    return: async (context) => {
      const filing = await follow(context, { holder: null, held_since: null });
      await tellUnit(
        context.tx,
        filing,
        'filing-returned',
        '你单位的备案需要补正，请按理由修改后重新提交',
        context.nowMs,
      );
    },
    verify,
    withdraw: async (context) => {
      await follow(context);
    },
  },
  view: (situation) => ({
    form: maskPeople(filingOf(situation).form),
    errors: situation.around['errors'] ?? [],
  }),
};
