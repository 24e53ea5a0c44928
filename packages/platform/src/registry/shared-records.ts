// SPDX-License-Identifier: Apache-2.0
/** What another department's data already holds: filled in, named with its source, and not asked (D799 art. 14). */
import type { SharedRecord } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';

export async function findShared(tx: Transaction, creditCode: string): Promise<SharedRecord | undefined> {
  const [row] = await tx.query<SharedRecord>(
    `SELECT credit_code AS "creditCode", name, address, place_kind AS "placeKind", source, as_of::text AS on
       FROM shared_record WHERE credit_code = $1 ORDER BY as_of DESC LIMIT 1`,
    [creditCode],
  );
  return row;
}

/** Names the source of every field of a unit that is as the other department holds it. */
export async function nameSources(tx: Transaction, unitId: string): Promise<void> {
  await tx.query(
    `UPDATE unit u SET sources = coalesce((
       SELECT jsonb_object_agg(field, jsonb_build_object('source', s.source, 'on', s.as_of::text))
         FROM shared_record s, LATERAL (VALUES ('name', u.name = s.name), ('address', u.address = s.address),
              ('placeKind', u.place_kind = s.place_kind)) AS same (field, is_same)
        WHERE s.credit_code = u.credit_code AND s.jurisdiction = left(u.jurisdiction, length(s.jurisdiction)) AND is_same), '{}')
      WHERE u.id = $1`,
    [unitId],
  );
}
