// SPDX-License-Identifier: Apache-2.0
/** 本月自证: one button proves a month, and the report of operation is there to print. */
import type { MonthProof } from '@mingjing/contracts/site';
import { listMonthProofs, proveMonth, readMonthReport } from '@mingjing/contracts/site';
import { Button, Card, DatePicker, Progress, Space, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant, todayInChina } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';

const whileRunningMs = 1000;

export function MonthCard() {
  const { t } = useTranslation();
  const thisMonth = todayInChina().slice(0, 7);
  const [month, setMonth] = useState(thisMonth);
  const [isWatching, setWatching] = useState(true);
  const list = useRead(listMonthProofs, {}, isWatching ? { refetchInterval: whileRunningMs } : {});
  const proofs = list.data?.proofs ?? [];
  const running = proofs.find(({ state }) => state === 'running');
  if (list.data && isWatching !== (running !== undefined)) setWatching(running !== undefined);
  const prove = useAction(() => call(proveMonth, { body: { month } }), { refresh: [listMonthProofs] });
  return (
    <Card title={t('obligations.month')} className={layout.below4}>
      <Typography.Paragraph type="secondary">{t('obligations.monthHint')}</Typography.Paragraph>
      <Space wrap>
        <DatePicker
          picker="month"
          allowClear={false}
          aria-label={t('obligations.monthOf')}
          value={dayjs(`${month}-01`)}
          onChange={(chosen) => setMonth(chosen?.format('YYYY-MM') ?? thisMonth)}
          disabledDate={(day) => day.format('YYYY-MM') > thisMonth}
        />
        <Button
          type="primary"
          onClick={() => prove.run()}
          loading={prove.busy}
          disabled={running !== undefined}
        >
          {t('obligations.monthRun')}
        </Button>
      </Space>
      <div role="status" className={layout.above3}>
        <ProblemAlert error={prove.problem ?? list.error} />
        {running ? (
          <Progress percent={Math.round((running.done / Math.max(1, running.total)) * 100)} />
        ) : null}
      </div>
      {proofs.length === 0 ? null : <Proofs proofs={proofs} />}
    </Card>
  );
}

function Proofs({ proofs }: { readonly proofs: readonly MonthProof[] }) {
  const { t } = useTranslation();
  return (
    <ScrollingTable<MonthProof>
      rowKey="number"
      dataSource={[...proofs]}
      pagination={{ pageSize: 6, hideOnSinglePage: true }}
      scroll={{ x: 720 }}
      columns={[
        { title: t('obligations.monthOf'), dataIndex: 'month', width: 100 },
        {
          title: t('obligations.monthMade'),
          render: (_, { atMs, by }) => `${showInstant(atMs)} ${by}`,
        },
        { title: t('obligations.finding'), render: (_, proof) => <Found proof={proof} /> },
        {
          title: '',
          width: 120,
          render: (_, { number, state }) =>
            state === 'done' ? (
              <a href={linkTo(readMonthReport, { params: { number } })} target="_blank" rel="noreferrer">
                {t('obligations.monthPrint')}
              </a>
            ) : null,
        },
      ]}
    />
  );
}

function Found({ proof }: { readonly proof: MonthProof }) {
  const { t } = useTranslation();
  const { state, days, heldHours, gapHours, verdict } = proof;
  if (state !== 'done')
    return <Tag color={state === 'running' ? 'blue' : 'red'}>{t(`obligations.monthState.${state}`)}</Tag>;
  const isGood = days.notComplete === 0 && (verdict?.failed ?? 0) === 0;
  return (
    <>
      <Tag color={isGood ? 'green' : 'red'}>
        {t(isGood ? 'obligations.monthGood' : 'obligations.monthBad')}
      </Tag>
      {t('obligations.monthDays', { ...days, held: heldHours, gap: gapHours })}
      {verdict ? t('obligations.monthSamples', { samples: verdict.samples, held: verdict.held }) : ''}
    </>
  );
}
