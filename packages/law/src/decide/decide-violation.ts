// SPDX-License-Identifier: Apache-2.0
/**
 * One conduct under one instrument: addressee → elements → limitation → exemptions → row → factors → earlier
 * fine. The order is the law's; each step leaves a trace node.
 */
import type { Element, Violation } from '../instruments/violation.ts';
import type { FactId, Flag, FlagCode, ProvisionId, Result, Row, TraceNode } from '../types.ts';
import { articleOf, articlesOf, rowProvision } from './articles.ts';
import { evaluate, factsRead, questionsFor, unknownFacts } from './evaluate.ts';
import { type Exemption, judgeExemption } from './exemption.ts';
import { type FactorAnswer, listFactors } from './factors.ts';
import { directionOf, finesOf, leavesAmount } from './fines.ts';
import { judgeLimitation, type LimitationAnswer } from './limitation.ts';
import { answer } from './result.ts';
import { type RowChoice, selectRow } from './select-row.ts';
import type { ReadableFact, Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

export function decideViolation(violation: Violation, situation: Situation): Result {
  const steps: TraceNode[] = [];
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
      limitation: limitation.limitation,
      reason: 'limitation',
      questions: limitation.questions,
    });
  }
  const exemption = judgeExemption(situation);
  steps.push(exemptionNode(exemption, situation));
  const choice = selectRow(violation.rows, situation.facts);
  steps.push(rowNode(violation, choice, situation));

  if (exemption.kind === 'mandatory' && limitation.blocking.length === 0 && elements.blocking.length === 0) {
    const remain = exemption.ordersRemain ? (choice.row?.sanction.orders ?? commonOrders(choice)) : [];
    return answer(violation.instrument, 'no-penalty-mandatory', steps, {
      ...base,
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
      articles: withRow(violation, row, base.articles),
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

// ---- steps

/** @returns false when the clause names other persons; unknown when only the addressee is open */
function testAddressee(violation: Violation, situation: Situation, steps: TraceNode[]): boolean | 'unknown' {
  const { actor } = situation.facts;
  const provision = violation.sanction ?? violation.duty[0];
  const known = actor === undefined ? 'unknown' : violation.addressees.some((a) => a === actor);
  const node = {
    facts: factsOf(situation, ['actor']),
    because:
      known === 'unknown'
        ? `未写明当事人类别；本条处罚 ${violation.addressees.join('、')}`
        : known
          ? '当事人属于本条所处罚的对象'
          : `本条只处罚 ${violation.addressees.join('、')}，不处罚 ${String(actor)}`,
  };
  steps.push(
    provision === undefined
      ? { step: '适用对象', result: known, ...node }
      : cited('适用对象', provision, known, node),
  );
  return known;
}

interface ElementsAnswer {
  readonly absent?: Element;
  readonly blocking: readonly FactId[];
  readonly questions: readonly FactId[];
}

function testElements(
  violation: Violation,
  situation: Situation,
  steps: TraceNode[],
  flags: Flag[],
): ElementsAnswer {
  const blocking: FactId[] = [];
  const questions: FactId[] = [];
  for (const element of violation.elements) {
    const met = evaluate(element.when, situation.facts);
    const read = new Set<ReadableFact>();
    factsRead(element.when, read);
    steps.push(cited(`要件：${element.what}`, element.provision, met, { facts: factsOf(situation, read) }));
    if (met === true) continue;
    const about = `${element.what}${met === false ? '：不具备' : '：未查明'}`;
    if (met === false) {
      flags.push({ code: 'element-missing', about, instrument: violation.instrument });
      return { absent: element, blocking, questions };
    }
    if (element.asks.length === 0) continue;
    flags.push({ code: 'element-missing', about, instrument: violation.instrument });
    const unknown = new Set<ReadableFact>();
    unknownFacts(element.when, situation.facts, unknown);
    const open = questionsFor(unknown);
    const asked = open.filter((fact) => element.asks.includes(fact));
    const asks = asked.length > 0 ? asked : open;
    questions.push(...asks);
    if (element.force === 'required') blocking.push(...asks);
  }
  return { blocking, questions };
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

function limitationNode({ limitation }: LimitationAnswer, situation: Situation): TraceNode {
  return cited('追究时效', 'penalty-law-2021/limitation', limitation.barred ? '超过' : '未超过', {
    facts: factsOf(situation, ['actStarted', 'actEnded', 'continuing', 'discovered']),
    because: limitation.why,
  });
}

function exemptionNode(exemption: Exemption, situation: Situation): TraceNode {
  const [provision = 'penalty-law-2021/minor-corrected'] = exemption.provisions;
  return cited('不予处罚', provision, exemption.reason ?? exemption.kind, {
    facts: factsOf(situation, exemption.facts),
  });
}

function rowNode(violation: Violation, choice: RowChoice, situation: Situation): TraceNode {
  const read = new Set<ReadableFact>();
  for (const row of violation.rows) factsRead(row.when, read);
  const facts = factsOf(situation, read);
  const { row, rejected } = choice;
  if (row === null) {
    return { step: '裁量阶次', facts, result: choice.possible.map((each) => each.key), rejected };
  }
  const provision = row.printed === null ? violation.sanction : rowProvision(violation.instrument, row.key);
  return cited('裁量阶次', provision as ProvisionId, row.key, {
    facts,
    rejected,
    because: `符合「${row.circumstance}」`,
  });
}

function factorsNode({ factors }: FactorAnswer, situation: Situation): TraceNode {
  return {
    step: '从轻、减轻、从重情节',
    facts: factsOf(situation, ['age', 'mentalState']),
    result: factors.length,
    children: factors.map((factor) =>
      cited(`情节：${factor.id}`, factor.sources[0] as ProvisionId, factor.effect, {
        because: `${factor.force === 'must' ? '应当' : '可以'}；依据 ${factor.sources.join('、')}`,
      }),
    ),
  };
}

function followsNode(violation: Violation, row: Row, fines: number): TraceNode {
  const { sanction } = row;
  const printed = sanction.orders.every((order) =>
    articleOf(violation.sanction as string).quote.includes(order),
  );
  const provision = printed ? (violation.sanction as string) : 'penalty-law-2021/order-to-correct';
  return cited('处理', provision, {
    orders: sanction.orders,
    warning: sanction.warning,
    fines,
    confiscation: sanction.confiscation,
  });
}

// ---- parts of the answer

/** Without the consequence another row would be met: the consequence chose this one. */
function consequenceChose(row: Row, violation: Violation, situation: Situation): boolean {
  const { consequence } = situation.facts;
  if (consequence !== 'harm' && consequence !== 'serious') return false;
  if (!violation.rows.some((each) => reads(each, 'consequence'))) return false;
  return evaluate(row.when, { ...situation.facts, consequence: 'none' }) !== true;
}

function reads(row: Row, fact: ReadableFact): boolean {
  const read = new Set<ReadableFact>();
  factsRead(row.when, read);
  return read.has(fact);
}

function rowFields(
  violation: Violation,
  row: Row | null,
): Pick<Result, 'row' | 'codes' | 'codesInferred' | 'tier' | 'step'> {
  if (row === null || row.printed === null) {
    return { row: null, codes: [], codesInferred: false, tier: null, step: null };
  }
  return {
    row: row.key,
    codes: violation.codesOf(row.key),
    codesInferred: violation.codesInferred,
    tier: row.tier,
    step: row.step,
  };
}

const withRow = (violation: Violation, row: Row, articles: Result['articles']): Result['articles'] =>
  row.printed === null ? articles : [...articles, articleOf(rowProvision(violation.instrument, row.key))];

/** All rows still possible may share the tier and the order. */
function commonTier(violation: Violation, choice: RowChoice): Pick<Result, 'tier' | 'codesInferred'> {
  const [first] = choice.possible;
  const same = first !== undefined && choice.possible.every((row) => row.tier === first.tier);
  return { tier: same ? first.tier : null, codesInferred: violation.codesInferred };
}

/** Rows still possible that order and punish alike: the first stage is certain, what else follows is asked. */
function firstOfAlike({ possible }: RowChoice): Row | null {
  const [first, ...rest] = possible;
  if (first === undefined) return null;
  const key = ({ sanction }: Row): string => JSON.stringify({ ...sanction, requires: [] });
  return rest.every((row) => key(row) === key(first)) ? first : null;
}

function commonOrders(choice: RowChoice): readonly string[] {
  const [first, ...rest] = choice.possible;
  return (first?.sanction.orders ?? []).filter((order) =>
    rest.every((row) => row.sanction.orders.includes(order)),
  );
}

function addFlags(
  flags: Flag[],
  violation: Violation,
  row: Row,
  consumed: boolean,
  factors: FactorAnswer,
): void {
  const add = (code: FlagCode, about: string): void => {
    flags.push({ code, about, instrument: violation.instrument });
  };
  if (consumed) add('double-counting-risk', '危害后果已用于选择阶次，不得再作为从重情节而没有进一步理由');
  if (row.sanction.fines.some((fine) => fine.target === 'unspecified')) {
    add('target-not-printed', '罚款对象未印明，由人认定');
  }
  for (const id of factors.draftNarrower) {
    add('higher-law-differs', `征求意见稿第三章窄于行政处罚法第三十二条，按法律认定：${id}（E33）`);
  }
}

function humanDecisions(
  row: Row,
  fines: Result['fines'],
  { factors }: FactorAnswer,
  optional: boolean,
  violation: Violation,
): readonly string[] {
  const decisions: string[] = [];
  if (fines.some(leavesAmount)) decisions.push('amount');
  if (fines.some((fine) => fine.optional !== false)) decisions.push('optional-fine');
  if (fines.some((fine) => fine.target === 'unspecified')) decisions.push('addressee');
  if (factors.length > 0) decisions.push('factors');
  if (optional) decisions.push('penalise-or-not');
  if (row.sanction.orders.some((order) => order.includes('限期'))) decisions.push('rectification-period');
  if (violation.referrals.length > 0) decisions.push('referral');
  return decisions;
}
