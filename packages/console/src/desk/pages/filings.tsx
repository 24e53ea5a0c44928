// SPDX-License-Identifier: Apache-2.0
/** All filings of the jurisdiction. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Empty, Input, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { type FilingRow, listFilings } from '../api/filing.ts';
import { StatusTag } from '../filing-words.tsx';

const statuses = ['submitted', 'accepted', 'returned', 'verified', 'withdrawn'] as const;
const kinds = ['first', 'change', 'transitional'] as const;

export function FilingsPage() {
  const { t } = useTranslation();
  const [status, setStatus] = useState(new URLSearchParams(location.search).get('status') ?? undefined);
  const [kind, setKind] = useState<string>();
  const [words, setWords] = useState('');
  const [page, setPage] = useState(1);
  const filings = useQuery({
    queryKey: ['filings', status, kind, words, page],
    queryFn: () => listFilings({ status, kind, words, page }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22 }}>
        {t('filing.title')}
      </Typography.Title>
      <Card styles={{ body: { padding: 0 } }}>
        <Space wrap style={{ padding: 16 }}>
          <Input.Search
            allowClear
            aria-label={t('filing.search')}
            placeholder={t('filing.search')}
            style={{ width: 260 }}
            onSearch={(text) => {
              setWords(text.trim());
              setPage(1);
            }}
          />
          <Select
            allowClear
            aria-label={t('filing.filterStatus')}
            placeholder={t('filing.filterStatus')}
            style={{ minWidth: 130 }}
            value={status ?? null}
            onChange={(value: string | null) => setStatus(value ?? undefined)}
            options={statuses.map((value) => ({ value, label: t(`filing.status.${value}`) }))}
          />
          <Select
            allowClear
            aria-label={t('filing.filterKind')}
            placeholder={t('filing.filterKind')}
            style={{ minWidth: 150 }}
            onChange={(value: string | undefined) => setKind(value)}
            options={kinds.map((value) => ({ value, label: t(`filing.kind.${value}`) }))}
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
            current: page,
            pageSize: 50,
            total: filings.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
          columns={[
            {
              title: t('filing.unit'),
              render: (_, filing) => (
                <Link to="/review" search={{ id: filing.id }}>
                  {filing.unitName}
                </Link>
              ),
            },
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
          ]}
        />
      </Card>
    </>
  );
}
