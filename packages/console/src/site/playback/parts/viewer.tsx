// SPDX-License-Identifier: Apache-2.0
/** The pictures of an open look: up to four in step, with controls a keyboard reaches. */
import { FullscreenOutlined } from '@ant-design/icons';
import { closeSession } from '@mingjing/contracts/site';
import { Alert, App, Button, Space, Typography } from 'antd';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { apiBase } from '../../../frame/request.ts';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import type { AccessSession } from '../../api/access.ts';
import { HlsPlayer } from '../../media/hls-player.ts';
import picture from '../../media/picture.module.css';
import { PlaybackPlayer, type PlaybackState } from '../../media/playback-player.ts';
import { type Glass, nextZoom, unzoomed } from '../../media/zoom-scale.ts';
import { Controls, type Marked } from './controls.tsx';
import { speeds } from './look-address.ts';
import { usePlayerKeys } from './player-keys.ts';
import { Screen } from './screen.tsx';

interface ViewerProps {
  readonly session: AccessSession;
  /** Cameras of the session whose pictures are shown. */
  readonly shown: readonly string[];
  readonly names: (camera: string) => string;
  readonly begin: { readonly atMs: number; readonly speed: number };
  /** A new object for every seek from outside. */
  readonly seek: { readonly atMs: number } | undefined;
  readonly onState: (state: PlaybackState) => void;
  readonly onEnd: () => void;
}

/** Media time begins so far before the range: the segment that reaches into it began earlier. */
const beforeRangeMs = 3_600_000;

/** What both ways of playing can do. */
interface Player {
  readonly seek: (atMs: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (direction: 1 | -1) => void;
  readonly hear: (camera: string | undefined) => void;
  readonly close: () => void;
}

export function Viewer({ session, shown, names, begin, seek, onState, onEnd }: ViewerProps) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const videos = useRef(new Map<string, HTMLVideoElement>());
  const wall = useRef<HTMLDivElement>(null);
  const [byHls, setByHls] = useState(!('MediaSource' in window));
  const [marked, setMarked] = useState<Marked>({});
  const [glasses, setGlasses] = useState<Readonly<Record<string, Glass>>>({});
  const { player, state, heard, hear, again } = usePlayer({ session, shown, begin, byHls, videos, onState });
  const ending = useAction(() => call(closeSession, { params: { id: session.id } }), {
    refresh: [],
    onDone: onEnd,
  });

  const goTo = useGoTo(session, player, seek);
  const turn = (camera: string, change: (glass: Glass) => Glass) =>
    setGlasses((before) => ({ ...before, [camera]: change(before[camera] ?? unzoomed) }));
  const acts = {
    ...actsOf(player, state, goTo),
    sound: () => hear(heard === undefined ? state.sounding[0] : undefined),
    full: () =>
      void (document.fullscreenElement ? document.exitFullscreen() : wall.current?.requestFullscreen()),
    mark: (end: 'from' | 'to') => setMarked((before) => ({ ...before, [`${end}Ms`]: state.positionMs })),
    zoom: () => shown[0] !== undefined && turn(shown[0], nextZoom),
  };
  usePlayerKeys(acts);
  return (
    <section aria-label={t('playback.title')} className={layout.below3}>
      <Head
        session={session}
        byHls={byHls}
        isEnding={ending.busy}
        onFull={acts.full}
        onHls={() => setByHls(!byHls)}
        onEnd={() => ending.run()}
      />
      <ProblemAlert error={ending.problem} />
      <Failure failure={state.failure} onEnd={onEnd} onRetry={again} onHls={() => setByHls(true)} />
      {state.atEnd ? (
        <Alert type="info" showIcon title={t('playback.atEnd')} className={layout.below2} />
      ) : null}
      <div ref={wall} className={wallOf(shown.length)}>
        {shown.map((camera) => (
          <Screen
            key={camera}
            name={names(camera)}
            camera={camera}
            note={state.notes[camera]?.[english ? 'en' : 'zh']}
            waiting={state.waiting ? t(state.caughtUp ? 'playback.caughtUp' : 'playback.waiting') : undefined}
            glass={glasses[camera] ?? unzoomed}
            onGlass={(change) => turn(camera, change)}
            onVideo={(video) => (video ? videos.current.set(camera, video) : videos.current.delete(camera))}
          />
        ))}
      </div>
      <Controls
        state={state}
        session={session}
        shown={shown}
        names={names}
        acts={acts}
        marked={marked}
        heard={heard}
        onHear={hear}
        onSpeed={acts.setSpeed}
      />
    </section>
  );
}

/** Two stand side by side and are low; one, and two by two, are as high as a screen lets them. */
const wallOf = (count: number): string =>
  [
    picture.wall,
    count === 1 ? picture.columns1 : picture.columns2,
    ...(count === 2 ? [] : [picture.fits]),
  ].join(' ');

/** What buttons and keys do to what is played. */
function actsOf(player: RefObject<Player | undefined>, state: PlaybackState, goTo: (atMs: number) => void) {
  const setSpeed = (speed: number) => player.current?.setSpeed(speed);
  return {
    setSpeed,
    toggle: () => (state.paused ? player.current?.play() : player.current?.pause()),
    skip: (ms: number) => goTo(state.positionMs + ms),
    step: (direction: 1 | -1) => player.current?.step(direction),
    faster: (direction: 1 | -1) => {
      const next = speeds[speeds.indexOf(state.speed) + direction];
      if (next !== undefined) setSpeed(next);
    },
  };
}

