// SPDX-License-Identifier: Apache-2.0
/** The law library: what stands in the law package, for reading and for trying. Runs whole in the browser. */
import './law.css';
import { Alert, Card, Tabs, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { CompareTab } from './compare-tab.tsx';
import { DecideTab } from './decide-tab.tsx';
import { InstrumentsTab } from './instruments-tab.tsx';
import { ObligationsTab } from './obligations-tab.tsx';
import { ScheduleTab } from './schedule-tab.tsx';

const tabs = {
  instruments: InstrumentsTab,
  obligations: ObligationsTab,
  schedule: ScheduleTab,
  decide: DecideTab,
  compare: CompareTab,
} as const;
type TabName = keyof typeof tabs;

const names = Object.keys(tabs) as readonly TabName[];
const fromAddress = (): TabName => names.find((name) => location.hash === `#${name}`) ?? 'instruments';

export function LawLibrary() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<TabName>(fromAddress);
  return (
    <>
      <Typography.Title level={1}>{t('law.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('law.notice')} className={layout.below4} />
      <Card styles={{ body: { paddingTop: 4 } }}>
        <Tabs
          activeKey={open}
          destroyOnHidden
          onChange={(key) => {
            history.replaceState(null, '', `#${key}`);
            setOpen(key as TabName);
          }}
          items={names.map((name) => {
            const Tab = tabs[name];
            return { key: name, label: t(`law.tab.${name}`), children: <Tab /> };
          })}
        />
      </Card>
    </>
  );
}
