// SPDX-License-Identifier: Apache-2.0
/** Everything thrown becomes RFC 9457 problem+json here, once, in the language of the request. */
import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { recorderErrorSentences, type Sentence } from '../errors.ts';
import { fillSentence, refusalSentence, type ServerRefusalCode, serverRefusals } from './refusal.ts';

const Problem = z.object({
  type: z.string(),
  status: z.number().int(),
  code: z.string(),
  /** In the language of the request. */
  title: z.string(),
  titles: z.object({ zh: z.string(), en: z.string() }),
  detail: z.string().optional(),
  /** Path of a field → why it is wrong. */
  fields: z.record(z.string(), z.string()).optional(),
});
type Problem = z.infer<typeof Problem>;

type Language = keyof Sentence;

function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

/** Input that breaks its schema; kept with what was sent, so that the sentence can be made in the right language. */
class InputInvalid extends Error {
  override readonly name = 'InputInvalid';
  readonly issues: readonly z.core.$ZodIssue[];
  constructor(issues: readonly z.core.$ZodIssue[]) {
    super('input invalid');
    this.issues = issues;
  }
}

export const validateByZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const parsed = schema.safeParse(data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: new InputInvalid(parsed.error.issues) };
  };

const localeErrors = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

function wrongFields(issues: readonly z.core.$ZodIssue[], language: Language): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    const own = issue.code === 'custom' ? issue.message : undefined;
    const words = own ?? localeErrors[language](issue as z.core.$ZodRawIssue);
    fields[path === '' ? '(body)' : path] ??=
      typeof words === 'string' ? words : (words?.message ?? issue.message);
  }
  return fields;
}

/** Statuses of refusals by the core and the log; anything not here is a fault of ours. */
const coreStatus: Readonly<Record<string, number>> = {
  'recorder/camera-exists': 409,
  'recorder/camera-unknown': 404,
  'recorder/camera-id-malformed': 422,
  'recorder/camera-url-refused': 422,
  'recorder/range-malformed': 422,
  'recorder/segment-gone': 410,
  'recorder/hold-unknown': 404,
  'recorder/hold-two-people': 409,
  'recorder/hold-malformed': 422,
  'recorder/store-full': 507,
  'recorder/store-lost': 503,
  'recorder/closed': 503,
};

function problemOf(error: unknown, language: Language, onInternal: (reference: string) => void): Problem {
  const make = (code: string, status: number, titles: Sentence, more: Partial<Problem> = {}): Problem => ({
    type: `https://mingjing.invalid/errors/${code}`,
    status,
    code,
    title: titles[language],
    titles: { zh: titles.zh, en: titles.en },
    ...more,
  });
  const refused = (
    code: ServerRefusalCode,
    facts: Record<string, string | number>,
    more?: Partial<Problem>,
  ) => make(code, serverRefusals[code].status, refusalSentence(code, facts), more);

  if (error instanceof InputInvalid) {
    const fields = wrongFields(error.issues, language);
    return refused('recorder/input-invalid', { field: Object.keys(fields).join(', ') }, { fields });
  }
  const { code, facts } = shapeOf(error);
  const known = sentenceOf(error);
  if (known) return make(known.code, known.status, known.titles);
  const status = (error as FastifyError | undefined)?.statusCode;
  if (status === 429) return refused('recorder/too-often', { seconds: Number(facts['seconds'] ?? 60) });
  if (status === 413 || status === 415)
    return refused('recorder/upload-refused', { reason: String(code ?? status) });
  if (status !== undefined && status >= 400 && status < 500)
    return refused('recorder/input-invalid', { field: 'body' }, { status: status === 400 ? 422 : status });
  const reference = randomBytes(4).toString('hex');
  onInternal(reference);
  return refused('recorder/internal', { reference });
}

/** What the refusals of core and edge say; undefined for anything else thrown. */
export function sentenceOf(
  error: unknown,
): { readonly code: string; readonly status: number; readonly titles: Sentence } | undefined {
  const { code, facts } = shapeOf(error);
  if (code === undefined) return undefined;
  if (code in serverRefusals) {
    const refusal = code as ServerRefusalCode;
    return { code, status: serverRefusals[refusal].status, titles: refusalSentence(refusal, facts) };
  }
  if (!(code in recorderErrorSentences)) return undefined;
  const { zh, en } = recorderErrorSentences[code as keyof typeof recorderErrorSentences];
  return {
    code,
    status: coreStatus[code] ?? 500,
    titles: { zh: fillSentence(zh, facts), en: fillSentence(en, facts) },
  };
}

function shapeOf(error: unknown): { code: string | undefined; facts: Record<string, string | number> } {
  const shape = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const facts = typeof shape['facts'] === 'object' && shape['facts'] !== null ? shape['facts'] : {};
  return {
    code: typeof shape['code'] === 'string' ? shape['code'] : undefined,
    facts: facts as Record<string, string | number>,
  };
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, languageOf(request), (reference) =>
    request.log.error({ err: error, reference }, 'internal error'),
  );
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
