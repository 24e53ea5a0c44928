// SPDX-License-Identifier: Apache-2.0
/** How each step adds to what a case knows. */
import type { Data } from '../workflow/index.ts';
import type { CaseData, Change, DecisionBasis, Part } from './case-data.ts';
import { fits, recommend, resultFor } from './recommendation.ts';
import { aboutOne, violationsOf } from './violations.ts';

/**
 * A case that came from an order has no violation named yet: finding which it is, and when the act ended, names them. Who
 * is responsible may be found later too.
 */
function qualified({ fact, value, violation }: Data): Pick<CaseData, 'conduct' | 'actDate' | 'persons'> {
  if (violation !== undefined) return {};
  if (fact === 'persons' && Array.isArray(value))
    return { persons: value as NonNullable<CaseData['persons']> };
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
      return { ...data, decision: decided(known, input as Change, on, instance.jurisdiction) };
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

/** What was noticed, what the step changes of it, and what the law gave on the day for each violation. */
function decided(
  known: CaseData,
  { others: changes = [], ...change }: Change,
  on: string,
  jurisdiction: string,
) {
  const { noticed } = known;
  const basisOf = (no: number, part: Partial<Part>): { readonly basis?: DecisionBasis } => {
    const violation = violationsOf(known).find((one) => one.no === no);
    const basis = violation && basisFor(aboutOne(known, violation), part, on, jurisdiction);
    return basis ? { basis } : {};
  };
  const first = changedBy(noticed ?? {}, change);
  const others = (noticed?.others ?? []).map((part) => {
    const after = changedBy(part, changes.find(({ no }) => no === part.no) ?? {});
    return { ...after, ...basisOf(part.no, after) };
  });
  return { ...first, ...basisOf(1, first), ...(others.length > 0 && { others }) };
}

const changedBy = <Before extends Partial<Part>>(before: Before, change: object): Before => ({
  ...before,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

function basisFor(
  data: CaseData,
  { instrument, fines = [] }: Partial<Part>,
  on: string,
  jurisdiction: string,
): DecisionBasis | undefined {
  const answer = recommend(data, jurisdiction, on);
  const result = resultFor(answer, instrument);
  if (answer.kind === 'not-answered' || !result) return undefined;
  const { engine, data: corpus, at } = answer.response.receipt;
  return {
    row: result.row,
    tier: result.tier,
    ranges: fines.flatMap(({ target }) => {
      const fine = result.fines.find((one) => fits(one, target));
      return fine ? [{ target, min: fine.min, max: fine.max }] : [];
    }),
    factors: result.factors.map(({ id, effect }) => ({ id, effect })),
    receipt: { engine, data: corpus, at },
  };
}
