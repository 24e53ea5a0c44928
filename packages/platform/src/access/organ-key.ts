// SPDX-License-Identifier: Apache-2.0
/** The public key that footage is sealed to. The private one is not here, nor anywhere the platform reaches. */
import type { Transaction } from '../database/scope.ts';

export interface OrganKey {
  readonly recipient: string;
  readonly since: Date;
  readonly by: string;
}

/** The newest of the organ that is responsible for the place: its own before a superior's. */
export async function findOrganKey(tx: Transaction, place: string): Promise<OrganKey | undefined> {
  const [key] = await tx.query<OrganKey & Record<string, unknown>>(
    `SELECT k.recipient, k.set_at AS since, coalesce(m.display_name, k.set_by) AS by
       FROM organ_key k LEFT JOIN member m ON m.user_id = k.set_by
      WHERE starts_with($1, k.jurisdiction) ORDER BY length(k.jurisdiction) DESC, k.set_at DESC LIMIT 1`,
    [place],
  );
  return key;
}

export async function keepOrganKey(
  tx: Transaction,
  of: {
    readonly jurisdiction: string;
    readonly recipient: string;
    readonly by: string;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx.query('INSERT INTO organ_key (jurisdiction, recipient, set_at, set_by) VALUES ($1, $2, $3, $4)', [
    of.jurisdiction,
    of.recipient,
    new Date(of.nowMs),
    of.by,
  ]);
}
