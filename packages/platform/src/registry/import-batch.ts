// SPDX-License-Identifier: Apache-2.0
/** A spreadsheet between upload and confirmation: kept with every row's errors, written at most once. */

import { writeSheet } from '@mingjing/web';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { oneOf, type Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { filingColumns, unitColumns } from './import-columns.ts';

export type ImportKind = 'units' | 'filings';

export interface ImportedRow {
  /** As in the spreadsheet, the heading is row 1. */
  readonly row: number;
  readonly input: Readonly<Record<string, unknown>>;
  /** The registered unit it changes, and what of it. */
  readonly unitId?: string;
  readonly changes?: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  readonly errors: readonly { readonly field: string; readonly reason: string }[];
  /** Does not keep the row out. */
  readonly doubts?: readonly { readonly field: string; readonly zh: string; readonly en: string }[];
}

/** What is wrong with one cell, for the person who wrote it. */
export function rowError(issue: z.core.$ZodIssue): ImportedRow['errors'][number] {
  return { field: issue.path.join('.') || 'row', reason: reasonOf(issue) };
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_format' || !issue.message.startsWith('Invalid'))
    return sentences[issue.code] ?? issue.message;
  return issue.format === 'date'
    ? '看不出是哪一天，写成 2026-01-05 这样的日期 · no clear day, write it as 2026-01-05'
    : '写法不对 · not well formed';
}

/** The checker speaks English and in types; people are told what a good value looks like. Our own sentences pass. */
const sentences: Readonly<Partial<Record<z.core.$ZodIssue['code'], string>>> = {
  invalid_type: '没有填，或不是数字 · missing, or not a number',
  invalid_value: '不在允许的值之内 · not an allowed value',
  too_small: '没有填，或太小 · missing or too small',
  too_big: '太长或太大 · too long or too large',
};

const headings: Readonly<Record<ImportKind, readonly (readonly [head: string, field: string])[]>> = {
  units: unitColumns,
  filings: filingColumns,
};

/** The rows with errors under their own headings, why in the last column, and which row it was. */
export function errorSheet(kind: ImportKind, rows: readonly ImportedRow[]): Promise<Uint8Array> {
  const columns = headings[kind];
  const named = new Map(columns.map(([head, field]) => [field, head]));
  return writeSheet({
    name: '有问题的行',
    heads: [...columns.map(([head]) => head), '原因', '原行号'],
    rows: rows
      .filter(({ errors }) => errors.length > 0)
      .map(({ row, input, errors }) => [
        ...columns.map(([, field]) => String(input[field] ?? '')),
        errors.map(({ field, reason }) => `${named.get(field) ?? field}：${reason}`).join('；'),
        String(row),
      ]),
    wrap: true,
  });
}

/** Who uploaded it, in which transaction, and where the audit record hears of it. */
interface Keeping {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly touch: (touched: {
    readonly subject: string;
    readonly ids: readonly string[];
    readonly detail: Readonly<Record<string, number>>;
  }) => void;
}

/** Keeps what was read for the person who uploaded it. @returns the preview as answered */
export async function keepPreview(
  { tx, actor, touch }: Keeping,
  kind: ImportKind,
  fileName: string,
  { rows, unread }: { readonly rows: readonly ImportedRow[]; readonly unread: readonly string[] },
) {
  const errorCount = rows.filter(({ errors }) => errors.length > 0).length;
  const { id } = oneOf(
    await tx.query<{ id: string }>(
      `INSERT INTO import_batch (user_id, jurisdiction, kind, file_name, rows, error_count, state)
     VALUES ($1, $2, $3, $4, $5, $6, 'preview') RETURNING id`,
      [actor.userId, actor.jurisdiction, kind, fileName, JSON.stringify(rows), errorCount],
    ),
  );
  touch({ subject: 'import', ids: [id], detail: { rows: rows.length, errorCount } });
  return { id, fileName, state: 'preview', errorCount, unread, rows } as const;
}

/**
 * Takes a preview for writing, once.
 *
 * @returns its rows without errors, and how many have some
 * @throws PlatformError `platform/state-conflict`, also for another person's and another kind
 */
export async function takePreview<Row extends ImportedRow>(
  tx: Transaction,
  kind: ImportKind,
  id: string,
): Promise<{ readonly good: readonly Row[]; readonly skipped: number }> {
  const [batch] = await tx.query<{ rows: Row[] }>(
    `UPDATE import_batch SET state = 'confirmed' WHERE id = $1 AND state = 'preview' AND kind = $2 RETURNING rows`,
    [id, kind],
  );
  if (!batch) throw new PlatformError('platform/state-conflict', { state: 'confirmed' });
  const good = batch.rows.filter(({ errors }) => errors.length === 0);
  return { good, skipped: batch.rows.length - good.length };
}
