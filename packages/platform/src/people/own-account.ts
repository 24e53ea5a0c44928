// SPDX-License-Identifier: Apache-2.0
/** What a person changes of the own account. Each change ends the other sign-ins; guessing within a session is limited. */
import { plainCode } from '@mingjing/web';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type pg from 'pg';
import type { Actor } from '../actor.ts';
import { type Clock, randomCode } from '../edge.ts';
import { PlatformError } from '../errors.ts';
import type { OwnAccount } from '../services.ts';
import { useCodeOnce } from './one-time-code.ts';
import {
  backupCodeStorage,
  newBackupCodes,
  newFactorSecret,
  otpAddress,
  showsCode,
} from './second-factor.ts';
import { raiseAssurance, type SignIn } from './sign-in.ts';
import type { SignInActs } from './sign-in-acts.ts';
import { type SignInGuard, secretsOf } from './sign-in-guard.ts';

/** How long a handed out password opens the page that changes it. */
export const oneTimePasswordHours = 72;
const newFactorMinutes = 15;

export interface AccountTools {
  readonly signIn: SignIn;
  readonly pool: pg.Pool;
  readonly guard: SignInGuard;
  readonly acts: SignInActs;
  readonly clock: Clock;
}

export function ownAccountOf({ signIn, pool, guard, acts, clock }: AccountTools): OwnAccount {
  const contextOf = () => signIn.auth.$context;

  /** A wrong secret within a session: counted against the account; the one that spends the last ends the session. */
  async function wrong(
    actor: Actor,
    code: 'platform/password-wrong' | 'platform/code-wrong',
  ): Promise<never> {
    const { left, locks } = await guard.failed(secretsOf(actor.userId));
    if (locks) {
      await pool.query('DELETE FROM auth.session WHERE id = $1', [actor.sessionId]);
      await acts.tell(
        actor.userId,
        'account-locked',
        '你的账号在登录状态下多次输错密码或验证码，该次登录已结束，15 分钟内不能再试。如果不是本人操作，请立即联系管理员。',
      );
    }
    throw new PlatformError(code, { left });
  }

  async function passwordIs(userId: string, password: string): Promise<boolean> {
    const context = await contextOf();
    const held = (await context.internalAdapter.findAccounts(userId)).find(
      ({ providerId }) => providerId === 'credential',
    );
    return held?.password != null && context.password.verify({ hash: held.password, password });
  }

  async function checkPassword(actor: Actor, password: string): Promise<void> {
    await guard.begin(secretsOf(actor.userId));
    if (!(await passwordIs(actor.userId, password))) await wrong(actor, 'platform/password-wrong');
    await guard.cleared(secretsOf(actor.userId));
  }

  const endOthers = (actor: Actor) =>
    pool.query('DELETE FROM auth.session WHERE "userId" = $1 AND id <> $2', [actor.userId, actor.sessionId]);

  async function writePassword(userId: string, password: string): Promise<void> {
    const context = await contextOf();
    await context.internalAdapter.updatePassword(userId, await context.password.hash(password));
  }

  async function writeFactor(userId: string, secret: string, codes: readonly string[]): Promise<void> {
    const context = await contextOf();
    const row = {
      secret: await symmetricEncrypt({ key: context.secretConfig, data: secret }),
      backupCodes: await backupCodeStorage(signIn.secret).encrypt(JSON.stringify(codes)),
      verified: true,
    };
    const where = [{ field: 'userId', value: userId }];
    const there = await context.adapter.findOne({ model: 'twoFactor', where });
    if (there) await context.adapter.update({ model: 'twoFactor', where, update: row });
    else await context.adapter.create({ model: 'twoFactor', data: { ...row, userId } });
    await context.internalAdapter.updateUser(userId, { twoFactorEnabled: true });
  }

  const pendingName = (userId: string) => `new-factor:${userId}`;

  return {
    raise: async (actor, headers, typed) => {
      await guard.begin(secretsOf(actor.userId));
      const code = plainCode(typed);
      const isOneTime = /^\d{6}$/.test(code);
      try {
        if (isOneTime) await signIn.auth.api.verifyTOTP({ headers, body: { code } });
        else await signIn.auth.api.verifyBackupCode({ headers, body: { code } });
      } catch {
        await wrong(actor, 'platform/code-wrong');
      }
      if (isOneTime && !(await useCodeOnce(signIn.pool, actor.userId, code)))
        await wrong(actor, 'platform/code-wrong');
      await guard.cleared(secretsOf(actor.userId));
      await raiseAssurance(pool, actor.sessionId, isOneTime ? 'totp' : 'backup-code');
    },
    changePassword: async (actor, current, next) => {
      await checkPassword(actor, current);
      const name = actor.email.split('@')[0] ?? '';
      const same = [current, actor.email, name, actor.displayName].map((text) => text.toLowerCase());
      if (same.includes(next.toLowerCase())) throw new PlatformError('platform/password-weak');
      await writePassword(actor.userId, next);
      await pool.query('DELETE FROM one_time_password WHERE user_id = $1', [actor.userId]);
      await endOthers(actor);
      await acts.tell(
        actor.userId,
        'account-changed',
        '你的密码已修改，其余登录已结束。如果不是本人操作，请立即联系管理员。',
      );
    },
    secondFactorOf: async (actor) => {
      if (!actor.secondFactorEnrolled) return { enrolled: false, backupCodesLeft: 0 };
      const { backupCodes } = await signIn.auth.api.viewBackupCodes({ body: { userId: actor.userId } });
      return { enrolled: true, backupCodesLeft: backupCodes.length };
    },
    beginFactor: async (actor, password) => {
      await checkPassword(actor, password);
      const [secret, backupCodes] = [newFactorSecret(), newBackupCodes()];
      const context = await contextOf();
      const value = await symmetricEncrypt({
        key: context.secretConfig,
        data: JSON.stringify({ secret, backupCodes }),
      });
      await context.internalAdapter.deleteVerificationByIdentifier(pendingName(actor.userId));
      await context.internalAdapter.createVerificationValue({
        identifier: pendingName(actor.userId),
        value,
        expiresAt: new Date(Date.now() + newFactorMinutes * 60_000),
      });
      return { address: otpAddress(secret, actor.email), backupCodes };
    },
    confirmFactor: async (actor, typed) => {
      await guard.begin(secretsOf(actor.userId));
      const context = await contextOf();
      const pending = await context.internalAdapter.findVerificationValue(pendingName(actor.userId));
      if (!pending || pending.expiresAt.getTime() < Date.now()) {
        await guard.undone(secretsOf(actor.userId));
        throw new PlatformError('platform/second-factor-state');
      }
      const { secret, backupCodes } = JSON.parse(
        await symmetricDecrypt({ key: context.secretConfig, data: pending.value }),
      ) as { secret: string; backupCodes: string[] };
      const code = plainCode(typed);
      // The sign-in library reads the machine's clock, and so does the authenticator.
      if (!showsCode(secret, code, Date.now()) || !(await useCodeOnce(signIn.pool, actor.userId, code)))
        await wrong(actor, 'platform/code-wrong');
      await guard.cleared(secretsOf(actor.userId));
      await context.internalAdapter.deleteVerificationByIdentifier(pendingName(actor.userId));
      await writeFactor(actor.userId, secret, backupCodes);
      await raiseAssurance(pool, actor.sessionId, 'totp');
      await endOthers(actor);
      await acts.tell(
        actor.userId,
        'account-changed',
        '你的第二因素已更换，其余登录已结束。如果不是本人操作，请立即联系管理员。',
      );
    },
    renewBackupCodes: async (actor, password) => {
      if (!actor.secondFactorEnrolled) throw new PlatformError('platform/second-factor-state');
      await checkPassword(actor, password);
      const codes = newBackupCodes();
      const context = await contextOf();
      await context.adapter.update({
        model: 'twoFactor',
        where: [{ field: 'userId', value: actor.userId }],
        update: { backupCodes: await backupCodeStorage(signIn.secret).encrypt(JSON.stringify(codes)) },
      });
      await acts.tell(actor.userId, 'account-changed', '你的备用码已更换，原来的全部作废。');
      return codes;
    },
    endFactor: async (actor, password) => {
      if (actor.audience === 'official') throw new PlatformError('platform/forbidden');
      await checkPassword(actor, password);
      await dropFactor(signIn, pool, actor.userId, false);
      await endOthers(actor);
      await acts.tell(
        actor.userId,
        'account-changed',
        '你的两步验证已停用，其余登录已结束。如果不是本人操作，请立即联系管理员。',
      );
    },
    resetPassword: async (userId, name) => {
      const password = [4, 4, 4, 4].map((length) => randomCode(length).toLowerCase()).join('-');
      await writePassword(userId, password);
      await markOneTime(pool, userId, clock());
      await guard.forgive(userId, name);
      await pool.query('DELETE FROM auth.session WHERE "userId" = $1', [userId]);
      return password;
    },
    resetSecondFactor: async (userId, name) => {
      await dropFactor(signIn, pool, userId, true);
      await guard.forgive(userId, name);
      await pool.query('DELETE FROM auth.session WHERE "userId" = $1', [userId]);
    },
  };
}

/** What was handed out opens nothing but its change. */
export async function markOneTime(
  pool: Pick<pg.Pool, 'query'>,
  userId: string,
  nowMs: number,
): Promise<void> {
  await pool.query(
    `INSERT INTO one_time_password (user_id, made_at, expires_at) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET made_at = $2, expires_at = $3`,
    [userId, new Date(nowMs), new Date(nowMs + oneTimePasswordHours * 3_600_000)],
  );
}

/** @param alsoPasskeys a lost telephone holds both */
async function dropFactor(
  signIn: SignIn,
  pool: pg.Pool,
  userId: string,
  alsoPasskeys: boolean,
): Promise<void> {
  const context = await signIn.auth.$context;
  await context.adapter.delete({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] });
  await context.internalAdapter.updateUser(userId, { twoFactorEnabled: false });
  if (alsoPasskeys) await pool.query('DELETE FROM auth.passkey WHERE "userId" = $1', [userId]);
}
