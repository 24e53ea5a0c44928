// SPDX-License-Identifier: Apache-2.0
/** The organisation whose people act for a unit: its own, the one of its credit code, or a new one of its name. */
import { oneOf, type Transaction } from '../database/scope.ts';
import type { Invited } from '../people/index.ts';

const fields = 'id, name, jurisdiction, credit_code AS "creditCode"';

export interface OfUnit {
  readonly name: string;
  readonly jurisdiction: string;
  readonly creditCode: string | null;
  /** The one it is linked to already. */
  readonly organisationId?: string | null;
}

export async function organisationOf(
  tx: Transaction,
  { name, jurisdiction, creditCode, organisationId = null }: OfUnit,
): Promise<Invited> {
  const [known] = await tx.query<Invited>(
    `SELECT ${fields} FROM organisation WHERE kind = 'unit' AND (id = $1 OR ($1 IS NULL AND credit_code = $2)) ORDER BY id LIMIT 1`,
    [organisationId, creditCode],
  );
  if (known) return known;
  return oneOf(
    await tx.query<Invited>(
      `INSERT INTO organisation (kind, name, jurisdiction, credit_code) VALUES ('unit', $1, $2, $3) RETURNING ${fields}`,
      [name, jurisdiction, creditCode],
    ),
  );
}
