// SPDX-License-Identifier: Apache-2.0
/** What a step does to the clocks: starts, moves, pauses, resumes and ends them. Pure; days off by the law package. */
import {
  addDays,
  chinaCalendar,
  countDeadline,
  type DeadlineReading,
  daysBetween,
  getState,
  type Process,
  type ProcessClock,
  rollForward,
  type Transition,
} from '@mingjing/law';
import type { RunningClock } from './record.ts';

export type ClockChange =
  | { readonly kind: 'start'; readonly clock: RunningClock }
  | {
      readonly kind: 'end';
      readonly clock: string;
      readonly run: number;
      readonly endedOn: string;
      readonly endedBy: string;
    }
  | {
      readonly kind: 'pause';
      readonly clock: string;
      readonly run: number;
      readonly since: string;
      readonly by: string;
    }
  | {
      readonly kind: 'resume';
      readonly clock: string;
      readonly run: number;
      readonly dueOn: string;
      readonly provisional: boolean;
    };

interface Move {
  readonly process: Process;
  readonly transition: Transition;
  readonly clocks: readonly RunningClock[];
  readonly on: string;
  /** The date that a person set with the step. */
  readonly dueOn: string | undefined;
}

/** Whether a person must set a date with this step. */
export const asksForDate = (process: Process, { action, to, moves }: Transition): boolean =>
  getState(process, to).clocks.some(
    (clock) => (clock.days === null && clock.from === action) || (moves?.includes(clock.id) ?? false),
  );

export function planClocks(move: Move): readonly ClockChange[] {
  const { process, transition, clocks, on } = move;
  const running = getState(process, transition.to).clocks;
  const fresh = running.filter(
    ({ id, from }) => from === transition.action || (transition.moves?.includes(id) ?? false),
  );
  const changes: ClockChange[] = [];
  for (const clock of clocks.filter(({ endedBy }) => endedBy === null)) {
    const endedBy = endOf(clock, move, fresh, running);
    if (endedBy === undefined) changes.push(...pauses(clock, running, transition, on));
    else changes.push({ kind: 'end', clock: clock.clock, run: clock.run, endedOn: on, endedBy });
  }
  for (const definition of fresh) {
    const last = clocks.findLast(({ clock }) => clock === definition.id);
    const moved = definition.from !== transition.action && last !== undefined;
    changes.push({
      kind: 'start',
      clock: startClock(
        definition,
        moved ? last.startedOn : on,
        (last?.run ?? 0) + 1,
        moved || definition.days === null ? move.dueOn : undefined,
      ),
    });
  }
  return changes;
}

function endOf(
  clock: RunningClock,
  { process, transition }: Move,
  fresh: readonly ProcessClock[],
  running: readonly ProcessClock[],
): string | undefined {
  if (clock.onExpiry === transition.action && transition.by.includes('clock')) return 'expired';
  if (fresh.some(({ id }) => id === clock.clock)) return 'moved';
  const definitions = process.states.flatMap(({ clocks }) => clocks.filter(({ id }) => id === clock.clock));
  if (definitions.some(({ endedBy }) => endedBy.includes(transition.action))) return transition.action;
  if (definitions.some(({ from }) => transition.undoes?.includes(from))) return 'undone';
  return running.some(({ id }) => id === clock.clock) ? undefined : 'left';
}

function startClock(
  definition: ProcessClock,
  startedOn: string,
  run: number,
  dueOn: string | undefined,
): RunningClock {
  const counted = countFrom(definition, startedOn, dueOn);
  return {
    clock: definition.id,
    run,
    startedOn,
    ...counted,
    pausedSince: null,
    pausedBy: null,
    onExpiry: definition.onExpiry,
    endedOn: null,
    endedBy: null,
  };
}

function countFrom(
  { days, kind, id }: ProcessClock,
  startedOn: string,
  dueOn: string | undefined,
): { readonly dueOn: string; readonly readings: readonly DeadlineReading[]; readonly provisional: boolean } {
  if (dueOn !== undefined) return { dueOn, readings: [], provisional: false };
  if (days === null) throw new RangeError(`clock ${id} was given no date`);
  const period = { count: days, unit: kind === 'working' ? 'workingDay' : 'day' } as const;
  const { due, otherReadings, provisional } = countDeadline(startedOn, period, chinaCalendar);
  return { dueOn: due, readings: otherReadings, provisional };
}

function pauses(
  clock: RunningClock,
  running: readonly ProcessClock[],
  { pauses: stops, resumes }: Transition,
  on: string,
): readonly ClockChange[] {
  const causes = running.find(({ id }) => id === clock.clock)?.pausedBy ?? [];
  const by = causes.find((cause) => stops?.includes(cause));
  const { run, pausedSince } = clock;
  if (by !== undefined && pausedSince === null)
    return [{ kind: 'pause', clock: clock.clock, run, since: on, by }];
  if (pausedSince === null || clock.pausedBy === null || !resumes?.includes(clock.pausedBy)) return [];
  // The days that were lost are added, and the last one moves over days off again.
  const dueOn = rollForward(chinaCalendar, addDays(clock.dueOn, Math.max(0, daysBetween(pausedSince, on))));
  return [{ kind: 'resume', clock: clock.clock, run, dueOn, provisional: dueOn > chinaCalendar.to }];
}
