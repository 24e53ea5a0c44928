// SPDX-License-Identifier: Apache-2.0
/** The words that stand before anybody has signed in; the others come with the first page. */
import { en as menuEn, zh as menuZh } from './menu-texts.ts';
import * as signIn from './sign-in/texts.ts';

export const firstTexts = {
  'zh-CN': { ...menuZh, signIn: signIn.zh },
  en: { ...menuEn, signIn: signIn.en },
};
