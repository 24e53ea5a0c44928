// SPDX-License-Identifier: Apache-2.0
/** Systems of every unit in range: those that keep too little, those without dates. */
import type { AnswerOf } from '@mingjing/contracts';
import { listSystems } from '@mingjing/contracts/desk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Card, Checkbox, Empty, Space, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { keyOf } from '../../frame/use-read.ts';

type SystemRow = AnswerOf<typeof listSystems>['systems'][number];

export function SystemsPage() {
  const { t } = useTranslation();
  const [short, setShort] = useState(false);
  const [withoutDate, setWithoutDate] = useState(false);
  const asked = {
    ...(short && { storageShort: 'true' }),
    ...(withoutDate && { withoutDate: 'true' }),
  };
  const list = useInfiniteQuery({
    queryKey: keyOf(listSystems, asked),
    queryFn: ({ pageParam }) => call(listSystems, { query: { ...asked, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const columns = useSystemColumns();
  return (
    <>
      <Typography.Title level={1}>{t('systems.title')}</Typography.Title>
      <Typography.Paragraph type="secondary">{t('systems.intro')}</Typography.Paragraph>
      <Space wrap className={layout.below3}>
        <Checkbox checked={short} onChange={({ target }) => setShort(target.checked)}>
          {t('systems.storageShort')}
        </Checkbox>
        <Checkbox checked={withoutDate} onChange={({ target }) => setWithoutDate(target.checked)}>
          {t('systems.withoutDate')}
        </Checkbox>
      </Space>
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <Card classNames={{ body: layout.bare }}>
        <ScrollingTable<SystemRow>
          rowKey="id"
          loading={list.isFetching}
          scroll={{ x: 760 }}
          pagination={false}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          dataSource={(list.data?.pages ?? []).flatMap(({ systems }) => [...systems])}
          columns={columns}
        />
        {list.hasNextPage ? (
          <Button
            className={layout.apart}
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('units.next')}
          </Button>
        ) : null}
      </Card>
    </>
  );
}

function useSystemColumns(): TableColumnsType<SystemRow> {
  const { t } = useTranslation();
  const missing = <Tag color="orange">{t('systems.missing')}</Tag>;
  return [
    {
      title: t('systems.unit'),
      render: (_, { unitId, unitName, placeKind }) => (
        <>
          <Link to="/unit" search={{ id: unitId }}>
            {unitName}
          </Link>{' '}
          <Typography.Text type="secondary">{placeKind}</Typography.Text>
        </>
      ),
    },
    { title: t('unit.systemName'), dataIndex: 'name' },
    {
      title: t('unit.acceptancePassedOn'),
      width: 150,
      render: (_, row) => row.acceptancePassedOn ?? '—',
    },
    {
      title: t('unit.putIntoUseOn'),
      width: 140,
      render: (_, row) => row.putIntoUseOn ?? (row.acceptancePassedOn === null ? missing : '—'),
    },
    {
      title: t('unit.storageDays'),
      width: 110,
      render: (_, { storageDays }) => storageDays ?? missing,
    },
  ];
}
