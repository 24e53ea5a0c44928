// SPDX-License-Identifier: Apache-2.0
/** The words of a provision as published, where a public copy of the whole text is held. */
import type { Provision } from '../types/corpus.ts';
import { readableText } from './corpus.ts';
import { publishedText } from './published-text.data.ts';

/** What a quotation is: the published words, the words our source prints, or the rule in our own. */
export type QuotedFrom = 'published' | 'printed' | 'gist';

export interface Quotation {
  readonly text: string;
  readonly from: QuotedFrom;
  /** Our source prints the provision in other words than the published ones */
  readonly printedOtherwise: boolean;
}

/** The best words held: published before printed before our own. */
export function quotationOf({ id, printed, rule }: Provision): Quotation {
  const published = Object.hasOwn(publishedText, id) ? publishedText[id] : undefined;
  if (published !== undefined) {
    const otherwise = printed !== null && bare(readableText(printed)) !== bare(published);
    return { text: published, from: 'published', printedOtherwise: otherwise };
  }
  if (printed !== null) return { text: readableText(printed), from: 'printed', printedOtherwise: false };
  return { text: rule, from: 'gist', printedOtherwise: false };
}

const bare = (text: string): string => text.replace(/\s+/g, '');
