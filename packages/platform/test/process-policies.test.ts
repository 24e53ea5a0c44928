// SPDX-License-Identifier: Apache-2.0
/**
 * The printed table against the database alone, without the program between them: what row policies and triggers let
 * each role write is what the table prints, row for row. Every action from every state is tried as every role, by the
 * officials of the county and of another, by the party and by another unit.
 */
import { type DeskRole, desk, deskRoles } from '@mingjing/contracts';
import { processes } from '@mingjing/law';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/database/migrate.ts';
import { type Scope, withScope } from '../src/database/scope.ts';
import { processOperations } from '../src/operations.ts';
import { writeProcessRows } from '../src/workflow/rows.ts';
import { application, type DatabaseWorld, openDatabaseWorld } from './database-world.ts';

const party = '01900000-0000-7000-8000-000000000001';
const stranger = '01900000-0000-7000-8000-000000000002';
const place = '110105';

let world: DatabaseWorld;
let owner: pg.Pool;
let asked: pg.Pool;
beforeAll(async () => {
  world = await openDatabaseWorld();
  const urls = await world.urls('policies');
  owner = new pg.Pool({ connectionString: urls.owner, max: 1 });
  asked = new pg.Pool({ connectionString: urls.application, max: 1 });
  for (const pool of [owner, asked]) pool.on('error', () => undefined);
  await migrate(owner, 2026, application);
  await writeProcessRows(owner);
  await owner.query(
    `INSERT INTO process_instance (process, state, version, jurisdiction, organisation_id, shown_to_party, title, data,
        opened_by, opened_at, updated_at)
       SELECT r.process, r.state, 0, $1, $2, true, '演示', '{}', '', now(), now()
         FROM jsonb_to_recordset($3) AS r(process text, state text)`,
    [
      place,
      party,
      JSON.stringify(
        processes.flatMap(({ process, states }) => states.map(({ id: state }) => ({ process, state }))),
      ),
    ],
  );
  // Tries one step and undoes it; runs with the rights of who asks.
  await owner.query(
    `CREATE FUNCTION tried(of_process text, what text, came text, went text, who text, as_user text) RETURNS text LANGUAGE plpgsql AS $$
     DECLARE thing uuid; moved int;
     BEGIN
       SELECT id INTO thing FROM process_instance WHERE process = of_process AND state = came;
       IF thing IS NULL THEN RETURN 'not seen'; END IF;
       INSERT INTO process_step (instance_id, seq, action, from_state, to_state, "by", role, at, on_day, input, papers, undoes)
         VALUES (thing, 1, what, came, went, as_user, who, now(), '2026-11-20', '{}', '{}', '{}');
       UPDATE process_instance SET state = went, version = 1 WHERE id = thing;
       GET DIAGNOSTICS moved = ROW_COUNT;
       IF moved = 1 THEN RAISE EXCEPTION 'taken'; END IF;
       RETURN 'not moved';
     EXCEPTION WHEN OTHERS THEN RETURN SQLERRM; END $$`,
  );
  await owner.query('GRANT EXECUTE ON FUNCTION tried TO PUBLIC');
});
afterAll(async () => {
  await Promise.all([owner, asked].map((pool) => pool?.end()));
  await world?.close();
});

/** Every action from every state, to where the table leads it from anywhere. */
const attempts = processes.flatMap(({ process, states, transitions }) => {
  const leads = new Map(transitions.map(({ action, to }) => [`${action} ${to}`, { action, to }]));
  return states.flatMap(({ id: from }) => [...leads.values()].map((lead) => ({ process, from, ...lead })));
});
type Attempt = (typeof attempts)[number];
const nameOf = ({ process, action, from, to }: Attempt) => `${process}: ${action}, ${from} → ${to}`;
const printedFor = (role: string): readonly string[] =>
  processes
    .flatMap(({ process, transitions }) =>
      transitions
        .filter(({ by }) => by.some((one) => one === role))
        .flatMap(({ action, from, to }) => from.map((state) => ({ process, action, from: state, to }))),
    )
    .map(nameOf)
    .sort();

