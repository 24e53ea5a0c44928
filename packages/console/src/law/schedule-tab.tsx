// SPDX-License-Identifier: Apache-2.0
/** The discretion schedule as printed; also the public page, for it must be public (penalty law art. 34). */
import { type Row, schedules } from '@mingjing/law';
import { Input, Segmented, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';

export function ScheduleTab() {
  const { t } = useTranslation();
  const [id, setId] = useState<string>(schedules[0]?.id ?? '');
  const [words, setWords] = useState('');
  const schedule = schedules.find((each) => each.id === id);
  const matches = (row: Row) =>
    `${row.key} ${row.tier ?? ''} ${row.circumstance} ${row.printed ?? ''}`.includes(words.trim());
  return (
    <>
      <Typography.Paragraph type="secondary">{t('law.scheduleIntro')}</Typography.Paragraph>
      <Space wrap className={layout.below3}>
        <Segmented
          value={id}
          onChange={setId}
          options={schedules.map((each) => ({
            value: each.id,
            label: each.id === 'bj-benchmark-old' ? '旧表' : `2024年版（${t('law.status.draft')}）`,
          }))}
        />
        <Input.Search
          allowClear
          aria-label={t('law.search')}
          placeholder={t('law.search')}
          onChange={({ target }) => setWords(target.value)}
          className={layout.fieldWide}
        />
      </Space>
      <Table<Row>
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: 760 }}
        locale={{ emptyText: t('law.nothing') }}
        dataSource={(schedule?.rows ?? []).filter(matches)}
        columns={[
          { title: t('law.row'), dataIndex: 'key', width: 170, render: (key: string) => <code>{key}</code> },
          {
            title: t('law.tier'),
            dataIndex: 'tier',
            width: 84,
            filters: ['A', 'B', 'C'].map((tier) => ({ text: tier, value: tier })),
            onFilter: (tier, row) => row.tier === tier,
            render: (tier: string | null, row) =>
              tier === null ? '—' : <Tag>{`${tier} ${row.step ?? ''}`}</Tag>,
          },
          { title: t('law.circumstance'), dataIndex: 'circumstance', width: 220 },
          {
            title: t('law.measure'),
            dataIndex: 'printed',
            render: (printed: string | null, row) => (
              <>
                {printed}{' '}
                {row.errata.map((erratum) => (
                  <Tag key={erratum} color="gold">
                    {erratum}
                  </Tag>
                ))}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
