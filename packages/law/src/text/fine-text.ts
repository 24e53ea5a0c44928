// SPDX-License-Identifier: Apache-2.0
/** A fine as a sentence prints it. */
import type { PrintedFine } from '../types/rules.ts';
import { targetWords } from './words.ts';

/** 「可以对单位处10000元以上20000元以下罚款」 */
export function fineText({ target, min, max, optional }: PrintedFine): string {
  const amount = min === null ? `${max}元以下` : `${min}元以上${max}元以下`;
  const may = optional === true ? '可以' : optional === null ? '（可以？）' : '';
  return `${may}对${targetWords[target]}处${amount}罚款`;
}

/** 「，从低，可以减轻至下限以下」 */
export function leanText(fine: {
  readonly direction: 'none' | 'lower' | 'upper' | 'both';
  readonly belowMinimumPossible: boolean;
}): string {
  const direction = { none: '', lower: '，从低', upper: '，从高', both: '，轻重情节并存' }[fine.direction];
  return `${direction}${fine.belowMinimumPossible ? '，可以减轻至下限以下' : ''}`;
}
