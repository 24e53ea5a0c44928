// SPDX-License-Identifier: Apache-2.0
/** One camera of the wall: its picture, and under it its name and what may be said of the picture. */
import {
  ExpandOutlined,
  FullscreenOutlined,
  MutedOutlined,
  ShrinkOutlined,
  SoundOutlined,
} from '@ant-design/icons';
import type { Camera } from '@mingjing/contracts/site';
import { Alert, Button, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { showClock } from '../../../frame/time.ts';
import { LivePlayer } from '../../media/live-player.ts';
import { type LiveState, liveWithinMs } from '../../media/live-state.ts';
import picture from '../../media/picture.module.css';
import { Zoom } from '../../media/zoom.tsx';
import { type Glass, unzoomed } from '../../media/zoom-scale.ts';

interface TileProps {
  readonly camera: Camera;
  readonly session: string;
  /** The only one on the wall: its main stream, with sound and a glass. */
  readonly alone: boolean;
  readonly onReopen: () => void;
  readonly onAlone: () => void;
}

const button = { type: 'text', size: 'small' } as const;

export function LiveTile({ camera, session, alone, onReopen, onAlone }: TileProps) {
  const { t } = useTranslation();
  const name = camera.name ?? camera.id;
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<LivePlayer>(undefined);
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const [hears, setHears] = useState(false);
  const [glass, setGlass] = useState<Glass>(unzoomed);
  const [isSmall, setIsSmall] = useState(!alone && camera.wallAddress !== undefined);
  useEffect(() => {
    if (!video.current) return;
    const path = `/api/media/${session}/live/${encodeURIComponent(camera.id)}`;
    const made = new LivePlayer(video.current, isSmall ? `${path}?stream=wall` : path, setState);
    player.current = made;
    return () => made.close();
  }, [session, camera.id, isSmall]);
  // The smaller stream may fail alone: then what is recorded is shown.
  useEffect(() => {
    if (isSmall && /^(?:stopped|unplayable|no-start)$/.test(state.kind)) setIsSmall(false);
  }, [isSmall, state.kind]);
  const hear = () => {
    player.current?.hear(!hears);
    setHears(!hears);
  };
  const canSound = state.kind === 'playing' && player.current?.hasSound === true;
  return (
    <figure className={picture.frame}>
      <div className={picture.picture}>
        <Zoom glass={glass} onGlass={setGlass}>
          <video
            ref={video}
            muted
            playsInline
            data-camera={camera.id}
            data-state={state.kind}
            aria-label={name}
            className={picture.video}
          />
        </Zoom>
        <Notice state={state} onReopen={onReopen} />
      </div>
      <figcaption className={picture.bar}>
        <span className={`${layout.grows} ${layout.cut}`}>{name}</span>
        <StateTag state={state} />
        {alone ? <SoundButton canSound={canSound} hears={hears} onHear={hear} /> : null}
        <Button
          {...button}
          aria-label={t(alone ? 'live.wall' : 'live.one')}
          icon={
            alone ? (
              <ShrinkOutlined className={picture.onDark} />
            ) : (
              <ExpandOutlined className={picture.onDark} />
            )
          }
          onClick={onAlone}
        />
        <Button
          {...button}
          aria-label={t('live.full')}
          icon={<FullscreenOutlined className={picture.onDark} />}
          onClick={() => void video.current?.requestFullscreen()}
        />
      </figcaption>
    </figure>
  );
}

interface SoundButtonProps {
  readonly canSound: boolean;
  readonly hears: boolean;
  readonly onHear: () => void;
}

function SoundButton({ canSound, hears, onHear }: SoundButtonProps) {
  const { t } = useTranslation();
  return (
    <Button
      {...button}
      disabled={!canSound}
      aria-label={canSound ? t(hears ? 'live.silent' : 'live.sound') : t('live.noSound')}
      icon={
        hears ? <SoundOutlined className={picture.onDark} /> : <MutedOutlined className={picture.onDark} />
      }
      onClick={onHear}
    />
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
      case 'no-start':
        return t('live.noStart');
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
