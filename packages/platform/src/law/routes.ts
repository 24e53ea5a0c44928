// SPDX-License-Identifier: Apache-2.0
/** The law engine over HTTP: the same JSON as `mingjing law`. It decides nobody's case and stores nothing. */
import {
  corpusOfLaw,
  coverageOfLaw,
  decideByLaw,
  diffOfLaw,
  impactOfVersion,
  letterByLaw,
  letterFileByLaw,
  whatIfByLaw,
} from '@mingjing/contracts/desk';
import { renderReasonedLetter } from '@mingjing/documents';
import {
  comply,
  corpusAkomaNtoso,
  corpusJsonLd,
  decide,
  diffInstruments,
  findInstrument,
  impactBetween,
  LawError,
  parseObligationsRequest,
  parseRequest,
  whatIf,
  writeLetter,
} from '@mingjing/law';
import { z } from 'zod';
import { PlatformError } from '../errors.ts';
import { todayOf } from '../registry/index.ts';
import { type Routes, serve } from '../serve.ts';
import { impactPiece } from './impact.ts';
import { coverageOfSeeds } from './seeds.ts';

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

const namesConduct = (body: unknown): boolean =>
  z
    .object({ facts: z.object({ conduct: z.unknown().refine((value) => value !== undefined) }) })
    .safeParse(body).success;

function corpusFile(format: 'akn' | 'jsonld', instrument: string | undefined) {
  if (instrument !== undefined && findInstrument(instrument) === undefined)
    throw new LawError('law/instrument-unknown', { id: instrument });
  if (instrument !== undefined && format !== 'akn')
    throw new LawError('law/input-invalid', { path: 'instrument', problem: '只有 akn 可以只要一个文件' });
  const text = format === 'akn' ? corpusAkomaNtoso(instrument) : JSON.stringify(corpusJsonLd(), null, 2);
  return {
    bytes: new TextEncoder().encode(text),
    type: format === 'akn' ? 'application/akn+xml' : 'application/ld+json',
    fileName: `${instrument ?? 'mingjing-law'}.${format === 'akn' ? 'akn.xml' : 'jsonld'}`,
  };
}

export const lawRoutes: Routes = [
  serve(decideByLaw, ({ body, nowMs }) => {
    const one = (input: unknown, prefix = '') =>
      answered(() => decide(parseRequest(input, todayOf(nowMs), prefix)));
    if (!Array.isArray(body)) return Promise.resolve(one(body));
    if (body.length > mostInBatch)
      throw new PlatformError('platform/too-large', { limit: String(mostInBatch) });
    return Promise.resolve(body.map((input: unknown, index) => one(input, `[${index}].`)));
  }),
  serve(whatIfByLaw, ({ body, nowMs }) =>
    Promise.resolve(
      answered(() => {
        const today = todayOf(nowMs);
        if (namesConduct(body)) return { answers: whatIf(parseRequest(body, today)) };
        const { facts, evidence, asOf = today, role = 'unit' } = parseObligationsRequest(body);
        return { duties: comply({ facts, evidence, asOf, role }) };
      }),
    ),
  ),
  serve(letterByLaw, ({ body, nowMs }) =>
    Promise.resolve(answered(() => writeLetter(body, todayOf(nowMs)).letter)),
  ),
  serve(letterFileByLaw, ({ body, nowMs, params, touch }) => {
    touch({ ids: [], subject: 'law' });
    return renderReasonedLetter(
      answered(() => writeLetter(body, todayOf(nowMs))),
      params.format,
    );
  }),
  serve(diffOfLaw, ({ query: { a, b, on } }) => {
    const { validity, provisions, parameters, obligations, outcomes, ...rest } = answered(() =>
      diffInstruments(a, b, on ?? null),
    );
    return Promise.resolve({
      ...rest,
      validity: [...validity],
      provisions: [...provisions],
      parameters: [...parameters],
      obligations: [...obligations],
      outcomes: [...outcomes],
    });
  }),
  serve(impactOfVersion, ({ tx, nowMs, touch, body: { a, b, after } }) => {
    const today = todayOf(nowMs);
    touch({ ids: [], detail: { a, b, after: after ?? null } });
    return impactPiece({ tx, today, impact: answered(() => impactBetween(a, b, today)), after });
  }),
  serve(coverageOfLaw, coverageOfSeeds),
  serve(corpusOfLaw, ({ params, query }) =>
    Promise.resolve(answered(() => corpusFile(params.format, query.instrument))),
  ),
];
