// SPDX-License-Identifier: Apache-2.0
/** The discretion schedule for everybody: penalty law art. 34 wants it public. No sign-in. */
import '../../law/law.css';
import { Alert, Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { LanguageButton, Mark } from '../../frame/mark.tsx';
import { ScheduleTab } from '../../law/schedule-tab.tsx';
import sheet from './schedule-page.module.css';

export function PublicSchedulePage() {
  const { t } = useTranslation();
  return (
    <main className={sheet.page}>
      <div className={`${layout.row} ${layout.middle} ${layout.gap3} ${layout.below3}`}>
        <Mark size={32} />
        <Typography.Title level={1} className={`${layout.large} ${layout.flush} ${layout.grows}`}>
          {t('law.tab.schedule')}
        </Typography.Title>
        <LanguageButton />
      </div>
      <Alert type="info" showIcon title={t('law.notice')} className={layout.below3} />
      <Card>
        <ScheduleTab />
      </Card>
    </main>
  );
}
