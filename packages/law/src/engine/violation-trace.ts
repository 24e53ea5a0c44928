// SPDX-License-Identifier: Apache-2.0
/** The trace nodes of a violation's steps: what was read, what came out, what was rejected and why. */

import { articleOf, rowProvision } from '../corpus/articles.ts';
import type { Violation } from '../forms/violation.ts';
import { targetWords } from '../text/words.ts';
import type { TraceNode } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { Row } from '../types/rules.ts';
import { factsReadBy } from './evaluate.ts';
import type { Exemption } from './exemption.ts';
import type { FactorAnswer } from './factors.ts';
import type { LimitationAnswer } from './limitation.ts';
import { metCircumstances, type RowChoice } from './select-row.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

/** Who may punish is not a fact of the case file: a person checks it before anything is signed. */
export const competenceNode = (): TraceNode => {
  competence ??= cited('执法主体和管辖', 'penalty-law-2021/void', '由人核对', {
    because: '由公安机关实施；没有依据或者主体不具有资格的处罚无效，执法人员不少于二人',
    children: [cited('执法人员', 'penalty-law-2021/two-officers', '由人核对')],
  });
  return competence;
};
let competence: TraceNode | undefined;

export const severalActsNode = (): TraceNode => {
  severalActs ??= cited('同一行为或者数行为', 'police-procedure-2012/several-acts', '由人认定', {
    because: '本次按一个行为认定；数行为分别决定，一个行为违反多个规范的从高',
    children: [cited('一个行为，多个规范', 'penalty-law-2021/no-second-fine', '由人认定')],
  });
  return severalActs;
};
let severalActs: TraceNode | undefined;

const envelopes = new WeakMap<Row, TraceNode>();

/** The hard bounds: what the clause allows in this circumstance, before the step inside it. */
export function envelopeNode(violation: Violation, row: Row): TraceNode {
  const known = envelopes.get(row);
  if (known !== undefined) return known;
  const bounds = row.statutory.map(({ target, min, max }) => `${targetWords[target]} ${min ?? 0}–${max} 元`);
  const result = bounds.length === 0 ? '无罚款' : bounds;
  const node = cited('法定幅度', violation.sanction as ProvisionId, result);
  envelopes.set(row, node);
  return node;
}

export function limitationNode(
  { limitation, blocking, unexamined }: LimitationAnswer,
  situation: Situation,
): TraceNode {
  // An act that goes on has not begun to lapse; without any day it is not known
  const open = blocking.length > 0 || (unexamined.length > 0 && situation.stated.continuing !== true);
  return cited(
    '追究时效',
    'penalty-law-2021/limitation',
    limitation.barred ? '超过' : open ? '未查明' : '未超过',
    {
      facts: factsOf(situation, ['actStarted', 'actEnded', 'continuing', 'discovered']),
      because: limitation.why,
    },
  );
}

export function exemptionNode(exemption: Exemption, situation: Situation): TraceNode {
  const [provision = 'penalty-law-2021/minor-corrected'] = exemption.provisions;
  return cited('不予处罚', provision, exemption.reason ?? exemption.kind, {
    facts: factsOf(situation, exemption.facts),
  });
}

export function rowNode(violation: Violation, choice: RowChoice, situation: Situation): TraceNode {
  const read = factsReadBy(violation.rows, () => violation.rows.map((row) => row.when));
  const facts = factsOf(situation, read);
  const { row, rejected } = choice;
  if (row === null) {
    return { step: '裁量阶次', facts, result: choice.possible.map((each) => each.key), rejected };
  }
  const provision = row.printed === null ? violation.sanction : rowProvision(violation.instrument, row.key);
  return cited('裁量阶次', provision as ProvisionId, row.key, {
    facts,
    rejected,
    because: metCircumstances(row, situation.facts)
      .map((printed) => `符合「${printed}」`)
      .join('；'),
  });
}

export function factorsNode({ factors }: FactorAnswer, situation: Situation): TraceNode {
  return {
    step: '从轻、减轻、从重情节',
    facts: factsOf(situation, ['age', 'mentalState']),
    result: factors.length === 0 ? '没有认定的情节' : `认定${factors.length}项情节`,
    children: factors.map((factor) =>
      cited(`情节：${factor.id}`, factor.sources[0] as ProvisionId, factor.effect, {
        because: `${factor.force === 'must' ? '应当' : '可以'}；依据 ${factor.sources.join('、')}`,
      }),
    ),
  };
}

export function followsNode(violation: Violation, row: Row, fines: number): TraceNode {
  const { sanction } = row;
  return cited('处理', orderProvision(violation, row), [
    ...sanction.orders,
    ...(sanction.warning ? ['警告'] : []),
    ...(fines > 0 ? [`罚款${fines}项`] : []),
    ...sanction.confiscation.map((what) => `没收${what}`),
    ...sanction.requires,
  ]);
}

const orderProvisions = new WeakMap<Row, ProvisionId>();

/** The clause where it prints the order itself, otherwise the general rule that adds one. */
function orderProvision(violation: Violation, row: Row): ProvisionId {
  const known = orderProvisions.get(row);
  if (known !== undefined) return known;
  const clause = violation.sanction as ProvisionId;
  const words = articleOf(clause).quote.replace(/\s+/g, '');
  const printed = row.sanction.orders.every(
    (order) => words.includes(order) || words.includes(order.replace('责令', '')),
  );
  const provision = printed ? clause : 'penalty-law-2021/order-to-correct';
  orderProvisions.set(row, provision);
  return provision;
}
