// SPDX-License-Identifier: Apache-2.0
/** What a unit has filed and what was verified, for modules that hold it against what is found. */
import type { FilingForm } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { type Settled, settledFacts } from '../registry/index.ts';

export interface VerifiedFiling {
  readonly id: string;
  readonly form: FilingForm;
  /** Day of the unit's first hand-in of any filing that was verified. */
  readonly filedOn: string | null;
  /** What a person found of the unit, as it stands in the register. */
  readonly settled: Settled;
  /** It was handed in with facts that a recorder signed. */
  readonly isSigned: boolean;
}

/** The newest verified filing; undefined when there is none in the reader's range. */
export async function verifiedFiling(tx: Transaction, unitId: string): Promise<VerifiedFiling | undefined> {
  const [row] = await tx.query<VerifiedFiling & Record<string, unknown>>(
    `SELECT id, form, (SELECT ${settledFacts('u')} FROM unit u WHERE u.id = filing.unit_id) AS settled, recorder_facts IS NOT NULL AS "isSigned",
            (SELECT min(handed_in_on)::text FROM filing f WHERE f.unit_id = filing.unit_id AND f.status = 'verified') AS "filedOn"
       FROM filing WHERE unit_id = $1 AND status = 'verified' ORDER BY verified_at DESC LIMIT 1`,
    [unitId],
  );
  return row;
}
