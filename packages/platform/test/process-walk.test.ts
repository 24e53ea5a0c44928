// SPDX-License-Identifier: Apache-2.0
/**
 * The printed table, walked through HTTP: every row is taken once from every state it leaves, every row is refused to
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

async function at(process: Process, way: readonly string[]): Promise<string> {
  const id = await openOne(world, process.process);
  for (const action of way) {
    const { status, json } = await take(world, process.process, id, action);
    expect(status, `${process.process} ${action}: ${JSON.stringify(json?.unmet ?? json)}`).toBe(200);
  }
  return id;
}

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

  const rows: readonly (readonly [string, string, Transition])[] = process.transitions.flatMap((row) =>
    row.from.flatMap((from) =>
      ways.has(from) && takers(row).length > 0 ? [[row.action, from, row] as const] : [],
    ),
  );
  it.each(rows)('%s from %s', async (action, from, row) => {
    const id = await at(process, ways.get(from) ?? []);
    const { status, json } = await take(world, name, id, action);
    expect(status, JSON.stringify(json?.unmet ?? json)).toBe(200);
    expect(json.state).toBe(row.to);
  });

  it.each([...ways])('in %s what does not leave it is a conflict', async (state, way) => {
    const id = await at(process, way);
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
      expect([409, 404], `${action}: ${JSON.stringify(json)}`).toContain(status);
    }
    expect((await readOne(world, name, id)).state).toBe(state);
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
