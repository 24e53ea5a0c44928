// SPDX-License-Identifier: Apache-2.0
/**
 * Past cases under another schedule, in the browser: a slice at a time so that the page stays alive and can stop it.
 * Cases with the same facts are decided once.
 */
import { type DecidableInstrumentId, decide, LawError, parseRequest, type Result } from '@mingjing/law';

export interface PastCase {
  readonly id: string;
  readonly decidedOn: string;
  readonly amountYuan: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type Change = 'same' | 'heavier' | 'lighter' | 'different' | 'not-reached';

export interface Replayed {
  readonly id: string;
  readonly decidedOn: string;
  readonly amountYuan: number;
  readonly change: Change;
  readonly before: string;
  readonly after: string;
  /** The fine that was imposed lies outside what the other schedule gives. */
  readonly outside: boolean;
}

interface Answer {
  readonly text: string;
  readonly min: number;
  readonly max: number;
  /** No fine at all: nothing to compare an amount with. */
  readonly fines: boolean;
}

/** Milliseconds of work before the page may breathe. */
const sliceMs = 25;

/**
 * @param onProgress share done, 0 … 1
 * @returns in the order of the cases; those that a signal stopped are missing
 */
export async function replay(
  cases: readonly PastCase[],
  [before, after]: readonly [DecidableInstrumentId, DecidableInstrumentId],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<readonly Replayed[]> {
  const known = new Map<
    string,
    Pick<Replayed, 'change' | 'before' | 'after'> & { readonly range: Answer | undefined }
  >();
  const done: Replayed[] = [];
  let since = performance.now();
  for (const { id, decidedOn, amountYuan, facts } of cases) {
    if (signal.aborted) return done;
    const key = JSON.stringify(facts);
    let answer = known.get(key);
    if (!answer) {
      const [old, other] = [answerOf(facts, before, decidedOn), answerOf(facts, after, decidedOn)];
      answer = {
        change: changeOf(old, other),
        before: old?.text ?? '—',
        after: other?.text ?? '—',
        range: other,
      };
      known.set(key, answer);
    }
    const { range, ...rest } = answer;
    const outside = range?.fines === true && (amountYuan < range.min || amountYuan > range.max);
    done.push({ id, decidedOn, amountYuan, ...rest, outside });
    if (performance.now() - since > sliceMs) {
      onProgress(done.length / cases.length);
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
  }
  onProgress(1);
  return done;
}

function answerOf(
  facts: Readonly<Record<string, unknown>>,
  instrument: DecidableInstrumentId,
  decidedOn: string,
): Answer | undefined {
  try {
    const request = parseRequest({ facts, instruments: [instrument], decisionDate: decidedOn }, decidedOn);
    const [result] = decide(request).results;
    return result && (result.row !== null || result.fines.length > 0) ? toAnswer(result) : undefined;
  } catch (error) {
    if (error instanceof LawError) return undefined;
    throw error;
  }
}

function toAnswer({ row, fines }: Result): Answer {
  const fine = fines.find(({ target }) => target !== 'principal' && target !== 'directlyResponsible');
  const min = fine?.min ?? 0;
  const max = fine?.max ?? 0;
  return { text: `${row ?? ''} ${fine ? `${min}–${max}` : ''}`.trim(), min, max, fines: fine !== undefined };
}

function changeOf(before: Answer | undefined, after: Answer | undefined): Change {
  if (!before || !after) return 'not-reached';
  if (before.min === after.min && before.max === after.max)
    return before.text === after.text ? 'same' : 'different';
  if (after.min >= before.min && after.max >= before.max) return 'heavier';
  return after.min <= before.min && after.max <= before.max ? 'lighter' : 'different';
}
