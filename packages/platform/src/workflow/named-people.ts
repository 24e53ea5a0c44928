// SPDX-License-Identifier: Apache-2.0
/** Who has which duty: named with a step, named anew, gone. Nothing is overwritten: a duty has a first and a last step. */
import type { StepBody } from '@mingjing/contracts/desk';
import type { Transition } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import type { AssignedPerson, ProcessRecord } from './record.ts';
import type { StepSituation } from './rules.ts';
import type { StepContext } from './step-context.ts';

export const invalid = (path: string, reason: string) =>
  new PlatformError('platform/invalid', { path, reason });

/** People named with the step, if the table asks for them: members of the role, in this range, not suspended. */
export async function peopleNamed(
  { tx }: StepContext,
  { instance }: ProcessRecord,
  { needs }: Transition,
  body: StepBody,
): Promise<ProcessRecord['persons']> {
  const named: AssignedPerson[] = [];
  for (const [duty, userIds] of Object.entries(body.persons ?? {})) {
    const role = needs.find((need) => need.kind === 'persons' && need.id === duty)?.role;
    if (role === undefined) throw invalid(`persons.${duty}`, '这一步不指定人员 · this step names nobody');
    for (const userId of new Set(userIds)) {
      const [member] = await tx.query<{ name: string }>(
        `SELECT display_name AS name FROM member WHERE user_id = $1 AND role = $2 AND NOT suspended
            AND $3 LIKE jurisdiction || '%'`,
        [userId, role, instance.jurisdiction],
      );
      if (!member)
        throw invalid(
          `persons.${duty}`,
          `${userId}：没有这名人员，或者不是这个角色 · no such person in that role`,
        );
      named.push({ duty, userId, role, name: member.name, there: true });
    }
  }
  return named;
}

const isSame = (a: AssignedPerson, b: AssignedPerson): boolean => a.duty === b.duty && a.userId === b.userId;

/** Who has which duty with the step taken. */
export function withNamed(
  before: ProcessRecord['persons'],
  named: ProcessRecord['persons'],
  { replaces = [] }: Transition,
): ProcessRecord['persons'] {
  return [
    ...before.filter((one) => !replaces.includes(one.duty) && !named.some((other) => isSame(one, other))),
    ...named,
  ];
}

export async function keepPersons(
  tx: Transaction,
  { instance, persons }: StepSituation,
  before: ProcessRecord['persons'],
): Promise<void> {
  const seq = instance.version + 1;
  for (const { duty, userId } of before.filter((one) => !persons.some((other) => isSame(one, other))))
    await tx.query(
      'UPDATE process_person SET until_seq = $4 WHERE instance_id = $1 AND duty = $2 AND user_id = $3 AND until_seq IS NULL',
      [instance.id, duty, userId, seq],
    );
  for (const { duty, userId, role } of persons.filter((one) => !before.some((other) => isSame(one, other))))
    await tx.query(
      'INSERT INTO process_person (instance_id, duty, user_id, role, since_seq) VALUES ($1, $2, $3, $4, $5)',
      [instance.id, duty, userId, role, seq],
    );
}
