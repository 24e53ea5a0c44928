// SPDX-License-Identifier: Apache-2.0
/**
 * The one way from state to state: permission, version, needs, papers, clocks and what else follows, in the transaction
 * of the request that also writes its audit record. Nothing is half done: what is refused is thrown and rolled back.
 */
import type { StepBody } from '@mingjing/contracts/desk';
import { findTransition, getProcess, getState, type Transition } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import { asksForDate, type ClockChange, planClocks } from './clocks.ts';
import { invalid, keepPersons, peopleNamed, withNamed } from './named-people.ts';
import { type Unmet, unmetNeeds } from './needs.ts';
import { writePapers } from './papers.ts';
import { type Data, findRecord, type ProcessRecord, standing } from './record.ts';
import { type ProcessRules, rulesOf, type SaidFact, type StepSituation } from './rules.ts';
import type { StepContext, StepTaker } from './step-context.ts';

export interface Asked {
  readonly process: string;
  readonly id: string;
  readonly action: string;
  readonly body: StepBody;
}

/**
 * @returns the thing as it stands after the step
 * @throws PlatformError `platform/not-found`, `platform/forbidden`, `platform/version-conflict`,
 *   `platform/state-conflict`, `platform/invalid`, `platform/needs-unmet` with every unmet need
 */
export async function takeStep(context: StepContext, asked: Asked): Promise<ProcessRecord> {
  const { tx, taker } = context;
  checkRole(asked, taker);
  const record = await findRecord(tx, asked.process, asked.id, 'lock');
  const transition = permitted(record, asked, taker);
  const rules = rulesOf(context.rules, asked.process);
  const on = dayOf(record, asked.body, context.nowMs, taker);
  checkDayOfNotice(record, transition, on, todayOf(context.nowMs), rules);
  checkDate(record, transition, asked.body, on);
  const named = await peopleNamed(context, record, transition, asked.body);
  const persons = withNamed(record.persons, named, transition);
  const situation = await situate(context, { ...record, persons }, transition, asked.body, on, rules);
  const unmet = unmetNeeds(situation, rules);
  if (unmet.length > 0) throw new NeedsUnmet(unmet);
  await commit(context, situation, asked.body, rules);
  await keepPersons(tx, situation, record.persons);
  const taken = await findRecord(tx, asked.process, asked.id);
  await rules.lastly?.[asked.action]?.(tx, asked.id);
  return taken;
}

/** Before anything is looked up: who may never take it learns nothing. */
function checkRole({ process, action }: Asked, { role }: StepTaker): void {
  const rows = getProcess(process).transitions.filter((row) => row.action === action);
  if (rows.length === 0) throw new PlatformError('platform/not-found');
  if (!rows.some((row) => row.by.includes(role))) throw new PlatformError('platform/forbidden');
}

function permitted(record: ProcessRecord, { action, body }: Asked, { role }: StepTaker): Transition {
  const { process, instance } = record;
  if (body.version !== instance.version)
    throw new PlatformError('platform/state-conflict', {
      state: instance.state,
      seen: body.version,
      version: instance.version,
    });
  const transition = findTransition(process, instance.state, action);
  if (!transition) throw new PlatformError('platform/state-conflict', { state: instance.state });
  if (!transition.by.includes(role)) throw new PlatformError('platform/forbidden');
  return transition;
}

/** Their own steps are in time or not by the day they reach us. */
const parties: ReadonlySet<string> = new Set(['unitManager', 'unitStaff', 'firm', 'citizen']);

/** Nothing happens tomorrow, and nothing before the step that it follows. */
function dayOf({ steps }: ProcessRecord, { on }: StepBody, nowMs: number, { role }: StepTaker): string {
  const today = todayOf(nowMs);
  if (on === undefined || role === 'clock') return today;
  if (parties.has(role) && on !== today)
    throw invalid('on', '当事人的步骤就在今天 · a party takes its step today');
  if (on > today) throw invalid('on', '不能是以后的日期 · must not lie in the future');
  const last = steps.at(-1)?.on;
  if (last !== undefined && on < last)
    throw invalid('on', `不能早于上一步（${last}） · not before the step before it`);
  return on;
}

/** A paper that starts a time for whom it is served on is written with the step: nobody had it on an earlier day. */
function checkDayOfNotice(
  { process }: ProcessRecord,
  { action, to, writes }: Transition,
  on: string,
  today: string,
  { papers }: ProcessRules,
): void {
  const serves = writes.some((kind) => papers?.[kind]?.served);
  const starts = getState(process, to).clocks.some(({ from }) => from === action);
  if (on < today && serves && starts)
    throw invalid('on', '文书今天才制作，期限从今天起算 · the paper is made today, its time runs from today');
}

function checkDate(
  { process }: ProcessRecord,
  transition: Transition,
  { dueOn }: StepBody,
  on: string,
): void {
  if (!asksForDate(process, transition)) {
    if (dueOn !== undefined) throw invalid('dueOn', '这一步没有期限要定 · no date is set with this step');
    return;
  }
  if (dueOn === undefined) throw invalid('dueOn', '由人确定期限 · a person sets the date');
  if (dueOn < on) throw invalid('dueOn', '期限不能早于办理之日 · not before the day of the step');
}

/** A refusal that names every need; the edge prints them as `unmet`. */
class NeedsUnmet extends PlatformError {
  readonly unmet: readonly Unmet[];
  constructor(unmet: readonly Unmet[]) {
    super('platform/needs-unmet', {
      count: unmet.length,
      zh: unmet.map(({ because }) => because.zh).join('；'),
      en: unmet.map(({ because }) => because.en).join('; '),
    });
    this.unmet = unmet;
  }
}

