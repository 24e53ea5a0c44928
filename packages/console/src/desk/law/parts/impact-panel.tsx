// SPDX-License-Identifier: Apache-2.0
/** The units and cases of one's area judged under both versions, piece by piece, with how far it is; nothing is stored. */
import { impactOfVersion } from '@mingjing/contracts/desk';
import { emptyImpact, type ImpactChange, type ImpactReport, mergeImpact } from '@mingjing/law';
import { Button, Card, Checkbox, DatePicker, Progress, Space, Table, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { todayInChina } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useMay } from '../../use-role.ts';

interface Shown {
  readonly report: ImpactReport;
  readonly total: number;
}

export function ImpactPanel({ a, b }: { readonly a: string; readonly b: string }) {
  const { t } = useTranslation();
  const may = useMay(impactOfVersion);
  const [byDays, setByDays] = useState(false);
  const [days, setDays] = useState<readonly [string, string]>(() => [todayInChina(), todayInChina()]);
  const [shown, setShown] = useState<Shown>();
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const run = useAction(async () => {
    stopped.current = false;
    const [from, to] = byDays ? days : [a, b];
    let now: Shown = { report: emptyImpact, total: 0 };
    let after: string | null | undefined;
    while (after !== null && !stopped.current) {
      const { piece, next, total } = await call(impactOfVersion, {
        body: { a: from, b: to, ...(after !== undefined && { after }) },
      });
      now = { report: mergeImpact(now.report, piece), total: total ?? now.total };
      setShown(now);
      after = next;
    }
  });
  if (!may) return null;
  return (
    <Card size="small" title={t('law.impact')} className={layout.below3}>
      <Typography.Paragraph type="secondary">{t('law.impactHint')}</Typography.Paragraph>
      <Space wrap className={layout.below3}>
        <Checkbox checked={byDays} onChange={({ target }) => setByDays(target.checked)}>
          {t('law.impactDays')}
        </Checkbox>
        {byDays ? <Days days={days} onDays={setDays} /> : null}
        {run.busy ? (
          <Button
            onClick={() => {
              stopped.current = true;
            }}
          >
            {t('law.impactStop')}
          </Button>
        ) : (
          <Button type="primary" onClick={() => run.run()}>
            {t('law.impactRun')}
          </Button>
        )}
      </Space>
      <ProblemAlert error={run.problem} />
      {shown === undefined ? null : <Report {...shown} busy={run.busy} />}
    </Card>
  );
}

interface DaysProps {
  readonly days: readonly [string, string];
  readonly onDays: (days: readonly [string, string]) => void;
}

function Days({ days, onDays }: DaysProps) {
  const { t } = useTranslation();
  return ([0, 1] as const).map((at) => (
    <DatePicker
      key={at}
      aria-label={t(at === 0 ? 'law.from' : 'law.to')}
      allowClear={false}
      value={dayjs(days[at])}
      onChange={(day) => {
        const chosen = day?.format('YYYY-MM-DD');
        if (chosen !== undefined) onDays(at === 0 ? [chosen, days[1]] : [days[0], chosen]);
      }}
    />
  ));
}

function Report({ report, total, busy }: Shown & { readonly busy: boolean }) {
  const { t } = useTranslation();
  const { units, cases, changes } = report;
  const done = units.total + cases.total;
  return (
    <div aria-live="polite">
      {busy ? (
        <Progress percent={total === 0 ? 0 : Math.min(99, Math.floor((done / total) * 100))} size="small" />
      ) : null}
      <Typography.Paragraph>
        {t('law.impactOf', { done, total })}　{t('law.impactUnits', { ...units })}　
        {t('law.impactCases', { ...cases })}
      </Typography.Paragraph>
      {changes.length === 0 ? (
        <Typography.Text>{t('law.impactNone')}</Typography.Text>
      ) : (
        <Table<ImpactChange>
          size="small"
          rowKey={({ entry, about }) => `${entry} ${about}`}
          scroll={{ x: 720 }}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          dataSource={[...changes]}
          columns={[
            {
              title: t('law.what'),
              render: (_, { entry, about }) => (
                <>
                  <Tag>{t(`law.impactEntry.${entry}`)}</Tag>
                  <span lang="zh-CN">{about}</span>
                </>
              ),
            },
            { title: t('law.howMany'), dataIndex: 'count', width: 90 },
            {
              title: t('law.examples'),
              width: 280,
              render: (_, { examples }) => examples.slice(0, 3).join('、'),
            },
          ]}
        />
      )}
    </div>
  );
}
