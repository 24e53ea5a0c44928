// SPDX-License-Identifier: Apache-2.0
/**
 * The printed table, walked through HTTP: every row is taken from every state it leaves, every row is refused to
 * every role that it does not name, and every action is a conflict in every state that it does not leave.
 */
import { getProcess, type Process, processes, type Transition } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOne, readOne, roleFor, take, takers } from './process-walk.ts';
import { openProcessWorld, type ProcessWorld, visitorOf } from './process-world.ts';

let world: ProcessWorld;
beforeAll(async () => {
  world = await openProcessWorld();
});
afterAll(() => world?.world.close());

/** Filings are opened by their form; filing.test.ts walks them. */
const walked = processes.filter(({ process }) => process !== 'filing');

/** Shortest way from the first state to each, without the steps that only a clock takes. */
function waysOf({ initial, transitions }: Process): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[initial, []]]);
  for (const [state, way] of ways)
    for (const row of transitions)
      if (row.from.includes(state) && !ways.has(row.to) && takers(row).length > 0)
        ways.set(row.to, [...way, row.action]);
  // A decision that was published before it was annulled is the one whose publication is withdrawn.
  if (ways.has('annulled')) ways.set('annulled', [...(ways.get('served') ?? []), 'publish', 'annul']);
  return ways;
}

interface Edge {
  readonly from: string;
  readonly row: Transition;
}
const keyOf = ({ from, row }: Edge): string => `${row.action} from ${from}`;

const edgesOf = (process: Process, ways: ReadonlyMap<string, readonly string[]>): readonly Edge[] =>
  process.transitions.flatMap((row) =>
    takers(row).length === 0 ? [] : row.from.flatMap((from) => (ways.has(from) ? [{ from, row }] : [])),
  );

/**
 * Few walks that together take every row from every state it leaves: each goes on with a row not yet taken, or by the
 * shortest way to one, and ends where none can be reached or where it has come back to an earlier state.
 */
function walksOf(edges: readonly Edge[], initial: string): readonly (readonly Edge[])[] {
  const left = new Set(edges);
  const walks: (readonly Edge[])[] = [];
  while (left.size > 0) {
    let walk: readonly Edge[] = [];
    for (let on = goOn(edges, left, initial, walk); on; on = goOn(edges, left, initial, walk)) {
      walk = on;
      for (const edge of walk) left.delete(edge);
    }
    if (walk.length === 0) throw new Error(`not reached: ${[...left].map(keyOf).join(', ')}`);
    walks.push(walk);
  }
  return walks;
}

const stepsAskedBy = ({ row }: Edge): readonly string[] =>
  row.needs.filter(({ kind, whenFact }) => kind === 'step' && whenFact === undefined).map(({ id }) => id);

/** The walk longer by the shortest way to a row not yet taken; a row that asks for an earlier step comes after it. */
function goOn(
  edges: readonly Edge[],
  left: ReadonlySet<Edge>,
  initial: string,
  begun: readonly Edge[],
): readonly Edge[] | undefined {
  const asked = new Set(edges.flatMap(stepsAskedBy));
  const seen = new Set<string>();
  const walks = [begun];
  for (const walk of walks) {
    const state = walk.at(-1)?.row.to ?? initial;
    const taken = new Set(walk.map(({ row }) => row.action));
    const passed = new Set([initial, ...walk.slice(0, -1).map(({ row }) => row.to)]);
    if (walk.length > 0 && walk.at(-1)?.from !== state && passed.has(state)) continue;
    const out = edges
      .filter(
        (edge) =>
          edge.from === state &&
          stepsAskedBy(edge).every((step) => taken.has(step) || madeUp(edges, step, state)),
      )
      .sort((a, b) => Number(a.row.to !== state) - Number(b.row.to !== state));
    const one = out.find((edge) => left.has(edge));
    if (one) return [...walk, one];
    for (const edge of out) {
      const key = [
        edge.row.to,
        ...[...taken, edge.row.action].filter((action) => asked.has(action)).sort(),
      ].join();
      if (seen.has(key)) continue;
      seen.add(key);
      walks.push([...walk, edge]);
    }
  }
  return undefined;
}

