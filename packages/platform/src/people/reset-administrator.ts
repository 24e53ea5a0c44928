// SPDX-License-Identifier: Apache-2.0
/**
 * The way in when the only administrator has lost password or telephone: on the server, by whoever may read its data.
 * It leaves an act in the evidence log, a notice to the person, and one to the internal supervisors.
 */
import { resetAdministratorAct } from '@mingjing/contracts/desk';
import type pg from 'pg';
import { newSalt } from '../audit/index.ts';
import type { Clock } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import type { OwnAccount } from '../services.ts';
import { emailOf } from './first-administrator.ts';

interface Tools {
  /** Passes over row policies: nobody is signed in. */
  readonly owner: pg.Pool;
  readonly own: OwnAccount;
  readonly clock: Clock;
}

export interface AdministratorReset {
  /** Name or e-mail of the administrator. */
  readonly user: string;
  readonly reason: string;
  /** Also takes authenticator, backup codes and passkeys away. */
  readonly secondFactor: boolean;
}

/**
 * @returns the one-time password, to be shown once
 * @throws PlatformError `platform/no-such-administrator` for anybody else, also for administrators who are suspended
 */
export async function resetAdministrator(
  { owner, own, clock }: Tools,
  { user, reason, secondFactor }: AdministratorReset,
): Promise<string> {
  const email = emailOf(user);
  const { rows } = await owner.query<{ user_id: string; jurisdiction: string }>(
    `SELECT user_id, jurisdiction FROM member WHERE email = $1 AND role = 'administrator' AND NOT suspended`,
    [email],
  );
  const [person] = rows;
  if (!person) throw new PlatformError('platform/no-such-administrator', { user });
  const at = new Date(clock());
  // First the act: a crash afterwards leaves a trace without a reset, never a reset without a trace.
  await owner.query(
    `INSERT INTO audit_record (at, jurisdiction, user_id, role, action, kind, subject, subject_ids, purpose, detail, outcome, salt)
     VALUES ($1, $2, '', 'nobody', $3, 'write', 'member', $4, $5, $6, 'done', $7)`,
    [
      at,
      person.jurisdiction,
      resetAdministratorAct,
      [person.user_id],
      reason,
      JSON.stringify({ secondFactor }),
      newSalt(),
    ],
  );
  if (secondFactor) await own.resetSecondFactor(person.user_id, email);
  const password = await own.resetPassword(person.user_id, email);
  const said = `管理员 ${user} 的密码${secondFactor ? '和第二因素' : ''}在服务器上被重置，理由：${reason}`;
  await owner.query(
    `INSERT INTO notification (user_id, kind, subject_id, text, created_at)
     SELECT m.user_id, 'account-changed', $1, $2, $3 FROM member m JOIN organisation o ON o.id = m.organisation_id
      WHERE NOT m.suspended AND (m.user_id = $1 OR (m.role IN ('internalSupervisor', 'administrator') AND o.kind = 'police'
        AND starts_with($4, m.jurisdiction)))`,
    [person.user_id, said, at, person.jurisdiction],
  );
  return password;
}
