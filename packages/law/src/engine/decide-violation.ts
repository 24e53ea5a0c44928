// SPDX-License-Identifier: Apache-2.0
/**
 * One conduct under one instrument: addressee → elements → limitation → exemptions → row → factors → earlier
 * fine. The order is the law's; each step leaves a trace node.
 */
import type { Violation } from '../instruments/violation.ts';
import type { Article, Flag, Result, TraceNode } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import type { Row } from '../types/rules.ts';
import { articleOf, articlesOf } from './articles.ts';
import { type Exemption, judgeExemption } from './exemption.ts';
import { listFactors } from './factors.ts';
import { directionOf, finesOf } from './fines.ts';
import { judgeLimitation, type LimitationAnswer } from './limitation.ts';
import { answer } from './result.ts';
import {
  addFlags,
  commonTier,
  consequenceChose,
  firstOfAlike,
  firstOrders,
  humanDecisions,
  rowFields,
  withRow,
} from './row-answer.ts';
import { selectRow } from './select-row.ts';
import type { Situation } from './situation.ts';
import { testAddressee, testElements } from './test-elements.ts';
import { cited, factsOf } from './trace.ts';
import {
  competenceNode,
  envelopeNode,
  exemptionNode,
  factorsNode,
  followsNode,
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

  const addressed = testAddressee(violation, situation, steps);
  if (addressed === false) {
    return answer(violation.instrument, 'not-addressed', steps, {
      ...base,
      reason: 'actor-not-addressed',
      referrals: violation.referrals.length > 0 ? ['《中华人民共和国治安管理处罚法》'] : [],
    });
  }
  const elements = testElements(violation, situation, steps, flags);
  if (elements.absent !== undefined) {
    const { absent } = elements;
    const disposition = absent.absentMeansNotAddressed === true ? 'not-addressed' : 'not-a-violation';
    return answer(violation.instrument, disposition, steps, { ...base, reason: absent.absent });
  }
  if (violation.sanction === null) return withoutSanction(violation, base, steps, elements.questions);

  const limitation = judgeLimitation(situation);
  steps.push(limitationNode(limitation, situation));
  if (limitation.limitation.barred && elements.blocking.length === 0) {
    return answer(violation.instrument, 'barred-by-limitation', steps, {
      ...base,
      articles: [...base.articles, ...grounds(violation, LIMITATION)],
      limitation: limitation.limitation,
      reason: 'limitation',
      questions: limitation.questions,
    });
  }
  const exemption = judgeExemption(situation);
  steps.push(exemptionNode(exemption, situation));
  steps.push(severalActsNode());
  const choice = selectRow(violation.rows, situation.facts);
  steps.push(rowNode(violation, choice, situation));

  if (exemption.kind === 'mandatory' && limitation.blocking.length === 0 && elements.blocking.length === 0) {
    const remain = exemption.ordersRemain ? firstOrders(choice) : [];
    return answer(violation.instrument, 'no-penalty-mandatory', steps, {
      ...base,
      articles: [...base.articles, ...grounds(violation, exemption.provisions)],
      ...rowFields(violation, choice.row),
      orders: remain,
      limitation: limitation.limitation,
      reason: exemption.reason,
      requires: exemption.requires,
      education: true,
      humanDecisions: exemption.reason === 'minor-corrected-no-harm' ? ['minor'] : [],
    });
  }
  const alike = choice.row === null ? firstOfAlike(choice) : null;
  const open = [
    ...elements.blocking,
    ...limitation.blocking,
    ...(exemption.kind === 'open' ? exemption.questions : []),
    ...(alike === null ? choice.questions : []),
  ];
  const row = choice.row ?? alike;
  if (row === null || open.length > 0) {
    return answer(violation.instrument, 'need-facts', steps, {
      ...base,
      ...commonTier(violation, choice),
      limitation: limitation.limitation,
      questions: [...new Set([...open, ...elements.questions])],
      possibleRows: choice.possible.map((row) => row.key),
    });
  }
  const asked = [...elements.questions, ...choice.questions];
  return concluded(violation, situation, row, limitation, exemption, asked, base, steps);
}

