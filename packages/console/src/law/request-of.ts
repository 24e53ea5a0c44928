// SPDX-License-Identifier: Apache-2.0
/** Facts of a case as a request to the engine, with today as the day of the decision. */
import { LawError, parseRequest, type Request } from '@mingjing/law';
import { todayInChina } from '../frame/time.ts';

/** @returns undefined for facts that the engine does not take; the server says which */
export function requestOf(given: {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly actDate: string | undefined;
}): Request | undefined {
  const { facts, actDate } = given;
  const today = todayInChina();
  try {
    return parseRequest({ facts, decisionDate: today, ...(actDate !== undefined && { actDate }) }, today);
  } catch (error) {
    if (error instanceof LawError) return undefined;
    throw error;
  }
}
