// SPDX-License-Identifier: Apache-2.0
/** The case: findings and the law's answer beside each other, the amount set by a person inside the range. */
import type { Transaction } from '../database/scope.ts';
import type { Data, ProcessRecord, ProcessRules, Situation } from '../workflow/index.ts';
import { applyStep } from './apply-step.ts';
import { type CaseData, inputs, Opening } from './case-data.ts';
import { facts, known } from './facts.ts';
import { owed } from './money.ts';
import { papers } from './papers.ts';
import { factsOf, recommend } from './recommendation.ts';

/** Other cases against the same unit for the same conduct and act that ended with a fine. */
async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  const { conduct, actDate, party } = instance.data as CaseData;
  const rows = await tx.query<{ id: string; title: string }>(
    `SELECT id, title FROM process_instance WHERE process = 'case' AND id <> $1 AND state IN ('decided', 'served', 'enforcement', 'closed')
        AND data ->> 'conduct' = $2 AND data ->> 'actDate' IS NOT DISTINCT FROM $3
        AND (unit_id = $4 OR data -> 'party' ->> 'name' = $5) AND jsonb_array_length(coalesce(data -> 'decision' -> 'fines', '[]')) > 0 LIMIT 20`,
    [instance.id, conduct ?? '', actDate ?? null, instance.unitId, party?.name ?? null],
  );
  return { earlierFines: rows };
}

function view(situation: Situation): Data {
  const data = situation.instance.data as CaseData;
  const payBy = situation.clocks.findLast(({ clock }) => clock === 'payment')?.dueOn;
  return {
    facts: factsOf(data, situation.instance.jurisdiction),
    recommendation: recommend(data, situation.instance.jurisdiction, situation.today),
    earlierFines: situation.around['earlierFines'] ?? [],
    owed: data.decision ? owed(data, payBy, situation.today) : null,
  };
}

export const caseRules: ProcessRules = {
  process: 'case',
  opening: Opening,
  inputs,
  apply: applyStep,
  facts,
  known,
  papers,
  partyEvidence: (data) => (data as CaseData).monitoring?.told ?? [],
  look,
  view,
};
