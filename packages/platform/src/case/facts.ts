// SPDX-License-Identifier: Apache-2.0
/** Facts of a case that are worked out from findings, steps, clocks and the law, never said. */
import { addWorkingDays, chinaCalendar, numberOn } from '@mingjing/law';
import { type Known, type StepSituation, saidToHold, standing, wasTaken } from '../workflow/index.ts';
import type { CaseData, Outcome } from './case-data.ts';
import { owed } from './money.ts';
import { notHeavier, type Placement, penalises, place, recommend, resultFor } from './recommendation.ts';

export const caseOf = (situation: { readonly data: unknown }): CaseData => situation.data as CaseData;

const answerOf = ({ data, instance, today }: StepSituation) =>
  recommend(data as CaseData, instance.jurisdiction, today);

/** The outcome that the step is about: what is being decided, else noticed, else proposed. */
const outcomeOf = (situation: StepSituation): Outcome | undefined => {
  const { decision, noticed, proposal } = caseOf(situation);
  const told = noticed ?? proposal;
  // Before the step is taken nothing is decided yet: what was noticed then stands for it.
  return situation.transition.action === 'decide-penalty' ? (decision ?? told) : told;
};

function placementOf(situation: StepSituation): Placement | undefined {
  const outcome = outcomeOf(situation);
  const result = resultFor(answerOf(situation), outcome?.instrument);
  return outcome && result && penalises(result) ? place(outcome, result) : undefined;
}

const deviates = (situation: StepSituation): Known => {
  const placement = placementOf(situation);
  return placement === undefined ? 'unknown' : !placement.inRow;
};

function reduces(situation: StepSituation): Known {
  const result = resultFor(answerOf(situation), outcomeOf(situation)?.instrument);
  return result === undefined ? 'unknown' : result.factors.some(({ effect }) => effect !== 'heavier');
}

/** In the row; or outside it with the reason, inside the article, discussed; below the article only with a reduction. */
function amountFits(situation: StepSituation): Known {
  const placement = placementOf(situation);
  const outcome = outcomeOf(situation);
  if (!placement || !outcome) return false;
  if (outcome.fines.length === 0 && !outcome.warning && outcome.confiscation.length === 0) return false;
  if (!placement.inStatute) return false;
  if (placement.inRow) return true;
  if (outcome.deviationReason === undefined || !wasTaken(situation.steps, 'discuss')) return false;
  return !placement.belowMinimum || reduces(situation) === true;
}

function proposalStands(situation: StepSituation): Known {
  const { proposal } = caseOf(situation);
  const result = resultFor(answerOf(situation), proposal?.instrument);
  if (!proposal || !result) return false;
  if (!penalises(result)) return proposal.fines.length === 0;
  const { inRow, inStatute } = place(proposal, result);
  return inStatute && (inRow || proposal.deviationReason !== undefined);
}

const clock = ({ clocks }: StepSituation, id: string) => clocks.findLast((one) => one.clock === id);

/** After the notice, within the time under the reading that gives the party most. */
function askedInTime(situation: StepSituation): Known {
  const running = clock(situation, 'hearing-request');
  return running !== undefined && situation.on <= running.dueOn;
}

function notifiedInTime(situation: StepSituation): Known {
  const notified = caseOf(situation).hearing?.notifiedOn;
  if (notified === undefined) return false;
  const days = numberOn('penalty-law-2021/hearing-notice-days', notified);
  return addWorkingDays(chinaCalendar, notified, days) <= situation.on;
}

const latestSeq = ({ steps }: StepSituation, actions: readonly string[]): number =>
  standing(steps).findLast(({ action }) => actions.includes(action))?.seq ?? 0;

const hearingOpen = (situation: StepSituation): Known =>
  latestSeq(situation, ['accept-hearing', 'hearing-deemed-accepted']) >
  latestSeq(situation, ['withdraw-hearing', 'refuse-hearing']);

const defenceOpen = (situation: StepSituation): Known => {
  const given = latestSeq(situation, ['record-defence']);
  return given > 0 && given > latestSeq(situation, ['hold-hearing']);
};

function hearingDue(situation: StepSituation): Known {
  const answer = answerOf(situation);
  if (answer.kind === 'not-answered') return 'unknown';
  return answer.response.procedure.hearing === 'offer';
}

function reviewDue(situation: StepSituation): Known {
  if (wasTaken(situation.steps, 'hold-hearing') || deviates(situation) === true) return true;
  const answer = answerOf(situation);
  return answer.kind === 'not-answered' ? 'unknown' : answer.response.procedure.legalReview;
}

