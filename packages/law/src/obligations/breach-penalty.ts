// SPDX-License-Identifier: Apache-2.0
/** What a breach of a duty leads to, from the rules themselves: in words, and a weight by which duties are sorted. */

import { articleName } from '../corpus/article-name.ts';
import type { Violation } from '../forms/violation.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import { fineText } from '../text/fine-text.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { PrintedFine, Target } from '../types/rules.ts';
import type { ObligationResult } from './obligations.ts';

export interface BreachPenalty {
  /** 「责令改正、警告；最高对单位处30000元以下罚款〔《办法》第十九条〕」 */
  readonly zh: string;
  /** Yuan of the highest fines together; below one where no fine is printed */
  readonly weight: number;
}

export function breachPenalty({
  breach,
  instrument,
}: Pick<ObligationResult, 'breach' | 'instrument'>): BreachPenalty {
  const rules = violationsOf(instrument, breach);
  const source = breach.sanction === null ? '' : `〔${articleName(breach.sanction)}〕`;
  if (rules.length === 0) {
    return breach.sanction === null
      ? { zh: '本文件没有罚则', weight: 0 }
      : { zh: `依照所引条文处理${source}`, weight: 0.5 };
  }
  const sanctions = rules.flatMap((rule) => rule.rows.map(({ sanction }) => sanction));
  const orders = [...new Set(sanctions.flatMap((one) => one.orders))];
  const heaviest = highestFines(sanctions.flatMap(({ fines }) => fines));
  const parts = [
    [...orders, ...(sanctions.some(({ warning }) => warning) ? ['警告'] : [])].join('、'),
    heaviest.length === 0 ? '' : `最高${heaviest.map(fineText).join('，')}`,
    [...new Set(sanctions.flatMap(({ confiscation }) => confiscation))]
      .map((what) => `没收${what}`)
      .join('、'),
  ].filter((part) => part !== '');
  return { zh: `${parts.join('；')}${source}`, weight: 1 + heaviest.reduce((sum, { max }) => sum + max, 0) };
}

function violationsOf(instrument: string, { conducts }: ObligationResult['breach']): readonly Violation[] {
  const book = ruleBooks[instrument as DecidableInstrumentId];
  if (book === undefined) return [];
  return conducts.flatMap((conduct) => {
    const rule = book[conduct];
    return rule?.kind === 'violation' && rule.sanction !== null ? [rule] : [];
  });
}

function highestFines(fines: readonly PrintedFine[]): readonly PrintedFine[] {
  const highest = new Map<Target, PrintedFine>();
  for (const fine of fines) {
    if ((highest.get(fine.target)?.max ?? 0) < fine.max) highest.set(fine.target, fine);
  }
  return [...highest.values()];
}
