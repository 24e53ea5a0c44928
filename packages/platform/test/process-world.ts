// SPDX-License-Identifier: Apache-2.0
/** A platform with a person of every role in the demo county, who sign in as browsers do. */

import { type DeskRole as Role, deskRoles as roles } from '@mingjing/contracts';
import { getProcess, type Need, type Process, type ProcessRole, type Transition } from '@mingjing/law';
import { emailOf, makeAccount } from '../src/people/index.ts';
import { type Answer, openWorld, password, Visitor, type World } from './platform-world.ts';

export interface ProcessWorld {
  readonly world: World;
  readonly visitors: ReadonlyMap<string, Visitor>;
  readonly userIds: ReadonlyMap<string, string>;
  /** A unit of the county whose manager and staff are visitors. */
  readonly unitId: string;
}

const unitRoles = new Set<Role>(['unitManager', 'unitStaff']);

/** Every role once, and a second case officer and supervision officer. */
export async function openProcessWorld(): Promise<ProcessWorld> {
  const world = await openWorld();
  const { database, signIn } = world.running.platform;
  const visitors = new Map<string, Visitor>();
  const userIds = new Map<string, string>();
  const organisation = async (kind: string, name: string) => {
    const { rows } = await database.owner.query<{ id: string }>(
      'INSERT INTO organisation (kind, name, jurisdiction) VALUES ($1, $2, $3) RETURNING id',
      [kind, name, '110199'],
    );
    return rows[0]?.id ?? '';
  };
  const organ = await organisation('police', '演示区公安分局');
  const managed = await organisation('unit', '演示单位');
  const firm = await organisation('firm', '演示从业单位');
  const { rows } = await database.owner.query<{ id: string }>(
    `UPDATE unit SET organisation_id = $1 WHERE id = (SELECT id FROM unit WHERE name = '演示商场') RETURNING id`,
    [managed],
  );
  await database.owner.query(
    `INSERT INTO recorder (unit_id, jurisdiction, origin, vkey, fingerprint, enrolled_at)
     VALUES ($1, '110199', 'mingjing/walk', '', '演示', now())`,
    [rows[0]?.id],
  );
  for (const [name, role] of [
    ...roles.map((role) => [role, role] as const),
    ['caseOfficer2', 'caseOfficer'] as const,
    ['supervisionOfficer2', 'supervisionOfficer'] as const,
  ]) {
    const user = `as-${name.toLowerCase()}`;
    const userId = await makeAccount(signIn, { email: emailOf(user), name: `演示 ${name}`, password });
    const of = role === 'firm' ? firm : unitRoles.has(role) ? managed : organ;
    await database.owner.query(
      `INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email) VALUES ($1, $2, '110199', $3, $4, $5)`,
      [userId, of, role, `演示 ${name}`, emailOf(user)],
    );
    const visitor = new Visitor(world.running.url);
    if (of === organ) await visitor.signInWithSecondFactor(user);
    else await visitor.signIn(user);
    visitors.set(name, visitor);
    userIds.set(name, userId);
  }
  return { world, visitors, userIds, unitId: rows[0]?.id ?? '' };
}

export const visitorOf = ({ visitors }: ProcessWorld, role: string): Visitor => {
  const visitor = visitors.get(role);
  if (!visitor) throw new Error(`nobody is ${role}`);
  return visitor;
};

/** Everything that a row of the table asks for, said plainly. */
export function bodyFor(world: ProcessWorld, row: Transition, version: number, more: object = {}): object {
  const people = (need: Need): readonly string[] =>
    need.role === 'caseOfficer'
      ? [world.userIds.get('caseOfficer') ?? '', world.userIds.get('caseOfficer2') ?? '']
      : need.role === 'supervisionOfficer'
        ? [world.userIds.get('supervisionOfficer') ?? '', world.userIds.get('supervisionOfficer2') ?? '']
        : [world.userIds.get(need.role ?? '') ?? ''];
  return {
    version,
    reason: '演示理由',
    facts: Object.fromEntries(
      row.needs.filter(({ kind }) => kind === 'fact').map(({ id }) => [id, `演示：${id}`]),
    ),
    persons: Object.fromEntries(
      row.needs.filter(({ kind }) => kind === 'persons').map((need) => [need.id, people(need)]),
    ),
    ...more,
  };
}

/** A date set by a person, where the table asks for one. */
export function datesFor(process: Process, row: Transition, dueOn: string): object {
  const clocks = process.states.find(({ id }) => id === row.to)?.clocks ?? [];
  const asked = clocks.some(
    (clock) => (clock.days === null && clock.from === row.action) || row.moves?.includes(clock.id),
  );
  return asked ? { dueOn } : {};
}

export const rowFrom = (process: string, state: string, action: string): Transition => {
  const row = getProcess(process).transitions.find(
    (one) => one.action === action && one.from.includes(state),
  );
  if (!row) throw new Error(`${process} has no ${action} from ${state}`);
  return row;
};

/** Takes a step as the first role that may; a clock's step is not taken by anybody. */
export async function go(
  world: ProcessWorld,
  process: string,
  id: string,
  action: string,
  more: object = {},
): Promise<Answer> {
  const reader = visitorOf(
    world,
    process === 'practitioner-filing' || process === 'project' ? 'supervisionOfficer' : 'administrator',
  );
  const { json } = await reader.call('GET', `/api/${process}/${id}`);
  const row = rowFrom(process, json.state, action);
  const role = row.by.find((one: ProcessRole) => world.visitors.has(one)) ?? '';
  return visitorOf(world, role).call('POST', `/api/${process}/${id}/actions/${action}`, {
    ...bodyFor(world, row, json.version),
    ...datesFor(getProcess(process), row, '2027-03-01'),
    ...more,
  });
}
