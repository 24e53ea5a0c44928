// SPDX-License-Identifier: Apache-2.0
/** Refusals that a person can act on become one line and exit 2; everything else stays a defect and exit 70. */
import { RecorderError, recorderErrorSentence } from '@mingjing/recorder';
import { refusalSentence, ServerRefusal } from '@mingjing/recorder/server';
import { UsageError } from './command.ts';

/** The sentence of a refusal, or undefined when the error is none. */
export type RefusalLine = (error: unknown) => string | undefined;

export const recorderRefusal: RefusalLine = (error) => {
  if (error instanceof RecorderError)
    return `${recorderErrorSentence(error, 'zh')} · ${recorderErrorSentence(error, 'en')}`;
  if (error instanceof ServerRefusal) {
    const { zh, en } = refusalSentence(error.code, error.facts);
    return `${zh} · ${en}`;
  }
  return undefined;
};

/** @throws UsageError in place of a refusal that one of `lines` knows */
export async function asUsage<T>(run: () => T | Promise<T>, ...lines: readonly RefusalLine[]): Promise<T> {
  try {
    return await run();
  } catch (error) {
    for (const line of lines) {
      const sentence = line(error);
      if (sentence !== undefined) throw new UsageError(sentence);
    }
    throw error;
  }
}
