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
}

/** Writes the invitation and its letter. Row policies say who may invite whom. */
export async function sendInvitation(
  { tx, userId, nowMs, publicUrl }: Inviter,
  { email, displayName, role, organisation }: Guest,
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
    text: `${displayName}：\n\n${organisation.name} 邀请你使用明镜平台。请在 ${invitationDays} 日内打开下面的链接并设置密码（链接只能用一次）：\n\n${link}\n`,
  });
  return { id, link, expiresAt };
}
