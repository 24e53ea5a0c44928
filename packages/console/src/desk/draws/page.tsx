// SPDX-License-Identifier: Apache-2.0
/** 双随机: the year's plan, a list that is frozen, the draw from it, and the record that anyone repeats. */

import type { AnswerOf } from '@mingjing/contracts';
import { desk } from '@mingjing/contracts';
import { downloadDraw, holdDraw, listDraws, listPlans, readDraw } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { useMay, useRole } from '../use-role.ts';
import { FreezeDrawer } from './parts/freeze-drawer.tsx';
import { PlanCard } from './parts/plan-card.tsx';
import { riskWord } from './parts/risk-word.ts';

export function DrawsPage() {
  const { t } = useTranslation();
  const [freezing, setFreezing] = useState(false);
  const [shown, setShown] = useState<string>();
  const plans = useRead(listPlans, {});
  const draws = useRead(listDraws, {});
  const mayFreeze = useRole(...desk.officers);
  const latest = shown ?? draws.data?.[0]?.id;
  return (
    <>
      <div className={`${layout.row} ${layout.baseline} ${layout.gap3} ${layout.spread}`}>
        <Typography.Title level={1}>{t('draws.title')}</Typography.Title>
        {mayFreeze ? (
          <Button type="primary" onClick={() => setFreezing(true)}>
            {t('draws.freeze')}
          </Button>
        ) : null}
      </div>
      <Typography.Paragraph type="secondary">{t('draws.intro')}</Typography.Paragraph>
      <ProblemAlert error={plans.error ?? draws.error} />
      <PlanCard plans={plans.data ?? []} loading={plans.isPending} />
      <FreezeDrawer
        open={freezing}
        onClose={() => setFreezing(false)}
        onFrozen={(id) => {
          setFreezing(false);
          setShown(id);
        }}
      />
      <Card title={t('draws.lists')} className={layout.below4}>
        <ScrollingTable
          rowKey="id"
          size="small"
          scroll={{ x: 620 }}
          loading={draws.isPending}
          pagination={false}
          locale={{ emptyText: t('draws.none') }}
          dataSource={[...(draws.data ?? [])]}
          columns={[
            {
              title: t('process.name'),
              render: (_, { id, title }) => (
                <Button type="link" className={layout.bare} onClick={() => setShown(id)}>
                  {title}
                </Button>
              ),
            },
            { title: t('draws.frozenAt'), render: (_, { frozenAt }) => showInstant(frozenAt) },
            {
              title: t('draws.take'),
              render: (_, { take, unitCount }) => t('draws.takeOf', { take: take.units, of: unitCount }),
            },
            {
              title: t('process.state'),
              render: (_, { drawnAt }) =>
                drawnAt === null ? (
                  <Tag color="gold">{t('draws.frozen')}</Tag>
                ) : (
                  <Tag color="green">{t('draws.drawn')}</Tag>
                ),
            },
          ]}
        />
      </Card>
      {latest === undefined ? null : <DrawCard key={latest} id={latest} />}
    </>
  );
}

function DrawCard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  // The seed comes with the log's next signed state, some seconds after the freezing.
  const draw = useRead(
    readDraw,
    { params: { id } },
    { refetchInterval: ({ state }) => (state.data?.seedReady === false ? 3000 : false) },
  );
  if (!draw.data) return <ProblemAlert error={draw.error} />;
  const { title, listHash, units, officers, seedReady, drawn } = draw.data;
  return (
    <Card title={title} className={layout.below4}>
      <Descriptions
        size="small"
        column={1}
        items={[
          {
            key: 'hash',
            label: t('draws.hash'),
            children: <code className={layout.breaksWords}>{listHash}</code>,
          },
          {
            key: 'officers',
            label: t('draws.officers'),
            children: officers.map(({ name }) => name).join('、'),
          },
        ]}
      />
      {drawn === null ? <Waiting id={id} seedReady={seedReady} /> : <Drawn id={id} drawn={drawn} />}
      <Candidates units={units} />
    </Card>
  );
}

type Draw = AnswerOf<typeof readDraw>;

interface WaitingProps {
  readonly id: string;
  readonly seedReady: boolean;
}

/** Frozen, and not drawn yet. */
function Waiting({ id, seedReady }: WaitingProps) {
  const { t } = useTranslation();
  const mayHold = useMay(holdDraw);
  const hold = useAction(() => call(holdDraw, { params: { id } }), { refresh: [readDraw, listDraws] });
  return (
    <>
      <ProblemAlert error={hold.problem} />
      <Alert
        type="info"
        showIcon
        className={layout.around3}
        title={seedReady ? t('draws.seedReady') : t('draws.seedWaits')}
      />
      {mayHold ? (
        <Button type="primary" disabled={!seedReady} loading={hold.busy} onClick={() => hold.run()}>
          {t('draws.hold')}
        </Button>
      ) : null}
    </>
  );
}

interface DrawnProps {
  readonly id: string;
  readonly drawn: NonNullable<Draw['drawn']>;
}

function Drawn({ id, drawn }: DrawnProps) {
  const { t } = useTranslation();
  return (
    <>
      <ScrollingTable
        rowKey="unitId"
        size="small"
        scroll={{ x: 520 }}
        pagination={false}
        className={layout.around3}
        dataSource={[...drawn]}
        columns={[
          { title: t('process.unit'), dataIndex: 'unitName' },
          { title: t('draws.officers'), render: (_, one) => one.officers.join('、') },
          {
            title: t('draws.inspection'),
            render: (_, { inspectionId }) =>
              inspectionId === null ? (
                '—'
              ) : (
                <Link
                  to="/thing"
                  search={{ process: 'inspection', id: inspectionId }}
                  className={layout.underlined}
                >
                  {t('common.open')}
                </Link>
              ),
          },
        ]}
      />
      <Button href={linkTo(downloadDraw, { params: { id } })}>{t('draws.record')}</Button>
      <Typography.Paragraph type="secondary" className={layout.above3}>
        {t('draws.repeat')} <code>mingjing platform draw verify draw-{id}.json</code>
      </Typography.Paragraph>
    </>
  );
}

/** Who could have been drawn, and with what weight. */
function Candidates({ units }: { readonly units: Draw['units'] }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('draws.candidates', { count: units.length })}</summary>
      <ScrollingTable
        rowKey="id"
        size="small"
        scroll={{ x: 520 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...units]}
        columns={[
          { title: t('process.unit'), dataIndex: 'name' },
          { title: t('draws.weight'), dataIndex: 'weight' },
          {
            title: t('draws.why'),
            render: (_, { why }) => why.map((sign) => riskWord(sign, t)).join('、') || '—',
          },
        ]}
      />
    </details>
  );
}
