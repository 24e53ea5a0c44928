// SPDX-License-Identifier: Apache-2.0
/** The law library: what stands in the law package, for reading and for trying. Runs whole in the browser. */
import './law.css';
import type { Request } from '@mingjing/law';
import { Alert, Card, Tabs, Typography } from 'antd';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { CompareTab } from './compare-tab.tsx';
import { DecideTab } from './decide-tab.tsx';
import { InstrumentsTab } from './instruments-tab.tsx';
import { ObligationsTab } from './obligations-tab.tsx';
import { ScheduleTab } from './schedule-tab.tsx';

interface Library {
  /** Tabs that ask a server, by the last part of `law.tab.…` */
  readonly more?: Readonly<Record<string, ComponentType>>;
  /** What may be done with facts that are being tried */
  readonly actions?: (request: Request) => ReactNode;
}

export function LawLibrary({ more = {}, actions }: Library) {
  const { t } = useTranslation();
  const tabs: Readonly<Record<string, ComponentType>> = {
    instruments: InstrumentsTab,
    obligations: ObligationsTab,
    schedule: ScheduleTab,
    compare: CompareTab,
    ...more,
  };
  const names = ['instruments', 'obligations', 'schedule', 'decide', 'compare', ...Object.keys(more)];
  const fromAddress = () => names.find((name) => location.hash === `#${name}`) ?? 'instruments';
  const [open, setOpen] = useState(fromAddress);
  // A link to another tab of this page changes nothing but what stands behind the #
  useEffect(() => {
    const follow = () => setOpen(fromAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  });
  return (
    <>
      <Typography.Title level={1}>{t('law.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('law.notice')} className={layout.below4} />
      <Card classNames={{ body: layout.closeAbove }}>
        <Tabs
          activeKey={open}
          destroyOnHidden
          onChange={(key) => {
            history.replaceState(null, '', `#${key}`);
            setOpen(key);
          }}
          items={names.map((name) => {
            const Tab = tabs[name];
            return {
              key: name,
              label: t(`law.tab.${name}`),
              children: Tab === undefined ? <DecideTab {...(actions && { actions })} /> : <Tab />,
            };
          })}
        />
      </Card>
    </>
  );
}
