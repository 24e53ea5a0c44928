// SPDX-License-Identifier: Apache-2.0
/**
 * `law impact A B`: what a version would change, tried on stored cases and units before it is switched on. Each entry
 * is judged alone, so that a million are judged one after the other, in pieces, or by several at once.
 */
import { parseRequest } from '../facts/parse-request.ts';
import { parseObligationsRequest } from '../obligations/parse-obligations.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { caseMoves } from './case-moves.ts';
import { type Move, unitMoves } from './unit-moves.ts';
import { type Versions, versionsOf } from './version.ts';

export type { Move } from './unit-moves.ts';

export interface JudgedEntry {
  readonly kind: 'case' | 'unit';
  /** What the entry calls itself: `id`, else `unit`; null where it names neither */
  readonly id: string | null;
  /** null: it could not be compared (facts missing on both sides, or no instrument to decide under) */
  readonly moves: readonly Move[] | null;
}

export interface Impact {
  readonly versions: Versions;
  /**
   * @param input a request of `law decide` (a case) or of `law obligations` (a unit), with `id` or `unit` beside it
   * @throws LawError `law/input-invalid`, `law/input-contradictory`
   */
  readonly judge: (input: unknown) => JudgedEntry;
}

/**
 * What changes between two instruments, each as if it were the one in force, or between the law as of two days.
 *
 * @param a an instrument, or a calendar day
 * @param b the same kind as `a`
 * @param today day of the question and of decisions that name none
 * @throws LawError `law/instrument-unknown`, `law/input-invalid`
 * @legal legislation-law-2023/rank, penalty-law-2021/law-in-time
 */
export function impactBetween(a: string, b: string, today: CalendarDay): Impact {
  const versions = versionsOf(a, b, today);
  return { versions, judge: (input) => judge(versions, today, input) };
}

function judge(versions: Versions, today: CalendarDay, input: unknown): JudgedEntry {
  const { id, unit, rest } = labelled(input);
  const label = id ?? unit ?? null;
  if (isCase(rest)) {
    // Decided on the two days: the day in the file is that of a decision already taken
    const { decisionDate, instruments: _, ...asked } = rest as Readonly<Record<string, unknown>>;
    const day = versions.kind === 'days' ? later(versions.a, versions.b) : (decisionDate ?? today);
    const request = parseRequest({ ...asked, decisionDate: day }, today);
    return { kind: 'case', id: label, moves: caseMoves(versions, request) };
  }
  const { facts, evidence } = parseObligationsRequest(rest);
  return { kind: 'unit', id: label, moves: unitMoves(versions, facts, evidence) };
}

const later = (a: CalendarDay, b: CalendarDay): CalendarDay => (a < b ? b : a);

/** An entry that is no object is refused by the parser of units, with its path. */
function labelled(input: unknown): { readonly id?: string; readonly unit?: string; readonly rest: unknown } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { rest: input };
  const { id, unit, ...rest } = input as Readonly<Record<string, unknown>>;
  return {
    ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
    rest,
  };
}

const isCase = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  'facts' in input &&
  typeof input.facts === 'object' &&
  input.facts !== null &&
  'conduct' in input.facts;
