// SPDX-License-Identifier: Apache-2.0
/** Citations: the provision with both locators and the quotation, built once per provision. */

import { expandCodes, schedules } from '../instruments/bj-benchmark/schedules.ts';
import { findNumber } from '../sanction-text/numeral.ts';
import type { Article } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Row } from '../types/rules.ts';
import { getProvision } from './corpus.ts';

const built = new Map<ProvisionId, Article>();

/** Rows of a schedule are cited as `<schedule>/row/<key>`. */
export const rowProvision = (schedule: DecidableInstrumentId, key: string): ProvisionId =>
  `${schedule}/row/${key}`;

const rowArticles = new Map<ProvisionId, Article>(
  schedules.flatMap((schedule) =>
    schedule.rows.map((row): [ProvisionId, Article] => {
      const provision = rowProvision(schedule.id, row.key);
      return [provision, articleOfRow(provision, row)];
    }),
  ),
);

function articleOfRow(provision: ProvisionId, row: Row): Article {
  return {
    provision,
    printed: `处罚裁量基准表 ${row.key}`,
    published: null,
    quote: row.printed ?? row.circumstance,
    errata: row.errata,
  };
}

/** @throws LawError `law/provision-unknown` */
export function articleOf(id: ProvisionId): Article {
  const known = built.get(id) ?? rowArticles.get(id);
  if (known !== undefined) return known;
  const provision = getProvision(id);
  const at = (text: 'as-printed' | 'as-published'): string | null =>
    provision.locators.find((locator) => locator.text === text)?.article ?? null;
  const article: Article = {
    provision: id,
    printed: at('as-printed'),
    published: at('as-published'),
    quote: provision.printed ?? provision.rule,
    errata: provision.errata,
  };
  built.set(id, article);
  return article;
}

export const articlesOf = (ids: readonly ProvisionId[]): readonly Article[] => ids.map(articleOf);

/** Rows of the schedules by provision id, printed key or single code: one per schedule that prints it. */
export function findRows(id: string): readonly (Article & { readonly circumstance: string })[] {
  return schedules.flatMap((schedule) =>
    schedule.rows
      .filter(
        (row) =>
          rowProvision(schedule.id, row.key) === id || row.key === id || expandCodes(row.key).includes(id),
      )
      .map((row) => ({ ...articleOf(rowProvision(schedule.id, row.key)), circumstance: row.circumstance })),
  );
}

/**
 * Rows of the schedules that carry a code, a part of a code, or an amount in any way of writing it.
 *
 * @param words e.g. `C05834`, `2万元`, `20000元`; all of them must be found
 */
export function searchRows(words: string): readonly (Article & { readonly circumstance: string })[] {
  const wanted = words.split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return schedules.flatMap((schedule) =>
    schedule.rows
      .filter((row) => wanted.every((word) => rowHas(row, word)))
      .map((row) => ({ ...articleOf(rowProvision(schedule.id, row.key)), circumstance: row.circumstance })),
  );
}

function rowHas(row: Row, word: string): boolean {
  if (/^C\d/i.test(word))
    return [row.key, ...expandCodes(row.key)].some((code) => code.startsWith(word.toUpperCase()));
  const yuan = /元$/.test(word) ? findNumber(word.replace(/元$/, '')) : undefined;
  if (yuan !== undefined) return row.sanction.fines.some(({ min, max }) => min === yuan || max === yuan);
  return (row.printed ?? '').includes(word) || row.circumstance.includes(word);
}
