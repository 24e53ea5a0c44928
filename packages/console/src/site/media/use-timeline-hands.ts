// SPDX-License-Identifier: Apache-2.0
/** Wheel, pointer and keys on a timeline: what window of the day is shown, what is under the pointer, where to seek. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { pan, toInstant, type Window, zoom } from './timeline-scale.ts';

type SetWindow = (change: Window | ((current: Window) => Window)) => void;

/** @returns the window, the instant under the pointer, the bar's width in pixels, and what the bar element takes */
export function useTimelineHands(
  day: Window,
  positionMs: number | undefined,
  onSeek: (atMs: number) => void,
) {
  const [window, setWindow] = useState<Window>(day);
  const [hoverMs, setHoverMs] = useState<number>();
  const bars = useRef<HTMLDivElement>(null);
  useEffect(() => setWindow({ fromMs: day.fromMs, toMs: day.toMs }), [day.fromMs, day.toMs]);
  const width = useWheel(bars, day, setWindow);
  const pointer = useDrag({ bars, day, window, width, setWindow, setHoverMs, onSeek });
  const onKeyDown = (event: KeyboardEvent) => {
    const at = positionMs ?? window.fromMs;
    const step = event.shiftKey ? 60_000 : 10_000;
    if (event.key === 'ArrowRight') onSeek(at + step);
    else if (event.key === 'ArrowLeft') onSeek(at - step);
    else if (event.key === '+' || event.key === '=') setWindow(zoom(window, day, at, 0.5));
    else if (event.key === '-') setWindow(zoom(window, day, at, 2));
    else return;
    event.preventDefault();
  };
  return { window, hoverMs, width, hands: { ref: bars, onKeyDown, ...pointer } };
}

/** Zooms about the pointer and pans. @returns the bar's width in pixels */
function useWheel(bars: RefObject<HTMLDivElement | null>, day: Window, setWindow: SetWindow): number {
  const [width, setWidth] = useState(800);
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
  }, [bars, day, setWindow]);
  return width;
}

interface Dragging {
  readonly bars: RefObject<HTMLDivElement | null>;
  readonly day: Window;
  readonly window: Window;
  readonly width: number;
  readonly setWindow: SetWindow;
  readonly setHoverMs: (atMs: number | undefined) => void;
  readonly onSeek: (atMs: number) => void;
}

/** A pull pans; a press without one seeks. */
function useDrag({ bars, day, window, width, setWindow, setHoverMs, onSeek }: Dragging) {
  const dragged = useRef<{ x: number; from: Window; moved: boolean } | undefined>(undefined);
  const instantAt = useCallback(
    (clientX: number) => {
      const box = bars.current?.getBoundingClientRect();
      return box
        ? toInstant(window, Math.min(1, Math.max(0, (clientX - box.left) / box.width)))
        : window.fromMs;
    },
    [bars, window],
  );

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, from: window, moved: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    setHoverMs(instantAt(event.clientX));
    const drag = dragged.current;
    if (!drag || Math.abs(event.clientX - drag.x) < 4) return;
    drag.moved = true;
    setWindow(pan(drag.from, day, (drag.x - event.clientX) / width));
  };
  const onPointerUp = (event: PointerEvent) => {
    if (dragged.current && !dragged.current.moved) onSeek(instantAt(event.clientX));
    dragged.current = undefined;
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerLeave: () => setHoverMs(undefined) };
}
