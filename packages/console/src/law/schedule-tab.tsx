// SPDX-License-Identifier: Apache-2.0
/** The discretion schedule as printed; also the public page, for it must be public (penalty law art. 34). */
import { getInstrument, provisionsOf, type Row, schedules } from '@mingjing/law';
import { Input, Segmented, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { ScrollingTable } from '../frame/scrolling-table.tsx';

/** What applies opens first; a draft can only be looked at. */
const inOrder = schedules.toSorted(
  (a, b) => Number(getInstrument(a.id).status === 'draft') - Number(getInstrument(b.id).status === 'draft'),
);

/** The table's own columns 违法行为 and 法律依据, printed once for all rows of a conduct. */
function columnOf(
  schedule: (typeof schedules)[number]['id'],
  key: string,
  column: '违法行为' | '法律依据',
): string {
  const printedAt = `裁量基准表${key.slice(0, 6)}${column}栏`;
  return (
    provisionsOf(schedule).find(({ locators }) => locators.some(({ article }) => article === printedAt))
      ?.printed ?? '—'
  );
}

/** A cell for all the rows of one conduct that follow each other. */
function spanOf(rows: readonly Row[], at: number | undefined): number {
  if (at === undefined) return 1;
  const group = (row: Row | undefined) => row?.key.slice(0, 6);
  if (at > 0 && group(rows[at - 1]) === group(rows[at])) return 0;
  const end = rows.findIndex((row, index) => index > at && group(row) !== group(rows[at]));
  return (end < 0 ? rows.length : end) - at;
}

export function ScheduleTab() {
  const { t } = useTranslation();
  const [id, setId] = useState<string>(inOrder[0]?.id ?? '');
  const [words, setWords] = useState('');
  const schedule = schedules.find((each) => each.id === id);
  const behaviour = (row: Row) => (schedule ? columnOf(schedule.id, row.key, '违法行为') : '');
  const basis = (row: Row) => (schedule ? columnOf(schedule.id, row.key, '法律依据') : '');
  const matches = (row: Row) =>
    `${row.key} ${row.tier ?? ''} ${row.circumstance} ${row.printed ?? ''} ${behaviour(row)} ${basis(row)}`.includes(
      words.trim(),
    );
  const rows = (schedule?.rows ?? []).filter(matches);
  return (
    <>
      <Typography.Paragraph type="secondary">{t('law.scheduleIntro')}</Typography.Paragraph>
      <Space wrap className={layout.below3}>
        <Segmented
          value={id}
          onChange={setId}
          options={inOrder.map((each) => ({
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
      <RowTable rows={rows} behaviour={behaviour} basis={basis} />
    </>
  );
}

interface RowTableProps {
  readonly rows: readonly Row[];
  readonly behaviour: (row: Row) => string;
  readonly basis: (row: Row) => string;
}

function RowTable({ rows, behaviour, basis }: RowTableProps) {
  const { t } = useTranslation();
  return (
    <ScrollingTable<Row>
      size="small"
      rowKey="key"
      pagination={false}
      scroll={{ x: 1040 }}
      locale={{ emptyText: t('law.nothing') }}
      dataSource={[...rows]}
      columns={[
        {
          title: t('law.behaviour'),
          width: 150,
          onCell: (_, at) => ({ rowSpan: spanOf(rows, at) }),
          render: (_, row) => behaviour(row),
        },
        {
          title: t('law.basis'),
          width: 270,
          onCell: (_, at) => ({ rowSpan: spanOf(rows, at) }),
          render: (_, row) => <span className={layout.lines}>{basis(row)}</span>,
        },
        { title: t('law.row'), dataIndex: 'key', width: 130, render: (key: string) => <code>{key}</code> },
        {
          title: t('law.tier'),
          dataIndex: 'tier',
          width: 70,
          render: (tier: string | null, row) =>
            tier === null ? '—' : <Tag>{`${tier} ${row.step ?? ''}`}</Tag>,
        },
        { title: t('law.circumstance'), dataIndex: 'circumstance', width: 160 },
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
  );
}
