// SPDX-License-Identifier: Apache-2.0
/** What became of each notice, newest first: sent, waiting, given up and why. */
import { listNoticeDeliveries, type NoticeDelivery, noticeChannels } from '@mingjing/contracts/site';
import { Button, Card, Empty, Select, Space, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';

const colours = { sent: 'green', waiting: 'blue', 'given-up': 'red' } as const;
const states = ['waiting', 'sent', 'given-up'] as const;
const onePage = 100;

interface Narrowed {
  readonly state?: NoticeDelivery['state'] | undefined;
  readonly channel?: NoticeDelivery['channel'] | undefined;
}

export function NoticeDeliveries() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Narrowed & { readonly before?: number }>({});
  const list = useRead(listNoticeDeliveries, { query: asked }, { keepsBefore: true, refetchInterval: 5000 });
  const columns = useColumns();
  const rows = list.data?.deliveries ?? [];
  const narrow = (change: Narrowed) => setAsked(({ before: _, ...rest }) => ({ ...rest, ...change }));
  return (
    <Card
      title={t('settings.notices.deliveries')}
      classNames={{ body: layout.bare }}
      className={layout.above4}
    >
      <Filters onNarrow={narrow} />
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <ScrollingTable<NoticeDelivery>
        rowKey="number"
        size="small"
        loading={list.isPending}
        scroll={{ x: 720 }}
        pagination={false}
        dataSource={[...rows]}
        locale={{ emptyText: <Empty description={t('settings.notices.none')} /> }}
        columns={columns}
      />
      <Space className={layout.inside3}>
        <Button disabled={asked.before === undefined} onClick={() => narrow({})}>
          {t('settings.notices.newest')}
        </Button>
        <Button
          disabled={rows.length < onePage}
          onClick={() => setAsked((one) => ({ ...one, before: rows.at(-1)?.number ?? 1 }))}
        >
          {t('settings.notices.older')}
        </Button>
      </Space>
    </Card>
  );
}

function Filters({ onNarrow }: { readonly onNarrow: (change: Narrowed) => void }) {
  const { t } = useTranslation();
  return (
    <Space wrap className={layout.inside3}>
      <Select
        allowClear
        placeholder={t('settings.notices.state')}
        aria-label={t('settings.notices.state')}
        className={layout.field}
        options={states.map((value) => ({ value, label: t(`settings.notices.states.${value}`) }))}
        onChange={(state: NoticeDelivery['state'] | undefined) => onNarrow({ state })}
      />
      <Select
        allowClear
        placeholder={t('settings.notices.channel')}
        aria-label={t('settings.notices.channel')}
        className={layout.field}
        options={noticeChannels.map((value) => ({ value, label: t(`settings.notices.${value}`) }))}
        onChange={(channel: NoticeDelivery['channel'] | undefined) => onNarrow({ channel })}
      />
    </Space>
  );
}

function useColumns(): TableColumnsType<NoticeDelivery> {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return [
    {
      title: t('settings.notices.at'),
      width: 170,
      render: (_, { atMs }) => <span className="tabular">{showInstant(atMs)}</span>,
    },
    {
      title: t('settings.notices.channel'),
      width: 90,
      render: (_, { channel }) => t(`settings.notices.${channel}`),
    },
    {
      title: t('settings.notices.what'),
      render: (_, { words, trouble }) => (
        <>
          {words[language]}
          {trouble ? (
            <div>
              <Typography.Text type="danger">{trouble[language]}</Typography.Text>
            </div>
          ) : null}
        </>
      ),
    },
    {
      title: t('settings.notices.state'),
      width: 200,
      render: (_, { state, sentMs, dueMs, attempts }) => (
        <>
          <Tag color={colours[state]}>{t(`settings.notices.states.${state}`)}</Tag>
          <div className={layout.note}>
            {sentMs === null
              ? t('settings.notices.attempts', { count: attempts, due: showInstant(dueMs) })
              : showInstant(sentMs)}
          </div>
        </>
      ),
    },
  ];
}