const LIMITATION = [
  'penalty-law-2021/limitation',
  'police-procedure-2012/limitation',
  'bj-benchmark-2024-draft/limitation',
];
const SECOND_FINE = ['penalty-law-2021/no-second-fine', 'bj-benchmark-2024-draft/no-second-fine'];

/** Grounds of the general part: the law's for everyone, the draft's only under the draft. */
const grounds = (violation: Violation, provisions: readonly ProvisionId[]): readonly Article[] =>
  articlesOf(
    provisions.filter((id) => !id.startsWith('bj-benchmark') || id.startsWith(`${violation.instrument}/`)),
  );

type Base = Pick<Result, 'articles' | 'checklistItems'> & { readonly flags: Flag[] };

/** Everything is known: factors, the earlier fine, and what follows. */
function concluded(
  violation: Violation,
  situation: Situation,
  row: Row,
  { limitation }: LimitationAnswer,
  exemption: Exemption,
  presupposed: readonly FactId[],
  base: Base,
  steps: TraceNode[],
): Result {
  steps.push(envelopeNode(violation, row));
  const consumed = consequenceChose(row, violation, situation);
  const factors = listFactors(situation, violation.instrument, consumed);
  steps.push(factorsNode(factors, situation));
  if (consumed) {
    steps.push({
      step: '重复评价',
      facts: factsOf(situation, ['consequence']),
      result: 'consumed',
      because: '危害后果已经用于选择阶次，没有进一步理由不再作为从重情节（E22）',
    });
  }
  addFlags(base.flags, violation, row, consumed, factors);

  const reducible = factors.factors.some((factor) => factor.effect !== 'heavier');
  const fines = finesOf(row, directionOf(factors.factors), reducible, situation.stated.persons);
  const noSecondFine = situation.stated.priorFineForSameAct === true && fines.length > 0;
  if (noSecondFine) {
    steps.push(
      cited('一事不再罚款', 'penalty-law-2021/no-second-fine', 'no-second-fine', {
        facts: factsOf(situation, ['priorFineForSameAct']),
        because: '同一违法行为已受罚款，不再罚款；责令改正等不受影响',
      }),
    );
  }
  const imposed = noSecondFine ? [] : fines;
  const { sanction } = row;
  const punishes = sanction.warning || imposed.length > 0 || sanction.confiscation.length > 0;
  const optional = exemption.kind === 'optional' && (punishes || noSecondFine);
  steps.push(followsNode(violation, row, imposed.length));
  return answer(
    violation.instrument,
    optional ? 'no-penalty-optional' : punishes ? 'penalise' : 'order-only',
    steps,
    {
      ...base,
      ...rowFields(violation, row),
      articles: [
        ...withRow(violation, row, base.articles),
        ...(optional ? grounds(violation, exemption.provisions) : []),
        ...(noSecondFine ? grounds(violation, SECOND_FINE) : []),
      ],
      orders: sanction.orders,
      warning: sanction.warning,
      fines: imposed,
      confiscation: sanction.confiscation,
      referrals: violation.referrals,
      factors: factors.factors,
      baseFines: (reducible || optional) && imposed.length > 0 ? imposed : [],
      education: optional,
      requires: sanction.requires,
      reason: noSecondFine ? 'no-second-fine' : optional ? exemption.reason : null,
      questions: [...new Set([...presupposed, ...exemption.questions, ...factors.questions])],
      humanDecisions: humanDecisions(row, imposed, factors, optional, violation),
      limitation,
    },
  );
}

function* provisionsOf(violation: Violation): Iterable<ProvisionId> {
  if (violation.sanction !== null) yield violation.sanction;
  for (const id of violation.duty) if (id !== violation.sanction) yield id;
  yield* violation.also;
}

function withoutSanction(
  violation: Violation,
  base: Base,
  steps: TraceNode[],
  questions: readonly FactId[],
): Result {
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
    questions,
  });
}
