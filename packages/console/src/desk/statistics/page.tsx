// SPDX-License-Identifier: Apache-2.0
/** 统计: what was done and found, month by month; what is met, breached or unknown, and how old that knowledge is. */
import {
  exportStatistics,
  exportYearReport,
  type Knowledge,
  type KnowledgeThen,
  type MonthRow,
  readStatistics,
} from '@mingjing/contracts/desk';
import { Button, Card, Collapse, InputNumber, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { ShareBar } from '../../frame/share-bar.tsx';
import { todayInChina } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';

const counts = [
  'planned',
  'done',
  'avoided',
  'breached',
  'ordered',
  'corrected',
  'accepted',
  'decided',
  'amountYuan',
] as const;

export function StatisticsPage() {
  const { t } = useTranslation();
  const [year, setYear] = useState(Number(todayInChina().slice(0, 4)));
  const read = useRead(readStatistics, { params: { year } }, { keepsBefore: true });
  const { months = [], knowledge = [], course = [] } = read.data ?? {};
  return (
    <>
      <Typography.Title level={1}>{t('statistics.title')}</Typography.Title>
      <Typography.Paragraph type="secondary">{t('statistics.intro')}</Typography.Paragraph>
      <div className={`${layout.row} ${layout.gap3} ${layout.middle} ${layout.below4}`}>
        <InputNumber
          aria-label={t('draws.year')}
          min={2025}
          max={2100}
          precision={0}
          value={year}
          onChange={(next) => next !== null && setYear(next)}
        />
        <Button href={linkTo(exportStatistics, { params: { year } })}>XLSX</Button>
        <Button href={linkTo(exportYearReport, { params: { year } })}>{t('statistics.report')}</Button>
      </div>
      <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      <Card title={t('statistics.knowledge')} className={layout.below4} loading={read.isPending}>
        {knowledge.map((row) => (
          <KnowledgeBar
            key={row.district}
            row={row}
            course={course.filter(({ district }) => district === row.district)}
          />
        ))}
      </Card>
      <Card title={t('statistics.months')} className={layout.below4}>
        <ScrollingTable
          rowKey={({ district, month }) => `${district} ${month}`}
          size="small"
          scroll={{ x: 900 }}
          loading={read.isPending}
          pagination={{ pageSize: 24, hideOnSinglePage: true }}
          locale={{ emptyText: t('common.nothing') }}
          dataSource={[...months]}
          columns={[
            { title: t('consistency.district'), dataIndex: 'district' },
            { title: t('statistics.month'), dataIndex: 'month' },
            ...counts.map((key) => ({
              title: t(`statistics.${key}`),
              dataIndex: key,
              align: 'right' as const,
            })),
            {
              title: t('statistics.medianDays'),
              align: 'right' as const,
              render: (_: unknown, { medianDays }: MonthRow) => medianDays ?? '—',
            },
          ]}
        />
      </Card>
    </>
  );
}

const tones = { met: 'good', breached: 'bad', unknown: 'unsure' } as const;

/** Three colours, in numbers beside them: the width is a share of what should be known, not a score. */
function KnowledgeBar({
  row,
  course,
}: {
  readonly row: Knowledge;
  readonly course: readonly KnowledgeThen[];
}) {
  const { t } = useTranslation();
  return (
    <div className={layout.below4}>
      <ColouredShares row={row} title={row.district} />
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: 'course',
            label: t('statistics.course'),
            children: course.map((then) => <ColouredShares key={then.month} row={then} title={then.month} />),
          },
        ]}
      />
    </div>
  );
}

function ColouredShares({ row, title }: { readonly row: Knowledge; readonly title: string }) {
  const { t } = useTranslation();
  const parts = (['met', 'breached', 'unknown'] as const).map((key) => ({
    id: key,
    tone: tones[key],
    count: row[key],
  }));
  const words = parts.map(({ id, count }) => `${t(`statistics.${id}Items`)} ${count}`).join('，');
  return (
    <div className={layout.below2}>
      <b>{title}</b> {words}
      {row.medianAgeDays === null ? null : ` · ${t('statistics.age', { days: row.medianAgeDays })}`}
      <div className={layout.above1}>
        <ShareBar words={words} parts={parts} />
      </div>
    </div>
  );
}
