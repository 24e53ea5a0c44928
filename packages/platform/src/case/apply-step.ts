// SPDX-License-Identifier: Apache-2.0
/** How each step adds to what a case knows. */
import type { Data } from '../workflow/index.ts';
import type { CaseData, DecisionBasis, Outcome } from './case-data.ts';
import { fits, recommend, resultFor } from './recommendation.ts';

/** A case that came from an order has no violation named yet: finding which it is, and when the act ended, names them. */
function qualified({ fact, value }: Data): Pick<CaseData, 'conduct' | 'actDate'> {
  if (typeof value !== 'string') return {};
  if (fact === 'conduct') return { conduct: value };
  return fact === 'actEnded' ? { actDate: value } : {};
}

/** A party's words and findings pile up; outcomes are replaced by the step that makes a new one. */
export function applyStep(
  data: Data,
  action: string,
  input: Data,
  on: string,
  instance: { readonly jurisdiction: string },
): Data {
  const known = data as CaseData;
  switch (action) {
    case 'add-finding':
      return { ...data, ...qualified(input), findings: [...(known.findings ?? []), { ...input, on }] };
    case 'review-evidence-technically':
      return {
        ...data,
        monitoring: { ...known.monitoring, technical: joined(known.monitoring?.technical, input) },
      };
    case 'review-evidence-legally':
      return { ...data, monitoring: { ...known.monitoring, legal: joined(known.monitoring?.legal, input) } };
    case 'tell-of-evidence': {
      const { technical = [], legal = [] } = known.monitoring ?? {};
      const told = technical.filter((name) => legal.includes(name));
      return { ...data, monitoring: { ...known.monitoring, told } };
    }
    case 'submit-for-review':
      return { ...data, proposal: input };
    case 'give-notice':
      return { ...data, noticed: known.proposal };
    case 'record-defence':
      return { ...data, defences: [...(known.defences ?? []), { ...input, on }] };
    case 'answer-defence':
      return { ...data, answers: [...(known.answers ?? []), ...((input['answers'] as unknown[]) ?? [])] };
    case 'notify-hearing':
      return { ...data, hearing: { ...input, notifiedOn: on } };
    case 'discuss':
      return { ...data, discussion: input };
    case 'decide-penalty':
      return { ...data, decision: decided(known, input, on, instance.jurisdiction) };
    case 'record-payment':
      return { ...data, payments: [...(known.payments ?? []), { ...input, on }] };
    case 'record-objection':
      return { ...data, objections: [...(known.objections ?? []), { ...input, from: on, until: null }] };
    case 'record-objection-end':
      return {
        ...data,
        objections: (known.objections ?? []).map((one) => ({ ...one, until: one.until ?? on })),
      };
    case 'serve':
      return { ...data, servedOn: on };
    case 'change-findings':
    case 'return-to-officer': {
      const { noticed: _noticed, decision: _decision, ...rest } = known;
      return rest;
    }
    default:
      return Object.keys(input).length === 0 ? data : { ...data, [action]: input };
  }
}

const joined = (before: readonly string[] = [], { evidence }: Data): readonly string[] => [
  ...new Set([...before, ...(evidence as readonly string[])]),
];

/** What was noticed, what the step changes of it, and what the law gave on the day. */
function decided(known: CaseData, input: Data, on: string, jurisdiction: string): Data {
  const outcome: Partial<Outcome> = { ...known.noticed, ...input };
  const answer = recommend(known, jurisdiction, on);
  const result = resultFor(answer, outcome.instrument);
  if (answer.kind === 'not-answered' || !result) return outcome;
  const { engine, data, at } = answer.response.receipt;
  const basis: DecisionBasis = {
    row: result.row,
    tier: result.tier,
    ranges: (outcome.fines ?? []).flatMap(({ target }) => {
      const fine = result.fines.find((one) => fits(one, target));
      return fine ? [{ target, min: fine.min, max: fine.max }] : [];
    }),
    factors: result.factors.map(({ id, effect }) => ({ id, effect })),
    receipt: { engine, data, at },
  };
  return { ...outcome, basis };
}