function bothDates(situation: StepSituation): Known {
  const { actDate, proposal } = caseOf(situation);
  const answer = answerOf(situation);
  if (actDate === undefined || answer.kind === 'not-answered') return false;
  const chosen = resultFor(answer, proposal?.instrument);
  return chosen !== undefined && chosen.disposition !== 'need-facts';
}

/** Every argument of every defence has its answer; a defence without any listed is answered by what is said. */
function argumentsAnswered(situation: StepSituation): Known {
  const { defences = [], answers = [] } = caseOf(situation);
  const put = defences.flatMap((defence) => defence.arguments ?? []);
  if (put.length === 0) return saidToHold(situation.said['every-argument-answered']);
  return put.every((argument) => answers.some((one) => one.argument === argument));
}

function evidenced(situation: StepSituation): Known {
  const { findings = [] } = caseOf(situation);
  return findings.length > 0 && findings.every(({ evidence }) => evidence.length > 0);
}

function notBarred(situation: StepSituation): Known {
  const result = resultFor(answerOf(situation), outcomeOf(situation)?.instrument);
  return result === undefined
    ? 'unknown'
    : !result.limitation.barred && result.disposition !== 'barred-by-limitation';
}

function noEarlierFine(situation: StepSituation): Known {
  const { findings = [] } = caseOf(situation);
  const said = findings.findLast(({ fact }) => fact === 'priorFineForSameAct')?.value;
  const found = situation.around['earlierFines'] as readonly unknown[] | undefined;
  if (said === true) return false;
  return (found ?? []).length === 0;
}

function heldAgainstNotice(situation: StepSituation): Known {
  const { decision, noticed } = caseOf(situation);
  return decision && noticed ? notHeavier(decision, noticed) : 'unknown';
}

export const owedIn = (situation: StepSituation) =>
  owed(caseOf(situation), clock(situation, 'payment')?.dueOn, situation.today);

export const facts: Readonly<Record<string, (situation: StepSituation) => Known>> = {
  finding: (situation) => (caseOf(situation).findings?.length ?? 0) > 0,
  'monitoring-evidence': (situation) => caseOf(situation).findings?.at(-1)?.monitoring ?? false,
  'evidence-named': (situation) => {
    const { technical = [], legal = [] } = caseOf(situation).monitoring ?? {};
    return technical.length + legal.length > 0;
  },
  'monitoring-evidence-reviewed': (situation) => {
    const { findings = [], monitoring } = caseOf(situation);
    return findings.at(-1)?.evidence.every((name) => monitoring?.told?.includes(name)) ?? 'unknown';
  },
  'evidence-for-facts': evidenced,
  'every-argument-answered': argumentsAnswered,
  'decided-at-both-dates': bothDates,
  'not-barred': notBarred,
  proposal: proposalStands,
  'hearing-due': hearingDue,
  'hearing-accepted': hearingOpen,
  'defence-given': defenceOpen,
  'legal-review-required': reviewDue,
  'collective-discussion-required': (situation) => {
    const outcome = outcomeOf(situation);
    return outcome === undefined ? 'unknown' : outcome.complex || deviates(situation) !== false;
  },
  'amount-within-range': amountFits,
  'below-minimum': (situation) => placementOf(situation)?.belowMinimum ?? 'unknown',
  'other-step': deviates,
  'reduction-factor': reduces,
  'deviation-reason': (situation) => outcomeOf(situation)?.deviationReason !== undefined,
  'not-heavier-than-notice': heldAgainstNotice,
  'fine-imposed': (situation) => (outcomeOf(situation)?.fines.length ?? 0) > 0,
  'no-earlier-fine': noEarlierFine,
  'hearing-request-in-time': askedInTime,
  'hearing-notified-in-time': notifiedInTime,
  payment: (situation) => (caseOf(situation).payments?.length ?? 0) > 0,
  'surcharge-capped': (situation) => owedIn(situation).surchargeYuan <= owedIn(situation).fineYuan,
  performed: (situation) =>
    owedIn(situation).openYuan === 0 || situation.said['performed']?.value === 'enforcement-ended',
  published: (situation) => wasTaken(situation.steps, 'publish'),
};

/** Known before the step: the person who takes it cannot bring them. */
export const known: readonly string[] = [
  'evidence-for-facts',
  'not-barred',
  'no-earlier-fine',
  'hearing-request-in-time',
  'hearing-notified-in-time',
];
