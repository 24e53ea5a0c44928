// SPDX-License-Identifier: Apache-2.0
/** Obligations for a reader: one line per duty with its article, then why and what to do. */
import { getInstrument } from '../corpus/corpus.ts';
import type { ObligationResult, ObligationsAnswer } from './obligations.ts';
import type { ObligationState } from './verdict.ts';

const STATE: Readonly<Record<ObligationState, string>> = {
  breached: '违反',
  unknown: '不明',
  met: '符合',
  'not-applicable': '不适用',
};

const ORDER: readonly ObligationState[] = ['breached', 'unknown', 'met', 'not-applicable'];

/** Chinese text, ending with a newline. */
export function obligationsText(answer: ObligationsAnswer): string {
  const counts = ORDER.map((state) => `${STATE[state]} ${answer.counts[state]}`).join(' · ');
  const place = answer.place.text === '' ? '没有写明场所' : answer.place.why;
  const blocks = ORDER.flatMap((state) => answer.results.filter((one) => one.state === state)).map(block);
  return `截至 ${answer.asOf} · ${counts}\n场所：${place}\n\n${blocks.join('\n')}\n`;
}

function block(one: ObligationResult): string {
  const { shortTitle } = getInstrument(one.instrument);
  const article = one.published ?? one.printed ?? '';
  const printed =
    one.published !== null && one.printed !== null && one.printed !== one.published
      ? `（印文${one.printed}）`
      : '';
  const head = `【${STATE[one.state]}】${one.title}　${shortTitle}${article}${printed}　${one.id}`;
  const lines = [
    ...one.reasons.map((reason) => `　　${reason}`),
    ...(one.nextStep === null ? [] : [`　　→ ${one.nextStep}`]),
    ...(one.needsLegalReview ? ['　　须经法制审核'] : []),
  ];
  return [head, ...lines].join('\n');
}
