// SPDX-License-Identifier: Apache-2.0
/** Resets by two administrators: one asks with a reason, another approves; neither is the person. */
import type { RowOf } from '@mingjing/contracts';
import { approveReset, askReset, declineReset, listResets } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../serve.ts';

const resetDays = 3;

type Reset = RowOf<typeof listResets>;

async function openResets(tx: Transaction, userId: string, nowMs: number, id?: string): Promise<Reset[]> {
  const rows = await tx.query<Omit<Reset, 'askedAt' | 'expiresAt'> & { askedAt: Date; expiresAt: Date }>(
    `SELECT r.id, r.user_id AS "userId", m.display_name AS "displayName", r.what, r.reason,
            coalesce(a.display_name, '上级机关管理员') AS "askedBy", r.asked_at AS "askedAt",
            r.expires_at AS "expiresAt", r.asked_by = $1 AS mine
       FROM account_reset r JOIN member m ON m.user_id = r.user_id LEFT JOIN member a ON a.user_id = r.asked_by
      WHERE r.decided_at IS NULL AND r.expires_at > $2 AND ($3::uuid IS NULL OR r.id = $3)
      ORDER BY r.asked_at`,
    [userId, new Date(nowMs), id ?? null],
  );
  return rows.map((row) => ({
    ...row,
    askedAt: row.askedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

export const resetRoutes: Routes = [
  serve(listResets, async ({ tx, actor, nowMs, touch }) => {
    const rows = await openResets(tx, actor.userId, nowMs);
    touch({ ids: rows.map(({ userId }) => userId) });
    return rows;
  }),
  serve(askReset, async ({ tx, params, body, actor, nowMs, touch }) => {
    touch({ ids: [params.id], purpose: body.reason, detail: { what: body.what } });
    if (params.id === actor.userId) throw new PlatformError('platform/reset-own');
    const [person] = await tx.query<{ jurisdiction: string }>(
      'SELECT jurisdiction FROM member WHERE user_id = $1',
      [params.id],
    );
    if (!person) throw new PlatformError('platform/not-found');
    // One that nobody approved in time makes room.
    await tx.query(
      `UPDATE account_reset SET decided_at = $3, decided_by = $4, approved = false
        WHERE user_id = $1 AND what = $2 AND decided_at IS NULL AND expires_at <= $3`,
      [params.id, body.what, new Date(nowMs), actor.userId],
    );
    const [made] = await tx.query<{ id: string }>(
      `INSERT INTO account_reset (user_id, jurisdiction, what, reason, asked_by, asked_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id, what) WHERE decided_at IS NULL DO NOTHING
       RETURNING id`,
      [
        params.id,
        person.jurisdiction,
        body.what,
        body.reason,
        actor.userId,
        new Date(nowMs),
        new Date(nowMs + resetDays * 86_400_000),
      ],
    );
    if (!made) throw new PlatformError('platform/reset-open');
    const [row] = await openResets(tx, actor.userId, nowMs, made.id);
    if (!row) throw new Error('a reset that was just written is not there');
    return row;
  }),
  serve(approveReset, async ({ tx, params, actor, nowMs, touch, services }) => {
    const [reset] = await openResets(tx, actor.userId, nowMs, params.id);
    touch({
      ids: [reset?.userId ?? params.id],
      ...(reset && { purpose: reset.reason, detail: { what: reset.what } }),
    });
    if (!reset) throw new PlatformError('platform/not-found');
    if (reset.mine || reset.userId === actor.userId) throw new PlatformError('platform/reset-own');
    const decided = await tx.query<{ email: string }>(
      `UPDATE account_reset r SET decided_by = $2, decided_at = $3, approved = true FROM member m
        WHERE r.id = $1 AND r.decided_at IS NULL AND m.user_id = r.user_id RETURNING m.email`,
      [params.id, actor.userId, new Date(nowMs)],
    );
    const [person] = decided;
    if (!person) throw new PlatformError('platform/not-found');
    const { own } = services.accounts;
    const said =
      reset.what === 'password'
        ? '两名管理员重置了你的密码。请用当面交给你的一次性密码登录并立即修改。'
        : '两名管理员重置了你的第二因素。下次登录时请重新登记。';
    await tx.query('SELECT mj_tell_person($1, $2, $1, $3, $4)', [
      reset.userId,
      'account-changed',
      said,
      new Date(nowMs),
    ]);
    if (reset.what === 'password') return { password: await own.resetPassword(reset.userId, person.email) };
    await own.resetSecondFactor(reset.userId, person.email);
    return { password: null };
  }),
  serve(declineReset, async ({ tx, params, actor, nowMs, touch }) => {
    const rows = await tx.query<{ user_id: string }>(
      `UPDATE account_reset SET decided_by = $2, decided_at = $3, approved = false
        WHERE id = $1 AND decided_at IS NULL RETURNING user_id`,
      [params.id, actor.userId, new Date(nowMs)],
    );
    touch({ ids: rows.map(({ user_id }) => user_id) });
    if (rows.length === 0) throw new PlatformError('platform/not-found');
    return { declined: true } as const;
  }),
];
