// SPDX-License-Identifier: Apache-2.0
/** 超期和作废: where internal supervision begins; looks are on the page of acts, deviations on that of consistency. */
import type { AnswerOf } from '@mingjing/contracts';
import { readOversight } from '@mingjing/contracts/desk';
import { getProcess } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Card, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { useRead } from '../../frame/use-read.ts';
import { provisionName } from '../../law/provision-name.ts';
import { useWords } from '../process/parts/use-words.ts';

interface Named {
  readonly process: string;
  readonly id: string;
  readonly title: string;
}

export function OversightPage() {
  const { t } = useTranslation();
  const read = useRead(readOversight, {});
  return (
    <>
      <Typography.Title level={1}>{t('oversight.title')}</Typography.Title>
      <Typography.Paragraph type="secondary">
        {t('oversight.intro')}{' '}
        <Link to="/consistency" className={layout.underlined}>
          {t('menu.consistency')}
        </Link>
      </Typography.Paragraph>
      <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      <Overdue rows={read.data?.overdue ?? []} isPending={read.isPending} />
      <Undone rows={read.data?.undone ?? []} isPending={read.isPending} />
    </>
  );
}

type Oversight = AnswerOf<typeof readOversight>;

/** The thing itself, behind its name. */
function useThingColumn() {
  const { t } = useTranslation();
  const words = useWords();
  return {
    title: t('process.name'),
    render: (_: unknown, { process, id, title }: Named) => (
      <>
        <Link to="/thing" search={{ process, id }} className={layout.underlined}>
          {title}
        </Link>{' '}
        <Tag>{words(getProcess(process).title)}</Tag>
      </>
    ),
  };
}

interface OverdueProps {
  readonly rows: Oversight['overdue'];
  readonly isPending: boolean;
}

function Overdue({ rows, isPending }: OverdueProps) {
  const { t } = useTranslation();
  const words = useWords();
  const thing = useThingColumn();
  return (
    <Card title={t('oversight.overdue')} className={layout.below4}>
      <ScrollingTable
        rowKey={({ id, dueOn, clock }) => `${id} ${clock.en} ${dueOn}`}
        size="small"
        scroll={{ x: 720 }}
        loading={isPending}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: t('oversight.noOverdue') }}
        dataSource={[...rows]}
        columns={[
          thing,
          { title: t('process.state'), render: (_, { stateTitle }) => words(stateTitle) },
          { title: t('process.clocks'), render: (_, { clock }) => words(clock) },
          { title: t('oversight.due'), dataIndex: 'dueOn' },
          {
            title: t('oversight.over'),
            render: (_, { daysOver }) => (
              <Tag color="red">{t('process.overdueDays', { days: daysOver })}</Tag>
            ),
          },
          {
            title: t('process.bySource'),
            render: (_, { provision }) => <small lang="zh-CN">{provisionName(provision)}</small>,
          },
        ]}
      />
    </Card>
  );
}

interface UndoneProps {
  readonly rows: Oversight['undone'];
  readonly isPending: boolean;
}

function Undone({ rows, isPending }: UndoneProps) {
  const { t } = useTranslation();
  const words = useWords();
  const thing = useThingColumn();
  return (
    <Card title={t('oversight.undone')} className={layout.below4}>
      <ScrollingTable
        rowKey={({ id, takenOn, step }) => `${id} ${step.en} ${takenOn}`}
        size="small"
        scroll={{ x: 640 }}
        loading={isPending}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: t('oversight.noUndone') }}
        dataSource={[...rows]}
        columns={[
          thing,
          { title: t('oversight.step'), render: (_, { step, takenOn }) => `${words(step)} ${takenOn}` },
          {
            title: t('oversight.undoneBy'),
            render: (_, { undoneBy, undoneOn }) => `${words(undoneBy)} ${undoneOn}`,
          },
        ]}
      />
    </Card>
  );
}
