// SPDX-License-Identifier: Apache-2.0
/** What both consoles begin with: language, look, the questions asked of the server, and the first page. */
import './console.css';
import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { startLanguage, type Texts } from './language.ts';
import { watchForNewVersion } from './lazy-page.tsx';
import { PlainHttpNotice } from './plain-http-notice.tsx';
import { frameTexts } from './texts.ts';
import { theme } from './theme.ts';

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } },
});

function Root({ router }: { readonly router: AnyRouter }) {
  const { i18n } = useTranslation();
  // Names of months and days in calendars.
  dayjs.locale(i18n.language === 'en' ? 'en' : 'zh-cn');
  return (
    // In a layer, Ant Design's sheet yields to ours, whichever a page loads first.
    <StyleProvider layer>
      <ConfigProvider theme={theme} locale={i18n.language === 'en' ? enUS : zhCN}>
        <QueryClientProvider client={queryClient}>
          <PlainHttpNotice />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  );
}

/**
 * @param texts the console's first ones; those of the frame come with them, those of a page with the page
 * @param router its pages
 */
export function startConsole(texts: Texts, router: AnyRouter): void {
  startLanguage({
    'zh-CN': { ...texts['zh-CN'], frame: frameTexts['zh-CN'] },
    en: { ...texts.en, frame: frameTexts.en },
  });
  watchForNewVersion();
  const root = document.getElementById('root');
  if (root)
    createRoot(root).render(
      <StrictMode>
        <Root router={router} />
      </StrictMode>,
    );
}
