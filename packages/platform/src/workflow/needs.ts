// SPDX-License-Identifier: Apache-2.0
/** Whether a step may be taken: each need met, unmet or unknown, and unknown is not met. Pure. */
import type { Need } from '@mingjing/law';
import { type ProcessRecord, type RunningClock, standing, wasTaken } from './record.ts';
import type { Known, ProcessRules, SaidFact, StepSituation } from './rules.ts';

export interface Unmet {
  readonly id: string;
  readonly kind: Need['kind'];
  readonly because: Need['because'];
  readonly provision: string;
}

/** The needs that do not hold, in the order of the table. */
export function unmetNeeds(situation: StepSituation, rules: ProcessRules): readonly Unmet[] {
  return situation.transition.needs
    .filter((need) => binds(need, situation, rules) && isMet(need, situation, rules) !== true)
    .map(({ id, kind, because, provision }) => ({ id, kind, because, provision }));
}

/** Of those, what the step cannot bring with it: something must happen before. */
export function unmetBefore(situation: StepSituation, rules: ProcessRules): readonly Unmet[] {
  return unmetNeeds(situation, rules).filter(
    ({ id, kind }) =>
      kind === 'step' ||
      kind === 'approval' ||
      kind === 'clock' ||
      kind === 'document' ||
      (kind === 'fact' && rules.known?.includes(id)),
  );
}

/** A conditional need binds unless its condition is known not to hold. */
function binds(need: Need, situation: StepSituation, rules: ProcessRules): boolean {
  if (need.whenFact === undefined) return true;
  return factOf(need.whenFact, situation, rules) !== false;
}

function isMet(need: Need, situation: StepSituation, rules: ProcessRules): Known {
  switch (need.kind) {
    case 'fact':
      return factOf(need.id, situation, rules);
    case 'step':
      return wasTaken(situation.steps, need.id);
    case 'approval':
      return standing(situation.steps).some((step) => step.approvesAs === need.id);
    case 'document':
      return hasPaper(situation, need.id);
    case 'clock':
      return isOver(situation, need.id, situation.today);
    case 'persons':
      return countPersons(situation, need) >= (need.count ?? 1);
  }
}

function factOf(id: string, situation: StepSituation, rules: ProcessRules): Known {
  const rule = rules.facts?.[id];
  return rule ? rule(situation) : saidToHold(situation.said[id]);
}

/** Yes and anything written down count; no does not; silence is unknown. */
export function saidToHold(said: SaidFact | undefined): Known {
  const value = said?.value;
  if (value === undefined || value === null) return 'unknown';
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.trim() === '' ? 'unknown' : true;
  if (Array.isArray(value)) return value.length > 0 ? true : 'unknown';
  return typeof value === 'object' ? (Object.keys(value).length > 0 ? true : 'unknown') : true;
}

function hasPaper({ papers, evidence, steps }: ProcessRecord, kind: string): boolean {
  const counts = new Set(standing(steps).map(({ seq }) => seq));
  return (
    papers.some((paper) => paper.kind === kind && paper.withdrawnAs === null && counts.has(paper.seq)) ||
    evidence.some((item) => item.kind === kind)
  );
}

const latest = ({ clocks }: Pick<ProcessRecord, 'clocks'>, id: string): RunningClock | undefined =>
  clocks.findLast((clock) => clock.clock === id);

/** Run out (whether or not a job has noticed yet), or ended by what it waited for. */
export function isOver(record: Pick<ProcessRecord, 'clocks'>, id: string, today: string): boolean {
  const clock = latest(record, id);
  if (!clock || clock.pausedSince !== null) return false;
  if (clock.endedBy === null) return clock.dueOn < today;
  if (clock.endedBy === 'left') return clock.dueOn < today;
  return clock.endedBy !== 'undone' && clock.endedBy !== 'moved';
}

function countPersons({ persons }: ProcessRecord, need: Need): number {
  const fitting = persons.filter(({ duty, role, there }) => there && duty === need.id && role === need.role);
  if (need.id !== 'hearing-chair') return new Set(fitting.map(({ userId }) => userId)).size;
  const investigators = new Set(
    persons.filter(({ duty }) => duty === 'two-officers').map(({ userId }) => userId),
  );
  return new Set(fitting.map(({ userId }) => userId).filter((id) => !investigators.has(id))).size;
}
