// SPDX-License-Identifier: Apache-2.0
/** The very first start makes an organ that supervises everything and its administrator. */
import type { Database } from '../database/database.ts';
import type { Clock } from '../edge.ts';
import { makeAccount } from './accounts.ts';
import { markOneTime } from './own-account.ts';
import type { SignIn } from './sign-in.ts';

/** Sign-in names without an @ belong to this domain, which no mail reaches. */
export const localDomain = 'mingjing.invalid';
export const emailOf = (user: string): string =>
  (user.includes('@') ? user : `${user}@${localDomain}`).toLowerCase();

/** @returns undefined when there are people already */
export async function makeFirstAdministrator(
  {
    database,
    signIn,
    clock,
  }: { readonly database: Pick<Database, 'owner'>; readonly signIn: SignIn; readonly clock: Clock },
  first: { readonly user: string; readonly password: string },
): Promise<{ readonly user: string; readonly password: string } | undefined> {
  const { rowCount } = await database.owner.query('SELECT 1 FROM member LIMIT 1');
  if (rowCount) return undefined;
  const email = emailOf(first.user);
  const userId = await makeAccount(signIn, { email, name: '管理员', password: first.password });
  await database.owner.query(
    `WITH organ AS (INSERT INTO organisation (kind, name, jurisdiction) VALUES ('police', '平台管理', '') RETURNING id)
     INSERT INTO member (user_id, organisation_id, jurisdiction, role, display_name, email)
     SELECT $1, id, '', 'administrator', '管理员', $2 FROM organ`,
    [userId, email],
  );
  // It was printed: whoever reads it can do nothing but change it.
  await markOneTime(database.owner, userId, clock());
  return first;
}
