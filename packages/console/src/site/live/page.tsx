// SPDX-License-Identifier: Apache-2.0
/** The live wall. The duty watch is one access session per shift, opened by arriving here. */
import { FullscreenOutlined } from '@ant-design/icons';
import { closeSession, listCameras, openDuty } from '@mingjing/contracts/site';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Pagination, Segmented, Select, Skeleton, Space, Typography } from 'antd';
import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import picture from '../media/picture.module.css';
import { LiveTile } from './parts/live-tile.tsx';

const sizes = [1, 4, 9, 16] as const;
type WallSize = (typeof sizes)[number];
/** As many beside as below one another: 16 is four by four. */
const columns: Readonly<Record<WallSize, string>> = {
  1: picture.columns1,
  4: picture.columns2,
  9: picture.columns3,
  16: picture.columns4,
};
const sizeKey = 'mingjing.live-layout';
const storedSize = (): WallSize => sizes.find((size) => String(size) === localStorage.getItem(sizeKey)) ?? 4;
/** Seconds a page stands while the wall goes round; 0: it stands. */
const patrolSeconds = [0, 10, 20, 30, 60] as const;

export function LivePage() {
  const { t } = useTranslation();
  const cameras = useRead(listCameras, {}, { refetchInterval: 30_000 });
  const [over, setOver] = useState(false);
  const duty = useQuery({
    queryKey: [openDuty.id],
    queryFn: () => call(openDuty, { body: {} }),
    retry: false,
    enabled: (cameras.data?.cameras.length ?? 0) > 0 && !over,
  });
  const [size, setSize] = useState<WallSize>(storedSize);
  const [page, setPage] = useState(1);
  const [group, setGroup] = useState('');
  const [patrol, setPatrol] = useState(0);
  const [single, setSingle] = useState<string>();
  const wall = useRef<HTMLDivElement>(null);
  const reopen = useCallback(() => void duty.refetch(), [duty.refetch]);
  const ending = useAction((id: string) => call(closeSession, { params: { id } }), {
    onDone: () => setOver(true),
  });

  const enabled = (cameras.data?.cameras ?? []).filter((camera) => camera.enabled);
  const groups = [...new Set(enabled.flatMap((camera) => camera.group ?? []))].sort();
  const shown = enabled.filter((camera) => group === '' || camera.group === group);
  const pages = Math.max(1, Math.ceil(shown.length / size));
  const current = Math.min(page, pages);
  const alone = shown.find(({ id }) => id === single);
  const onPage = alone ? [alone] : shown.slice((current - 1) * size, current * size);
  useEffect(() => {
    if (patrol === 0 || alone || pages < 2) return;
    const timer = window.setInterval(() => setPage((before) => (before % pages) + 1), patrol * 1000);
    return () => window.clearInterval(timer);
  }, [patrol, pages, alone]);

  if (cameras.isPending) return <Skeleton active />;
  const open = over ? undefined : duty.data;
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {t('live.title')}
        </Typography.Title>
        <Segmented
          aria-label={t('live.layout')}
          value={size}
          options={[...sizes]}
          onChange={(next: WallSize) => {
            localStorage.setItem(sizeKey, String(next));
            setSize(next);
            setSingle(undefined);
            setPage(1);
          }}
        />
        {groups.length > 0 ? (
          <Select
            aria-label={t('live.group')}
            value={group}
            className={layout.fieldNarrow}
            onChange={(next) => {
              setGroup(next);
              setPage(1);
            }}
            options={[
              { value: '', label: t('live.allGroups') },
              ...groups.map((name) => ({ value: name, label: name })),
            ]}
          />
        ) : null}
        {pages > 1 && !alone ? (
          <Select
            aria-label={t('live.patrol')}
            value={patrol}
            className={layout.field}
            onChange={setPatrol}
            options={patrolSeconds.map((seconds) => ({
              value: seconds,
              label: seconds === 0 ? t('live.patrolOff') : t('live.patrolEvery', { seconds }),
            }))}
          />
        ) : null}
        <Pagination
          simple
          hideOnSinglePage
          current={current}
          pageSize={size}
          total={alone ? 1 : shown.length}
          onChange={setPage}
          showSizeChanger={false}
        />
        {alone ? <Button onClick={() => setSingle(undefined)}>{t('live.wall')}</Button> : null}
        {open ? (
          <>
            <Button icon={<FullscreenOutlined />} onClick={() => void wall.current?.requestFullscreen()}>
              {t('live.fullWall')}
            </Button>
            <Button loading={ending.busy} onClick={() => ending.run(open.id)}>
              {t('live.end')}
            </Button>
            <Typography.Text type="secondary">
              {t('live.session', {
                number: open.number,
                time: showInstant(open.openedMs ?? open.requestedMs),
              })}
            </Typography.Text>
          </>
        ) : null}
      </Space>
      <ProblemAlert
        error={cameras.error ?? duty.error ?? ending.problem}
        onRetry={() => void duty.refetch()}
      />
      {over ? (
        <Alert
          type="info"
          showIcon
          title={t('live.over')}
          action={<Button onClick={() => setOver(false)}>{t('live.reopen')}</Button>}
        />
      ) : null}
      {shown.length === 0 ? <Empty description={t('live.none')} /> : null}
      {open ? (
        <div
          ref={wall}
          className={`${picture.wall} ${picture.whole} ${alone ? picture.columns1 : columns[size]}`}
          style={{ '--rows': alone ? 1 : Math.sqrt(size) } as CSSProperties}
        >
          {onPage.map((camera) => (
            <LiveTile
              key={`${open.id}/${camera.id}/${alone !== undefined}`}
              camera={camera}
              session={open.id}
              alone={alone !== undefined}
              onReopen={reopen}
              onAlone={() => setSingle(alone ? undefined : camera.id)}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
