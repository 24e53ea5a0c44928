// SPDX-License-Identifier: Apache-2.0
/** Words of the frame itself; each console adds its own. */
export const frameTexts = {
  'zh-CN': {
    menu: '菜单',
    signOut: '退出登录',
    retry: '重试',
    plainHttp: '当前连接没有加密（HTTP）：密码和画面可能被同一网络中的人看到。请让管理员配置 TLS。',
    leave: '这一页有填写了还没有保存的内容。离开后就没有了，确定离开吗？',
    sessionEnded: '登录已结束',
    sessionEndedHint: '重新登录后可以接着办，已经填写的内容还在。',
    chooseSheet: '选择 XLSX 或 CSV 文件，或拖到这里',
    unexpected: '出了意外的错误，请重试；仍不行请联系维护人员。',
    elsewhere: {
      unknown: '没有这个页面',
      unknownWhy: '地址可能写错了，或者页面已经搬走。',
      forbidden: '这个页面不属于你的角色',
      forbiddenWhy: '需要办理的，请联系有这项职责的人员。',
      back: '回到首页',
    },
  },
  en: {
    menu: 'Menu',
    signOut: 'Sign out',
    retry: 'Try again',
    plainHttp:
      'This connection is not encrypted (HTTP): others on the network can read passwords and pictures. Ask the administrator to set up TLS.',
    leave: 'Something typed on this page is not saved and will be lost. Leave?',
    sessionEnded: 'The sign-in has ended',
    sessionEndedHint: 'Sign in again and go on; what was typed is still there.',
    chooseSheet: 'Choose an XLSX or CSV file or drop it here',
    unexpected: 'Something unexpected went wrong. Try again; if it stays, call the maintainer.',
    elsewhere: {
      unknown: 'There is no such page',
      unknownWhy: 'The address may be mistyped, or the page has moved.',
      forbidden: 'This page is not for your role',
      forbiddenWhy: 'If it needs doing, ask somebody whose work it is.',
      back: 'Back to the first page',
    },
  },
} as const;
