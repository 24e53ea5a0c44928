// SPDX-License-Identifier: Apache-2.0
/** Everything thrown becomes RFC 9457 problem+json here, once, in the language of the request. */
import { randomBytes } from 'node:crypto';
import {
  type Facts,
  type Language,
  languageOf,
  type Problem,
  type ProblemMore,
  problemMediaType,
  problemOf,
  type Refusal,
} from '@mingjing/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { issueWords } from './issue-words.ts';
import { SheetRefusal } from './read-sheet/sheet-refusal.ts';

/** A code with the values of its sentence. */
export interface Refused extends ProblemMore {
  readonly code: string;
  readonly facts?: Facts;
}

/** What HTTP itself can refuse, in the codes of the program. Each is thrown, or sent, as it stands. */
export interface CommonRefusals {
  readonly invalid: (path: string, reason: string) => Refused;
  readonly malformed: (reason: string) => Refused;
  readonly tooLarge: (limit: string) => Refused;
  readonly mediaType: (expected: string) => Refused;
  readonly tooOften: (seconds: number) => Refused;
  readonly notFound: (what: string) => Refused;
  readonly crossSite: () => Refused;
  readonly internal: (reference: string) => Refused;
}

export interface Sentences {
  /** Status and sentence of a code; undefined: not a refusal of this program. */
  readonly find: (code: string) => Refusal | undefined;
  readonly common: CommonRefusals;
  /** Errors of libraries (a database, say) as refusals of the program. */
  readonly adopt?: (error: unknown) => Refused | undefined;
}

/** A refusal on its way to the error handler: recognised by its shape, as all are. */
export class EdgeRefusal extends Error {
  override readonly name = 'EdgeRefusal';
  readonly code: string;
  readonly facts: Facts;
  /** When it is not the code's. */
  readonly statusCode: number | undefined;
  constructor({ code, facts = {}, status }: Refused) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.statusCode = status;
  }
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

/** Path of each wrong place → why, in one language. */
function wrongFields(issues: readonly z.core.$ZodIssue[], language: Language): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    fields[path === '' ? '.' : path] ??= issueWords(issue, language);
  }
  return fields;
}

interface Shape {
  readonly code: string | undefined;
  readonly facts: Facts;
  readonly status: number | undefined;
  readonly message: string;
}

function shapeOf(error: unknown): Shape {
  const shape = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  return {
    code: typeof shape['code'] === 'string' ? shape['code'] : undefined,
    facts: typeof shape['facts'] === 'object' && shape['facts'] !== null ? (shape['facts'] as Facts) : {},
    status: typeof shape['statusCode'] === 'number' ? shape['statusCode'] : undefined,
    message: typeof shape['message'] === 'string' ? shape['message'] : '',
  };
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / (1 << 20))} MiB`;

/** Any thrown thing → the refusal it is; undefined: a defect, whose inside stays inside. */
function refusedOf(
  error: unknown,
  { find, common, adopt }: Sentences,
  limitBytes: number,
): Refused | undefined {
  if (error instanceof SheetRefusal)
    return error.kind === 'malformed' ? common.malformed(error.reason) : common.tooLarge(error.reason);
  const { code, facts, status, message } = shapeOf(error);
  if (code !== undefined && find(code)) {
    const path = facts['path'];
    const { unmet } = error as { readonly unmet?: Problem['unmet'] };
    return {
      code,
      facts,
      ...(typeof path === 'string' && { path }),
      ...(unmet && { unmet }),
      ...(error instanceof EdgeRefusal && status !== undefined && { status }),
    };
  }
  const adopted = adopt?.(error);
  if (adopted) return adopted;
  switch (status) {
    case 404:
      return common.notFound('');
    case 413:
      return common.tooLarge(mebibytes(limitBytes));
    case 415:
      return common.mediaType('application/json');
    case 429:
      return common.tooOften(60);
    default:
      return status !== undefined && status >= 400 && status < 500
        ? common.malformed(message.slice(0, 200))
        : undefined;
  }
}

function invalidProblem(error: InputInvalid, sentences: Sentences, language: Language): Problem {
  const inLanguage = { zh: wrongFields(error.issues, 'zh'), en: wrongFields(error.issues, 'en') };
  const path = Object.keys(inLanguage[language])[0] ?? '.';
  const make = (spoken: Language): Problem => {
    const { code, facts = {} } = sentences.common.invalid(path, inLanguage[spoken][path] ?? '');
    return problemOf(code, refusalOf(sentences, code), facts, spoken, { path, fields: inLanguage[spoken] });
  };
  return { ...make(language), titles: { zh: make('zh').title, en: make('en').title } };
}

function refusalOf({ find }: Sentences, code: string): Refusal {
  const refusal = find(code);
  if (!refusal) throw new Error(`no sentence for ${code}`);
  return refusal;
}

/** The problem of a thrown thing; a defect is logged under a reference that the person can tell. */
function problemFor(error: unknown, request: FastifyRequest, sentences: Sentences): Problem {
  const language = languageOf(request.headers['accept-language']);
  if (error instanceof InputInvalid) return invalidProblem(error, sentences, language);
  let refused = refusedOf(error, sentences, request.routeOptions.bodyLimit);
  if (!refused) {
    const reference = randomBytes(4).toString('hex');
    request.log.error({ err: error, reference }, 'request failed');
    refused = sentences.common.internal(reference);
  }
  const { code, facts = {}, ...more } = refused;
  return problemOf(code, refusalOf(sentences, code), facts, language, more);
}

/** Sends a thrown thing as a problem. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  sentences: Sentences,
): FastifyReply {
  const problem = problemFor(error, request, sentences);
  return reply
    .status(problem.status)
    .type(problemMediaType)
    .header('content-language', languageOf(request.headers['accept-language']))
    .header('vary', 'Accept-Language')
    .serializer(JSON.stringify)
    .send(problem);
}

/** One dialect for everything a server refuses: handlers, schemas, addresses that do not exist. */
export function installProblems(app: FastifyInstance, sentences: Sentences): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, sentences));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new EdgeRefusal(sentences.common.notFound(request.url.split('?')[0] ?? '')),
      request,
      reply,
      sentences,
    ),
  );
}

/** Addresses that the router itself refuses (not decodable, a part too long), for Fastify's `frameworkErrors`. */
export const refuseByRouter =
  (sentences: Sentences) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    void sendProblem(error, request, reply, sentences);
  };
