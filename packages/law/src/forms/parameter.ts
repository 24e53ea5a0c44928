// SPDX-License-Identifier: Apache-2.0
/**
 * The form of a number of the law: the days it holds and the provision of this very value. `null` = the law
 * refers to a number that nobody has set yet, or that we do not know: it is asked for, never assumed.
 */
import type { CalendarDay, Certainty, ProvisionId } from '../types/corpus.ts';

export interface ParameterValue {
  readonly value: number | null;
  /** First day it holds; null = not known or not yet. */
  readonly from: CalendarDay | null;
  /** First day it no longer holds. */
  readonly until: CalendarDay | null;
  readonly provision: ProvisionId;
  readonly certainty: Certainty;
}

export type ParameterUnit =
  | 'day'
  | 'workingDay'
  | 'month'
  | 'year'
  | 'person'
  | 'CNY'
  | 'percent'
  | 'perYear'
  | 'age';

/** Id of a number: the instrument's folder and what the number is. */
export type ParameterName = `${string}/${string}`;

/** One line of an instrument's `parameters.ts`: title, unit, values in order of their days. */
export type ParameterLine = readonly [title: string, unit: ParameterUnit, values: readonly ParameterValue[]];

/** A number that has not changed since its first day. */
export const one = (
  value: number | null,
  from: CalendarDay | null,
  provision: ProvisionId,
  certainty: Certainty,
): readonly ParameterValue[] => [{ value, from, until: null, provision, certainty }];
