// SPDX-License-Identifier: Apache-2.0
/** Everything that decides is known: factors, the earlier fine, and what follows. */
import type { Result, TraceNode } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';
import type { Row } from '../types/rules.ts';
import { type Course, grounds, SECOND_FINE } from './course.ts';
import { factsReadBy, questionsFor } from './evaluate.ts';
import { type Exemption, judgePersons } from './exemption.ts';
import { listFactors } from './factors.ts';
import { finesOf, isReducible } from './fines.ts';
import type { LimitationAnswer } from './limitation.ts';
import { questionsOf } from './questions.ts';
import { answer } from './result.ts';
import { addFlags, consequenceChose, humanDecisions, rowFields, withRow } from './row-answer.ts';
import type { RowChoice } from './select-row.ts';
import type { Situation } from './situation.ts';
import { inferredIn } from './test-elements.ts';
import { cited, factsOf } from './trace.ts';
import { openExemptions, openFactors } from './unexamined.ts';
import { envelopeNode, factorsNode, followsNode } from './violation-trace.ts';

interface Conclusion {
  /** The row, or the first of several that come to the same */
  readonly row: Row;
  readonly choice: RowChoice;
  readonly found: LimitationAnswer;
  readonly exemption: Exemption;
  /** Facts the answer rests on and asks */
  readonly asked: readonly FactId[];
  /** Facts that the conduct as named presupposes */
  readonly presupposed: readonly FactId[];
}

export const noSecondFineNode = (situation: Situation): TraceNode =>
  cited('一事不再罚款', 'penalty-law-2021/no-second-fine', 'no-second-fine', {
    facts: factsOf(situation, ['priorFineForSameAct']),
    because: '同一违法行为已受罚款，不再罚款；责令改正等不受影响',
  });

export function concluded(
  course: Course,
  { row, choice, found, exemption, asked, presupposed }: Conclusion,
): Result {
  const { violation, situation, steps, base } = course;
  steps.push(envelopeNode(violation, row));
  const consumed = consequenceChose(row, violation, situation);
  const factors = listFactors(situation, violation.draft, consumed);
  steps.push(factorsNode(factors, situation));
  if (consumed) steps.push(consumedNode(situation));
  addFlags(base.flags, violation, row, consumed, factors);
  const persons = judgePersons(situation);
  base.flags.push(...persons.flags.map((flag) => ({ ...flag, instrument: violation.instrument })));

  const fines = finesOf(row, factors.factors, situation.stated.persons, persons.exempt);
  const noSecondFine = situation.stated.priorFineForSameAct === true && fines.length > 0;
  if (noSecondFine) steps.push(noSecondFineNode(situation));
  const imposed = noSecondFine ? [] : fines;
  const { sanction } = row;
  const punishes = sanction.warning || imposed.length > 0 || sanction.confiscation.length > 0;
  const optional = exemption.kind === 'optional' && (punishes || noSecondFine);
  steps.push(followsNode(violation, row, imposed.length));
  const disposition = optional ? 'no-penalty-optional' : punishes ? 'penalise' : 'order-only';
  const known = choice.row;
  const read = factsReadBy(violation.rows, () => violation.rows.map((each) => each.when));
  return answer(violation.instrument, disposition, steps, {
    ...base,
    ...rowFields(violation, known),
    ...(known === null ? { possibleRows: choice.possible.map((each) => each.key) } : {}),
    articles: [
      ...(known === null ? base.articles : withRow(violation, known, base.articles)),
      ...(optional ? grounds(violation, exemption.provisions) : []),
      ...(noSecondFine ? grounds(violation, SECOND_FINE) : []),
    ],
    orders: sanction.orders,
    warning: sanction.warning,
    fines: imposed,
    confiscation: sanction.confiscation,
    referrals: violation.referrals,
    factors: factors.factors,
    baseFines: (isReducible(factors.factors) || optional) && imposed.length > 0 ? imposed : [],
    education: optional,
    requires: sanction.requires,
    reason: noSecondFine ? 'no-second-fine' : optional ? exemption.reason : null,
    ...questionsOf(
      [
        ...asked,
        ...inferredIn(read, situation),
        ...choice.questions,
        ...exemption.questions,
        ...factors.questions,
      ],
      [...presupposed, ...openIn(row, situation), ...unexaminedIn(course, found, fines.length > 0)],
    ),
    humanDecisions: humanDecisions(row, imposed, factors, optional, violation),
    limitation: found.limitation,
  });
}

/** Circumstances of a row that is met already by another: which of them is met moves the factors (E22). */
const openIn = (row: Row, { facts }: Situation): readonly FactId[] =>
  questionsFor(factsReadBy(row, () => [row.when]).filter((fact) => facts[fact] === undefined));

function unexaminedIn(
  { violation, situation }: Course,
  { unexamined }: LimitationAnswer,
  fined: boolean,
): readonly FactId[] {
  const earlier: readonly FactId[] =
    fined && situation.stated.priorFineForSameAct === undefined ? ['priorFineForSameAct'] : [];
  return [...unexamined, ...openExemptions(situation, violation), ...earlier, ...openFactors(situation)];
}

const consumedNode = (situation: Situation): TraceNode => ({
  step: '重复评价',
  facts: factsOf(situation, ['consequence']),
  result: 'consumed',
  because: '危害后果已经用于选择阶次，没有进一步理由不再作为从重情节（E22）',
});
