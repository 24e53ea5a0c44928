// SPDX-License-Identifier: Apache-2.0
/** What stands on every page, signed in or not: the mark of the product and the language. */
import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from './language.ts';
import shell from './shell.module.css';

export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#1a5fb4" />
      <circle cx="16" cy="16" r="8.5" fill="none" stroke="#fff" strokeWidth="2.5" />
      <path d="M11.5 19.5l9-7" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}

/** Switches between Chinese and English and keeps the choice. */
export function LanguageButton({ dark = false }: { readonly dark?: boolean }) {
  const { i18n } = useTranslation();
  const next = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      className={dark ? shell.onNight : ''}
      lang={next}
      onClick={() => chooseLanguage(currentLanguage() === 'en' ? 'zh-CN' : 'en')}
    >
      {next === 'en' ? 'English' : '中文'}
    </Button>
  );
}
