// SPDX-License-Identifier: Apache-2.0
/** What the law asks of this unit, what is shown to be met, and what the recorder proves about itself. */
import type { Duty, ToComply } from '@mingjing/contracts';
import { readObligations } from '@mingjing/contracts/site';
import { useQuery } from '@tanstack/react-query';
import {
  Alert,
  Button,
  Card,
  Col,
  DatePicker,
  Row,
  Select,
  Skeleton,
  Space,
  Table,
  Tag,
  Typography,
} from 'antd';
import dayjs from 'dayjs';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant, todayInChina } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { ComplianceSteps } from '../../law/compliance-steps.tsx';
import { provisionName } from '../../law/provision-name.ts';
import { type ChallengeVerdict, readCompleteness, runChallenge } from '../api/proof.ts';
import { useAllCameras } from '../use-all-cameras.ts';
import { useSession } from '../use-session.ts';
import { Checklist, stateColours } from './parts/checklist.tsx';
import { MonthCard } from './parts/month-card.tsx';

export function ObligationsPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const answer = useQuery({ queryKey: ['obligations'], queryFn: () => call(readObligations) });
  return (
    <>
      <Typography.Title level={1}>{t('obligations.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('obligations.intro')} className={layout.below4} />
      <ProblemAlert error={answer.error} onRetry={() => void answer.refetch()} />
      <Row gutter={[16, 16]} className={layout.below4}>
        <Col xs={24} xl={12}>
          <CompletenessCard />
        </Col>
        <Col xs={24} xl={12}>
          {person?.role === 'operator' ? null : <ChallengeCard />}
        </Col>
      </Row>
      {person?.role === 'operator' ? null : <MonthCard />}
      {answer.data ? <Checklist answer={answer.data} /> : null}
      {answer.data ? (
        <Card
          title={t('obligations.counts', { ...answer.data.counts })}
          extra={<Typography.Text type="secondary">{answer.data.asOf}</Typography.Text>}
        >
          <DutyTable
            results={answer.data.results.filter(({ state }) => state !== 'not-applicable')}
            duties={new Map(answer.data.duties.map((duty) => [duty.obligation, duty]))}
          />
        </Card>
      ) : (
        <Skeleton active />
      )}
    </>
  );
}

function DutyTable({
  results,
  duties,
}: {
  readonly results: readonly Duty[];
  readonly duties: ReadonlyMap<string, ToComply>;
}) {
  const { t } = useTranslation();
  return (
    <Table<Duty>
      size="small"
      rowKey="id"
      scroll={{ x: 900 }}
      pagination={{ pageSize: 20, showSizeChanger: true, hideOnSinglePage: true }}
      dataSource={[...results]}
      columns={[
        {
          title: t('obligations.duty'),
          render: (_, one) => (
            <span lang="zh-CN">
              <strong>{one.title}</strong>
              <br />
              {one.act}
              <br />
              <Typography.Text type="secondary">{provisionName(one.provision)}</Typography.Text>
            </span>
          ),
        },
        {
          title: t('obligations.finding'),
          width: 110,
          filters: (['breached', 'unknown', 'met'] as const).map((state) => ({
            text: t(`obligations.state.${state}`),
            value: state,
          })),
          onFilter: (state, one) => one.state === state,
          render: (_, { state }) => <Tag color={stateColours[state]}>{t(`obligations.state.${state}`)}</Tag>,
        },
        {
          title: t('obligations.reasons'),
          render: (_, { reasons }) => <span lang="zh-CN">{reasons.join('；')}</span>,
        },
        {
          title: t('obligations.next'),
          render: (_, { id }) => (
            <ComplianceSteps duty={duties.get(id)} consequence={t('obligations.consequence')} />
          ),
        },
      ]}
    />
  );
}

function CompletenessCard() {
  const { t } = useTranslation();
  const cameras = useAllCameras();
  const [camera, setCamera] = useState<string>();
  const [day, setDay] = useState(todayInChina());
  const chosen = camera ?? cameras.list[0]?.id;
  const check = useAction((camera: string) => readCompleteness(camera, day));
  const answer = check.done;
  const verdict = answer?.verdict;
  return (
    <Card title={t('obligations.completeness')} className={layout.tall}>
      <Typography.Paragraph type="secondary">{t('obligations.completenessHint')}</Typography.Paragraph>
      <Space wrap>
        <Select
          aria-label={t('common.camera')}
          value={chosen}
          className={layout.atLeastNarrow}
          onChange={(camera) => {
            check.forget();
            setCamera(camera);
          }}
          options={[...cameras.options]}
        />
        <DatePicker
          allowClear={false}
          aria-label={t('obligations.day')}
          value={dayjs(day)}
          onChange={(date) => {
            check.forget();
            if (date) setDay(date.format('YYYY-MM-DD'));
          }}
        />
        <Button
          loading={check.busy}
          disabled={chosen === undefined}
          onClick={() => chosen !== undefined && check.run(chosen)}
        >
          {t('obligations.check')}
        </Button>
      </Space>
      <div role="status" className={layout.above3}>
        <ProblemAlert error={check.problem} />
        {verdict === undefined ? null : verdict.kind === 'complete' ? (
          <Alert
            type="success"
            showIcon
            title={t('obligations.complete')}
            action={
              <Button
                size="small"
                href={URL.createObjectURL(
                  new Blob([JSON.stringify(answer?.statement)], { type: 'application/json' }),
                )}
                download={`completeness-${chosen}-${day}.json`}
              >
                {t('obligations.saveStatement')}
              </Button>
            }
          />
        ) : (
          <Alert type="error" showIcon title={t('obligations.incomplete', { finding: verdict.reason })} />
        )}
      </div>
    </Card>
  );
}

const samples = 459;

function ChallengeCard() {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  const challenge = useAction(() => runChallenge(samples));
  const verdict = challenge.done?.verdict;
  return (
    <Card title={t('obligations.challenge')} className={layout.tall}>
      <Typography.Paragraph type="secondary">{t('obligations.challengeHint')}</Typography.Paragraph>
      <Button onClick={() => challenge.run()} loading={challenge.busy}>
        {challenge.busy ? t('obligations.running') : t('obligations.run', { samples })}
      </Button>
      <div role="status" className={layout.above3}>
        <ProblemAlert error={challenge.problem} />
        {verdict ? (
          <Alert
            type={verdict.failed === 0 ? 'success' : 'error'}
            showIcon
            className={layout.below2}
            title={answerWords(verdict, t)}
          />
        ) : null}
        {(challenge.done?.cameras ?? []).map(({ camera, from, to, verdict: own }) => (
          <div key={camera} className={layout.below1}>
            <Tag color={own === undefined ? 'orange' : own.failed === 0 ? 'green' : 'red'}>
              {nameOf(camera)}
            </Tag>
            <span className={layout.note}>
              {own === undefined || from === undefined || to === undefined
                ? t('obligations.nothingOf')
                : `${showInstant(from)} – ${showInstant(to)}：${answerWords(own, t)}`}
            </span>
          </div>
        ))}
      </div>
    </Card>
  );
}

type Proven = NonNullable<ChallengeVerdict['cameras'][number]['verdict']>;

const answerWords = (verdict: Proven, t: TFunction): string =>
  t('obligations.answer', {
    samples: verdict.samples,
    held: verdict.held,
    excused: verdict.gap + verdict.deleted,
    missing: verdict.failed,
    bound: `${(verdict.heldAtLeast * 100).toFixed(1)} %`,
  });
