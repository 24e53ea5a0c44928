// SPDX-License-Identifier: Apache-2.0
/**
 * One conduct under one instrument: addressee → elements → limitation → exemptions → row → factors → earlier
 * fine. The order is the law's; each step leaves a trace node.
 */

import { articleOf, articlesOf } from '../corpus/articles.ts';
import type { Violation } from '../forms/violation.ts';
import type { Flag, Result, TraceNode } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import type { Sanction } from '../types/rules.ts';
import { testFiled } from './check-filing.ts';
import { concluded, noSecondFineNode } from './concluded.ts';
import { type Course, grounds, LIMITATION, SECOND_FINE } from './course.ts';
import { factsReadBy } from './evaluate.ts';
import { judgeExemption } from './exemption.ts';
import { listFactors } from './factors.ts';
import { judgeLimitation } from './limitation.ts';
import { questionsOf } from './questions.ts';
import { answer } from './result.ts';
import {
  commonTier,
  firstOfAlike,
  firstOrders,
  noneIsFined,
  ordersInCommon,
  rowFields,
} from './row-answer.ts';
import { selectRow } from './select-row.ts';
import type { Situation } from './situation.ts';
import { inferredIn, testAddressee, testElements } from './test-elements.ts';
import { cited } from './trace.ts';
import { openExemptions } from './unexamined.ts';
import {
  competenceNode,
  exemptionNode,
  limitationNode,
  rowNode,
  severalActsNode,
} from './violation-trace.ts';

export function decideViolation(violation: Violation, situation: Situation): Result {
  const steps: TraceNode[] = [competenceNode()];
  const flags: Flag[] = violation.flags.map((flag) => ({ ...flag, instrument: violation.instrument }));
  const base = {
    articles: articlesOf([...provisionsOf(violation)]),
    checklistItems: violation.checklistItems,
    flags,
  };
  const course: Course = { violation, situation, steps, base };

  const addressed = testAddressee(violation, situation, steps);
  if (addressed === false) {
    return answer(violation.instrument, 'not-addressed', steps, {
      ...base,
      reason: 'actor-not-addressed',
      ...questionsOf(inferredIn(['actor'], situation), []),
      referrals: violation.referrals.length > 0 ? ['《中华人民共和国治安管理处罚法》'] : [],
    });
  }
  const elements = testElements(violation, situation, steps, flags);
  const open: Open = {
    blocking: elements.blocking,
    asked: [...elements.questions, ...unstatedActor(situation)],
    presupposed: elements.presupposed,
    beforePenalty: [
      ...elements.beforePenalty,
      ...(violation.actorUnnamed && !situation.pinned ? unstatedActor(situation) : []),
    ],
  };
  if (elements.absent !== undefined) {
    const { absent } = elements;
    const disposition = absent.absentMeansNotAddressed === true ? 'not-addressed' : 'not-a-violation';
    return answer(violation.instrument, disposition, steps, {
      ...base,
      reason: absent.absent,
      ...questionsOf(open.asked, open.presupposed),
    });
  }
  if (violation.sanction === null) return withoutSanction(course, open);
  if (violation.filingClock === undefined) return judge(course, open);
  const filed = testFiled(violation.filingClock, situation, steps);
  const presupposed = [...open.presupposed, ...filed.open];
  if (filed.inTime === null || filed.blocking.length > 0) {
    return judge(course, { ...open, presupposed, blocking: [...open.blocking, ...filed.blocking] });
  }
  flags.push({ code: 'element-missing', about: '未按规定备案：不具备', instrument: violation.instrument });
  return answer(violation.instrument, 'not-a-violation', steps, {
    ...base,
    reason: filed.inTime,
    ...questionsOf(open.asked, presupposed),
  });
}

/** Who acted is asked by itself: whom the clause reaches, whose age counts and who is ordered depend on it. */
const unstatedActor = ({ stated }: Situation): readonly FactId[] =>
  stated.actor === undefined ? ['actor'] : [];

/** Facts that are open once addressee and elements have been looked at. */
interface Open {
  /** The answer waits for them */
  readonly blocking: readonly FactId[];
  /** The answer rests on them and asks */
  readonly asked: readonly FactId[];
  /** Nobody stated them; the conduct as named presupposes them */
  readonly presupposed: readonly FactId[];
  /** A penalty waits for them, an order does not */
  readonly beforePenalty: readonly FactId[];
}

