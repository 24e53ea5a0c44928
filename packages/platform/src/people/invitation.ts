// SPDX-License-Identifier: Apache-2.0
/** An invitation: a link that works once, sent by letter; only its hash is kept. */
import { createHash, randomBytes } from 'node:crypto';
import type { DeskRole } from '@mingjing/contracts';
import { oneOf, type Transaction } from '../database/scope.ts';
import { postLetter } from '../letter.ts';

const invitationDays = 14;
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex');

/** The organisation somebody is invited into. */
export interface Invited {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly creditCode: string | null;
}

export interface Inviter {
  readonly tx: Transaction;
  readonly userId: string;
  readonly nowMs: number;
  readonly publicUrl: string;
}

interface Guest {
  readonly email: string;
  readonly displayName: string;
  readonly role: DeskRole;
  readonly organisation: Invited;
  /** What stands before the link in the letter; absent: that one is invited. */
  readonly said?: string;
}

/** Writes the invitation and its letter. Row policies say who may invite whom. */
export async function sendInvitation(
  { tx, userId, nowMs, publicUrl }: Inviter,
  { email, displayName, role, organisation, said }: Guest,
): Promise<{ readonly id: string; readonly link: string; readonly expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(nowMs + invitationDays * 86_400_000);
  const { id } = oneOf(
    await tx.query<{ id: string }>(
      `INSERT INTO invitation (token_hash, email, display_name, role, organisation_id, jurisdiction, invited_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        hashToken(token),
        email.toLowerCase(),
        displayName,
        role,
        organisation.id,
        organisation.jurisdiction,
        userId,
        expiresAt,
      ],
    ),
  );
  const link = `${publicUrl}/desk/invitation/${token}`;
  await postLetter(tx, nowMs, {
    to: email,
    subject: '明镜：邀请你登录',
    text: `${displayName}：\n\n${said ?? `${organisation.name} 邀请你使用明镜平台。`}请在 ${invitationDays} 日内打开下面的链接并设置密码（链接只能用一次）：\n\n${link}\n`,
  });
  return { id, link, expiresAt };
}

/** Invitations into an organisation that nobody has taken up, the newest of each address; expired ones too. */
export const openInvitationsOf = (tx: Transaction, organisationId: string) =>
  tx.query<{ id: string; email: string; displayName: string; role: DeskRole }>(
    `SELECT DISTINCT ON (email) id, email, display_name AS "displayName", role FROM invitation
      WHERE organisation_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL ORDER BY email, id DESC`,
    [organisationId],
  );

/** Ends what was sent to an address before, so that one link works. */
export const endInvitations = (tx: Transaction, organisationId: string, email: string, nowMs: number) =>
  tx.query(
    `UPDATE invitation SET revoked_at = $3
      WHERE organisation_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL RETURNING id`,
    [organisationId, email.toLowerCase(), new Date(nowMs)],
  );
