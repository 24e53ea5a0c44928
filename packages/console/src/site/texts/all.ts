// SPDX-License-Identifier: Apache-2.0
/** Every word of the recorder's pages, by page. */
import * as alarms from './alarms.ts';
import * as cameras from './cameras.ts';
import * as exports from './exports.ts';
import * as holds from './holds.ts';
import * as live from './live.ts';
import { en as menuEn, zh as menuZh } from './menu.ts';
import * as obligations from './obligations.ts';
import * as overview from './overview.ts';
import * as people from './people.ts';
import * as plan from './plan.ts';
import * as playback from './playback.ts';
import * as register from './register.ts';
import * as registers from './registers.ts';
import * as settings from './settings.ts';
import * as sharing from './sharing.ts';
import * as signIn from './sign-in.ts';
import * as uplink from './uplink.ts';

const pages = {
  signIn,
  overview,
  alarms,
  live,
  playback,
  register,
  registers,
  exports,
  holds,
  obligations,
  plan,
  cameras,
  people,
  settings,
  sharing,
  uplink,
} as const;

const of = (language: 'zh' | 'en') =>
  Object.fromEntries(Object.entries(pages).map(([name, texts]) => [name, texts[language]]));

export const siteTexts = {
  'zh-CN': { ...menuZh, ...of('zh') },
  en: { ...menuEn, ...of('en') },
} as const;
