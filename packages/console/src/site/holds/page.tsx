// SPDX-License-Identifier: Apache-2.0
/** Holds: placed by one person, released by two. */

import type { HeldRange } from '@mingjing/contracts';
import { listHolds } from '@mingjing/contracts/site';
import {
  Alert,
  App,
  Button,
  Card,
  DatePicker,
  Empty,
  Form,
  Input,
  Select,
  Switch,
  Table,
  type TableColumnsType,
  Tag,
  Typography,
} from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/address.ts';
import { wordsOf } from '../../frame/field-problems.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { type Hold, placeHold, releaseHold } from '../api/holds.ts';
import { faceOf, instantOf } from '../beijing-range.ts';
import { RangeInAddress } from '../range-in-address.ts';
import { useHolds } from '../reads.ts';
import { useAllCameras } from '../use-all-cameras.ts';
import { useSession } from '../use-session.ts';

export function HoldsPage() {
  const { t } = useTranslation();
  const { person } = useSession();
  const { modal, message } = App.useApp();
  const [withReleased, setWithReleased] = useState(false);
  const holds = useHolds();
  const releases = person?.role === 'administrator' || person?.role === 'manager';
  const shown = (holds.data ?? []).filter(({ releasedMs }) => withReleased || releasedMs === undefined);
  const end = useAction(({ id }: Hold) => releaseHold(id), {
    refresh: [listHolds],
    onRefused: (problem) => message.error(wordsOf(problem)),
  });
  const release = (hold: Hold) =>
    modal.confirm({
      title: t('holds.releaseTitle'),
      content: t('holds.releaseText'),
      okText: t('holds.release'),
      okButtonProps: { danger: true },
      onOk: () => end.finish(hold),
    });
  const columns = useHoldColumns(releases ? release : undefined);
  return (
    <>
      <Typography.Title level={1}>{t('holds.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('holds.intro')} className={layout.below4} />
      {person?.role === 'auditor' ? null : (
        <Card title={t('holds.place')} className={layout.below4}>
          <PlaceForm />
        </Card>
      )}
      <Card
        classNames={{ body: layout.bare }}
        extra={
          <span>
            <Switch
              size="small"
              checked={withReleased}
              onChange={setWithReleased}
              aria-label={t('holds.showReleased')}
            />{' '}
            {t('holds.showReleased')}
          </span>
        }
      >
        <ProblemAlert error={holds.error} onRetry={() => void holds.refetch()} />
        <Table<Hold>
          rowKey="id"
          loading={holds.isPending}
          scroll={{ x: 860 }}
          dataSource={[...shown]}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          locale={{ emptyText: <Empty description={t('holds.none')} /> }}
          columns={columns}
        />
      </Card>
    </>
  );
}

function useHoldColumns(release: ((hold: Hold) => void) | undefined): TableColumnsType<Hold> {
  const { nameOf } = useAllCameras();
  const { t } = useTranslation();
  return [
    {
      title: t('holds.placed'),
      defaultSortOrder: 'descend',
      sorter: (a, b) => a.placedMs - b.placedMs,
      render: (_, { placedMs, by }) => (
        <span className="tabular">
          {showInstant(placedMs)}
          <br />
          {by}
        </span>
      ),
    },
    {
      title: t('common.cameras'),
      render: (_, { cameras }) => (cameras.length === 0 ? t('common.all') : cameras.map(nameOf).join('、')),
    },
    {
      title: t('holds.range'),
      render: (_, { fromMs, toMs }) => (
        <span className="tabular">
          {showInstant(fromMs)}
          <br />
          {showInstant(toMs)}
        </span>
      ),
    },
    {
      title: t('common.reason'),
      render: (_, { reason, ground }) => (
        <>
          {reason}
          <br />
          <Typography.Text type="secondary">{ground}</Typography.Text>
        </>
      ),
    },
    { title: t('holds.state'), render: (_, hold) => <HoldState hold={hold} /> },
    {
      title: '',
      render: (_, hold) =>
        release && hold.releasedMs === undefined ? (
          <Button size="small" danger onClick={() => release(hold)}>
            {t('holds.release')}
          </Button>
        ) : null,
    },
  ];
}

function HoldState({ hold }: { readonly hold: Hold }) {
  const { t } = useTranslation();
  if (hold.releasedMs !== undefined)
    return <>{t('holds.released', { by: hold.releasedBy ?? '', time: showInstant(hold.releasedMs) })}</>;
  if (hold.releaseAskedBy !== undefined)
    return <Tag color="orange">{t('holds.asked', { by: hold.releaseAskedBy })}</Tag>;
  return <Tag color="purple">{t('holds.active')}</Tag>;
}

interface Fields {
  readonly cameras?: string[];
  readonly range: [Dayjs, Dayjs];
  readonly reason: string;
  readonly ground: string;
  readonly until?: Dayjs;
}

function PlaceForm() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const asked = useAddress(RangeInAddress);
  const cameras = useAllCameras();
  const [found, setFound] = useState<readonly HeldRange[]>([]);
  const place = useAction(
    ({ cameras: ids = [], range, reason, ground, until }: Fields) =>
      placeHold({
        cameras: ids,
        fromMs: instantOf(range[0]),
        toMs: instantOf(range[1]),
        reason,
        ground,
        ...(until ? { untilMs: instantOf(until) } : {}),
      }),
    {
      refresh: [listHolds],
      onDone: ({ found: there }) => {
        setFound(there);
        form.resetFields();
      },
    },
  );
  const required = { required: true, min: 2, message: t('common.required') };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      className={layout.form}
      initialValues={
        asked ? { cameras: asked.cameras, range: [faceOf(asked.fromMs), faceOf(asked.toMs)] } : {}
      }
      onFinish={place.run}
    >
      <ProblemAlert error={place.problem} />
      <Found ranges={found} />
      <Form.Item name="cameras" label={t('common.cameras')} extra={t('holds.allCameras')}>
        <Select mode="multiple" options={[...cameras.options]} />
      </Form.Item>
      <Form.Item
        name="range"
        label={`${t('holds.range')} · ${t('zone')}`}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <DatePicker.RangePicker showTime className={layout.full} />
      </Form.Item>
      <Form.Item name="reason" label={t('common.reason')} rules={[required]}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="ground" label={t('holds.ground')} extra={t('holds.groundHint')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="until" label={t('holds.until')}>
        <DatePicker showTime />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={place.busy}>
        {t('holds.place')}
      </Button>
    </Form>
  );
}

/** What a hold just placed really keeps: what was gone before stays gone. */
function Found({ ranges }: { readonly ranges: readonly HeldRange[] }) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  if (ranges.length === 0) return null;
  const isWhole = ranges.every((one) => one.gapSeconds + one.deletedSeconds + one.unknownSeconds === 0);
  return (
    <Alert
      type={isWhole ? 'success' : 'warning'}
      showIcon
      className={layout.below4}
      title={t(isWhole ? 'holds.foundAll' : 'holds.foundLess')}
      description={ranges.map(({ camera, ...seconds }) => (
        <div key={camera}>{t('holds.found', { camera: nameOf(camera), ...minutesOf(seconds) })}</div>
      ))}
    />
  );
}

const minutesOf = (seconds: Omit<HeldRange, 'camera'>): Record<string, string> =>
  Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, (value / 60).toFixed(1)]));
