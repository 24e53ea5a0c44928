// SPDX-License-Identifier: Apache-2.0
/** Acts by who, what in words, which unit, why; with the words and names a reader needs. */
import type { Asked } from '@mingjing/contracts';
import { type Act, type listActs, signInActs } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { operationTable } from '../operations.ts';

export const mostNamed = 20;
/** Units whose name holds a word that was searched for; their acts are found by id. */
const mostUnits = 500;

/** What an action is called. Signing in is the library's, its words are ours. */
const wordsOf = (action: string): Act['words'] =>
  operationTable.get(action)?.summary ?? signInActs[action] ?? { zh: action, en: action };

/** Actions whose name, in either language, or address holds the words. */
function actionsCalled(words: string): readonly string[] {
  const wanted = words.toLowerCase();
  const all = [...operationTable.keys(), ...Object.keys(signInActs)];
  return all.filter((action) => {
    const { zh, en } = wordsOf(action);
    return `${zh}\n${en}\n${action}`.toLowerCase().includes(wanted);
  });
}

/** Units whose name, address or code holds the words, with their filings: as acts name them. */
async function subjectsCalled({ query }: Transaction, words: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `WITH found AS (SELECT mj_find_units(ARRAY(SELECT mj_fold(w) FROM unnest($1::text[]) AS w), $2, '{}') AS id)
     SELECT id::text FROM found
      UNION ALL SELECT f.id::text FROM filing f WHERE f.unit_id IN (SELECT id FROM found)
      UNION ALL SELECT o.id::text FROM organisation o WHERE position($3 IN o.name) > 0
      UNION ALL SELECT m.user_id FROM member m WHERE position($3 IN m.display_name) > 0`,
    [words.split(/\s+/).filter(Boolean).slice(0, 8), mostUnits, words],
  );
  return rows.map(({ id }) => id);
}

/**
 * Newest first.
 *
 * Words are looked for in names of people, in what actions are called (Chinese and English), in reasons, in names of units
 * that were seen or changed, in what was searched for, and in ids.
 */
export async function findActs(
  tx: Transaction,
  query: Asked<typeof listActs>['query'],
  limit: number,
): Promise<Act[]> {
  const words = query.words === '' ? undefined : query.words;
  const [actions, subjects] =
    words === undefined ? [[], []] : [actionsCalled(words), await subjectsCalled(tx, words)];
  const rows = await tx.query<
    Omit<Act, 'at' | 'logIndex' | 'words' | 'names' | 'exported'> & { readonly at: Date }
  >(
    `SELECT a.id, a.at, coalesce(m.display_name, nullif(a.user_id, ''), '—') AS person, a.role, a.action, a.kind, a.subject,
            a.subject_ids AS "subjectIds", a.purpose, a.detail, a.outcome
       FROM audit_record a LEFT JOIN member m ON m.user_id = a.user_id
      WHERE ($1::text IS NULL OR a.kind = $1) AND ($2::text IS NULL OR a.subject = $2)
        AND ($3::text IS NULL OR a.user_id = $3)
        AND ($4::timestamptz IS NULL OR a.at >= $4) AND ($5::timestamptz IS NULL OR a.at < $5)
        AND ($6::timestamptz IS NULL OR a.at < $6)
        AND ($7::text IS NULL OR a.action = ANY($9) OR a.subject_ids && $10::text[]
          OR position(lower($7) IN lower(coalesce(m.display_name, '') || ' ' || coalesce(a.purpose, '') || ' '
               || coalesce(a.detail::text, '') || ' ' || array_to_string(a.subject_ids, ' '))) > 0)
      ORDER BY a.at DESC LIMIT $8`,
    [
      query.kind ?? null,
      query.subject ?? null,
      query.userId ?? null,
      query.from === undefined ? null : `${query.from}T00:00:00+08:00`,
      query.to === undefined ? null : `${query.to}T24:00:00+08:00`,
      query.before ?? null,
      words ?? null,
      limit,
      actions,
      subjects,
    ],
  );
  const places = await tx.query<{ audit_id: string; index: string }>(
    'SELECT audit_id, index FROM log_entry WHERE audit_id = ANY($1)',
    [rows.map(({ id }) => id)],
  );
  const indexOf = new Map(places.map(({ audit_id, index }) => [audit_id, Number(index)]));
  const names = await unitNames(tx, rows);
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    words: wordsOf(row.action),
    exported: operationTable.get(row.action)?.download !== undefined,
    names: row.subjectIds.slice(0, mostNamed).flatMap((id) => names.get(id) ?? []),
    logIndex: indexOf.get(row.id) ?? null,
  }));
}

/** Units by their own id or by that of their filing; what lies outside the supervisor's range stays a number. */
async function unitNames(
  tx: Transaction,
  rows: readonly { readonly subjectIds: readonly string[] }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rows
    .flatMap(({ subjectIds }) => subjectIds.slice(0, mostNamed))
    .filter((id) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id));
  const found = await tx.query<{ id: string; name: string }>(
    `SELECT id, name FROM unit WHERE id = ANY($1::uuid[])
      UNION ALL SELECT f.id, u.name FROM filing f JOIN unit u ON u.id = f.unit_id WHERE f.id = ANY($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
