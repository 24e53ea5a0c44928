// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '登录',
  user: '用户名',
  password: '密码',
  submit: '登录',
  code: '动态验证码',
  codeHint: '请输入验证器应用上显示的 6 位数字，或一个备用码。',
  first: '首次启动时，用户名和一次性密码显示在启动录像机的窗口里。',
  mustChange: '请先修改密码',
  mustChangeHint:
    '一次性密码只能用来登录一次。请换成只有自己知道的密码：至少 10 个字符，大小写字母、数字、符号用到三种；16 个字符以上不限。',
  current: '当前密码',
  next: '新密码',
  again: '再输一次',
  different: '两次输入不一样',
  change: '修改密码',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Sign in',
  user: 'User name',
  password: 'Password',
  submit: 'Sign in',
  code: 'One-time code',
  codeHint: 'Enter the six digits your authenticator shows, or one backup code.',
  first:
    'At the first start the user name and the one-time password stand in the window that started the recorder.',
  mustChange: 'Change your password first',
  mustChangeHint:
    'A one-time password is for the first sign-in only. Choose one that only you know: 10 characters with three of small and capital letters, digits and signs, or 16 of any.',
  current: 'Present password',
  next: 'New password',
  again: 'Once more',
  different: 'The two differ',
  change: 'Change password',
};