const idle: PlaybackState = {
  positionMs: 0,
  paused: false,
  waiting: true,
  speed: 1,
  atEnd: false,
  caughtUp: false,
  notes: {},
  sounding: [],
  failure: undefined,
};

interface Playing {
  readonly session: AccessSession;
  readonly shown: readonly string[];
  readonly begin: { readonly atMs: number; readonly speed: number };
  readonly byHls: boolean;
  readonly videos: RefObject<Map<string, HTMLVideoElement>>;
  readonly onState: (state: PlaybackState) => void;
}

/** One player for the pictures that are shown; other pictures, another way or a new attempt are a new one. */
function usePlayer({ session, shown, begin, byHls, videos, onState }: Playing) {
  const player = useRef<Player>(undefined);
  const last = useRef(begin);
  const [state, setState] = useState<PlaybackState>({ ...idle, positionMs: begin.atMs, speed: begin.speed });
  const [attempt, setAttempt] = useState(0);
  const [heard, setHeard] = useState<string>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt, and other pictures, are a new player
  useEffect(() => {
    const screens = shown.flatMap((camera) => {
      const video = videos.current.get(camera);
      return video ? [{ camera, video }] : [];
    });
    const report = (next: PlaybackState) => {
      last.current = { atMs: next.positionMs, speed: next.speed };
      setState(next);
      onState(next);
    };
    const made = makePlayer(session, screens, byHls, last.current, report);
    player.current = made;
    setHeard(undefined);
    return () => made.close();
  }, [session.id, shown.join(), byHls, attempt]);

  const hear = (camera: string | undefined) => {
    player.current?.hear(camera);
    setHeard(camera);
  };
  return { player, state, heard, hear, again: () => setAttempt((before) => before + 1) };
}

function makePlayer(
  session: AccessSession,
  screens: readonly { readonly camera: string; readonly video: HTMLVideoElement }[],
  byHls: boolean,
  begin: { readonly atMs: number; readonly speed: number },
  report: (state: PlaybackState) => void,
): Player {
  const { fromMs, toMs } = session;
  const media = (camera: string, rest: string) =>
    `/api/media/${session.id}/${rest}`.replace(':camera', encodeURIComponent(camera));
  if (byHls)
    return new HlsPlayer(
      screens,
      (camera) => `${apiBase}${media(camera, 'hls/:camera/index.m3u8')}`,
      { fromMs, toMs },
      begin,
      report,
    );
  const address = (camera: string, startMs: number, endMs: number, keyFramesOnly: boolean) => {
    const asked = {
      fromMs: String(Math.round(startMs)),
      toMs: String(endMs),
      keyFramesOnly: String(keyFramesOnly),
    };
    return `${media(camera, 'playback/:camera')}?${new URLSearchParams(asked)}`;
  };
  return new PlaybackPlayer(screens, address, { fromMs, toMs }, begin, fromMs - beforeRangeMs, report);
}

/** Goes there when it may be looked at, and says so when it may not. */
function useGoTo(
  session: AccessSession,
  player: RefObject<Player | undefined>,
  seek: { readonly atMs: number } | undefined,
): (atMs: number) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const goTo = useCallback(
    (atMs: number) => {
      if (atMs >= session.fromMs && atMs < session.toMs) player.current?.seek(atMs);
      else
        message.warning(
          t('playback.outside', {
            time: showInstant(atMs),
            from: showInstant(session.fromMs),
            to: showInstant(session.toMs),
          }),
        );
    },
    [session, player, message, t],
  );
  useEffect(() => {
    if (seek) goTo(seek.atMs);
  }, [seek, goTo]);
  return goTo;
}

interface HeadProps {
  readonly session: AccessSession;
  readonly byHls: boolean;
  readonly isEnding: boolean;
  readonly onFull: () => void;
  readonly onHls: () => void;
  readonly onEnd: () => void;
}

function Head({ session, byHls, isEnding, onFull, onHls, onEnd }: HeadProps) {
  const { t } = useTranslation();
  return (
    <Space wrap className={`${layout.below2} ${layout.spread} ${layout.full}`}>
      <Typography.Text type="secondary">
        {t('playback.session', {
          number: session.number,
          purpose: currentLanguage() === 'en' ? session.purposeWords.en : session.purposeWords.zh,
        })}
      </Typography.Text>
      <Space>
        <Button size="small" type="text" icon={<FullscreenOutlined />} onClick={onFull}>
          {t('playback.full')}
        </Button>
        <Button size="small" type="text" onClick={onHls}>
          {byHls ? t('playback.useMse') : t('playback.useHls')}
        </Button>
        <Button loading={isEnding} onClick={onEnd}>
          {t('playback.end')}
        </Button>
      </Space>
    </Space>
  );
}

function Failure(props: {
  readonly failure: PlaybackState['failure'];
  readonly onEnd: () => void;
  readonly onRetry: () => void;
  readonly onHls: () => void;
}) {
  const { t } = useTranslation();
  const { failure } = props;
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
