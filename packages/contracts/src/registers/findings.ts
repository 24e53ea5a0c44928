// SPDX-License-Identifier: Apache-2.0
/** What the rows of a register show about a duty: kept, broken, or not known. Nothing written is never a breach. */
import type { Values } from './field.ts';

/** undefined: the rows do not say. */
export type Finding = boolean | undefined;

export interface Look {
  /** Values of the rows that stand (not withdrawn), oldest first. */
  readonly rows: readonly Values[];
  /** The day in China, `2026-11-28`. */
  readonly today: string;
  readonly nowMs: number;
  /** Ids of the cameras of this recorder. */
  readonly cameras: readonly string[];
}

/** One broken row breaks the duty; otherwise one that says nothing leaves it open; no rows say nothing. */
export function everyRow(rows: readonly Values[], judge: (row: Values) => Finding): Finding {
  const answers = rows.map(judge);
  if (answers.includes(false)) return false;
  return answers.length === 0 || answers.includes(undefined) ? undefined : true;
}

/** Good through its last day. */
export const stillValid = (lastDay: Values[string] | undefined, today: string): Finding =>
  typeof lastDay === 'string' ? lastDay >= today : undefined;

/** At least one row of that sort; none is not known, never a breach. */
export const someRow = (rows: readonly Values[], is: (row: Values) => boolean): Finding =>
  rows.some(is) || undefined;

export const answered = (value: Values[string] | undefined): Finding =>
  typeof value === 'boolean' ? value : undefined;
