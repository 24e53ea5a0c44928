// SPDX-License-Identifier: Apache-2.0
/** A unit's recorders as unit and officer both see them: whose key, how old the knowledge, what was noticed, which duties. */
import type { RowOf } from '@mingjing/contracts';
import { listUnitRecorders } from '@mingjing/contracts/desk';
import { Alert, Card, Descriptions, Empty, Skeleton, Space, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';
import { ChallengeList } from './challenge-list.tsx';
import { Differences } from './differences.tsx';
import { DutyList } from './duty-list.tsx';
import { IssueCode, Revoke } from './enrolment.tsx';

type Recorder = RowOf<typeof listUnitRecorders>;

const refreshMs = 10_000;
const silentAfterHours = 26;
const hoursSince = (time: string): number => Math.floor((Date.now() - Date.parse(time)) / 3_600_000);

export function RecordersOfUnit({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation();
  const recorders = useRead(listUnitRecorders, { params: { id: unitId } }, { refetchInterval: refreshMs });
  if (recorders.isError)
    return <ProblemAlert error={recorders.error} onRetry={() => void recorders.refetch()} />;
  if (!recorders.data) return <Skeleton active />;
  return (
    <>
      <IssueCode unitId={unitId} />
      {recorders.data.length === 0 ? (
        <Empty description={t('recorders.none')}>
          <Typography.Text type="secondary">{t('recorders.noneHint')}</Typography.Text>
        </Empty>
      ) : (
        recorders.data.map((one) => <RecorderCard key={one.id} unitId={unitId} recorder={one} />)
      )}
    </>
  );
}

function RecorderCard({ unitId, recorder }: { readonly unitId: string; readonly recorder: Recorder }) {
  const { t } = useTranslation();
  const { lastReportAt, revokedAt, fingerprint, enrolledAt, size, challenges, differences } = recorder;
  const hours = lastReportAt === null ? undefined : hoursSince(lastReportAt);
  const age =
    hours === undefined
      ? t('recorders.never')
      : hours < 1
        ? t('recorders.ageNow')
        : t('recorders.age', { hours });
  return (
    <Card
      className={layout.below4}
      title={<code>{fingerprint}</code>}
      // Read out group by group: never cut.
      classNames={{ title: layout.manyLines }}
      extra={
        revokedAt === null ? (
          <Revoke id={recorder.id} />
        ) : (
          <Tag color="red">{t('recorders.revoked', { at: showInstant(revokedAt) })}</Tag>
        )
      }
    >
      <Findings recorder={recorder} />
      {revokedAt === null && hours !== undefined && hours >= silentAfterHours ? (
        <Alert type="warning" showIcon title={t('recorders.silent')} className={layout.below3} />
      ) : null}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3 }}
        className={layout.below3}
        items={[
          { key: 'enrolled', label: t('recorders.enrolledAt'), children: showInstant(enrolledAt) },
          {
            key: 'last',
            label: t('recorders.lastReport'),
            children: lastReportAt === null ? age : `${showInstant(lastReportAt)}（${age}）`,
          },
          { key: 'size', label: t('recorders.witnessed'), children: size },
        ]}
      />
      <Typography.Paragraph type="secondary">{t('recorders.fingerprintHint')}</Typography.Paragraph>
      <Differences unitId={unitId} differences={differences} facts={recorder.facts} />
      <ChallengeList challenges={challenges} />
      {recorder.obligations ? <DutyList answer={recorder.obligations} age={age} /> : null}
    </Card>
  );
}

function Findings({ recorder }: { readonly recorder: Recorder }) {
  const { t } = useTranslation();
  if (recorder.findings.length === 0) return null;
  return (
    <Table<Recorder['findings'][number]>
      size="small"
      rowKey={({ kind, by }) => `${kind}/${by}`}
      dataSource={recorder.findings}
      pagination={false}
      scroll={{ x: 560 }}
      className={layout.below3}
      columns={[
        {
          title: t('recorders.findings'),
          render: (_, { kind, weight }) => (
            <Space wrap>
              <Tag color={weight === 'finding' ? 'red' : 'orange'}>{t(`recorders.weight.${weight}`)}</Tag>
              {t(`recorders.kind.${kind}`, { defaultValue: kind })}
            </Space>
          ),
        },
        { title: t('recorders.lastAt'), width: 190, render: (_, { lastAt }) => showInstant(lastAt) },
        {
          title: t('recorders.often'),
          width: 90,
          render: (_, { times }) => t('recorders.times', { count: times }),
        },
      ]}
    />
  );
}
