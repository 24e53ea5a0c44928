// SPDX-License-Identifier: Apache-2.0
/**
 * A day of one or more cameras as bars: footage, gaps with their cause, holds, and where playback stands. Click seeks,
 * wheel zooms, drag pans; the arrow keys step by ten seconds (with Shift a minute) for people who use no mouse.
 */
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { showClock, showInstant } from '../../frame/time.ts';
import sheet from './timeline.module.css';
import { TimelinePreview } from './timeline-preview.tsx';
import { marks, toFraction, type Window } from './timeline-scale.ts';
import { useTimelineHands } from './use-timeline-hands.ts';

export interface TimelineSpan {
  readonly kind: 'footage' | 'gap' | 'held' | 'deleted';
  readonly fromMs: number;
  readonly toMs: number;
  /** Why there is nothing, already in words. */
  readonly label?: string;
}

export interface TimelineRow {
  readonly id: string;
  readonly name: string;
  readonly spans: readonly TimelineSpan[];
}

export interface TimelineProps {
  readonly day: Window;
  readonly rows: readonly TimelineRow[];
  readonly positionMs: number | undefined;
  /** Now, so that the part of today that is still to come is not shown as missing. */
  readonly nowMs: number;
  /** What may be looked at, when that is less than the whole bar: the rest is hatched and called outside. */
  readonly registered?: Window | undefined;
  readonly onSeek: (atMs: number) => void;
  /** Address of the picture at an instant of the registered range; absent: nothing may be shown. */
  readonly pictureAt?: ((atMs: number) => string) | undefined;
}

/** 11-28 08:00:41: a look may span midnight. */
const showMoment = (atMs: number): string => showInstant(atMs).slice(5, 19);

export function Timeline({ day, rows, positionMs, nowMs, registered, onSeek, pictureAt }: TimelineProps) {
  const { t } = useTranslation();
  const { window, hoverMs, width, hands } = useTimelineHands(day, positionMs, onSeek);
  const percent = (atMs: number) => `${toFraction(window, atMs) * 100}%`;
  const isOutside = (atMs: number) =>
    registered !== undefined && (atMs < registered.fromMs || atMs >= registered.toMs);
  const sayHover = (atMs: number) => (isOutside(atMs) ? t('timeline.outside') : `${showMoment(atMs)} +08`);
  const hasPicture = (atMs: number) =>
    !isOutside(atMs) &&
    rows[0]?.spans.some(({ kind, fromMs, toMs }) => kind === 'footage' && fromMs <= atMs && atMs < toMs) ===
      true;
  return (
    <div className={sheet.timeline}>
      {pictureAt && hoverMs !== undefined && hasPicture(hoverMs) ? (
        <TimelinePreview atMs={hoverMs} left={percent(hoverMs)} addressOf={pictureAt} />
      ) : null}
      <div
        {...hands}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.label')}
        aria-valuemin={day.fromMs}
        aria-valuemax={day.toMs}
        aria-valuenow={Math.round(positionMs ?? day.fromMs)}
        aria-valuetext={positionMs === undefined ? t('timeline.nowhere') : showMoment(positionMs)}
        className={sheet.bar}
      >
        {rows.map((row) => (
          <Bar key={row.id} row={row} window={window} isOneOfMany={rows.length > 1} />
        ))}
        {nowMs < window.toMs && nowMs > window.fromMs ? (
          <div className={sheet.future} style={{ left: percent(nowMs) }} />
        ) : null}
        {registered ? <Outside window={window} registered={registered} percent={percent} /> : null}
        {hoverMs === undefined ? null : <div className={sheet.hover} style={{ left: percent(hoverMs) }} />}
        {positionMs === undefined ? null : (
          <div className={sheet.position} style={{ left: percent(positionMs) }} />
        )}
      </div>
      <div className={sheet.hours}>
        {marks(window, width).map((at) => (
          <span key={at} className={sheet.hour} style={{ left: percent(at) }}>
            {markWords(at, window.toMs - window.fromMs)}
          </span>
        ))}
      </div>
      <div aria-hidden="true" className={sheet.said}>
        {hoverMs === undefined ? t('timeline.hint') : sayHover(hoverMs)}
      </div>
    </div>
  );
}

interface BarProps {
  readonly row: TimelineRow;
  readonly window: Window;
  readonly isOneOfMany: boolean;
}

/** What there is of one camera. */
function Bar({ row, window, isOneOfMany }: BarProps) {
  const { t } = useTranslation();
  const visible = row.spans.filter((span) => span.toMs > window.fromMs && span.fromMs < window.toMs);
  return (
    <div data-row={row.id} className={`${sheet.row} ${isOneOfMany ? sheet.low : sheet.high}`}>
      {visible.map((span) => {
        const [from, to] = [toFraction(window, span.fromMs), toFraction(window, span.toMs)];
        return (
          <Tooltip
            key={`${span.kind}${span.fromMs}`}
            title={`${showMoment(span.fromMs)} – ${showMoment(span.toMs)} ${span.label ?? t(`timeline.${span.kind}`)}`}
          >
            <div
              data-span={span.kind}
              className={`${sheet.span} ${sheet[span.kind]}`}
              style={{ left: `${from * 100}%`, width: `max(1.5px, ${(to - from) * 100}%)` }}
            />
          </Tooltip>
        );
      })}
      {isOneOfMany ? <span className={sheet.name}>{row.name}</span> : null}
    </div>
  );
}

interface OutsideProps {
  readonly window: Window;
  readonly registered: Window;
  readonly percent: (atMs: number) => string;
}

/** What lies before and after the registered range. */
function Outside({ window, registered, percent }: OutsideProps) {
  const { t } = useTranslation();
  return (
    <>
      {registered.fromMs > window.fromMs ? (
        <div
          className={`${sheet.outside} ${sheet.before}`}
          title={t('timeline.outside')}
          style={{ width: percent(Math.min(registered.fromMs, window.toMs)) }}
        />
      ) : null}
      {registered.toMs < window.toMs ? (
        <div
          className={`${sheet.outside} ${sheet.after}`}
          title={t('timeline.outside')}
          style={{ left: percent(Math.max(registered.toMs, window.fromMs)) }}
        />
      ) : null}
    </>
  );
}

/** Hours; at midnight the day; seconds when the bar is short. */
function markWords(atMs: number, lengthMs: number): string {
  const clock = showClock(atMs);
  if (clock === '00:00:00') return showInstant(atMs).slice(5, 10);
  return lengthMs > 600_000 ? clock.slice(0, 5) : clock;
}
