// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';

/** Words that come with the data, in the language of the page. */
export function useWords(): (words: { readonly zh: string; readonly en: string }) => string {
  const { i18n } = useTranslation();
  return (words) => (i18n.language.startsWith('en') ? words.en : words.zh);
}
