// SPDX-License-Identifier: Apache-2.0
/** Digital zoom: the wheel enlarges around the pointer, dragging moves, a double click shows the whole picture again. */
import { type ReactNode, useEffect, useRef } from 'react';
import picture from './picture.module.css';
import { type Glass, moved, unzoomed, zoomedAt } from './zoom-scale.ts';

interface ZoomProps {
  readonly glass: Glass;
  readonly onGlass: (change: (glass: Glass) => Glass) => void;
  readonly children: ReactNode;
}

export function Zoom({ glass, onGlass, children }: ZoomProps) {
  const box = useRef<HTMLDivElement>(null);
  const turn = useRef(onGlass);
  turn.current = onGlass;
  useEffect(() => (box.current ? watchHands(box.current, (change) => turn.current(change)) : undefined), []);
  return (
    <div ref={box} className={glass.scale > 1 ? `${picture.glass} ${picture.grab}` : picture.glass}>
      <div
        className={`${picture.glass} ${picture.fromCorner}`}
        style={{
          transform: `translate(${glass.x * 100}%, ${glass.y * 100}%) scale(${glass.scale})`,
        }}
      >
        {children}
      </div>
    </div>
  );
}

/** Wheel, drag and double click; what a button offers as well, so no keyboard is left out. */
function watchHands(element: HTMLElement, turn: (change: (glass: Glass) => Glass) => void): () => void {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const shareOf = (x: number, y: number) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: (x - left) / width, y: (y - top) / height };
  };
  let held: { readonly x: number; readonly y: number } | undefined;
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const at = shareOf(event.clientX, event.clientY);
      turn((before) => zoomedAt(before, at, event.deltaY > 0 ? 0.8 : 1.25));
    },
    { ...options, passive: false },
  );
  element.addEventListener(
    'dblclick',
    (event) => {
      const at = shareOf(event.clientX, event.clientY);
      turn((before) => (before.scale > 1 ? unzoomed : zoomedAt(before, at, 2)));
    },
    options,
  );
  element.addEventListener(
    'pointerdown',
    (event) => {
      element.setPointerCapture(event.pointerId);
      held = shareOf(event.clientX, event.clientY);
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (!held) return;
      const at = shareOf(event.clientX, event.clientY);
      const by = { x: at.x - held.x, y: at.y - held.y };
      held = at;
      turn((before) => moved(before, by));
    },
    options,
  );
  element.addEventListener(
    'pointerup',
    () => {
      held = undefined;
    },
    options,
  );
  return () => ended.abort();
}
