// SPDX-License-Identifier: Apache-2.0
/** The pictures of an open look: up to four in step, with controls a keyboard reaches. */
import {
  CameraOutlined,
  CaretRightOutlined,
  ExportOutlined,
  LockOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Segmented, Space, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { apiBase } from '../../../frame/request.ts';
import { showClock } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { type AccessSession, closeSession } from '../../api/access.ts';
import { HlsPlayer } from '../../media/hls-player.ts';
import picture from '../../media/picture.module.css';
import { PlaybackPlayer, type PlaybackState } from '../../media/playback-player.ts';

interface ViewerProps {
  readonly session: AccessSession;
  readonly names: (camera: string) => string;
  readonly startMs: number;
  readonly originMs: number;
  /** A new object for every seek from outside. */
  readonly seek: { readonly atMs: number } | undefined;
  readonly onPosition: (atMs: number) => void;
  readonly onEnd: () => void;
}

const speeds = [1, 2, 4, 8, 16] as const;

/** What both ways of playing can do. */
export interface Player {
  readonly seek: (atMs: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (direction: 1 | -1) => void;
  readonly close: () => void;
}

export function Viewer({ session, names, startMs, originMs, seek, onPosition, onEnd }: ViewerProps) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const videos = useRef(new Map<string, HTMLVideoElement>());
  const player = useRef<Player>(undefined);
  const [state, setState] = useState<PlaybackState>();
  const [byHls, setByHls] = useState(!('MediaSource' in window));
  const [attempt, setAttempt] = useState(0);
  const [begin] = useState(startMs);
  const position = useRef(begin);
  const end = useAction(() => closeSession(session.id), { onDone: onEnd });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new player
  useEffect(() => {
    const screens = session.cameras.flatMap((camera) => {
      const video = videos.current.get(camera);
      return video ? [{ camera, video }] : [];
    });
    const range = { fromMs: session.fromMs, toMs: session.toMs };
    const report = (next: PlaybackState) => {
      position.current = next.positionMs;
      setState(next);
      onPosition(next.positionMs);
    };
    const media = (camera: string, rest: string) =>
      `/api/media/${session.id}/${rest}`.replace(':camera', encodeURIComponent(camera));
    const made = byHls
      ? new HlsPlayer(
          screens,
          (camera) => `${apiBase}${media(camera, 'hls/:camera/index.m3u8')}`,
          range,
          position.current,
          report,
        )
      : new PlaybackPlayer(
          screens,
          (camera, fromMs, toMs, keyFramesOnly) =>
            `${media(camera, 'playback/:camera')}?${new URLSearchParams({ fromMs: String(Math.round(fromMs)), toMs: String(toMs), keyFramesOnly: String(keyFramesOnly) })}`,
          range,
          position.current,
          originMs,
          report,
        );
    player.current = made;
    return () => made.close();
  }, [session.id, byHls, attempt]);

  useEffect(() => {
    if (seek) player.current?.seek(seek.atMs);
  }, [seek]);

  return (
    <section aria-label={t('playback.title')} className={layout.below3}>
      <Space wrap className={`${layout.below2} ${layout.spread} ${layout.full}`}>
        <Typography.Text type="secondary">
          {t('playback.session', {
            number: session.number,
            purpose: english ? session.purposeWords.en : session.purposeWords.zh,
          })}
        </Typography.Text>
        <Space>
          <Button size="small" type="text" onClick={() => setByHls(!byHls)}>
            {byHls ? t('playback.useMse') : t('playback.useHls')}
          </Button>
          <Button loading={end.busy} onClick={() => end.run()}>
            {t('playback.end')}
          </Button>
        </Space>
      </Space>
      <ProblemAlert error={end.problem} />
      <Failure
        state={state}
        onEnd={onEnd}
        onRetry={() => setAttempt(attempt + 1)}
        onHls={() => setByHls(true)}
      />
      <div
        className={picture.wall}
        style={{
          gridTemplateColumns:
            session.cameras.length === 1 ? 'minmax(0, 960px)' : 'repeat(auto-fit, minmax(300px, 1fr))',
        }}
      >
        {session.cameras.map((camera) => (
          <Screen
            key={camera}
            name={names(camera)}
            camera={camera}
            note={state?.notes[camera] && (english ? state.notes[camera].en : state.notes[camera].zh)}
            waiting={state?.waiting ?? true}
            onVideo={(video) => (video ? videos.current.set(camera, video) : videos.current.delete(camera))}
          />
        ))}
      </div>
      <Controls state={state} player={player} session={session} />
    </section>
  );
}

interface ScreenProps {
  readonly name: string;
  readonly camera: string;
  readonly note: string | undefined;
  readonly waiting: boolean;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

function Screen({ name, camera, note, waiting, onVideo }: ScreenProps) {
  const { t } = useTranslation();
  return (
    <figure className={`${layout.flush} ${picture.holder}`}>
      <video
        ref={onVideo}
        muted
        playsInline
        data-camera={camera}
        aria-label={name}
        className={picture.video}
      />
      <figcaption className={picture.caption}>{name}</figcaption>
      {note !== undefined || waiting ? (
        <div className={picture.note} role="status">
          {note ?? t('playback.waiting')}
        </div>
      ) : null}
    </figure>
  );
}

interface ControlsProps {
  readonly state: PlaybackState | undefined;
  readonly player: { readonly current: Player | undefined };
  readonly session: AccessSession;
}

function Controls({ state, player, session }: ControlsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const at = state?.positionMs ?? session.fromMs;
  const [mark, setMark] = useState<{ fromMs?: number; toMs?: number }>({});
  const { fromMs, toMs } = mark;
  const range = fromMs !== undefined && toMs !== undefined && fromMs < toMs ? { fromMs, toMs } : undefined;
  const leadTo = (to: '/exports' | '/holds') =>
    range &&
    void navigate({
      to,
      search: {
        cameras: session.cameras.join(','),
        fromMs: Math.round(range.fromMs),
        toMs: Math.round(range.toMs),
      },
    });
  return (
    <Space wrap className={layout.above3}>
      <Button
        type="primary"
        icon={state?.paused ? <CaretRightOutlined /> : <PauseOutlined />}
        onClick={() => (state?.paused ? player.current?.play() : player.current?.pause())}
      >
        {state?.paused ? t('playback.play') : t('playback.pause')}
      </Button>
      <Button onClick={() => player.current?.seek(at - 10_000)}>{t('playback.back')}</Button>
      <Button onClick={() => player.current?.seek(at + 10_000)}>{t('playback.on')}</Button>
      <Button
        aria-label={t('playback.stepBack')}
        icon={<StepBackwardOutlined />}
        onClick={() => player.current?.step(-1)}
      />
      <Button
        aria-label={t('playback.stepOn')}
        icon={<StepForwardOutlined />}
        onClick={() => player.current?.step(1)}
      />
      <Segmented
        aria-label={t('playback.speed')}
        value={state?.speed ?? 1}
        options={speeds.map((speed) => ({ value: speed, label: `${speed}×` }))}
        onChange={(speed) => player.current?.setSpeed(speed)}
      />
      <Typography.Text className="tabular" strong>
        {showClock(at)} +08
      </Typography.Text>
      {session.cameras.map((camera) => (
        <Button
          key={camera}
          icon={<CameraOutlined />}
          href={`${apiBase}/api/media/${session.id}/snapshot/${encodeURIComponent(camera)}?atMs=${Math.round(at)}`}
          target="_blank"
        >
          {t('playback.snapshot')}
        </Button>
      ))}
      <Button onClick={() => setMark({ ...mark, fromMs: at })}>{t('playback.markFrom')}</Button>
      <Button onClick={() => setMark({ ...mark, toMs: at })}>{t('playback.markTo')}</Button>
      {range ? (
        <>
          <span className="tabular">
            {t('playback.range', { from: showClock(range.fromMs), to: showClock(range.toMs) })}
          </span>
          <Button icon={<ExportOutlined />} onClick={() => leadTo('/exports')}>
            {t('playback.exportRange')}
          </Button>
          <Button icon={<LockOutlined />} onClick={() => leadTo('/holds')}>
            {t('playback.holdRange')}
          </Button>
        </>
      ) : null}
    </Space>
  );
}

function Failure(props: {
  readonly state: PlaybackState | undefined;
  readonly onEnd: () => void;
  readonly onRetry: () => void;
  readonly onHls: () => void;
}) {
  const { t } = useTranslation();
  const failure = props.state?.failure;
  if (failure === undefined) return null;
  if (failure === 'session-closed')
    return (
      <Alert
        type="info"
        showIcon
        title={t('playback.closed')}
        action={<Button onClick={props.onEnd}>{t('common.close')}</Button>}
      />
    );
  if (failure === 'broken')
    return (
      <Alert
        type="warning"
        showIcon
        title={t('playback.broken')}
        action={<Button onClick={props.onRetry}>{t('playback.retry')}</Button>}
      />
    );
  return (
    <Alert
      type="warning"
      showIcon
      title={t('playback.unplayable', { codec: failure.codec })}
      action={<Button onClick={props.onHls}>{t('playback.useHls')}</Button>}
    />
  );
}
