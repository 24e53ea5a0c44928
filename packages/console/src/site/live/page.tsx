// SPDX-License-Identifier: Apache-2.0
/** The live wall. The duty watch is one access session per shift, opened by arriving here. */
import { FullscreenOutlined } from '@ant-design/icons';
import {
  type AccessSession,
  type Camera,
  closeSession,
  listCameras,
  openDuty,
} from '@mingjing/contracts/site';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Pagination, Segmented, Select, Skeleton, Space, Typography } from 'antd';
import { type CSSProperties, type Ref, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import picture from '../media/picture.module.css';
import { LiveTile } from './parts/live-tile.tsx';
import { PtzPanel } from './parts/ptz-panel.tsx';

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
  const wall = useWall((cameras.data?.cameras ?? []).filter((camera) => camera.enabled));
  const screen = useRef<HTMLDivElement>(null);
  const reopen = useCallback(() => void duty.refetch(), [duty.refetch]);
  const ending = useAction((id: string) => call(closeSession, { params: { id } }), {
    onDone: () => setOver(true),
  });

  if (cameras.isPending) return <Skeleton active />;
  const open = over ? undefined : duty.data;
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {t('live.title')}
        </Typography.Title>
        <WallChoice wall={wall} />
        {open ? (
          <Duty
            session={open}
            isEnding={ending.busy}
            onFull={() => void screen.current?.requestFullscreen()}
            onEnd={() => ending.run(open.id)}
          />
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
      {wall.shown.length === 0 ? <Empty description={t('live.none')} /> : null}
      {open ? <Pictures ref={screen} wall={wall} session={open.id} onReopen={reopen} /> : null}
      {open && wall.alone?.movable ? <PtzPanel key={wall.alone.id} camera={wall.alone} /> : null}
    </>
  );
}

/** What of the cameras is on the wall: size, group, page, one alone, and going round. */
function useWall(enabled: readonly Camera[]) {
  const [size, setSize] = useState<WallSize>(storedSize);
  const [page, setPage] = useState(1);
  const [group, setGroup] = useState('');
  const [patrol, setPatrol] = useState(0);
  const [single, setSingle] = useState<string>();
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
  return {
    ...{ size, group, groups, patrol, shown, pages, current, alone, onPage },
    ...{ setPage, setPatrol, setSingle },
    resize: (next: WallSize) => {
      localStorage.setItem(sizeKey, String(next));
      setSize(next);
      setSingle(undefined);
      setPage(1);
    },
    choose: (next: string) => {
      setGroup(next);
      setPage(1);
    },
  };
}

type Wall = ReturnType<typeof useWall>;

interface PicturesProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly wall: Wall;
  readonly session: string;
  readonly onReopen: () => void;
}

function Pictures({ ref, wall, session, onReopen }: PicturesProps) {
  const alone = wall.alone !== undefined;
  return (
    <div
      ref={ref}
      className={`${picture.wall} ${picture.whole} ${alone ? picture.columns1 : columns[wall.size]}`}
      style={{ '--rows': alone ? 1 : Math.sqrt(wall.size) } as CSSProperties}
    >
      {wall.onPage.map((camera) => (
        <LiveTile
          key={`${session}/${camera.id}/${alone}`}
          camera={camera}
          session={session}
          alone={alone}
          onReopen={onReopen}
          onAlone={() => wall.setSingle(alone ? undefined : camera.id)}
        />
      ))}
    </div>
  );
}

function WallChoice({ wall }: { readonly wall: Wall }) {
  const { t } = useTranslation();
  return (
    <Space wrap>
      <Segmented
        aria-label={t('live.layout')}
        value={wall.size}
        options={[...sizes]}
        onChange={wall.resize}
      />
      {wall.groups.length > 0 ? (
        <Select
          aria-label={t('live.group')}
          value={wall.group}
          className={layout.fieldNarrow}
          onChange={wall.choose}
          options={[
            { value: '', label: t('live.allGroups') },
            ...wall.groups.map((name) => ({ value: name, label: name })),
          ]}
        />
      ) : null}
      {wall.pages > 1 && !wall.alone ? (
        <PatrolChoice seconds={wall.patrol} onSeconds={wall.setPatrol} />
      ) : null}
      <Pagination
        simple
        hideOnSinglePage
        current={wall.current}
        pageSize={wall.size}
        total={wall.alone ? 1 : wall.shown.length}
        onChange={wall.setPage}
        showSizeChanger={false}
      />
      {wall.alone ? <Button onClick={() => wall.setSingle(undefined)}>{t('live.wall')}</Button> : null}
    </Space>
  );
}

interface PatrolChoiceProps {
  readonly seconds: number;
  readonly onSeconds: (seconds: number) => void;
}

function PatrolChoice({ seconds, onSeconds }: PatrolChoiceProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('live.patrol')}
      value={seconds}
      className={layout.field}
      onChange={onSeconds}
      options={patrolSeconds.map((each) => ({
        value: each,
        label: each === 0 ? t('live.patrolOff') : t('live.patrolEvery', { seconds: each }),
      }))}
    />
  );
}

interface DutyProps {
  readonly session: AccessSession;
  readonly isEnding: boolean;
  readonly onFull: () => void;
  readonly onEnd: () => void;
}

/** The watch that is on. */
function Duty({ session, isEnding, onFull, onEnd }: DutyProps) {
  const { t } = useTranslation();
  return (
    <Space wrap>
      <Button icon={<FullscreenOutlined />} onClick={onFull}>
        {t('live.fullWall')}
      </Button>
      <Button loading={isEnding} onClick={onEnd}>
        {t('live.end')}
      </Button>
      <Typography.Text type="secondary">
        {t('live.session', {
          number: session.number,
          time: showInstant(session.openedMs ?? session.requestedMs),
        })}
      </Typography.Text>
    </Space>
  );
}
