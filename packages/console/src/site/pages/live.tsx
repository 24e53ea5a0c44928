// SPDX-License-Identifier: Apache-2.0
/** The live wall. The duty watch is one access session per shift, opened by arriving here. */
import { FullscreenOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Pagination, Segmented, Skeleton, Space, Tag, Typography } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showClock, showInstant } from '../../frame/time.ts';
import { openDuty } from '../api/access.ts';
import type { Camera } from '../api/footage.ts';
import { LivePlayer } from '../media/live-player.ts';
import { type LiveState, liveWithinMs } from '../media/live-state.ts';
import picture from '../media/picture.module.css';
import { useCameras } from '../reads.ts';

const layouts = [1, 4, 9, 16] as const;
type LayoutSize = (typeof layouts)[number];
const layoutKey = 'mingjing.live-layout';
const storedLayout = (): LayoutSize =>
  layouts.find((size) => String(size) === localStorage.getItem(layoutKey)) ?? 4;

export function LivePage() {
  const { t } = useTranslation();
  const cameras = useCameras();
  const duty = useQuery({
    queryKey: ['duty'],
    queryFn: openDuty,
    retry: false,
    enabled: (cameras.data?.length ?? 0) > 0,
  });
  const [perPage, setPerPage] = useState<LayoutSize>(storedLayout);
  const [page, setPage] = useState(1);
  const reopen = useCallback(() => void duty.refetch(), [duty.refetch]);
  const shown = (cameras.data ?? []).filter(({ enabled }) => enabled);
  const onPage = shown.slice((page - 1) * perPage, page * perPage);
  if (cameras.isPending) return <Skeleton active />;
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {t('live.title')}
        </Typography.Title>
        <Segmented
          aria-label={t('live.layout')}
          value={perPage}
          options={[...layouts]}
          onChange={(size: LayoutSize) => {
            localStorage.setItem(layoutKey, String(size));
            setPerPage(size);
            setPage(1);
          }}
        />
        <Pagination
          simple
          hideOnSinglePage
          current={page}
          pageSize={perPage}
          total={shown.length}
          onChange={setPage}
          showSizeChanger={false}
        />
        {duty.data ? (
          <Typography.Text type="secondary">
            {t('live.session', {
              number: duty.data.number,
              time: showInstant(duty.data.openedMs ?? duty.data.requestedMs),
            })}
          </Typography.Text>
        ) : null}
      </Space>
      <ProblemAlert error={cameras.error ?? duty.error} onRetry={() => void duty.refetch()} />
      {shown.length === 0 ? <Empty description={t('live.none')} /> : null}
      {duty.data ? (
        <div
          className={`${layout.grid} ${layout.gap2}`}
          style={{
            gridTemplateColumns: `repeat(auto-fit, minmax(max(300px, ${Math.floor(100 / Math.sqrt(perPage)) - 2}%), 1fr))`,
          }}
        >
          {onPage.map((camera) => (
            <LiveTile
              key={`${duty.data.id}/${camera.id}`}
              camera={camera}
              session={duty.data.id}
              onReopen={reopen}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

interface TileProps {
  readonly camera: Camera;
  readonly session: string;
  readonly onReopen: () => void;
}

function LiveTile({ camera, session, onReopen }: TileProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  useEffect(() => {
    if (!video.current) return;
    const player = new LivePlayer(
      video.current,
      `/api/media/${session}/live/${encodeURIComponent(camera.id)}`,
      setState,
    );
    return () => player.close();
  }, [session, camera.id]);
  return (
    <figure className={picture.frame}>
      <video
        ref={video}
        muted
        playsInline
        data-camera={camera.id}
        data-state={state.kind}
        aria-label={camera.name ?? camera.id}
        className={picture.video}
      />
      <figcaption className={picture.bar}>
        <span className={`${layout.grows} ${layout.cut}`}>{camera.name ?? camera.id}</span>
        <StateTag state={state} />
        <Button
          type="text"
          size="small"
          aria-label={t('live.full')}
          icon={<FullscreenOutlined className={picture.onDark} />}
          onClick={() => void video.current?.requestFullscreen()}
        />
      </figcaption>
      <Notice state={state} onReopen={onReopen} />
    </figure>
  );
}

function StateTag({ state }: { readonly state: LiveState }) {
  const { t } = useTranslation();
  if (state.kind === 'playing')
    return state.lagMs < liveWithinMs ? (
      <Tag color="red">● {t('live.live')}</Tag>
    ) : (
      <Tag color="orange">{t('live.lag', { seconds: Math.round(state.lagMs / 1000) })}</Tag>
    );
  if (state.kind === 'connecting') return <Tag>{t('live.connecting')}</Tag>;
  return <Tag>{t('live.notLive')}</Tag>;
}

/** What stands over the picture when there is none, and what to do. */
function Notice({ state, onReopen }: { readonly state: LiveState; readonly onReopen: () => void }) {
  const { t } = useTranslation();
  const words = (() => {
    switch (state.kind) {
      case 'stopped': {
        const cause = state.cause?.[currentLanguage() === 'en' ? 'en' : 'zh'] ?? t('live.noPicture');
        return state.sinceMs === undefined
          ? cause
          : t('live.since', { cause, time: showClock(state.sinceMs) });
      }
      case 'not-shown':
        return t('live.since', { cause: t('live.notShown'), time: showClock(state.sinceMs) });
      case 'broken':
        return state.sinceMs === undefined
          ? t('live.broken')
          : t('live.since', { cause: t('live.broken'), time: showClock(state.sinceMs) });
      case 'signed-out':
        return t('live.signedOut');
      case 'unplayable':
        return t('live.unplayable', { codec: state.codec });
      case 'session-closed':
        return t('live.closed');
      case 'ended':
        return t('live.ended');
      default:
        return undefined;
    }
  })();
  if (words === undefined) return null;
  return (
    <div className={picture.notice}>
      <Alert
        type={state.kind === 'session-closed' ? 'info' : 'warning'}
        showIcon
        title={words}
        action={
          state.kind === 'session-closed' ? (
            <Button size="small" onClick={onReopen}>
              {t('live.reopen')}
            </Button>
          ) : state.kind === 'signed-out' ? (
            <Button size="small" onClick={() => location.reload()}>
              {t('live.signIn')}
            </Button>
          ) : undefined
        }
      />
    </div>
  );
}
