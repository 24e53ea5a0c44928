// SPDX-License-Identifier: Apache-2.0
/** Signing in and out, one's own account, and the people of the unit. */
import { z } from 'zod';
import { siteOperation } from '../operation.ts';
import { site, siteRoles } from '../roles.ts';
import { Id } from './shapes.ts';

const { everyone, readers, administrators } = site;

export const Person = z.object({
  id: z.string(),
  /** Sign-in name, lower case. */
  user: z.string(),
  name: z.string(),
  role: z.enum(siteRoles),
  disabled: z.boolean(),
  secondFactor: z.boolean(),
  /** The password is still the one that was printed or handed out. */
  mustChangePassword: z.boolean(),
});
export type Person = z.infer<typeof Person>;

export const SignIn = z.object({
  id: z.string(),
  startedMs: z.number(),
  untilMs: z.number(),
  address: z.string(),
  program: z.string(),
  /** The sign-in this request came with. */
  current: z.boolean(),
});
export type SignIn = z.infer<typeof SignIn>;

export const signInEvents = [
  'signed-in',
  'second-factor-asked',
  'wrong-password',
  'wrong-code',
  'locked',
  'refused-locked',
  'signed-out',
  'sign-in-ended',
  'password-changed',
  'second-factor-set-up',
  'second-factor-ended',
] as const;
export const SignInEvent = z.object({
  number: z.int(),
  atMs: z.number(),
  event: z.enum(signInEvents),
  /** null: nobody that the recorder knows. */
  user: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string(),
  program: z.string(),
});
export type SignInEvent = z.infer<typeof SignInEvent>;

const UserName = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9._-]{2,40}$/,
    '用户名为 2 至 40 个字母、数字、点、横线或下划线 · 2 to 40 letters, digits, dots or dashes',
  );
const PersonName = z.string().trim().min(1).max(60);
const Password = z.string().min(1).max(200);
const SignInAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in'), person: Person }),
  z.object({ kind: z.literal('second-factor') }),
]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;
/** Sign-in is slowed per address on top of the lock-out per account. */
const signInsPerMinute = 60;
const tag = '账号 Accounts';

export const signIn = siteOperation({
  method: 'POST',
  path: '/api/sign-in',
  roles: 'anyone',
  tag,
  summary: { zh: '登录', en: 'Sign in' },
  body: z.object({ user: z.string().trim().min(1).max(80), password: Password }),
  answer: SignInAnswer,
  perMinute: signInsPerMinute,
});
export const confirmSecondFactor = siteOperation({
  method: 'POST',
  path: '/api/sign-in/second-factor',
  roles: 'anyone',
  tag,
  summary: { zh: '两步验证', en: 'Second factor' },
  body: z.object({ code: z.string().trim().min(6).max(40) }),
  answer: SignInAnswer,
  perMinute: signInsPerMinute,
});
export const signOut = siteOperation({
  method: 'POST',
  path: '/api/sign-out',
  roles: everyone,
  tag,
  summary: { zh: '退出', en: 'Sign out' },
});
export const readMe = siteOperation({
  method: 'GET',
  path: '/api/me',
  roles: everyone,
  tag,
  summary: { zh: '当前登录的人', en: 'Who is signed in' },
  answer: z.object({ person: Person, unit: z.object({ name: z.string() }) }),
});
export const changePassword = siteOperation({
  method: 'PUT',
  path: '/api/me/password',
  roles: everyone,
  tag,
  summary: { zh: '修改密码', en: 'Change the password' },
  body: z.object({ current: Password, next: z.string().max(200) }),
});
export const listSignIns = siteOperation({
  method: 'GET',
  path: '/api/me/sign-ins',
  roles: everyone,
  tag,
  summary: { zh: '登录的地方', en: 'Where one is signed in' },
  answer: z.object({ signIns: z.array(SignIn) }),
});
export const endSignIn = siteOperation({
  method: 'DELETE',
  path: '/api/me/sign-ins/:id',
  roles: everyone,
  tag,
  summary: { zh: '结束一处登录', en: 'End a sign-in' },
  params: Id,
});
export const beginSecondFactor = siteOperation({
  method: 'POST',
  path: '/api/me/second-factor',
  roles: everyone,
  tag,
  summary: { zh: '开始两步验证', en: 'Begin the second factor' },
  body: z.object({ password: Password }),
  answer: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
});
export const confirmNewSecondFactor = siteOperation({
  method: 'POST',
  path: '/api/me/second-factor/confirmation',
  roles: everyone,
  tag,
  summary: { zh: '确认两步验证', en: 'Confirm it with a code' },
  body: z.object({ code: z.string().regex(/^\d{6}$/, '验证码为 6 位数字 · six digits') }),
});
export const endSecondFactor = siteOperation({
  method: 'DELETE',
  path: '/api/me/second-factor',
  roles: everyone,
  tag,
  summary: { zh: '停用两步验证', en: 'End the second factor' },
  body: z.object({ password: Password }),
});

export const listPeople = siteOperation({
  method: 'GET',
  path: '/api/people',
  roles: readers,
  tag,
  summary: { zh: '本单位的人员', en: 'People of the unit' },
  answer: z.object({ people: z.array(Person) }),
});
export const addPerson = siteOperation({
  method: 'POST',
  path: '/api/people',
  roles: administrators,
  tag,
  summary: { zh: '添加人员', en: 'Add a person' },
  body: z.object({ user: UserName, name: PersonName, role: z.enum(siteRoles) }),
  answer: z.object({ person: Person, password: z.string() }),
  status: 201,
});
export const changePerson = siteOperation({
  method: 'PATCH',
  path: '/api/people/:id',
  roles: administrators,
  tag,
  summary: { zh: '修改人员', en: 'Change a person' },
  params: Id,
  body: z.object({
    name: PersonName.optional(),
    role: z.enum(siteRoles).optional(),
    disabled: z.boolean().optional(),
  }),
  answer: Person,
});
export const resetPassword = siteOperation({
  method: 'POST',
  path: '/api/people/:id/password',
  roles: administrators,
  tag,
  summary: { zh: '重置密码', en: 'Reset a password' },
  params: Id,
  answer: z.object({ password: z.string() }),
});
export const endSignInsOf = siteOperation({
  method: 'DELETE',
  path: '/api/people/:id/sign-ins',
  roles: administrators,
  tag,
  summary: { zh: '结束其全部登录', en: 'End all sign-ins of a person' },
  params: Id,
});
export const listSignInEvents = siteOperation({
  method: 'GET',
  path: '/api/sign-in-events',
  roles: readers,
  tag,
  summary: {
    zh: '登录事件，最新在前：登录、输错、锁定、退出、改密码',
    en: 'Sign-in events, newest first: sign-ins, wrong attempts, locks, changes',
  },
  query: z.object({ before: z.coerce.number<number>().int().min(1).optional() }),
  answer: z.object({ events: z.array(SignInEvent) }),
});