/** The violation is addressed and no element is known to be missing. */
function judge(course: Course, { blocking, asked, presupposed, beforePenalty }: Open): Result {
  const { violation, situation, steps, base } = course;
  const found = judgeLimitation(situation);
  const { limitation } = found;
  steps.push(limitationNode(found, situation));
  if (limitation.barred && blocking.length === 0) {
    return answer(violation.instrument, 'barred-by-limitation', steps, {
      ...base,
      articles: [...base.articles, ...grounds(violation, LIMITATION)],
      limitation,
      reason: 'limitation',
      ...questionsOf([...found.questions, ...asked], presupposed),
    });
  }
  const exemption = judgeExemption(situation);
  steps.push(exemptionNode(exemption, situation));
  steps.push(severalActsNode());
  const choice = selectRow(violation.rows, situation.facts);
  steps.push(rowNode(violation, choice, situation));

  if (exemption.kind === 'mandatory' && found.blocking.length === 0 && blocking.length === 0) {
    const unexamined = [
      ...presupposed,
      ...found.unexamined,
      ...openExemptions(situation, violation),
      ...choice.questions,
      ...inferredIn(
        factsReadBy(violation.rows, () => violation.rows.map((row) => row.when)),
        situation,
      ),
    ];
    return answer(violation.instrument, 'no-penalty-mandatory', steps, {
      ...base,
      articles: [...base.articles, ...grounds(violation, exemption.provisions)],
      ...rowFields(violation, choice.row),
      orders: exemption.ordersRemain ? firstOrders(choice) : [],
      limitation,
      reason: exemption.reason,
      requires: exemption.requires,
      education: true,
      humanDecisions: exemption.reason === 'minor-corrected-no-harm' ? ['minor'] : [],
      ...questionsOf(asked, unexamined),
    });
  }
  const alike = choice.row ?? firstOfAlike(choice, situation);
  const open = [
    ...blocking,
    ...found.blocking,
    ...(exemption.kind === 'open' ? exemption.questions : []),
    ...(alike === null ? choice.questions : []),
    ...(alike !== null && punishes(alike.sanction) ? beforePenalty : []),
  ];
  if (alike !== null && open.length === 0) {
    return concluded(course, { row: alike, choice, found, exemption, asked, presupposed });
  }
  return waiting(course, choice, found, questionsOf([...open, ...asked], presupposed));
}

const punishes = ({ warning, fines, confiscation }: Sanction): boolean =>
  warning || fines.length > 0 || confiscation.length > 0;

/** Facts are missing; what no open fact can change is said already: orders, factors, a second fine barred. */
function waiting(
  { violation, situation, steps, base }: Course,
  choice: ReturnType<typeof selectRow>,
  { limitation }: ReturnType<typeof judgeLimitation>,
  questions: ReturnType<typeof questionsOf>,
): Result {
  const { factors } = listFactors(situation, violation.draft, false);
  const barred = situation.stated.priorFineForSameAct === true && !noneIsFined(choice.possible);
  if (barred) steps.push(noSecondFineNode(situation));
  return answer(violation.instrument, 'need-facts', steps, {
    ...base,
    ...commonTier(violation, choice),
    ...(barred ? { articles: [...base.articles, ...grounds(violation, SECOND_FINE)] } : {}),
    orders: ordersInCommon(choice.possible),
    factors,
    reason: barred ? 'no-second-fine' : null,
    limitation,
    ...questions,
    possibleRows: choice.possible.map((row) => row.key),
  });
}

function* provisionsOf(violation: Violation): Iterable<ProvisionId> {
  if (violation.sanction !== null) yield violation.sanction;
  for (const id of violation.duty) if (id !== violation.sanction) yield id;
  yield* violation.also;
}

function withoutSanction({ violation, steps, base }: Course, open: Open): Result {
  const [duty] = violation.duty;
  if (duty !== undefined) {
    steps.push(cited('罚则', duty, 'no-sanction-printed', { because: '本文件没有为这项义务规定处罚' }));
  }
  const about = violation.duty.map((id) => articleOf(id).printed ?? articleOf(id).published ?? id).join('、');
  base.flags.push({
    code: 'no-penalty-clause',
    about: `${about}：没有罚则`,
    instrument: violation.instrument,
  });
  return answer(violation.instrument, 'no-sanction-printed', steps, {
    ...base,
    referrals: violation.referrals,
    ...questionsOf([...open.blocking, ...open.asked], open.presupposed),
  });
}