const isOfUnit = (role: DeskRole) => !desk.officials.some((one) => one === role);
const scopeOf = (role: DeskRole, range: string, organisationId: string): Scope => ({
  userId: 'u',
  role,
  ...(isOfUnit(role) ? { audience: 'unit', organisationId } : { audience: 'official', jurisdiction: range }),
});

/** What the database lets this role write, of all attempts or of those that the table prints for it. */
async function takenBy(
  role: string,
  scope: Scope,
  which: 'all' | 'printed' = 'printed',
): Promise<readonly string[]> {
  const printed = new Set(printedFor(role));
  const tries = attempts.filter((one) => which === 'all' || printed.has(nameOf(one)));
  const rows = await withScope(asked, scope, (tx) =>
    tx.query<Attempt & { said: string }>(
      `SELECT r.*, tried(r.process, r.action, r."from", r."to", $2, 'u') AS said
         FROM jsonb_to_recordset($1) AS r(process text, action text, "from" text, "to" text)`,
      [JSON.stringify(tries), role],
    ),
  );
  expect(rows).toHaveLength(tries.length);
  return rows
    .filter(({ said }) => said === 'taken')
    .map(nameOf)
    .sort();
}

describe.each(deskRoles)('%s', (role) => {
  it('writes the steps that the table gives it, and no other', async () => {
    expect(await takenBy(role, scopeOf(role, place, party), 'all')).toEqual(printedFor(role));
  });

  it('writes none in another county, of another unit, or under another role', async () => {
    expect(await takenBy(role, scopeOf(role, '130302', stranger))).toEqual([]);
    const other = role === 'supervisionOfficer' ? 'caseOfficer' : 'supervisionOfficer';
    expect(await takenBy(other, scopeOf(role, place, party))).toEqual([]);
    expect(await takenBy('clock', scopeOf(role, place, party))).toEqual([]);
  });

  it('opens what the operations let it open', async () => {
    const opens = (process: string, from: string): Promise<boolean> =>
      withScope<boolean>(asked, scopeOf(role, place, party), async (tx) => {
        await tx.query(
          `INSERT INTO process_instance (process, state, version, jurisdiction, organisation_id, shown_to_party, title, data,
              opened_by, opened_at, updated_at) VALUES ($1, $2, 0, $3, $4, true, '演示', '{}', 'u', now(), now())`,
          [process, from, place, party],
        );
        throw new Error('taken');
      }).catch((error: Error) => error.message === 'taken');
    for (const { process, open } of processOperations) {
      const initial = processes.find((one) => one.process === process)?.initial ?? '';
      // A filing is opened with its form; the database makes its thing.
      if (isOfUnit(role) && process !== 'filing')
        expect([process, await opens(process, initial)]).toEqual([process, openedByUnits(open?.roles)]);
      else if (open?.roles.includes(role)) expect(await opens(process, initial), process).toBe(true);
    }
  });
});

/** The policy knows units, not their people: who of a unit may is the operation's to say. */
const openedByUnits = (roles: readonly DeskRole[] = []): boolean => roles.some(isOfUnit);

it('nobody without an account writes a step', async () => {
  expect(await takenBy('citizen', { audience: 'public' })).toEqual([]);
  expect(await takenBy('supervisionOfficer', { audience: 'public' })).toEqual([]);
});

it('a clock takes the steps that the table gives it, each when a clock ran out for it', async () => {
  const byClock = async () =>
    (
      await owner.query<Attempt>(
        `SELECT r.* FROM jsonb_to_recordset($1) AS r(process text, action text, "from" text, "to" text)
          WHERE tried(r.process, r.action, r."from", r."to", 'clock', '') = 'taken'`,
        [JSON.stringify(attempts)],
      )
    ).rows
      .map(nameOf)
      .sort();
  expect(await byClock()).toEqual([]);
  await owner.query(
    `INSERT INTO process_clock (instance_id, clock, run, started_on, due_on, readings, provisional, on_expiry)
       SELECT i.id, r.action, 1, '2026-11-01', '2026-11-19', '[]', false, r.action FROM process_instance i
         JOIN (SELECT DISTINCT process, action FROM process_row) r ON r.process = i.process`,
  );
  expect(await byClock()).toEqual(printedFor('clock'));
});
