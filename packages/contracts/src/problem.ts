// SPDX-License-Identifier: Apache-2.0
/**
 * A refusal as it travels: RFC 9457 problem+json, one form for both programs. `title` is in the language of the
 * request (`Accept-Language`), `titles` in both, so that a page can change language without asking again.
 */
import { z } from 'zod';
import type { Words } from './operation.ts';

export const Problem = z
  .object({
    type: z.string().describe('urn:mingjing: and the code'),
    title: z
      .string()
      .describe('发生了什么 · 为什么 · 怎么办，按 Accept-Language。In the language of the request'),
    titles: z.object({ zh: z.string(), en: z.string() }).describe('The same in both languages'),
    status: z.int(),
    code: z.string().describe('Of a closed set: docs/errors.md'),
    path: z.string().optional().describe('The first wrong place of the input, as a JSON path'),
    fields: z.record(z.string(), z.string()).optional().describe('Every wrong place and why'),
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
      .describe('Every need of a step that is not met'),
  })
  .describe('RFC 9457 problem');
export type Problem = z.infer<typeof Problem>;

export const problemMediaType = 'application/problem+json';

export type Language = keyof Words;

/** Values for a sentence; never credentials, names of persons or footage. */
export type Facts = Readonly<Record<string, string | number>>;

/** A code's status and sentences; `{name}` is filled from the facts. */
export interface Refusal extends Words {
  readonly status: number;
}

/** Chinese unless English is what the request asks for first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';
}

/** @param missing what stands for a fact that was not given; absent: the sentence keeps its `{name}` */
export function fillSentence(sentence: string, facts: Facts, missing?: string): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? missing ?? whole));
}

export interface ProblemMore {
  readonly path?: string | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly unmet?: Problem['unmet'];
  /** When it is not the table's. */
  readonly status?: number | undefined;
}

export function problemOf(
  code: string,
  refusal: Refusal,
  facts: Facts,
  language: Language,
  { path, fields, unmet, status }: ProblemMore = {},
): Problem {
  const titles = { zh: fillSentence(refusal.zh, facts, '—'), en: fillSentence(refusal.en, facts, '—') };
  return {
    type: `urn:mingjing:${code}`,
    title: titles[language],
    titles,
    status: status ?? refusal.status,
    code,
    ...(path !== undefined && { path }),
    ...(fields && { fields: { ...fields } }),
    ...(unmet && { unmet }),
    ...(Object.keys(facts).length > 0 && { facts: { ...facts } }),
  };
}
