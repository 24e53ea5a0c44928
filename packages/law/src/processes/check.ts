// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the printed table is whole: names that resolve, states that are reached and left, clocks that end. Reads
 * plain data, so it checks a table that came over the wire as well as ours.
 */
import { findProvision } from '../corpus/corpus.ts';
import { paperTitles } from './papers.ts';
import type { Process } from './process.ts';

/** States that some path from `start` reaches, passing only rows that `passes`. */
export function reachable(
  process: Process,
  start: string,
  passes: (row: Process['transitions'][number]) => boolean = () => true,
): ReadonlySet<string> {
  const seen = new Set([start]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const row of process.transitions) {
      if (seen.has(row.to) || !passes(row) || !row.from.some((from) => seen.has(from))) continue;
      seen.add(row.to);
      grew = true;
    }
  }
  return seen;
}

/** @returns what is wrong, in words; empty when the process is whole */
export function checkProcess(process: Process): readonly string[] {
  return [...checkNames(process), ...checkStates(process), ...checkClocks(process)];
}

function checkNames({ process, states, transitions }: Process): readonly string[] {
  const wrong: string[] = [];
  const ids = new Set(states.map((state) => state.id));
  const actions = new Set(transitions.map((row) => row.action));
  const cites = (provision: string, where: string) => {
    if (findProvision(provision) === undefined) wrong.push(`${process}: ${where} cites ${provision}`);
  };
  for (const row of transitions) {
    const where = `${row.action} from ${row.from.join('|')}`;
    for (const id of [...row.from, row.to])
      if (!ids.has(id)) wrong.push(`${process}: ${where}: no state ${id}`);
    for (const from of row.from) {
      const twins = transitions.filter((other) => other.action === row.action && other.from.includes(from));
      if (twins.length > 1) wrong.push(`${process}: ${row.action} has two rows from ${from}`);
    }
    for (const action of row.undoes ?? [])
      if (!actions.has(action)) wrong.push(`${process}: ${where} undoes unknown ${action}`);
    for (const id of row.moves ?? [])
      if (!states.some((state) => state.id === row.to && state.clocks.some((clock) => clock.id === id)))
        wrong.push(`${process}: ${where} moves ${id}, which does not run in ${row.to}`);
    for (const id of row.writes)
      if (!(id in paperTitles)) wrong.push(`${process}: ${where} writes unknown ${id}`);
    cites(row.provision, where);
    for (const need of row.needs) {
      cites(need.provision, `${where} need ${need.id}`);
      if (need.kind === 'step' && !actions.has(need.id))
        wrong.push(`${process}: ${where} needs unknown step ${need.id}`);
      if (need.kind === 'document' && !(need.id in paperTitles))
        wrong.push(`${process}: ${where} needs unknown paper ${need.id}`);
      if (
        need.kind === 'clock' &&
        !states.some((state) => state.clocks.some((clock) => clock.id === need.id))
      )
        wrong.push(`${process}: ${where} needs unknown clock ${need.id}`);
      if (need.kind === 'approval' && !transitions.some((other) => other.approvesAs === need.id))
        wrong.push(`${process}: ${where} needs an approval by ${need.id} that nobody can give`);
    }
  }
  return wrong;
}

function checkStates(process: Process): readonly string[] {
  const { states, transitions, initial } = process;
  const reached = reachable(process, initial);
  const ends = (id: string) => {
    const from = reachable(process, id);
    return states.some((state) => state.final && from.has(state.id));
  };
  return [
    ...states
      .filter(({ id }) => !reached.has(id))
      .map(({ id }) => `${process.process}: ${id} is never reached`),
    ...states
      .filter(({ id, final }) => !final && !ends(id))
      .map(({ id }) => `${process.process}: ${id} has no way to an end`),
    ...states
      .filter(({ id, final }) => final && transitions.some((row) => row.from.includes(id) && row.to !== id))
      .map(({ id }) => `${process.process}: ${id} is final and left`),
  ];
}

function checkClocks({ process, states, transitions }: Process): readonly string[] {
  const wrong: string[] = [];
  const actions = new Set(transitions.map((row) => row.action));
  for (const state of states)
    for (const clock of state.clocks) {
      const where = `${process}: clock ${clock.id} in ${state.id}`;
      for (const action of [clock.from, ...clock.endedBy])
        if (!actions.has(action)) wrong.push(`${where} names unknown ${action}`);
      if (findProvision(clock.provision) === undefined) wrong.push(`${where} cites ${clock.provision}`);
      for (const cause of clock.pausedBy) {
        if (!transitions.some((row) => row.pauses?.includes(cause)))
          wrong.push(`${where}: nothing pauses for ${cause}`);
        if (!transitions.some((row) => row.resumes?.includes(cause)))
          wrong.push(`${where}: nothing ends ${cause}`);
      }
      if (clock.onExpiry === null) continue;
      const row = transitions.find((one) => one.action === clock.onExpiry && one.from.includes(state.id));
      if (!row?.by.includes('clock')) wrong.push(`${where} runs out into nothing`);
    }
  return wrong;
}
