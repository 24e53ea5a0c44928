// SPDX-License-Identifier: Apache-2.0
/** The words that stand before anybody has signed in; the others come with the first page. */
import { en as menuEn, zh as menuZh } from './menu-texts.ts';
import * as people from './people/texts.ts';
import * as signIn from './sign-in/texts.ts';

interface PasswordWords {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly newPasswordAgain: string;
  readonly passwordsDiffer: string;
  readonly changePassword: string;
}
/** The form that changes a password stands at the door too. */
const password = ({
  currentPassword,
  newPassword,
  newPasswordAgain,
  passwordsDiffer,
  changePassword,
}: PasswordWords) => ({
  currentPassword,
  newPassword,
  newPasswordAgain,
  passwordsDiffer,
  changePassword,
});

export const firstTexts = {
  'zh-CN': {
    ...menuZh,
    signIn: signIn.zh,
    people: password(people.zh),
  },
  en: {
    ...menuEn,
    signIn: signIn.en,
    people: password(people.en),
  },
};
