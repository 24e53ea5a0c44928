// SPDX-License-Identifier: Apache-2.0
/** Playback: choose cameras and a range, register the look, then the pictures over the range's timeline. */
import { addressOf } from '@mingjing/contracts';
import { readAccessSession, readTimeline, takeSnapshot } from '@mingjing/contracts/site';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Card, Empty, Form, Select, Skeleton, Typography } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { apiBase } from '../../frame/request.ts';
import { keyOf, useRead } from '../../frame/use-read.ts';
import type { AccessSession } from '../api/access.ts';
import type { PlaybackState } from '../media/playback-player.ts';
import { Timeline } from '../media/timeline.tsx';
import { useHolds } from '../reads.ts';
import { useAllCameras } from '../use-all-cameras.ts';
import { useSession } from '../use-session.ts';
import { LookInAddress, type Range, rangeOf } from './parts/look-address.ts';
import { LookForm } from './parts/look-form.tsx';
import { RangeField } from './parts/range-field.tsx';
import { timelineRow } from './parts/timeline-row.ts';
import { Viewer } from './parts/viewer.tsx';

/** In step at a time; a look may be registered for more and shows four of them. */
const mostShown = 4;
/** How often the place that is played is written into the address. */
const rememberEveryMs = 3000;

export function PlaybackPage() {
  const { t } = useTranslation();
  const address = useAddress(LookInAddress);
  const [asked] = useState(address);
  const cameras = useAllCameras();
  const look = useLook(asked, cameras.list[0]?.id);
  const { session, picked, range, startMs } = look;
  const nowMs = Date.now();
  const rolls = range.toMs > nowMs;
  const { timelines, rows, nothing, soon } = useFootage(picked, range, rolls);
  const whole = useMargin(range, session !== undefined);

  if (cameras.isPending) return <Skeleton active />;
  const inRange = startMs !== undefined && startMs >= range.fromMs && startMs < range.toMs;
  return (
    <>
      <Typography.Title level={1}>{t('playback.title')}</Typography.Title>
      <ProblemAlert error={cameras.error ?? timelines.find(({ error }) => error)?.error} />
      {look.ofColleague && !session ? (
        <Alert type="info" showIcon closable title={t('playback.ofColleague')} className={layout.below3} />
      ) : null}
      <Card>
        {session ? (
          <ShownChoice cameras={session.cameras} shown={look.shown} onShown={look.setShown} />
        ) : (
          <Choice picked={picked} range={range} onChoose={look.choose} />
        )}
        {session ? (
          <Viewer
            session={session}
            shown={look.shown}
            names={cameras.nameOf}
            begin={{
              atMs: inRange ? startMs : firstFootageMs(timelines[0]?.data, range, rolls),
              speed: look.speed,
            }}
            seek={look.seek}
            onState={look.onState}
            onEnd={look.end}
          />
        ) : null}
        {nothing ? <Empty description={t(soon ? 'playback.soon' : 'playback.noFootage')} /> : null}
        <Timeline
          day={whole}
          rows={rows}
          positionMs={session ? look.positionMs : startMs}
          nowMs={nowMs}
          registered={session ? range : undefined}
          onSeek={look.goTo}
          pictureAt={session && rows[0] ? pictureAt(session, rows[0].id) : undefined}
        />
        {session || (nothing && !soon) ? null : (
          <LookForm cameras={picked} fromMs={range.fromMs} toMs={range.toMs} onOpen={look.open} />
        )}
      </Card>
    </>
  );
}

/** Stills of the open look, of the camera whose bar stands first. */
function pictureAt({ id }: AccessSession, camera: string) {
  return (atMs: number) =>
    apiBase + addressOf(takeSnapshot, { params: { session: id, camera }, query: { atMs } });
}

/** What is looked at: cameras and range before the look, the look itself, where it stands. */
function useLook(asked: LookInAddress, firstCamera: string | undefined) {
  const [chosen, setChosen] = useState<readonly string[]>(
    asked.cameras.length > 0 ? asked.cameras : asked.camera ? [asked.camera] : [],
  );
  const [range, setRange] = useState<Range>(() => rangeOf(asked, Date.now()));
  const [startMs, setStartMs] = useState(asked.atMs);
  const [speed, setSpeed] = useState<number>(asked.speed);
  const [session, setSession] = useState<AccessSession>();
  const [shown, setShown] = useState<readonly string[]>([]);
  const [positionMs, setPositionMs] = useState<number>();
  const [seek, setSeek] = useState<{ readonly atMs: number }>();
  const open = useCallback((opened: AccessSession) => {
    setSession(opened);
    setChosen(opened.cameras);
    setShown(opened.cameras.slice(0, mostShown));
    setRange({ fromMs: opened.fromMs, toMs: opened.toMs });
    setSeek(undefined);
  }, []);
  const ofColleague = useBegunLook(asked.session, open);

  const picked = chosen.length > 0 ? chosen : firstCamera === undefined ? [] : [firstCamera];
  const { remember, onState } = useRemembered(session, speed, setSpeed, setPositionMs);
  const choose = (next: { readonly cameras?: readonly string[]; readonly range?: Range }) => {
    if (next.cameras) setChosen(next.cameras);
    if (next.range) setRange(next.range);
    setStartMs(undefined);
    remember({ cameras: (next.cameras ?? picked).join(','), ...(next.range ?? range) });
  };
  const end = () => {
    setSession(undefined);
    setPositionMs(undefined);
    // The next look begins where its person says, not where this one was.
    setStartMs(undefined);
    setSeek(undefined);
    setSpeed(1);
    remember({ cameras: picked.join(','), ...range });
  };
  const goTo = (atMs: number) => (session ? setSeek({ atMs }) : setStartMs(atMs));
  return {
    ...{ session, picked, range, startMs, speed, shown, positionMs, seek, ofColleague },
    ...{ open, choose, end, goTo, setShown, onState },
  };
}

