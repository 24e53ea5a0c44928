// SPDX-License-Identifier: Apache-2.0
/** Who is asking: from the session to a member, and the one gate before every route. */

import type { DeskRole } from '@mingjing/contracts';
import type pg from 'pg';
import type { Actor } from '../actor.ts';
import { PlatformError } from '../errors.ts';
import { findAssurance, type SignIn } from './sign-in.ts';

/**
 * Who the cookies belong to.
 *
 * @returns undefined when nobody is signed in or the person is no member
 * @throws PlatformError `platform/suspended`
 */
export async function findActor(signIn: SignIn, pool: pg.Pool, headers: Headers): Promise<Actor | undefined> {
  if (!headers.has('cookie')) return undefined;
  const current = await signIn.auth.api.getSession({ headers });
  if (!current) return undefined;
  const member = await findMember(pool, current.user.id);
  if (!member) return undefined;
  if (member.suspended) throw new PlatformError('platform/suspended');
  return {
    userId: current.user.id,
    sessionId: current.session.id,
    displayName: member.displayName,
    email: current.user.email,
    role: member.role,
    audience: member.organisationKind === 'police' ? 'official' : 'unit',
    organisationId: member.organisationId,
    organisationName: member.organisationName,
    jurisdiction: member.jurisdiction,
    assurance: await findAssurance(pool, current.session.id),
    secondFactorEnrolled: (current.user as { twoFactorEnabled?: boolean | null }).twoFactorEnabled === true,
    oneTimePassword: member.oneTimePassword,
  };
}

interface MemberRow {
  readonly role: DeskRole;
  readonly displayName: string;
  readonly suspended: boolean;
  readonly jurisdiction: string;
  readonly organisationId: string;
  readonly organisationKind: string;
  readonly organisationName: string;
  readonly oneTimePassword: boolean;
}

async function findMember(pool: pg.Pool, userId: string): Promise<MemberRow | undefined> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SELECT set_config('mj.user', $1, true)`, [userId]);
    const { rows: members } = await client.query<Omit<MemberRow, 'organisationKind' | 'organisationName'>>(
      `SELECT role, display_name AS "displayName", suspended, jurisdiction, organisation_id AS "organisationId",
              EXISTS (SELECT 1 FROM one_time_password p WHERE p.user_id = $1) AS "oneTimePassword"
         FROM member WHERE user_id = $1`,
      [userId],
    );
    const [member] = members;
    if (!member) return undefined;
    await client.query(`SELECT set_config('mj.org', $1, true)`, [member.organisationId]);
    const { rows: organisations } = await client.query<{ kind: string; name: string }>(
      'SELECT kind, name FROM organisation WHERE id = $1',
      [member.organisationId],
    );
    const [organisation] = organisations;
    return (
      organisation && { ...member, organisationKind: organisation.kind, organisationName: organisation.name }
    );
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

/**
 * The one gate. A password that somebody else has seen opens nothing but its change. Officials need a second factor
 * whatever door they came through, and sign in again after `hours`, used or not; others need theirs where they have one.
 *
 * @throws PlatformError `platform/password-change-required`, `platform/second-factor-required`, `platform/assurance-expired`
 */
export function checkAssurance(actor: Actor, nowMs: number): void {
  const { assurance } = actor;
  // A stolen one-time password changes nothing where a second factor stands before it.
  if (actor.secondFactorEnrolled && !assurance?.secondFactor)
    throw new PlatformError('platform/second-factor-required');
  if (actor.oneTimePassword) throw new PlatformError('platform/password-change-required');
  if (actor.audience !== 'official') return;
  if (!assurance?.secondFactor) throw new PlatformError('platform/second-factor-required');
  if (nowMs - assurance.at.getTime() > assurance.hours * 3_600_000)
    throw new PlatformError('platform/assurance-expired', { hours: assurance.hours });
}
