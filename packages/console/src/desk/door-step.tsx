// SPDX-License-Identifier: Apache-2.0
/** The page around what one sees without being signed in. */
import { Card, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton, Mark } from '../frame/shell.tsx';

const links = [
  ['/desk/public/register', 'signIn.register'],
  ['/desk/public/schedule', 'signIn.schedule'],
  ['/desk/public/receipt', 'signIn.receipt'],
  ['/desk/public/report', 'signIn.report'],
  ['/desk/public/request', 'signIn.request'],
] as const;

export function DoorStep(props: {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div
      style={{
        minHeight: '100vh',
        background: '#0f2f57',
        padding: 16,
        display: 'grid',
        alignContent: 'center',
        justifyItems: 'center',
      }}
    >
      <main style={{ width: props.wide ? 'min(1120px, 100%)' : 'min(440px, 100%)' }}>
        <Card>
          <div style={{ display: 'flex', alignItems: 'center', gap: 10, marginBottom: 16 }}>
            <Mark size={34} />
            <Typography.Text strong style={{ fontSize: 17, flex: 1 }}>
              {t('product')}
            </Typography.Text>
            <LanguageButton />
          </div>
          <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
            {props.title}
          </Typography.Title>
          {props.children}
        </Card>
      </main>
      <nav
        aria-label={t('signIn.publicPages')}
        style={{ display: 'flex', flexWrap: 'wrap', gap: 16, padding: 16 }}
      >
        <a style={{ color: '#dbe6f5' }} href="/desk/">
          {t('signIn.title')}
        </a>
        {links.map(([href, text]) => (
          <a key={href} style={{ color: '#dbe6f5' }} href={href}>
            {t(text)}
          </a>
        ))}
      </nav>
    </div>
  );
}
