// SPDX-License-Identifier: Apache-2.0
/** A look in the address: cameras, range, instant and speed. It comes back on reload and is understood by a colleague. */
import { z } from 'zod';

const Instant = z.coerce.number().int().positive().optional().catch(undefined);

export const speeds: readonly number[] = [0.5, 1, 2, 4, 8, 16];

export const LookInAddress = z.object({
  /** Ids, by commas; `camera` is one, of addresses of other pages. */
  cameras: z
    .string()
    .catch('')
    .transform((text) => text.split(',').filter(Boolean)),
  camera: z.string().optional().catch(undefined),
  fromMs: Instant,
  toMs: Instant,
  atMs: Instant,
  speed: z.coerce
    .number()
    .catch(1)
    .transform((given) => speeds.find((speed) => speed === given) ?? 1),
  /** Open session of the person who looks; of no use to anybody else. */
  session: z.string().optional().catch(undefined),
});
export type LookInAddress = z.infer<typeof LookInAddress>;

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const chinaOffsetMs = 8 * hourMs;

const dayOf = (atMs: number): Range => {
  const fromMs = Math.floor((atMs + chinaOffsetMs) / dayMs) * dayMs - chinaOffsetMs;
  return { fromMs, toMs: fromMs + dayMs };
};

/** What the address asks for: its range, else the calendar day in China of its instant, else today. */
export function rangeOf({ fromMs, toMs, atMs }: LookInAddress, nowMs: number): Range {
  if (fromMs !== undefined && toMs !== undefined && fromMs < toMs) return { fromMs, toMs };
  return dayOf(atMs ?? nowMs);
}

export const quickRanges = ['today', 'yesterday', 'lastNight', 'lastHour'] as const;

/** Ranges people ask for by name. Today reaches to midnight and goes on by itself; last night spans midnight. */
export function quickRange(name: (typeof quickRanges)[number], nowMs: number): Range {
  const today = dayOf(nowMs);
  switch (name) {
    case 'today':
      return today;
    case 'yesterday':
      return dayOf(today.fromMs - 1);
    case 'lastNight':
      return { fromMs: today.fromMs - 6 * hourMs, toMs: Math.min(nowMs, today.fromMs + 8 * hourMs) };
    case 'lastHour':
      return { fromMs: nowMs - hourMs, toMs: nowMs };
  }
}
