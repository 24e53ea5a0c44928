// SPDX-License-Identifier: Apache-2.0
/** Facts of a case that are worked out from findings, steps, clocks and the law, never said. */
import { addWorkingDays, chinaCalendar, numberOn, type Result } from '@mingjing/law';
import { type Known, type StepSituation, saidToHold, standing, wasTaken } from '../workflow/index.ts';
import type { CaseData, Outcome, Part } from './case-data.ts';
import { owed } from './money.ts';
import {
  factsFound,
  type Judged,
  judgeEach,
  notHeavier,
  type Placement,
  penalises,
  place,
} from './recommendation.ts';
import { finesOf, violationsOf } from './violations.ts';

export const caseOf = (situation: { readonly data: unknown }): CaseData => situation.data as CaseData;

/** The outcome that the step is about: what is being decided, else noticed, else proposed. */
const outcomeOf = (situation: StepSituation): Outcome | undefined => {
  const { decision, noticed, proposal } = caseOf(situation);
  const told = noticed ?? proposal;
  // Before the step is taken nothing is decided yet: what was noticed then stands for it.
  return situation.transition.action === 'decide-penalty' ? (decision ?? told) : told;
};

const judged = (situation: StepSituation, outcome = outcomeOf(situation)): readonly Judged[] =>
  judgeEach(caseOf(situation), situation.instance.jurisdiction, situation.today, outcome);

/** Where the amounts of each violation lie; of one without an outcome or an answer nothing is known. */
const placements = (situation: StepSituation): readonly (Placement | undefined)[] =>
  judged(situation).map(({ part, result }) =>
    part && result ? (penalises(result) ? place(part, result) : nothingOf(part)) : undefined,
  );

/** Where the law penalises nothing, nothing is the only amount. */
const nothingOf = (part: Part): Placement | undefined =>
  imposes(part) ? undefined : { inRow: true, inStatute: true, belowMinimum: false, wrong: [] };

const imposes = ({ fines, warning, confiscation }: Part): boolean =>
  fines.length > 0 || warning || confiscation.length > 0;

/** True of one of them, false of all, else unknown. */
function anyOf(each: readonly Known[]): Known {
  if (each.includes(true)) return true;
  return each.length === 0 || each.includes('unknown') ? 'unknown' : false;
}

const deviates = (situation: StepSituation): Known =>
  anyOf(placements(situation).map((one) => (one === undefined ? 'unknown' : !one.inRow)));

const lightens = (result: Result | undefined): boolean =>
  result?.factors.some(({ effect }) => effect !== 'heavier') ?? false;

/** Whatever goes below the minimum has a factor of its own violation that lets it. */
function reduces(situation: StepSituation): Known {
  const each = judged(situation);
  if (each.some(({ result }) => result === undefined)) return 'unknown';
  const below = each.filter(
    ({ part, result }) => part && result && penalises(result) && place(part, result).belowMinimum,
  );
  return (below.length > 0 ? below : each.slice(0, 1)).every(({ result }) => lightens(result));
}

/** In the row; or outside it with the reason, inside the article, discussed; below the article only with a reduction. */
function amountFits(situation: StepSituation): Known {
  const each = judged(situation);
  if (!each.some(({ part }) => part && imposes(part))) return false;
  return placements(situation).every((placement, at) => {
    if (!placement?.inStatute) return false;
    if (placement.inRow) return true;
    const { part, result } = each[at] ?? {};
    if (part?.deviationReason === undefined || !wasTaken(situation.steps, 'discuss')) return false;
    return !placement.belowMinimum || lightens(result);
  });
}

/** Each violation has an outcome of its own, and each is one that the law lets be proposed. */
const proposalStands = (situation: StepSituation): Known =>
  judged(situation, caseOf(situation).proposal).every(({ part, result }) => {
    if (!part || !result) return false;
    if (!penalises(result)) return part.fines.length === 0;
    const { inRow, inStatute } = place(part, result);
    return inStatute && (inRow || part.deviationReason !== undefined);
  });

/** The law of the act and that of the decision answer differently: a person says which applies, and why. */
const changed = ({ answer }: Judged): boolean =>
  answer.kind === 'answered' && answer.response.conflicts.some(({ relation }) => relation === 'law-in-time');

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

const hearingDue = (situation: StepSituation): Known =>
  anyOf(
    judged(situation).map(({ answer }) =>
      answer.kind === 'not-answered' ? 'unknown' : answer.response.procedure.hearing === 'offer',
    ),
  );

function reviewDue(situation: StepSituation): Known {
  if (wasTaken(situation.steps, 'hold-hearing') || deviates(situation) === true) return true;
  return anyOf(
    judged(situation).map(({ answer }) =>
      answer.kind === 'not-answered' ? 'unknown' : answer.response.procedure.legalReview,
    ),
  );
}

const bothDates = (situation: StepSituation): Known =>
  judged(situation, caseOf(situation).proposal).every(
    ({ violation, result }) =>
      violation.actDate !== undefined && result !== undefined && result.disposition !== 'need-facts',
  );

/** Every argument of every defence has its answer; a defence without any listed is answered by what is said. */
function argumentsAnswered(situation: StepSituation): Known {
  const { defences = [], answers = [] } = caseOf(situation);
  const put = defences.flatMap((defence) => defence.arguments ?? []);
  if (put.length === 0) return saidToHold(situation.said['every-argument-answered']);
  return put.every((argument) => answers.some((one) => one.argument === argument));
}

function evidenced(situation: StepSituation): Known {
  const { findings = [] } = caseOf(situation);
  return (
    findings.length > 0 &&
    findings.every(({ evidence }) => evidence.length > 0) &&
    violationsOf(caseOf(situation)).every(
      ({ no }) => no === 1 || findings.some(({ violation, fact }) => violation === no && fact !== 'actEnded'),
    )
  );
}

function notBarred(situation: StepSituation): Known {
  const each = judged(situation).map(({ result }) => result);
  if (each.includes(undefined)) return 'unknown';
  return each.every(
    (result) => result?.limitation.barred === false && result.disposition !== 'barred-by-limitation',
  );
}

function noEarlierFine(situation: StepSituation): Known {
  const { findings = [] } = caseOf(situation);
  const found = situation.around['earlierFines'] as readonly unknown[] | undefined;
  if (factsSaid(findings).some((facts) => facts['priorFineForSameAct'] === true)) return false;
  return (found ?? []).length === 0;
}

/** What stands for each violation, the later over the earlier. */
const factsSaid = (findings: NonNullable<CaseData['findings']>) =>
  [...new Set(findings.map(({ violation = 1 }) => violation))].map((no) =>
    factsFound(findings.filter(({ violation = 1 }) => violation === no)),
  );

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
  'below-minimum': (situation) => anyOf(placements(situation).map((one) => one?.belowMinimum ?? 'unknown')),
  'other-step': deviates,
  'reduction-factor': reduces,
  'deviation-reason': (situation) =>
    placements(situation).every(
      (one, at) => one?.inRow === true || judged(situation)[at]?.part?.deviationReason !== undefined,
    ),
  'law-changed': (situation) => judged(situation, caseOf(situation).proposal).some(changed),
  'law-chosen': (situation) =>
    saidToHold(situation.said['law-chosen']) === true ||
    judged(situation, caseOf(situation).proposal).every(
      (one) => !changed(one) || one.part?.lawReason !== undefined,
    ),
  'not-heavier-than-notice': heldAgainstNotice,
  'fine-imposed': (situation) => finesOf(outcomeOf(situation)).length > 0,
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
