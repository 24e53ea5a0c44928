// SPDX-License-Identifier: Apache-2.0
/** Playback: choose cameras and a day, register the look, then the pictures over the day's timeline. */

import { readAccessSession, readTimeline } from '@mingjing/contracts/site';
import { useQueries } from '@tanstack/react-query';
import { Card, DatePicker, Empty, Form, Select, Skeleton, Typography } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { dayStartMs, showDay } from '../../frame/time.ts';
import { keyOf, useRead } from '../../frame/use-read.ts';
import type { AccessSession } from '../api/access.ts';
import type { Camera } from '../api/footage.ts';
import { Timeline } from '../media/timeline.tsx';
import { PlaybackInAddress } from '../range-in-address.ts';
import { useCameras, useHolds } from '../reads.ts';
import { LookForm } from './playback/look-form.tsx';
import { timelineRow } from './playback/timeline-row.ts';
import { Viewer } from './playback/viewer.tsx';

const dayMs = 86_400_000;
const mostCameras = 4;

export function PlaybackPage() {
  const { t } = useTranslation();
  const asked = useAddress(PlaybackInAddress);
  const cameras = useCameras();
  const [chosen, setChosen] = useState<readonly string[]>(asked.camera ? [asked.camera] : []);
  const [day, setDay] = useState(showDay(asked.atMs ?? Date.now()));
  const [startMs, setStartMs] = useState<number>();
  const [session, setSession] = useState<AccessSession>();
  const [positionMs, setPositionMs] = useState<number>();
  const [seek, setSeek] = useState<{ readonly atMs: number }>();
  // An open look that was registered at the counter goes on here.
  const registered = useRead(
    readAccessSession,
    { params: { id: asked.session ?? '' } },
    { enabled: asked.session !== undefined, staleTime: Number.POSITIVE_INFINITY },
  );
  const found = registered.data;
  useEffect(() => {
    if (found?.state !== 'open' || found.kind !== 'playback') return;
    setChosen(found.cameras.slice(0, mostCameras));
    setDay(showDay(found.fromMs));
    setStartMs(found.fromMs);
    setSession(found);
  }, [found]);

  const window = useMemo(() => ({ fromMs: dayStartMs(day), toMs: dayStartMs(day) + dayMs }), [day]);
  const picked = chosen.length > 0 ? chosen : (cameras.data ?? []).slice(0, 1).map(({ id }) => id);
  const isToday = day === showDay(Date.now());
  const timelines = useQueries({
    queries: picked.map((camera) => ({
      queryKey: keyOf(readTimeline, { query: { camera, ...window } }),
      queryFn: () => call(readTimeline, { query: { camera, ...window } }),
      refetchInterval: isToday ? 5000 : (false as const),
    })),
  });
  const holds = useHolds();
  const rows = picked.map((camera, index) =>
    timelineRow(nameOf(cameras.data, camera), camera, timelines[index]?.data, holds.data ?? [], window),
  );
  const nothing = timelines.every(({ data }) => data?.spans.length === 0);
  const soon = timelines.some(({ data }) => data?.openFromMs !== undefined);

  const end = () => {
    setSession(undefined);
    setPositionMs(undefined);
  };
  if (cameras.isPending) return <Skeleton active />;
  return (
    <>
      <Typography.Title level={1}>{t('playback.title')}</Typography.Title>
      <ProblemAlert
        error={registered.error ?? cameras.error ?? timelines.find(({ error }) => error)?.error}
      />
      <Card>
        <Form layout="inline" component="div" className={`${layout.rowGap3} ${layout.below3}`}>
          <Form.Item label={t('common.cameras')} className={`${layout.atLeastWide} ${layout.grows}`}>
            <Select
              mode="multiple"
              maxCount={mostCameras}
              disabled={session !== undefined}
              aria-label={t('playback.choose')}
              placeholder={t('playback.choose')}
              value={[...picked]}
              onChange={(ids: string[]) => setChosen(ids)}
              options={(cameras.data ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }))}
            />
          </Form.Item>
          <Form.Item label={t('playback.day')}>
            <DatePicker
              allowClear={false}
              disabled={session !== undefined}
              aria-label={t('playback.day')}
              value={dayjs(day)}
              disabledDate={(date) => date.isAfter(dayjs())}
              onChange={(date) => date && setDay(date.format('YYYY-MM-DD'))}
            />
          </Form.Item>
          <Typography.Text type="secondary" className={layout.selfMiddle}>
            {t('zone')}
          </Typography.Text>
        </Form>
        {session ? (
          <Viewer
            session={session}
            names={(camera) => nameOf(cameras.data, camera)}
            startMs={startMs ?? firstFootageMs(timelines[0]?.data?.spans ?? [], window, isToday)}
            originMs={window.fromMs}
            seek={seek}
            onPosition={setPositionMs}
            onEnd={end}
          />
        ) : null}
        {nothing ? <Empty description={t(soon ? 'playback.soon' : 'playback.noFootage')} /> : null}
        <Timeline
          day={window}
          rows={rows}
          positionMs={session ? positionMs : startMs}
          nowMs={Date.now()}
          onSeek={(atMs) => (session ? setSeek({ atMs }) : setStartMs(atMs))}
        />
        {session || nothing ? null : (
          <LookForm
            cameras={picked}
            fromMs={window.fromMs}
            toMs={Math.min(window.toMs, Date.now())}
            onOpen={setSession}
          />
        )}
      </Card>
    </>
  );
}

const nameOf = (cameras: readonly Camera[] | undefined, id: string): string =>
  cameras?.find((camera) => camera.id === id)?.name ?? id;

/** Where to begin when nobody said: a minute before now today, else the day's first footage. */
function firstFootageMs(
  spans: readonly { readonly fromMs: number; readonly toMs: number }[],
  window: { readonly fromMs: number },
  isToday: boolean,
): number {
  const last = spans.at(-1);
  if (isToday && last) return Math.max(last.fromMs, last.toMs - 60_000);
  return Math.max(window.fromMs, spans[0]?.fromMs ?? window.fromMs);
}