async function situate(
  { tx, nowMs, taker }: StepContext,
  record: ProcessRecord,
  transition: Transition,
  body: StepBody,
  on: string,
  rules: ProcessRules,
): Promise<StepSituation> {
  const input = inputOf(rules, transition.action, body);
  const said = Object.fromEntries(Object.entries(body.facts ?? {}).map(([id, fact]) => [id, asSaid(fact)]));
  const apply = rules.apply ?? keepUnderName;
  return {
    ...record,
    today: todayOf(nowMs),
    asker: taker.userId,
    around: (await rules.look?.(tx, record, todayOf(nowMs))) ?? {},
    transition,
    data: apply(record.instance.data, transition.action, input, on, record.instance),
    said,
    on,
    dueOn: body.dueOn,
  };
}

function inputOf(rules: ProcessRules, action: string, { data }: StepBody): Data {
  const schema = rules.inputs?.[action];
  if (!schema) return data ?? {};
  const parsed = schema.safeParse(data ?? {});
  if (parsed.success) return parsed.data as Data;
  const [issue] = parsed.error.issues;
  throw invalid(['data', ...(issue?.path ?? [])].join('.'), issue?.message ?? '?');
}

const keepUnderName = (data: Data, action: string, input: Data): Data =>
  Object.keys(input).length === 0 ? data : { ...data, [action]: input };

const asSaid = (fact: NonNullable<StepBody['facts']>[string]): SaidFact =>
  typeof fact === 'object' ? fact : { value: fact };

async function commit(
  context: StepContext,
  situation: StepSituation,
  body: StepBody,
  rules: ProcessRules,
): Promise<void> {
  const { tx, taker, nowMs } = context;
  const { instance, transition, data, on, process } = situation;
  const seq = instance.version + 1;
  const papers = await writePapers(context, situation, rules, seq);
  await tx.query(
    `INSERT INTO process_step (instance_id, seq, action, from_state, to_state, "by", role, at, on_day, reason, input, papers, approves_as, undoes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      instance.id,
      seq,
      transition.action,
      instance.state,
      transition.to,
      taker.userId,
      taker.role,
      new Date(nowMs),
      on,
      body.reason ?? null,
      JSON.stringify({
        facts: body.facts ?? {},
        data: body.data ?? {},
        persons: body.persons ?? {},
        dueOn: body.dueOn ?? null,
      }),
      papers.kinds,
      transition.approvesAs ?? null,
      transition.undoes ?? [],
    ],
  );
  await tx.query(
    `UPDATE process_instance SET state = $2, version = $3, data = $4, updated_at = $5, shown_to_party = shown_to_party OR $6
      WHERE id = $1`,
    [
      instance.id,
      transition.to,
      seq,
      JSON.stringify(data),
      new Date(nowMs),
      papers.toParty || (rules.shows?.includes(transition.action) ?? false),
    ],
  );
  for (const change of planClocks({ process, transition, clocks: situation.clocks, on, dueOn: body.dueOn }))
    await keepClock(tx, instance.id, change);
  await supersede(tx, situation);
  await rules.effects?.[transition.action]?.({
    tx,
    userId: taker.userId,
    nowMs,
    publicUrl: context.publicUrl,
    situation,
  });
}

async function keepClock(tx: Transaction, id: string, change: ClockChange): Promise<void> {
  switch (change.kind) {
    case 'start': {
      const { clock, run, startedOn, dueOn, readings, provisional, onExpiry } = change.clock;
      await tx.query(
        `INSERT INTO process_clock (instance_id, clock, run, started_on, due_on, readings, provisional, on_expiry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, clock, run, startedOn, dueOn, JSON.stringify(readings), provisional, onExpiry],
      );
      return;
    }
    case 'end':
      await tx.query(
        'UPDATE process_clock SET ended_on = $4, ended_by = $5 WHERE instance_id = $1 AND clock = $2 AND run = $3 AND ended_on IS NULL',
        [id, change.clock, change.run, change.endedOn, change.endedBy],
      );
      return;
    case 'pause':
      await tx.query(
        'UPDATE process_clock SET paused_since = $4, paused_by = $5 WHERE instance_id = $1 AND clock = $2 AND run = $3',
        [id, change.clock, change.run, change.since, change.by],
      );
      return;
    case 'resume':
      await tx.query(
        `UPDATE process_clock SET paused_since = NULL, paused_by = NULL, due_on = $4, provisional = $5
          WHERE instance_id = $1 AND clock = $2 AND run = $3`,
        [id, change.clock, change.run, change.dueOn, change.provisional],
      );
  }
}

/** Papers of steps that no longer count say so on the public page. */
async function supersede(
  tx: Transaction,
  { instance, steps, papers, transition }: StepSituation,
): Promise<void> {
  const undone = new Set(transition.undoes ?? []);
  const before = new Set(
    standing(steps)
      .filter(({ action }) => undone.has(action))
      .map(({ seq }) => seq),
  );
  const ids = papers
    .filter((paper) => before.has(paper.seq) && paper.withdrawnAs === null)
    .map(({ id }) => id);
  if (ids.length > 0)
    await tx.query(
      `UPDATE process_document SET withdrawn_seq = $2, withdrawn_as = 'superseded' WHERE id = ANY ($1)`,
      [ids, instance.version + 1],
    );
}
