// SPDX-License-Identifier: Apache-2.0
/** Chinese first, English complete. The choice is kept in this browser. */
import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh-CN' | 'en';
const key = 'mingjing.language';

/** Starts translation with the texts of one console. */
export function startLanguage(resources: Resource): void {
  void i18next.use(initReactI18next).init({
    resources,
    lng: currentLanguage(),
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = currentLanguage();
}

export function currentLanguage(): Language {
  return localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
