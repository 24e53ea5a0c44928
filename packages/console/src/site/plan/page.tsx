// SPDX-License-Identifier: Apache-2.0
/** 今日待办: what is overdue, due today, in a week and in thirty days; each with its article and one button. */
import { type PlanItem, planTimes, readPlan } from '@mingjing/contracts/site';
import { useNavigate } from '@tanstack/react-router';
import { Button, Card, Empty, Skeleton, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { provisionName } from '../../law/provision-name.ts';

const colours = { overdue: 'red', today: 'orange', week: 'blue', later: 'default' } as const;

export function PlanPage() {
  const { t } = useTranslation();
  const plan = useRead(readPlan, {}, { refetchInterval: 60_000 });
  return (
    <>
      <Typography.Title level={1}>{t('plan.title')}</Typography.Title>
      <ProblemAlert error={plan.error} onRetry={() => void plan.refetch()} />
      {plan.data ? (
        planTimes.map((time) => (
          <Section key={time} time={time} items={plan.data.items.filter((item) => item.time === time)} />
        ))
      ) : (
        <Skeleton active />
      )}
      {plan.data?.items.length === 0 ? <Empty description={t('plan.none')} /> : null}
    </>
  );
}

interface SectionProps {
  readonly time: PlanItem['time'];
  readonly items: readonly PlanItem[];
}

function Section({ time, items }: SectionProps) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <Card
      size="small"
      className={layout.below4}
      title={
        <h2 className={`${layout.lead} ${layout.flush}`}>
          {t(`plan.${time}`)} <Tag color={colours[time]}>{items.length}</Tag>
        </h2>
      }
    >
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </Card>
  );
}

function Item({ item: { act, subject, dueDay, provision, page } }: { readonly item: PlanItem }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return (
    <div
      className={`${layout.row} ${layout.wraps} ${layout.gap2} ${layout.spread} ${layout.middle} ${layout.inside2} ${layout.ruled}`}
    >
      <div className={layout.column}>
        <strong>{act[language]}</strong>
        {subject === '' ? null : `：${subject}`}
        <br />
        <Typography.Text type="secondary" lang="zh-CN">
          {[dueDay, provision === undefined ? '' : provisionName(provision)].filter(Boolean).join(' · ')}
        </Typography.Text>
      </div>
      <Button onClick={() => void navigate({ to: page })}>{t('plan.go')}</Button>
    </div>
  );
}
