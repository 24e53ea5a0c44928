// SPDX-License-Identifier: Apache-2.0
/** Chinese first, English complete. The choice is kept in this browser. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh-CN' | 'en';
const key = 'mingjing.language';

/** Words of a console in both languages, by page. */
export type Texts = Readonly<Record<Language, Readonly<Record<string, unknown>>>>;

/** Starts translation with the first words of one console. */
export function startLanguage(texts: Texts): void {
  void i18next.use(initReactI18next).init({
    resources: {
      'zh-CN': { translation: texts['zh-CN'] },
      en: { translation: texts.en },
    },
    lng: currentLanguage(),
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = currentLanguage();
}

/** More words, which take the place of none that are there. */
export function addTexts(texts: Texts): void {
  for (const language of ['zh-CN', 'en'] as const)
    i18next.addResourceBundle(language, 'translation', texts[language], true);
}

export function currentLanguage(): Language {
  return localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