/** A little before and after the registered range is shown, too, as not registered. */
function useMargin(range: Range, isRegistered: boolean): Range {
  const pad = Math.max(60_000, (range.toMs - range.fromMs) / 20);
  return useMemo(
    () => (isRegistered ? { fromMs: range.fromMs - pad, toMs: range.toMs + pad } : range),
    [isRegistered, range, pad],
  );
}

/** An open look of one's own goes on: after a reload, coming back, or begun at the counter. @returns it is another's */
function useBegunLook(id: string | undefined, open: (session: AccessSession) => void): boolean {
  const { person } = useSession();
  const [ofColleague, setOfColleague] = useState(false);
  const begun = useRead(
    readAccessSession,
    { params: { id: id ?? '' } },
    { enabled: id !== undefined, retry: false },
  );
  const handled = useRef(false);
  useEffect(() => {
    if (handled.current || !person || id === undefined) return;
    const found = begun.data;
    if (!found && !begun.isError) return;
    handled.current = true;
    if (found?.state === 'open' && found.kind === 'playback' && found.handledBy.id === person.id) open(found);
    else setOfColleague(true);
  }, [begun.data, begun.isError, person, id, open]);
  return ofColleague;
}

/** What there is of the cameras in the range, as bars. */
function useFootage(picked: readonly string[], range: Range, rolls: boolean) {
  const cameras = useAllCameras();
  const timelines = useQueries({
    queries: picked.map((camera) => ({
      queryKey: keyOf(readTimeline, { query: { camera, ...range } }),
      queryFn: () => call(readTimeline, { query: { camera, ...range } }),
      refetchInterval: rolls ? 5000 : (false as const),
    })),
  });
  const holds = useHolds();
  const rows = picked.map((camera, index) =>
    timelineRow(cameras.nameOf(camera), camera, timelines[index]?.data, holds.data ?? [], range),
  );
  const nothing = timelines.length > 0 && timelines.every(({ data }) => data?.spans.length === 0);
  const soon = timelines.some(({ data }) => data?.openFromMs !== undefined);
  return { timelines, rows, nothing, soon };
}

/** The place that is played is written into the address now and then: coming back goes on there. */
function useRemembered(
  session: AccessSession | undefined,
  speed: number,
  setSpeed: (speed: number) => void,
  setPositionMs: (atMs: number) => void,
) {
  const navigate = useNavigate();
  const remember = useCallback(
    (search: Readonly<Record<string, unknown>>) =>
      void navigate({ to: '/playback', search: search, replace: true }),
    [navigate],
  );
  const remembered = useRef({ atMs: 0, time: 0, speed });
  const onState = useCallback(
    (state: PlaybackState) => {
      setPositionMs(state.positionMs);
      const before = remembered.current;
      const moved = Math.abs(state.positionMs - before.atMs) >= 1000;
      const time = performance.now();
      if (!session || (state.speed === before.speed && !(moved && time - before.time > rememberEveryMs)))
        return;
      remembered.current = { atMs: state.positionMs, time, speed: state.speed };
      setSpeed(state.speed);
      remember({
        cameras: session.cameras.join(','),
        fromMs: session.fromMs,
        toMs: session.toMs,
        atMs: Math.round(state.positionMs),
        speed: state.speed,
        session: session.id,
      });
    },
    [session, remember, setSpeed, setPositionMs],
  );
  return { remember, onState };
}

interface ChoiceProps {
  readonly picked: readonly string[];
  readonly range: Range;
  readonly onChoose: (next: { readonly cameras?: readonly string[]; readonly range?: Range }) => void;
}

/** Before a look: which cameras, from when to when. */
function Choice({ picked, range, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const cameras = useAllCameras();
  return (
    <Form layout="vertical" component="div" className={layout.below3}>
      <Form.Item label={t('common.cameras')}>
        <Select
          mode="multiple"
          maxCount={mostShown}
          aria-label={t('playback.choose')}
          placeholder={t('playback.choose')}
          value={[...picked]}
          onChange={(ids: string[]) => onChoose({ cameras: ids })}
          options={[...cameras.options]}
          optionFilterProp="label"
        />
      </Form.Item>
      <Form.Item label={`${t('playback.period')} · ${t('zone')}`}>
        <RangeField range={range} onRange={(next) => onChoose({ range: next })} />
      </Form.Item>
    </Form>
  );
}

interface ShownChoiceProps {
  readonly cameras: readonly string[];
  readonly shown: readonly string[];
  readonly onShown: (cameras: readonly string[]) => void;
}

/** During a look at more cameras than are shown in step. */
function ShownChoice({ cameras, shown, onShown }: ShownChoiceProps) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  if (cameras.length <= mostShown) return null;
  return (
    <Form.Item label={t('playback.shown')}>
      <Select
        mode="multiple"
        maxCount={mostShown}
        aria-label={t('playback.shown')}
        value={[...shown]}
        onChange={(ids: string[]) => ids.length > 0 && onShown(ids)}
        options={cameras.map((id) => ({ value: id, label: nameOf(id) }))}
      />
    </Form.Item>
  );
}

/** Where to begin when nobody said: a minute before now while it is being recorded, else the range's first footage. */
function firstFootageMs(
  timeline: { readonly spans: readonly Range[]; readonly openFromMs?: number | undefined } | undefined,
  range: Range,
  rolls: boolean,
): number {
  const last = timeline?.spans.at(-1);
  if (rolls && last && timeline?.openFromMs !== undefined) return Math.max(last.fromMs, last.toMs - 60_000);
  return Math.max(range.fromMs, timeline?.spans[0]?.fromMs ?? range.fromMs);
}
