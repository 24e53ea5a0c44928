// SPDX-License-Identifier: Apache-2.0
/** What a letter is asked for with: a request of `decide`, and beside it the case, the unit, who prepares it, who found what. */
import { decide } from '../engine/decide.ts';
import { LawError } from '../errors.ts';
import { parseRequest } from '../facts/parse-request.ts';
import type { Response } from '../types/answer.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { Request } from '../types/facts.ts';
import { parseFinders } from './finders.ts';
import { type LetterHead, type ReasonedLetter, reasonedLetter } from './reasoned-letter.ts';

export interface WrittenLetter {
  readonly request: Request;
  readonly response: Response;
  readonly letter: ReasonedLetter;
}

/**
 * @param input the JSON of `decide`, and optionally `caseNumber`, `unit`, `preparedBy`, `found`
 * @param today decision day where the request names none
 * @throws LawError `law/input-invalid`, `law/input-contradictory`
 */
export function writeLetter(input: unknown, today: CalendarDay): WrittenLetter {
  const { head, rest } = headOf(input);
  const request = parseRequest(rest, today);
  const response = decide(request);
  return { request, response, letter: reasonedLetter(request, response, head) };
}

function headOf(input: unknown): { readonly head: LetterHead; readonly rest: unknown } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { head: {}, rest: input };
  const { found, ...others } = input as Readonly<Record<string, unknown>>;
  const rest: Record<string, unknown> = { ...others };
  const head: { -readonly [Key in keyof LetterHead]: LetterHead[Key] } = {};
  for (const key of ['caseNumber', 'unit', 'preparedBy'] as const) {
    const value = rest[key];
    delete rest[key];
    if (value === undefined) continue;
    if (typeof value !== 'string')
      throw new LawError('law/input-invalid', { path: key, problem: '应为文字' });
    head[key] = value;
  }
  return { head: found === undefined ? head : { ...head, found: parseFinders(found) }, rest };
}
