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
import { aboutOne, partsOf, type Violation, violationsOf } from './violations.ts';

interface Earlier {
  readonly id: string;
  readonly process: string;
  readonly title: string;
  readonly data: CaseData;
  /** Of its decision, where it has one. */
  readonly number: string | null;
}

/** Cases against the same unit or name, for the same conduct and act as one of this case, that ended with a fine for it. */
async function look(tx: Transaction, { instance }: ProcessRecord): Promise<Data> {
  const data = instance.data as CaseData;
  const rows = await tx.query<Earlier>(
    `SELECT i.id, i.process, i.title, i.data, (SELECT d.number FROM process_document d WHERE d.instance_id = i.id AND d.kind IN ('penalty-decision', 'on-the-spot-decision')
        AND d.withdrawn_as IS NULL ORDER BY d.seq DESC LIMIT 1) AS number
       FROM process_instance i WHERE i.process = ANY ($4) AND i.id <> $1 AND i.state IN ('decided', 'served', 'enforcement', 'closed')
        AND i.id IN (SELECT id FROM process_instance WHERE unit_id = $2 AND process = ANY ($4)
                     UNION SELECT id FROM process_instance WHERE party_name = $3 AND process = ANY ($4)) LIMIT 1000`,
    [instance.id, instance.unitId, data.party?.name ?? null, ['case', 'on-the-spot-penalty']],
  );
  const earlier = rows.filter((row) => violationsOf(data).some((violation) => finedFor(row.data, violation)));
  return {
    earlierFines: earlier
      .slice(0, 20)
      .map(({ id, process, title, number }) => ({ id, process, title, number })),
  };
}

/** Whether the case ended with a fine for the same conduct and act. */
function finedFor(data: CaseData, { conduct, actDate }: Violation): boolean {
  if (!data.decision || conduct === undefined) return false;
  const fined = partsOf(data.decision).filter(({ fines }) => fines.length > 0);
  return violationsOf(data).some(
    (one) => one.conduct === conduct && one.actDate === actDate && fined.some(({ no }) => no === one.no),
  );
}

function view(situation: Situation): Data {
  const { instance, today } = situation;
  const data = instance.data as CaseData;
  const payBy = situation.clocks.findLast(({ clock }) => clock === 'payment')?.dueOn;
  const [first, ...others] = violationsOf(data).map((violation) => {
    const one = aboutOne(data, violation);
    return {
      ...violation,
      facts: factsOf(one, instance.jurisdiction),
      recommendation: recommend(one, instance.jurisdiction, today),
    };
  });
  return {
    facts: first?.facts,
    recommendation: first?.recommendation,
    otherViolations: others,
    earlierFines: situation.around['earlierFines'] ?? [],
    owed: data.decision ? owed(data, payBy, today) : null,
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
