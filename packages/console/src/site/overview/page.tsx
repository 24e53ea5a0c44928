// SPDX-License-Identifier: Apache-2.0
/** How the recorder is doing, at a glance: pictures coming in, days kept against days required, what needs a person. */

import { readOverview } from '@mingjing/contracts/site';
import { Link } from '@tanstack/react-router';
import {
  Alert,
  Button,
  Card,
  Col,
  Empty,
  Progress,
  Row,
  Skeleton,
  Statistic,
  Table,
  Tag,
  Typography,
} from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showBytes, showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { provisionName } from '../../law/provision-name.ts';
import type { Camera } from '../api/footage.ts';
import { type CameraRetention, confirmClock, type Overview } from '../api/overview.ts';
import { CameraStateTag } from '../cameras/parts/state-tag.tsx';
import { useCameras } from '../reads.ts';
import { useSession } from '../use-session.ts';

const refreshMs = 5000;

export function OverviewPage() {
  const { t } = useTranslation();
  const overview = useRead(readOverview, {}, { refetchInterval: refreshMs });
  const cameras = useCameras(refreshMs);
  if (overview.isError)
    return <ProblemAlert error={overview.error} onRetry={() => void overview.refetch()} />;
  if (!overview.data) return <Skeleton active />;
  const { data } = overview;
  return (
    <>
      <Typography.Title level={1}>{t('overview.title')}</Typography.Title>
      <ClockAlert clock={data.clock} />
      <FirstSteps data={data} />
      <Figures data={data} />
      <Todo data={data} />
      <Alarms data={data} />
      <Card title={t('menu.cameras')} className={layout.above4} classNames={{ body: layout.bare }}>
        <CameraTable cameras={cameras.data ?? []} retention={data.retention.cameras} />
      </Card>
    </>
  );
}

