// SPDX-License-Identifier: Apache-2.0
/** The signed-in person's own account: password, second factor, backup codes; and what the audit says of signing in. */
import { z } from 'zod';
import { deskOperation, type Words } from '../operation.ts';
import { desk } from '../roles.ts';

export const shortestPassword = 12;
const NewPassword = z.string().min(shortestPassword).max(128);
const TypedPassword = z.string().min(1).max(128);
const SixDigits = z
  .string()
  .trim()
  .max(20)
  .describe('验证器应用上的 6 位数字，可带空格 · six digits of an authenticator, blanks allowed');

export const changeOwnPassword = deskOperation({
  method: 'PUT',
  path: '/api/session/password',
  roles: 'session',
  tag: 'session',
  summary: {
    zh: '修改本人的密码；其余登录随之结束',
    en: "Change one's own password; other sign-ins end",
  },
  body: z.object({ current: TypedPassword, next: NewPassword }),

  answer: z.object({ changed: z.literal(true) }),
});

export const readSecondFactor = deskOperation({
  method: 'GET',
  path: '/api/session/second-factor',
  roles: desk.everyone,
  tag: 'session',
  summary: {
    zh: '本人的第二因素：是否登记、备用码还剩几个',
    en: "One's own second factor: set up or not, backup codes left",
  },
  touches: 'account',

  answer: z.object({
    enrolled: z.boolean(),
    backupCodesLeft: z.number().int(),
    mayEnd: z.boolean().describe('执法人员不能停用 · officials cannot do without'),
  }),
});

export const beginNewSecondFactor = deskOperation({
  method: 'POST',
  path: '/api/session/second-factor/replacement',
  roles: desk.everyone,
  tag: 'session',
  summary: {
    zh: '换验证器（例如换手机）：给出新密钥和新备用码；确认之前旧的仍然有效',
    en: 'Move to another authenticator: a new secret and new codes; the old ones hold until it is confirmed',
  },
  touches: 'account',
  body: z.object({ password: TypedPassword }),

  answer: z.object({
    address: z.string().describe('otpauth://，供验证器扫描 · for the authenticator to scan'),
    backupCodes: z.array(z.string()).describe('只给这一次 · given this once'),
  }),
});

export const confirmNewSecondFactor = deskOperation({
  method: 'POST',
  path: '/api/session/second-factor/replacement/confirmation',
  roles: desk.everyone,
  tag: 'session',
  summary: {
    zh: '用新验证器上的动态码确认；其余登录随之结束',
    en: 'Confirm with a code of the new authenticator; other sign-ins end',
  },
  touches: 'account',
  body: z.object({ code: SixDigits }),

  answer: z.object({ changed: z.literal(true) }),
});

export const renewBackupCodes = deskOperation({
  method: 'POST',
  path: '/api/session/backup-codes',
  roles: desk.everyone,
  tag: 'session',
  summary: {
    zh: '换一套备用码；原来的全部作废',
    en: 'New backup codes; none of the old ones works any more',
  },
  touches: 'account',
  body: z.object({ password: TypedPassword }),

  answer: z.object({ backupCodes: z.array(z.string()).describe('只给这一次 · given this once') }),
});

export const endSecondFactor = deskOperation({
  method: 'POST',
  path: '/api/session/second-factor/end',
  roles: [...desk.units, 'firm'],
  tag: 'session',
  summary: {
    zh: '停用两步验证（执法人员不能停用）；其余登录随之结束',
    en: 'Do without a second factor (officials cannot); other sign-ins end',
  },
  touches: 'account',
  body: z.object({ password: TypedPassword }),

  answer: z.object({ changed: z.literal(true) }),
});

/** What somebody with the server in hands does there; no operation, for nobody is signed in. */
export const resetAdministratorAct = 'mingjing platform reset-administrator';

/** What the audit says of acts at the sign-in library's own addresses, and on the server. */
export const signInActs: Readonly<Record<string, Words>> = {
  [resetAdministratorAct]: {
    zh: '在服务器上重置管理员',
    en: 'Reset an administrator on the server',
  },
  'POST /api/auth/sign-in/email': { zh: '用密码登录', en: 'Sign in with a password' },
  'POST /api/auth/two-factor/verify-totp': { zh: '用动态码登录', en: 'Sign in with a one-time code' },
  'POST /api/auth/two-factor/verify-backup-code': {
    zh: '用备用码登录',
    en: 'Sign in with a backup code',
  },
  'POST /api/auth/two-factor/enable': { zh: '开始登记第二因素', en: 'Begin setting up a second factor' },
  'POST /api/auth/passkey/verify-authentication': { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  'POST /api/auth/passkey/verify-registration': { zh: '添加通行密钥', en: 'Add a passkey' },
  'POST /api/auth/passkey/delete-passkey': { zh: '移除通行密钥', en: 'Remove a passkey' },
  'GET /api/auth/callback/:id': {
    zh: '由单位身份源登录或关联',
    en: 'Sign in by, or tie, an identity provider',
  },
  'POST /api/auth/unlink-account': { zh: '解除单位身份源', en: 'Untie an identity provider' },
  'POST /api/auth/sign-out': { zh: '退出登录', en: 'Sign out' },
};
