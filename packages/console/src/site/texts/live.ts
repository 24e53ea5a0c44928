// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  title: '实时监看',
  layout: '画面数',
  page: '第 {{page}} 页，共 {{pages}} 页',
  session: '值班监看已登记，第 {{number}} 号，{{time}} 起',
  connecting: '正在连接 …',
  live: '实时',
  notLive: '非实时画面',
  since: '{{cause}}。最后一帧：{{time}}',
  noPicture: '没有收到新的图像',
  notShown: '图像在传来，但浏览器没有显示，正在重试',
  broken: '与录像机的连接断了，正在重试',
  signedOut: '登录已结束，画面已停止。',
  signIn: '重新登录',
  lag: '落后 {{seconds}} 秒',
  unplayable: '浏览器不能播放 {{codec}}。录像不受影响；可换用支持 H.265 的浏览器，或导出后用 VLC 播放。',
  closed: '本次查看已结束。',
  reopen: '重新开始值班监看',
  ended: '摄像机已停用',
  none: '还没有摄像机',
  full: '全屏',
} as const;

export const en: SameKeys<typeof zh> = {
  title: 'Live',
  layout: 'Pictures',
  page: 'page {{page}} of {{pages}}',
  session: 'Duty watch is in the register as number {{number}}, since {{time}}',
  connecting: 'Connecting …',
  live: 'live',
  notLive: 'not live',
  since: '{{cause}}. Last frame: {{time}}',
  noPicture: 'No new picture arrives',
  notShown: 'Pictures arrive and the browser does not show them; trying again',
  broken: 'The connection to the recorder broke; trying again',
  signedOut: 'The sign-in has ended; the picture stopped.',
  signIn: 'Sign in again',
  lag: '{{seconds}} s behind',
  unplayable:
    'This browser cannot play {{codec}}. Recording goes on; use a browser with H.265, or export and play in VLC.',
  closed: 'This look has ended.',
  reopen: 'Start duty watch again',
  ended: 'The camera is off',
  none: 'No cameras yet',
  full: 'Full screen',
};
