// SPDX-License-Identifier: Apache-2.0
/** A worked case as a lawyer writes it, and what in an answer differs from it. */

import { LawError } from '../errors.ts';
import { parseRequest } from '../facts/parse-request.ts';
import type { Response } from '../types/answer.ts';
import { decide } from './decide.ts';
import { awaited } from './questions.ts';

export interface Scenario {
  readonly case: string;
  /** Printed words (or our words for an article the seeds do not print) that justify the expectation */
  readonly quote: string;
  readonly instruments?: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly actDate?: string;
  readonly decisionDate?: string;
  /** Part of the first result */
  readonly expect?: unknown;
  /** All results, in part */
  readonly results?: readonly unknown[];
  /** Part of what stands beside the results */
  readonly response?: unknown;
  readonly flags?: readonly string[];
  readonly noFlags?: readonly string[];
  /** Path of the field for which the request is refused */
  readonly refused?: string;
}

const today = '2026-06-01';

/** @returns one line per difference; empty = as expected */
export function checkScenario(scenario: Scenario): readonly string[] {
  const request = {
    facts: scenario.facts,
    ...(scenario.instruments === undefined ? {} : { instruments: scenario.instruments }),
    ...(scenario.actDate === undefined ? {} : { actDate: scenario.actDate }),
    ...(scenario.decisionDate === undefined ? {} : { decisionDate: scenario.decisionDate }),
  };
  try {
    const response = asWritten(decide(parseRequest(request, today)));
    if (scenario.refused !== undefined)
      return [`应当拒绝 ${scenario.refused}，却得到 ${response.results[0]?.disposition}`];
    const codes: readonly string[] = response.flags.map((flag) => flag.code);
    return [
      ...(scenario.expect === undefined
        ? []
        : differences(response.results[0], scenario.expect, 'results[0]')),
      ...(scenario.results === undefined ? [] : differences(response.results, scenario.results, 'results')),
      ...(scenario.response === undefined ? [] : differences(response, scenario.response, 'response')),
      ...(scenario.flags ?? []).filter((code) => !codes.includes(code)).map((code) => `flags 没有 ${code}`),
      ...(scenario.noFlags ?? []).filter((code) => codes.includes(code)).map((code) => `flags 有 ${code}`),
    ];
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    const path = String(error.facts['path']);
    return path === scenario.refused ? [] : [`拒绝的是 ${path}（${error.message}）`];
  }
}

/** A worked case names what the answer asks for; what nobody has examined is not repeated in each. */
const asWritten = (response: Response): Response => ({
  ...response,
  results: response.results.map((result) => ({
    ...result,
    questions: awaited(result),
  })),
});

/** Expected part of an answer: objects by the keys named, lists in full. */
function differences(actual: unknown, expected: unknown, path: string): readonly string[] {
  if (Array.isArray(expected)) {
    const list: readonly unknown[] = Array.isArray(actual) ? actual : [];
    if (!Array.isArray(actual) || list.length !== expected.length) {
      return [`${path}：${JSON.stringify(actual)}，应为 ${JSON.stringify(expected)}`];
    }
    return expected.flatMap((part, index) => differences(list[index], part, `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    return Object.entries(expected).flatMap(([key, part]) =>
      differences((actual as Readonly<Record<string, unknown>> | undefined)?.[key], part, `${path}.${key}`),
    );
  }
  return actual === expected ? [] : [`${path}：${JSON.stringify(actual)}，应为 ${JSON.stringify(expected)}`];
}
