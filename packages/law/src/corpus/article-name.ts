// SPDX-License-Identifier: Apache-2.0
/** An article by its name and number as a lawyer writes it, with the printed number where our source differs. */

import type { ProvisionId } from '../types/corpus.ts';
import { articleOf } from './articles.ts';
import { findInstrument } from './corpus.ts';

/** 「公布第二十九条（印文第三十条）」, or the one number there is; empty where the text has no articles. */
export function articleNumber(printed: string | null, published: string | null): string {
  if (printed === null || published === null || printed === published) return printed ?? published ?? '';
  return `公布${published}（印文${printed}）`;
}

/** @throws LawError `law/provision-unknown` */
export function articleName(id: ProvisionId): string {
  const { printed, published } = articleOf(id);
  const instrument = findInstrument(id.slice(0, id.indexOf('/')));
  return `${instrument?.shortTitle ?? ''}${articleNumber(printed, published)}`;
}
