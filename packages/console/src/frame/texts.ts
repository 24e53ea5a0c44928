// SPDX-License-Identifier: Apache-2.0
/** Words of the frame itself; each console adds its own. */
export const frameTexts = {
  'zh-CN': {
    menu: '菜单',
    signOut: '退出登录',
    retry: '重试',
    unexpected: '出了意外的错误，请重试；仍不行请联系维护人员。',
  },
  en: {
    menu: 'Menu',
    signOut: 'Sign out',
    retry: 'Try again',
    unexpected: 'Something unexpected went wrong. Try again; if it stays, call the maintainer.',
  },
} as const;
