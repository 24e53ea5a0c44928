// SPDX-License-Identifier: Apache-2.0
/** Every word of the recorder's pages, by page. */
import * as alarms from './alarms/texts.ts';
import * as cameras from './cameras/texts.ts';
import * as exports from './exports/texts.ts';
import * as holds from './holds/texts.ts';
import * as live from './live/texts.ts';
import { en as menuEn, zh as menuZh } from './menu-texts.ts';
import * as obligations from './obligations/texts.ts';
import * as overview from './overview/texts.ts';
import * as people from './people/texts.ts';
import * as plan from './plan/texts.ts';
import * as playback from './playback/texts.ts';
import * as register from './register/texts.ts';
import * as registers from './registers/texts.ts';
import * as settings from './settings/texts.ts';
import * as sharing from './sharing/texts.ts';
import * as signIn from './sign-in/texts.ts';
import * as uplink from './uplink/texts.ts';

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
