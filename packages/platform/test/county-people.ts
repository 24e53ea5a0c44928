// SPDX-License-Identifier: Apache-2.0
/** People of the demo county's police organ, as many as a test needs. */
import { emailOf, makeAccount } from '../src/people/index.ts';
import { password, type World } from './platform-world.ts';

export interface County {
  /** The police organ. */
  readonly organ: string;
  /** @returns the id of a new person with the password of all */
  readonly add: (user: string, role: string, jurisdiction?: string) => Promise<string>;
}

export async function openCounty({ running }: Pick<World, 'running'>): Promise<County> {
  const { database, signIn } = running.platform;
  const { rows } = await database.owner.query<{ id: string }>(
    `SELECT id FROM organisation WHERE kind = 'police' AND jurisdiction = '110199' LIMIT 1`,
  );
  const organ = rows[0]?.id ?? '';
  return {
    organ,
    add: async (user, role, jurisdiction = '110199') => {
      const userId = await makeAccount(signIn, { email: emailOf(user), name: `演示 ${user}`, password });
      await database.owner.query(
        `INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email) VALUES ($1, $2, $3, $4, $5, $6)`,
        [userId, organ, jurisdiction, role, `演示 ${user}`, emailOf(user)],
      );
      return userId;
    },
  };
}
