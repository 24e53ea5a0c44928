// SPDX-License-Identifier: Apache-2.0
/** Keys of the player, wherever on the page the focus is, except while somebody types or chooses. */
import { useEffect, useRef } from 'react';

export interface PlayerKeys {
  readonly toggle: () => void;
  readonly skip: (ms: number) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly faster: (direction: 1 | -1) => void;
  readonly sound: () => void;
  readonly full: () => void;
  readonly mark: (end: 'from' | 'to') => void;
  readonly zoom: () => void;
}

/** Whether a key belongs to what has the focus: typing, choosing, pressing, or the timeline's own arrows. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable], .ant-select, .ant-picker, [role="dialog"]'))
    return true;
  if (key === ' ' || key === 'Enter')
    return target.closest('button, a, [role="radio"], [role="menuitem"]') !== null;
  return (
    key.startsWith('Arrow') && target.closest('[role="slider"], [role="radiogroup"], [role="menu"]') !== null
  );
}

export function usePlayerKeys(keys: PlayerKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const skipMs = event.shiftKey ? 60_000 : 10_000;
      const acts: Readonly<Record<string, () => void>> = {
        ' ': () => latest.current.toggle(),
        k: () => latest.current.toggle(),
        arrowleft: () => latest.current.skip(-skipMs),
        arrowright: () => latest.current.skip(skipMs),
        arrowup: () => latest.current.faster(1),
        arrowdown: () => latest.current.faster(-1),
        ',': () => latest.current.step(-1),
        '.': () => latest.current.step(1),
        m: () => latest.current.sound(),
        f: () => latest.current.full(),
        i: () => latest.current.mark('from'),
        o: () => latest.current.mark('to'),
        z: () => latest.current.zoom(),
      };
      const act = acts[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
