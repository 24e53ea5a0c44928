// SPDX-License-Identifier: Apache-2.0
/** One unit: what is known of it, what stands there, who answers for it, and who changed what. */
import { changeUnit, readUnit } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Space, Spin, Tabs, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IdInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { Chronicle } from '../chronicle/parts/chronicle.tsx';
import { RecordersOfUnit } from '../recorders/parts/recorders-of-unit.tsx';
import { UnitStateTag } from '../unit-words.tsx';
import { UnitFormDrawer } from '../units/parts/unit-form-drawer.tsx';
import { useMay } from '../use-role.ts';
import { FactsTab } from './parts/facts-tab.tsx';
import { FilingsTab } from './parts/filings-tab.tsx';
import { HistoryTab } from './parts/history-tab.tsx';
import { CamerasTab, PeopleTab, SystemsTab } from './parts/part-tabs.tsx';

export function UnitPage() {
  const { t } = useTranslation();
  const { id } = useAddress(IdInAddress);
  const mayWrite = useMay(changeUnit);
  const [editing, setEditing] = useState(false);
  const read = useRead(readUnit, { params: { id } });
  const back = <Link to="/units">← {t('unit.back')}</Link>;
  if (read.isPending) return <Spin />;
  if (read.isError)
    return (
      <>
        {back}
        <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      </>
    );
  const unit = read.data;
  const overdue =
    unit.filedOn === null &&
    unit.clocks.some(({ applies, daysLate }) => applies !== false && (daysLate ?? 0) > 0);
  const parts = { unit, mayWrite, onChanged: () => void read.refetch() };
  const counted = (tab: 'systems' | 'cameras' | 'people') => `${t(`unit.tabs.${tab}`)} ${unit[tab].length}`;
  return (
    <>
      {back}
      <Space wrap className={`${layout.full} ${layout.spread} ${layout.above2} ${layout.below3}`}>
        <Space wrap>
          <Typography.Title level={1} className={layout.flush}>
            {unit.name}
          </Typography.Title>
          <UnitStateTag state={unit.filingState} overdue={overdue} />
          {unit.keyUnit ? <Tag color="purple">{t('unit.keyUnit')}</Tag> : null}
          {unit.counterTerrorKeyTarget ? <Tag color="purple">{t('unit.counterTerrorKeyTarget')}</Tag> : null}
        </Space>
        {mayWrite ? <Button onClick={() => setEditing(true)}>{t('unit.edit')}</Button> : null}
      </Space>
      <Card classNames={{ body: layout.closeAbove }}>
        <Tabs
          destroyOnHidden
          items={[
            { key: 'facts', label: t('unit.tabs.facts'), children: <FactsTab unit={unit} /> },
            {
              key: 'chronicle',
              label: t('chronicle.tab'),
              children: <Chronicle unitId={unit.id} />,
            },
            { key: 'filings', label: t('unit.tabs.filings'), children: <FilingsTab unit={unit} /> },
            { key: 'systems', label: counted('systems'), children: <SystemsTab {...parts} /> },
            { key: 'cameras', label: counted('cameras'), children: <CamerasTab {...parts} /> },
            { key: 'people', label: counted('people'), children: <PeopleTab {...parts} /> },
            {
              key: 'recorders',
              label: t('unit.tabs.recorders'),
              children: <RecordersOfUnit unitId={unit.id} />,
            },
            { key: 'history', label: t('unit.tabs.history'), children: <HistoryTab id={unit.id} /> },
          ]}
        />
      </Card>
      <UnitFormDrawer
        open={editing}
        unit={unit}
        onClose={() => setEditing(false)}
        onSaved={() => {
          setEditing(false);
          void read.refetch();
        }}
      />
    </>
  );
}
