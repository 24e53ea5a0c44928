// SPDX-License-Identifier: Apache-2.0
/** The form in which a process is written. Numbers of days come from the dated parameters, nowhere else. */
import { getParameter, numberOn, type ParameterId } from '../deadlines/parameters.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { Need, ProcessClock, ProcessRole, ProcessState, Transition, Words } from './process.ts';

export const words = (zh: string, en: string): Words => ({ zh, en });

interface ClockRest {
  readonly from: string;
  readonly onExpiry?: string;
  readonly pausedBy?: readonly string[];
  readonly endedBy?: readonly string[];
}

/** A period of the law by its parameter. */
export function period(
  id: string,
  zh: string,
  en: string,
  parameter: ParameterId,
  { from, onExpiry, pausedBy, endedBy }: ClockRest,
): ProcessClock {
  const provision = getParameter(parameter).values.at(-1)?.provision;
  if (provision === undefined) throw new ReferenceError(`${parameter} has no value`);
  return {
    id,
    title: words(zh, en),
    days: numberOn(parameter, '9999-12-31'),
    kind: getParameter(parameter).unit === 'workingDay' ? 'working' : 'calendar',
    from,
    provision,
    onExpiry: onExpiry ?? null,
    pausedBy: pausedBy ?? [],
    endedBy: endedBy ?? [],
  };
}

/** A date that a person sets with the step that starts it. */
export const setDate = (
  id: string,
  zh: string,
  en: string,
  provision: ProvisionId,
  { from, onExpiry, pausedBy, endedBy }: ClockRest,
): ProcessClock => ({
  id,
  title: words(zh, en),
  days: null,
  kind: 'calendar',
  from,
  provision,
  onExpiry: onExpiry ?? null,
  pausedBy: pausedBy ?? [],
  endedBy: endedBy ?? [],
});

export const state = (
  id: string,
  zh: string,
  en: string,
  clocks: readonly ProcessClock[] = [],
): ProcessState => ({ id, title: words(zh, en), final: false, clocks });

export const finalState = (id: string, zh: string, en: string): ProcessState => ({
  id,
  title: words(zh, en),
  final: true,
  clocks: [],
});

/** A condition under which a need binds, with the fact that answers it. */
export const when = (fact: string, zh: string, en: string): Pick<Need, 'when' | 'whenFact'> => ({
  when: words(zh, en),
  whenFact: fact,
});

const needOf =
  (kind: Need['kind']) =>
  (
    id: string,
    zh: string,
    en: string,
    provision: ProvisionId,
    condition: Pick<Need, 'when' | 'whenFact'> = {},
  ): Need => ({ kind, id, because: words(zh, en), provision, ...condition });

export const fact = needOf('fact');
export const paper = needOf('document');
export const before = needOf('step');
export const clockOver = needOf('clock');

export const approval = (
  role: ProcessRole,
  zh: string,
  en: string,
  provision: ProvisionId,
  condition: Pick<Need, 'when' | 'whenFact'> = {},
): Need => ({ kind: 'approval', id: role, role, because: words(zh, en), provision, ...condition });

export const persons = (
  id: string,
  count: number,
  role: ProcessRole,
  zh: string,
  en: string,
  provision: ProvisionId,
): Need => ({ kind: 'persons', id, count, role, distinct: true, because: words(zh, en), provision });

interface StepRest
  extends Partial<Pick<Transition, 'approvesAs' | 'undoes' | 'moves' | 'replaces' | 'pauses' | 'resumes'>> {
  readonly from: string | readonly string[];
  readonly to: string;
  readonly by: ProcessRole | readonly ProcessRole[];
  readonly needs?: readonly Need[];
  readonly writes?: readonly string[];
  readonly provision: ProvisionId;
}

/** One row of a process: who may take the action, from where to where. */
export function step(action: string, zh: string, en: string, row: StepRest): Transition {
  const { from, by, needs, writes, ...rest } = row;
  return {
    action,
    title: words(zh, en),
    needs: needs ?? [],
    writes: writes ?? [],
    ...rest,
    from: typeof from === 'string' ? [from] : from,
    by: typeof by === 'string' ? [by] : by,
  };
}

/** A step that stays where it is, one row for each state. */
export const stay = (
  action: string,
  zh: string,
  en: string,
  states: readonly string[],
  row: Omit<StepRest, 'from' | 'to'>,
): readonly Transition[] => states.map((at) => step(action, zh, en, { ...row, from: at, to: at }));
