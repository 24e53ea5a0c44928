// SPDX-License-Identifier: Apache-2.0
/**
 * A day of one or more cameras as bars: footage, gaps with their cause, holds, and where playback stands. Click seeks,
 * wheel zooms, drag pans; the arrow keys step by ten seconds (with Shift a minute) for people who use no mouse.
 */
import { Tooltip } from 'antd';
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showClock, showInstant } from '../../frame/time.ts';
import sheet from './timeline.module.css';
import { marks, pan, toFraction, toInstant, type Window, zoom } from './timeline-scale.ts';

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
}

const colours: Record<TimelineSpan['kind'], string> = {
  footage: '#3b82d6',
  gap: 'repeating-linear-gradient(135deg,#e5484d 0 4px,#f9c9ca 4px 8px)',
  held: '#7b3fb5',
  deleted: 'repeating-linear-gradient(135deg,#9aa4b2 0 4px,#dfe4ea 4px 8px)',
};

/** 11-28 08:00:41: a look may span midnight. */
const showMoment = (atMs: number): string => showInstant(atMs).slice(5, 19);

export function Timeline({ day, rows, positionMs, nowMs, registered, onSeek }: TimelineProps) {
  const { t } = useTranslation();
  const [window, setWindow] = useState<Window>(day);
  const [hoverMs, setHoverMs] = useState<number>();
  const [width, setWidth] = useState(800);
  const bars = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ x: number; from: Window; moved: boolean } | undefined>(undefined);

  useEffect(() => setWindow({ fromMs: day.fromMs, toMs: day.toMs }), [day.fromMs, day.toMs]);

  useEffect(() => {
    const element = bars.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element);
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      setWindow((current) =>
        Math.abs(event.deltaX) > Math.abs(event.deltaY)
          ? pan(current, day, event.deltaX / box.width)
          : zoom(current, day, toInstant(current, share), event.deltaY > 0 ? 1.25 : 0.8),
      );
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, [day]);

  const instantAt = useCallback(
    (clientX: number) => {
      const box = bars.current?.getBoundingClientRect();
      return box
        ? toInstant(window, Math.min(1, Math.max(0, (clientX - box.left) / box.width)))
        : window.fromMs;
    },
    [window],
  );

  const down = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, from: window, moved: false };
  };
  const move = (event: PointerEvent) => {
    setHoverMs(instantAt(event.clientX));
    const drag = dragged.current;
    if (!drag || Math.abs(event.clientX - drag.x) < 4) return;
    drag.moved = true;
    setWindow(pan(drag.from, day, (drag.x - event.clientX) / width));
  };
  const up = (event: PointerEvent) => {
    if (dragged.current && !dragged.current.moved) onSeek(instantAt(event.clientX));
    dragged.current = undefined;
  };
  const keys = (event: KeyboardEvent) => {
    const at = positionMs ?? window.fromMs;
    const step = event.shiftKey ? 60_000 : 10_000;
    if (event.key === 'ArrowRight') onSeek(at + step);
    else if (event.key === 'ArrowLeft') onSeek(at - step);
    else if (event.key === '+' || event.key === '=') setWindow(zoom(window, day, at, 0.5));
    else if (event.key === '-') setWindow(zoom(window, day, at, 2));
    else return;
    event.preventDefault();
  };

  const sayHover = (atMs: number) =>
    registered && (atMs < registered.fromMs || atMs >= registered.toMs)
      ? t('timeline.outside')
      : `${showMoment(atMs)} +08`;
  const percent = (atMs: number) => `${toFraction(window, atMs) * 100}%`;
  const visible = (span: TimelineSpan) => span.toMs > window.fromMs && span.fromMs < window.toMs;

  return (
    <div className={sheet.timeline}>
      <div
        ref={bars}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.label')}
        aria-valuemin={day.fromMs}
        aria-valuemax={day.toMs}
        aria-valuenow={Math.round(positionMs ?? day.fromMs)}
        aria-valuetext={positionMs === undefined ? t('timeline.nowhere') : showMoment(positionMs)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerLeave={() => setHoverMs(undefined)}
        onKeyDown={keys}
        className={sheet.bar}
      >
        {rows.map((row) => (
          <div
            key={row.id}
            data-row={row.id}
            className={sheet.row}
            style={{ height: rows.length > 1 ? 22 : 34 }}
          >
            {row.spans.filter(visible).map((span) => (
              <Tooltip
                key={`${span.kind}${span.fromMs}`}
                title={`${showMoment(span.fromMs)} – ${showMoment(span.toMs)} ${span.label ?? t(`timeline.${span.kind}`)}`}
              >
                <div
                  data-span={span.kind}
                  className={sheet.span}
                  style={{
                    top: span.kind === 'held' ? 'auto' : 0,
                    height: span.kind === 'held' ? 5 : 'auto',
                    left: percent(span.fromMs),
                    width: `max(1.5px, ${(toFraction(window, span.toMs) - toFraction(window, span.fromMs)) * 100}%)`,
                    background: colours[span.kind],
                  }}
                />
              </Tooltip>
            ))}
            {rows.length > 1 ? <span className={sheet.name}>{row.name}</span> : null}
          </div>
        ))}
        {nowMs < window.toMs && nowMs > window.fromMs ? (
          <div className={sheet.future} style={{ left: percent(nowMs) }} />
        ) : null}
        {registered && registered.fromMs > window.fromMs ? (
          <div
            className={sheet.outside}
            title={t('timeline.outside')}
            style={{ left: 0, width: percent(Math.min(registered.fromMs, window.toMs)) }}
          />
        ) : null}
        {registered && registered.toMs < window.toMs ? (
          <div
            className={sheet.outside}
            title={t('timeline.outside')}
            style={{ left: percent(Math.max(registered.toMs, window.fromMs)), right: 0 }}
          />
        ) : null}
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

/** Hours; at midnight the day; seconds when the bar is short. */
function markWords(atMs: number, lengthMs: number): string {
  const clock = showClock(atMs);
  if (clock === '00:00:00') return showInstant(atMs).slice(5, 10);
  return lengthMs > 600_000 ? clock.slice(0, 5) : clock;
}