/** A step that can be made up for in the state itself, as `take` does. */
const madeUp = (edges: readonly Edge[], step: string, state: string): boolean =>
  edges.some(({ from, row }) => row.action === step && from === state && row.to === state);

describe.each(walked.map((process) => [process.process, process] as const))('%s', (name, process) => {
  const ways = waysOf(process);
  const clocked = process.states.filter(({ id }) => !ways.has(id)).map(({ id }) => id);

  it('reaches every state that people can reach', () => {
    for (const state of clocked)
      expect(
        process.transitions.some((row) => row.to === state && row.by.includes('clock')),
        state,
      ).toBe(true);
  });

  it('refuses every row to every role that it does not name', async () => {
    const id = await openOne(world, name);
    for (const action of new Set(process.transitions.map((row) => row.action))) {
      const may = new Set(process.transitions.filter((row) => row.action === action).flatMap(({ by }) => by));
      for (const role of world.visitors.keys()) {
        if ([...may].some((one) => role === one || role === `${one}2`)) continue;
        const { status } = await visitorOf(world, role).call('POST', `/api/${name}/${id}/actions/${action}`, {
          version: 0,
        });
        expect(status, `${action} by ${role}`).toBe(403);
      }
    }
    expect((await readOne(world, name, id)).version).toBe(0);
  });

  const edges = edgesOf(process, ways);
  const walks = walksOf(edges, process.initial);

  it('walks every row from every state it leaves', () => {
    const walkedEdges = new Set(walks.flat().map(keyOf));
    expect([...edges.map(keyOf)].filter((key) => !walkedEdges.has(key))).toEqual([]);
  });

  const conflictsTried = new Set<string>();
  /** What does not leave this state is a conflict and changes nothing; asked once in each state. */
  async function tryWhatDoesNotLeave(id: string, state: string): Promise<void> {
    if (conflictsTried.has(state)) return;
    conflictsTried.add(state);
    const { version } = await readOne(world, name, id);
    for (const action of new Set(process.transitions.map((row) => row.action))) {
      if (process.transitions.some((row) => row.action === action && row.from.includes(state))) continue;
      const row = process.transitions.find((one) => one.action === action && takers(one).length > 0);
      if (!row) continue;
      const { status, json } = await visitorOf(world, roleFor(name, row)).call(
        'POST',
        `/api/${name}/${id}/actions/${action}`,
        { version },
      );
      expect([409, 404], `${action} in ${state}: ${JSON.stringify(json)}`).toContain(status);
    }
    expect((await readOne(world, name, id)).state).toBe(state);
  }

  it.each(walks.map((walk) => [walk.map(({ row }) => row.action).join(' → '), walk] as const))(
    '%s',
    async (_, walk) => {
      const id = await openOne(world, name);
      await tryWhatDoesNotLeave(id, process.initial);
      for (const { from, row } of walk) {
        expect((await readOne(world, name, id)).state).toBe(from);
        const { status, json } = await take(world, name, id, row.action);
        expect(status, `${row.action} from ${from}: ${JSON.stringify(json?.unmet ?? json)}`).toBe(200);
        expect(json.state, row.action).toBe(row.to);
        await tryWhatDoesNotLeave(id, row.to);
      }
    },
  );

  it('has asked for conflicts in every state that people can reach', () => {
    expect([...ways.keys()].filter((state) => !conflictsTried.has(state))).toEqual([]);
  });
});

it('every row of the table is walked or belongs to a clock', () => {
  for (const { process, transitions } of walked)
    for (const row of transitions)
      if (takers(row).length === 0)
        expect(
          row.by.every((role) => role === 'clock' || role === 'citizen'),
          `${process} ${row.action}`,
        ).toBe(true);
  expect(getProcess('case').transitions.length).toBeGreaterThan(40);
});
