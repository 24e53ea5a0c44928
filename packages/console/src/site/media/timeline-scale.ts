// SPDX-License-Identifier: Apache-2.0
/** The arithmetic of the day timeline, free of any drawing: zoom, pan, which marks to print. */

/** The visible window of a day, epoch milliseconds, `fromMs < toMs`. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

const minuteMs = 60_000;
/** Distances between printed marks, smallest first: a minute to a fortnight. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080, 20_160].map(
  (minutes) => minutes * minuteMs,
);
/** Marks of hours and days fall on those of China. */
const chinaOffsetMs = 8 * 60 * minuteMs;
/** Narrowest window: two minutes across the whole bar. */
const narrowestMs = 2 * minuteMs;

export const toFraction = (window: Window, atMs: number): number =>
  (atMs - window.fromMs) / (window.toMs - window.fromMs);
export const toInstant = (window: Window, fraction: number): number =>
  window.fromMs + fraction * (window.toMs - window.fromMs);

/**
 * Zooms around an instant and stays inside the day.
 *
 * @param factor below 1 zooms in
 */
export function zoom(window: Window, day: Window, aroundMs: number, factor: number): Window {
  const full = day.toMs - day.fromMs;
  const length = Math.min(full, Math.max(narrowestMs, (window.toMs - window.fromMs) * factor));
  const share = toFraction(window, aroundMs);
  return clamp({ fromMs: aroundMs - share * length, toMs: aroundMs + (1 - share) * length }, day);
}

/** Moves the window by a share of its length and stays inside the day. */
export function pan(window: Window, day: Window, share: number): Window {
  const shift = share * (window.toMs - window.fromMs);
  return clamp({ fromMs: window.fromMs + shift, toMs: window.toMs + shift }, day);
}

function clamp(window: Window, day: Window): Window {
  const length = Math.min(window.toMs - window.fromMs, day.toMs - day.fromMs);
  const fromMs = Math.min(Math.max(window.fromMs, day.fromMs), day.toMs - length);
  return { fromMs, toMs: fromMs + length };
}

/** Instants to print under a bar of `widthPx`, about one in 70 px. */
export function marks(window: Window, widthPx: number): number[] {
  const wanted = Math.max(2, Math.floor(widthPx / 70));
  const step =
    steps.find((candidate) => (window.toMs - window.fromMs) / candidate <= wanted) ?? 40_320 * minuteMs;
  const first = Math.ceil((window.fromMs + chinaOffsetMs) / step) * step - chinaOffsetMs;
  const out: number[] = [];
  for (let at = first; at <= window.toMs; at += step) out.push(at);
  return out;
}
