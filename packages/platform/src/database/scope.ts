// SPDX-License-Identifier: Apache-2.0
/** A transaction that sees what one person may see. The only way requests reach the tables. */
import type pg from 'pg';
import type { Audience } from './roles.ts';

/** What a transaction may see. Nothing set = nothing seen. */
export interface Scope {
  readonly audience: Audience;
  readonly userId?: string;
  readonly role?: string;
  /** Code of the police organ; its range is everything that starts with it. */
  readonly jurisdiction?: string;
  readonly organisationId?: string;
}

/** A scoped transaction; SQL is written by hand, and what it gives is checked against the operation's answer. */
export interface Transaction {
  readonly query: <Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<readonly Row[]>;
}

/** The one row of an INSERT … RETURNING and its like. @throws Error when there is none: a defect */
export function oneOf<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('a statement that gives a row gave none');
  return row;
}

/**
 * Half-open range of all codes that start with `code`: `1101` → `['1101', '1102')`. Compared byte by byte, so
 * the character after `9` is `:`.
 */
export function codeRange(code: string): readonly [lo: string, hi: string] {
  // The organ above all others: also what belongs to it alone, under no code.
  if (code === '') return ['', ':'];
  return [code, code.slice(0, -1) + String.fromCharCode(code.charCodeAt(code.length - 1) + 1)];
}

const transactionOf = (client: pg.PoolClient): Transaction => ({
  query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(text, [...values])).rows,
});

/** Runs `work` in one transaction of background work, which serves nobody in particular. */
export async function inTransaction<T>(owner: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await owner.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(transactionOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs `work` in one transaction bound to a scope; commits if it resolves, rolls back if it throws.
 * Settings and role are local to the transaction: a reused connection starts with none.
 */
export async function withScope<T>(
  pool: pg.Pool,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    try {
      const [lo, hi] =
        scope.audience === 'official' && scope.jurisdiction !== undefined
          ? codeRange(scope.jurisdiction)
          : ['', ''];
      await client.query(
        `SELECT set_config('mj.user', $1, true), set_config('mj.role', $2, true), set_config('mj.lo', $3, true),
                set_config('mj.hi', $4, true), set_config('mj.org', $5, true), set_config('role', $6, true)`,
        [
          scope.userId ?? '',
          scope.role ?? '',
          lo,
          hi,
          scope.organisationId ?? '',
          `mingjing_${scope.audience}`,
        ],
      );
      const result = await work(transactionOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    }
  } finally {
    client.release(broken);
  }
}
