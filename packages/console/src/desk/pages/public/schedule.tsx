// SPDX-License-Identifier: Apache-2.0
/** The discretion schedule for everybody: penalty law art. 34 wants it public. No sign-in. */
import '../../../law/law.css';
import { Alert, Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { LanguageButton, Mark } from '../../../frame/shell.tsx';
import { ScheduleTab } from '../../../law/schedule-tab.tsx';

export function PublicSchedulePage() {
  const { t } = useTranslation();
  return (
    <main style={{ maxWidth: 1180, margin: '0 auto', padding: 16 }}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 10, marginBottom: 12 }}>
        <Mark size={32} />
        <Typography.Title level={1} style={{ fontSize: 20, margin: 0, flex: 1 }}>
          {t('law.tab.schedule')}
        </Typography.Title>
        <LanguageButton />
      </div>
      <Alert type="info" showIcon title={t('law.notice')} style={{ marginBottom: 12 }} />
      <Card>
        <ScheduleTab />
      </Card>
    </main>
  );
}
