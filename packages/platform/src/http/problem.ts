// SPDX-License-Identifier: Apache-2.0
/** Refusals as RFC 9457 problem+json; translated here and nowhere else. */
import { z } from 'zod';
import { type PlatformErrorCode, platformErrors, sentenceOf } from '../errors.ts';

export const Problem = z
  .object({
    type: z.string().describe('urn:mingjing: and the code'),
    title: z.string().describe('中文一句话：发生了什么 · 为什么 · 怎么办'),
    detail: z.string().describe('The same in English'),
    status: z.int(),
    code: z.string(),
    path: z.string().optional().describe('where in the input, as a JSON path'),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    unmet: z
      .array(
        z.object({
          id: z.string(),
          kind: z.string(),
          because: z.object({ zh: z.string(), en: z.string() }),
          provision: z.string(),
        }),
      )
      .optional()
      .describe('每一项没有满足的条件 · every need of the step that is not met'),
  })
  .describe('RFC 9457 problem');
export type Problem = z.infer<typeof Problem>;

type Facts = Readonly<Record<string, string | number>>;

export function problemOf(code: PlatformErrorCode, facts: Facts = {}): Problem {
  const path = facts['path'];
  return {
    type: `urn:mingjing:${code}`,
    title: sentenceOf(code, facts, 'zh'),
    detail: sentenceOf(code, facts, 'en'),
    status: platformErrors[code].status,
    code,
    facts: { ...facts },
    ...(typeof path === 'string' ? { path } : {}),
  };
}

/** Any thrown thing → a problem. What is not a refusal is a defect, and its inside stays inside. */
export function translate(error: unknown): Problem {
  if (typeof error !== 'object' || error === null) return problemOf('platform/internal');
  const { code, facts, statusCode, message, validation, name } = error as {
    code?: unknown;
    facts?: Facts;
    statusCode?: number;
    message?: string;
    validation?: readonly { instancePath?: string; message?: string }[];
    name?: string;
  };
  if (typeof code === 'string' && Object.hasOwn(platformErrors, code)) {
    const problem = problemOf(code as PlatformErrorCode, facts ?? {});
    const { unmet } = error as { unmet?: Problem['unmet'] };
    return unmet === undefined ? problem : { ...problem, unmet };
  }
  if (Array.isArray(validation)) {
    const [first] = validation;
    return problemOf('platform/invalid', {
      path: (first?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.') || '.',
      reason: first?.message ?? 'invalid',
    });
  }
  if (typeof code === 'string' && /^(law|documents|evidence)\//.test(code))
    return {
      ...problemOf('platform/invalid', { path: String(facts?.['path'] ?? '.'), reason: code }),
      facts: { ...facts },
    };
  const fromDatabase = typeof code === 'string' ? databaseProblem(code) : undefined;
  if (fromDatabase) return fromDatabase;
  if (statusCode === 413) return problemOf('platform/too-large', { limit: '8 MiB' });
  if (statusCode === 415) return problemOf('platform/media-type', { expected: 'application/json' });
  if (statusCode === 429) return problemOf('platform/rate-limited');
  if (statusCode === 404) return problemOf('platform/not-found');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return problemOf('platform/malformed', { reason: String(message ?? name ?? '').slice(0, 200) });
  return problemOf('platform/internal');
}

/** Refusals of PostgreSQL that an input or another person can cause. */
function databaseProblem(code: string): Problem | undefined {
  switch (code) {
    case '23505':
      return problemOf('platform/duplicate', { what: 'record' });
    case '40001':
    case '40P01':
    case '55P03':
      return problemOf('platform/version-conflict', { seen: '?', current: '?' });
    case '22003':
    case '22008':
    case '22021':
    case '22P05':
      return problemOf('platform/invalid', { path: '.', reason: code });
    case '42501':
      return problemOf('platform/forbidden');
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
    case '08006':
      return problemOf('platform/unavailable');
    default:
      return undefined;
  }
}
