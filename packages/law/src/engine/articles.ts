// SPDX-License-Identifier: Apache-2.0
/** Citations: the provision with both locators and the quotation, built once per provision. */
import { getProvision } from '../corpus/corpus.ts';
import { expandCodes, schedules } from '../instruments/bj-benchmark/schedules.ts';
import type { Article } from '../types/answer.ts';
import type { DecidableInstrumentId, ProvisionId } from '../types/corpus.ts';
import type { Row } from '../types/rules.ts';

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
