// SPDX-License-Identifier: Apache-2.0
/** Decided cases with a fine for the party, as far as the person who asks may see them. */

import { type DecisionBasis, factsFound } from '../case/index.ts';
import type { Transaction } from '../database/scope.ts';
import type { DecidedCase } from './decided-case.ts';

const mostCases = 5000;

export interface Wanted {
  readonly conduct?: string | undefined;
  /** First and last day of decision. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly jurisdiction: string;
  readonly decidedOn: string;
  readonly officer: string;
  readonly conduct: string;
  readonly partyKind: string;
  readonly place: string | null;
  readonly findings: readonly { readonly fact: string; readonly value: unknown }[] | null;
  readonly decision: {
    readonly instrument: string;
    readonly fines: readonly { readonly target: string; readonly amountYuan: number }[];
    readonly deviationReason?: string;
    readonly basis?: DecisionBasis;
  };
}

/** Newest first; annulled cases are no measure for others. @returns `whole` false when there are more than 5000 */
export async function findDecided(
  { query }: Transaction,
  { conduct, from, to }: Wanted,
): Promise<{ readonly cases: readonly DecidedCase[]; readonly whole: boolean }> {
  const rows = await query<Row>(
    `SELECT i.id, i.jurisdiction, s.on_day::text AS "decidedOn", s."by" AS officer, i.data ->> 'conduct' AS conduct,
            i.data -> 'party' ->> 'kind' AS "partyKind", coalesce(i.data ->> 'place', i.data -> 'unit' ->> 'placeKind') AS place, i.data -> 'findings' AS findings, i.data -> 'decision' AS decision
       FROM process_instance i
       JOIN LATERAL (SELECT on_day, "by" FROM process_step WHERE instance_id = i.id AND action = 'decide-penalty'
         ORDER BY seq DESC LIMIT 1) s ON true
      WHERE i.process = 'case' AND i.state IN ('decided', 'served', 'enforcement', 'closed')
        AND i.data -> 'decision' -> 'fines' -> 0 IS NOT NULL
        AND ($1::text IS NULL OR i.data ->> 'conduct' = $1)
        AND ($2::date IS NULL OR s.on_day >= $2) AND ($3::date IS NULL OR s.on_day <= $3)
      ORDER BY s.on_day DESC, i.id LIMIT $4`,
    [conduct ?? null, from ?? null, to ?? null, mostCases + 1],
  );
  return { cases: rows.slice(0, mostCases).flatMap(toDecided), whole: rows.length <= mostCases };
}

/** The fine of the party itself; responsible persons are compared by nobody here. */
function toDecided({ findings, decision, ...row }: Row): readonly DecidedCase[] {
  const { basis, instrument, fines, deviationReason } = decision;
  const fine = fines.find(({ target }) => target !== 'principal' && target !== 'directlyResponsible');
  const range = basis?.ranges.find(({ target }) => target === fine?.target);
  if (!fine || !basis || !range) return [];
  return [
    {
      ...row,
      facts: factsFound(findings ?? []),
      instrument,
      row: basis.row,
      amountYuan: fine.amountYuan,
      min: range.min ?? 0,
      max: range.max,
      deviationReason: deviationReason ?? null,
      factors: basis.factors,
    },
  ];
}
