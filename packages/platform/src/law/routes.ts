// SPDX-License-Identifier: Apache-2.0
/** The law engine over HTTP: the same JSON as `mingjing law decide` and `law whatif`. It decides nobody's case and stores nothing. */
import { decideByLaw, whatIfByLaw } from '@mingjing/contracts/desk';
import { comply, decide, LawError, parseObligationsRequest, parseRequest, whatIf } from '@mingjing/law';
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { type Routes, serve } from '../http/serve.ts';

const mostInBatch = 1000;

/** A refusal of the law package is a refusal of the request, at the path it names. */
function answered<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    throw new PlatformError('platform/invalid', {
      path: String(error.facts['path'] ?? '.'),
      reason: String(error.facts['problem'] ?? error.message),
    });
  }
}

const todayAt = (nowMs: number): string => new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10);

const namesConduct = (body: unknown): boolean =>
  z
    .object({ facts: z.object({ conduct: z.unknown().refine((value) => value !== undefined) }) })
    .safeParse(body).success;

export const lawRoutes: Routes = [
  serve(decideByLaw, ({ body, nowMs }) => {
    const one = (input: unknown, prefix = '') =>
      answered(() => decide(parseRequest(input, todayAt(nowMs), prefix)));
    if (!Array.isArray(body)) return Promise.resolve(one(body));
    if (body.length > mostInBatch)
      throw new PlatformError('platform/too-large', { limit: String(mostInBatch) });
    return Promise.resolve(body.map((input: unknown, index) => one(input, `[${index}].`)));
  }),
  serve(whatIfByLaw, ({ body, nowMs }) =>
    Promise.resolve(
      answered(() => {
        const today = todayAt(nowMs);
        if (namesConduct(body)) return { answers: whatIf(parseRequest(body, today)) };
        const { facts, evidence, asOf = today, role = 'unit' } = parseObligationsRequest(body);
        return { duties: comply({ facts, evidence, asOf, role }) };
      }),
    ),
  ),
];
