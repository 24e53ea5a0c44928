// SPDX-License-Identifier: Apache-2.0
/** All filings of the jurisdiction. */
import { type FilingRow, filingKinds, filingStatuses, listFilings } from '@mingjing/contracts/desk';
import { Link, useNavigate } from '@tanstack/react-router';
import { Card, Empty, Input, Select, Space, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { CountyFilter } from '../county-filter.tsx';
import { StatusTag } from '../filing-words.tsx';
import { UnitMoves } from './parts/unit-moves.tsx';

/** Filters stand in the address, so that a search can be sent to a colleague. */
const FilingSearch = z.object({
  status: z.enum(filingStatuses).optional().catch(undefined),
  kind: z.enum(filingKinds).optional().catch(undefined),
  words: z.string().max(100).catch(''),
  jurisdiction: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional()
    .catch(undefined),
  page: z.coerce.number<string>().int().min(1).max(1000).catch(1),
});
type FilingSearch = z.output<typeof FilingSearch>;

/** A draft is the unit's own. */
const statuses = filingStatuses.filter((status) => status !== 'draft');

export function FilingsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useAddress(FilingSearch);
  const change = (to: Partial<FilingSearch>) =>
    void navigate({ to: '/filings', search: { ...search, page: 1, ...to } });
  const filings = useRead(listFilings, { query: search }, { keepsBefore: true });
  const columns = useFilingColumns();
  return (
    <>
      <Typography.Title level={1}>{t('filing.title')}</Typography.Title>
      <Card classNames={{ body: layout.bare }}>
        <Space wrap className={layout.inside4}>
          <Input.Search
            allowClear
            aria-label={t('filing.search')}
            placeholder={t('filing.search')}
            className={layout.fieldWide}
            defaultValue={search.words}
            onSearch={(words) => change({ words: words.trim() })}
          />
          <CountyFilter value={search.jurisdiction} onChange={(jurisdiction) => change({ jurisdiction })} />
          <Select
            allowClear
            aria-label={t('filing.filterStatus')}
            placeholder={t('filing.filterStatus')}
            className={layout.atLeastNarrow}
            value={search.status ?? null}
            onChange={(status: FilingRow['status'] | null) => change({ status: status ?? undefined })}
            options={statuses.map((value) => ({ value, label: t(`filing.status.${value}`) }))}
          />
          <Select
            allowClear
            aria-label={t('filing.filterKind')}
            placeholder={t('filing.filterKind')}
            className={layout.atLeastNarrow}
            value={search.kind ?? null}
            onChange={(kind: FilingRow['kind'] | null) => change({ kind: kind ?? undefined })}
            options={filingKinds.map((value) => ({ value, label: t(`filing.kind.${value}`) }))}
          />
        </Space>
        <ProblemAlert error={filings.error} onRetry={() => void filings.refetch()} />
        <ScrollingTable<FilingRow>
          rowKey="id"
          loading={filings.isPending}
          scroll={{ x: 760 }}
          dataSource={[...(filings.data?.filings ?? [])]}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          pagination={{
            current: search.page,
            pageSize: 50,
            total: filings.data?.total ?? 0,
            onChange: (page) => change({ page }),
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
          columns={columns}
        />
      </Card>
      <UnitMoves />
    </>
  );
}

function useFilingColumns(): TableColumnsType<FilingRow> {
  const { t } = useTranslation();
  return [
    {
      title: t('filing.unit'),
      render: (_, filing) => (
        <Link to="/review" search={{ id: filing.id }}>
          {filing.unitName}
        </Link>
      ),
    },
    { title: t('unit.jurisdiction'), dataIndex: 'jurisdiction' },
    { title: t('filing.filterKind'), render: (_, filing) => t(`filing.kind.${filing.kind}`) },
    { title: t('filing.filterStatus'), render: (_, filing) => <StatusTag status={filing.status} /> },
    {
      title: t('filing.submittedAt'),
      render: (_, { submittedAt }) => (
        <span className="tabular">{submittedAt === null ? '—' : showInstant(submittedAt)}</span>
      ),
    },
    {
      title: t('filing.receiptNumber'),
      dataIndex: 'receiptNumber',
      render: (number: string | null) => number ?? '—',
    },
  ];
}
