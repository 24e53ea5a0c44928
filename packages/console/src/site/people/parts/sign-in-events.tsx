// SPDX-License-Identifier: Apache-2.0
/** Who signed in, guessed, was locked or changed a password, from where: newest first. */
import { listSignInEvents, type SignInEvent } from '@mingjing/contracts/site';
import { Button, Card, Empty, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';

const alarming: ReadonlySet<SignInEvent['event']> = new Set([
  'wrong-password',
  'wrong-code',
  'locked',
  'refused-locked',
]);

export function SignInEvents() {
  const { t } = useTranslation();
  const [before, setBefore] = useState<number>();
  const events = useRead(listSignInEvents, { query: { before } }, { keepsBefore: true });
  const rows = events.data?.events ?? [];
  return (
    <Card title={t('people.events')} classNames={{ body: layout.bare }} className={layout.above4}>
      <ProblemAlert error={events.error} onRetry={() => void events.refetch()} />
      <ScrollingTable<SignInEvent>
        rowKey="number"
        size="small"
        loading={events.isPending}
        scroll={{ x: 640 }}
        pagination={false}
        dataSource={[...rows]}
        locale={{ emptyText: <Empty description={t('people.noEvents')} /> }}
        columns={[
          {
            title: t('people.eventAt'),
            render: (_, { atMs }) => (
              <span className="tabular">{showInstant(new Date(atMs).toISOString())}</span>
            ),
          },
          {
            title: t('people.eventWho'),
            render: (_, { name, user }) => (user === null ? '—' : `${name}（${user}）`),
          },
          {
            title: t('people.event'),
            render: (_, { event }) => (
              <Tag color={alarming.has(event) ? 'orange' : 'default'}>{t(`people.eventNames.${event}`)}</Tag>
            ),
          },
          { title: t('people.eventFrom'), dataIndex: 'address' },
        ]}
      />
      <Space className={layout.inside3}>
        <Button disabled={before === undefined} onClick={() => setBefore(undefined)}>
          {t('people.newest')}
        </Button>
        <Button disabled={rows.length < 100} onClick={() => setBefore(rows.at(-1)?.number)}>
          {t('people.older')}
        </Button>
      </Space>
    </Card>
  );
}