function Figures({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const { cameras, retention } = data;
  const least =
    retention.cameras.length === 0 ? 0 : Math.min(...retention.cameras.map(({ keptDays }) => keptDays));
  return (
    <Row gutter={[16, 16]}>
      <Figure
        title={t('overview.recording')}
        value={cameras.recording}
        suffix={t('overview.ofTotal', { total: cameras.total })}
        bad={cameras.recording < cameras.total - cameras.disabled}
      />
      <Figure
        title={t('overview.keptDays')}
        value={least}
        precision={1}
        suffix={t('overview.days')}
        bad={false}
      />
      <Figure
        title={t('overview.requiredDays')}
        value={retention.requiredDays}
        suffix={t('overview.days')}
        note={
          retention.requiredByLaw === null
            ? t('overview.noNumber')
            : t('overview.byLaw', { provision: provisionName(retention.requiredByLaw) })
        }
        bad={retention.requiredByLawDays !== null && retention.requiredDays < retention.requiredByLawDays}
      />
      <Figure
        title={t('overview.forecast')}
        value={retention.forecastDays ?? '—'}
        precision={0}
        suffix={retention.forecastDays === undefined ? '' : t('overview.days')}
        note={storageSentence(retention, t)}
        bad={retention.alarm || retention.step === 'key-frames-only' || retention.step === 'stopped'}
      />
    </Row>
  );
}

/** The one thing said of storage: what is wrong if something is, else for how long it lasts. */
function storageSentence(retention: Overview['retention'], t: TFunction): string {
  const { step, alarm, forecastDays, requiredDays } = retention;
  if (step === 'key-frames-only' || step === 'stopped') return t(`overview.step.${step}`);
  if (forecastDays === undefined) return t('overview.noForecast');
  if (alarm || forecastDays < requiredDays) return t('overview.tooSmall', { required: requiredDays });
  return step === 'none' ? t('overview.enough', { required: requiredDays }) : t(`overview.step.${step}`);
}

function Figure(props: {
  readonly title: string;
  readonly value: number | string;
  readonly suffix: string;
  readonly note?: string;
  readonly precision?: number;
  readonly bad: boolean;
}) {
  return (
    <Col xs={12} xl={6}>
      <Card size="small" className={layout.tall}>
        <Statistic
          title={props.title}
          value={props.value}
          suffix={<span className={layout.plain}>{props.suffix}</span>}
          {...(props.precision === undefined ? {} : { precision: props.precision })}
          {...(props.bad ? { styles: { content: { color: '#c62828' } } } : {})}
        />
        <Typography.Text type="secondary" className={layout.small}>
          {props.note}
        </Typography.Text>
      </Card>
    </Col>
  );
}

function ClockAlert({ clock }: { readonly clock: Overview['clock'] }) {
  const { t } = useTranslation();
  const confirm = useAction(() => confirmClock(), { refresh: [readOverview] });
  if (clock.trusted) return null;
  return (
    <Alert
      type="error"
      showIcon
      className={layout.below4}
      title={t('overview.clockUntrusted', { reason: clock.reason ?? '' })}
      description={
        <>
          {showInstant(clock.nowMs)}
          <ProblemAlert error={confirm.problem} />
        </>
      }
      action={
        <Button loading={confirm.busy} onClick={() => confirm.run()}>
          {t('overview.confirmClock')}
        </Button>
      }
    />
  );
}

/** What has to be there before the rest works: the unit's name, and somebody to agree with. */
function FirstSteps({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const role = useSession().person?.role;
  if (role !== 'administrator') return null;
  const steps = [
    ...(data.unit.name === '' ? [{ text: 'needsUnit', to: '/settings' }] : []),
    ...(data.oneDecider ? [{ text: 'needsSecond', to: '/people' }] : []),
  ];
  return steps.map(({ text, to }) => (
    <Alert
      key={text}
      type="warning"
      showIcon
      className={layout.below2}
      title={t(`overview.${text}`)}
      action={
        <Link to={to}>
          <Button>{t('overview.goThere')}</Button>
        </Link>
      }
    />
  ));
}

/** What waits for a person, each with the page where it is done. */
function Todo({ data }: { readonly data: Overview }) {
  const { t } = useTranslation();
  const items = [
    { count: data.waitingForDecision, text: 'waitingForDecision', to: '/register' },
    { count: data.reviewsDue, text: 'reviewsDue', to: '/register' },
    { count: data.holds, text: 'holds', to: '/holds' },
  ].filter(({ count }) => count > 0);
  if (items.length === 0) return null;
  return (
    <div className={`${layout.row} ${layout.wraps} ${layout.gap2} ${layout.above4}`}>
      {items.map(({ count, text, to }) => (
        <Link key={text} to={to}>
          <Tag color={text === 'holds' ? 'purple' : 'orange'} className={layout.bigTag}>
            {t(`overview.${text}`, { count })}
          </Tag>
        </Link>
      ))}
    </div>
  );
}

function Alarms({ data }: { readonly data: Overview }) {
  const language = currentLanguage();
  return (
    <div className={layout.above4} role="status">
      {data.alarms.map((alarm) => (
        <Alert
          key={alarm.kind + alarm.subject}
          type="warning"
          showIcon
          className={layout.below2}
          title={language === 'en' ? alarm.sentence.en : alarm.sentence.zh}
          description={showInstant(alarm.atMs)}
        />
      ))}
    </div>
  );
}

function CameraTable(props: {
  readonly cameras: readonly Camera[];
  readonly retention: readonly CameraRetention[];
}) {
  const { t } = useTranslation();
  const byCamera = new Map(props.retention.map((each) => [each.camera, each]));
  return (
    <Table<Camera>
      rowKey="id"
      size="middle"
      scroll={{ x: 640 }}
      pagination={props.cameras.length > 20 ? { pageSize: 20 } : false}
      locale={{
        emptyText: (
          <Empty description={t('overview.noCameras')}>
            <Link to="/cameras">
              <Button type="primary">{t('overview.addCamera')}</Button>
            </Link>
          </Empty>
        ),
      }}
      dataSource={[...props.cameras]}
      columns={[
        {
          title: t('overview.camera'),
          render: (_, { id, name }) => (
            <Link to="/playback" search={{ camera: id }}>
              {name ?? id}
            </Link>
          ),
          sorter: (a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'zh-CN'),
        },
        { title: t('overview.state'), render: (_, camera) => <CameraStateTag camera={camera} /> },
        {
          title: t('overview.kept'),
          render: (_, { id }) => {
            const kept = byCamera.get(id);
            if (!kept) return '—';
            return <Kept kept={kept} />;
          },
        },
        {
          title: t('overview.perDay'),
          align: 'right',
          render: (_, { id }) => (
            <span className="tabular">{showBytes(byCamera.get(id)?.bytesPerDay ?? 0)}</span>
          ),
        },
      ]}
    />
  );
}

/** Days kept against days required, or that there is nothing. */
function Kept({ kept }: { readonly kept: CameraRetention }) {
  const { t } = useTranslation();
  if (kept.oldestMs === undefined)
    return (
      <span>
        <Tag color="red">{t('overview.nothing')}</Tag>
        {kept.nothingSinceMs === undefined ? null : (
          <span className={layout.note}>
            {t('overview.nothingSince', { time: showInstant(kept.nothingSinceMs) })}
          </span>
        )}
      </span>
    );
  return (
    <div className={layout.atLeastNarrow}>
      <Progress
        percent={Math.min(100, (kept.keptDays / Math.max(1, kept.floorDays)) * 100)}
        showInfo={false}
        size="small"
        status={kept.verdict === 'breached' ? 'exception' : kept.verdict === 'met' ? 'success' : 'normal'}
        aria-label={t('overview.kept')}
      />
      <span className="tabular">
        {kept.keptDays.toFixed(1)} / {kept.floorDays} {t('overview.days')} ·{' '}
        {t(`overview.verdict.${kept.verdict}`)}
      </span>
    </div>
  );
}
