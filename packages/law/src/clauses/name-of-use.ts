// SPDX-License-Identifier: Apache-2.0
/** What a clause is made into, as a reader names it. */
import { findInstrument } from '../corpus/corpus.ts';
import { parameters } from '../deadlines/parameters.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import { inChinese } from '../text/chinese.ts';
import type { ClauseUses } from './coverage.ts';

/** Numbers of duties and printed codes stay, every other id is said in Chinese: 「《旧基准》C05836B020」. */
export function nameOfUse(kind: keyof ClauseUses, id: string): string {
  const [owner = '', ...rest] = id.split('/');
  const by = findInstrument(owner) === undefined ? '' : inChinese(owner);
  switch (kind) {
    case 'obligations':
      return [id, obligationRows.find((row) => row.id === id)?.title ?? ''].join(' ').trim();
    case 'rows':
      return `${by}${rest.at(-1) ?? id}`;
    case 'parameters':
      return `${by}${parameters.find((parameter) => parameter.id === id)?.title ?? id}`;
    default:
      return inChinese(id);
  }
}
