// SPDX-License-Identifier: Apache-2.0
/** Entry of the supervision desk and the public pages. */
import '../frame/console.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { startLanguage } from '../frame/language.ts';
import { frameTexts } from '../frame/texts.ts';
import { theme } from '../frame/theme.ts';
import { router } from './app.tsx';
import { deskTexts } from './texts/all.ts';

startLanguage({
  'zh-CN': { translation: { ...deskTexts['zh-CN'], frame: frameTexts['zh-CN'] } },
  en: { translation: { ...deskTexts.en, frame: frameTexts.en } },
});

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } },
});

function Root() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider theme={theme} locale={i18n.language === 'en' ? enUS : zhCN}>
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
