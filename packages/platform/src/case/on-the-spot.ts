// SPDX-License-Identifier: Apache-2.0
/** 当场处罚: what a case knows and works out, taken in two steps by the officer who is there. */
import * as documents from '@mingjing/documents';
import { numberOn } from '@mingjing/law';
import {
  type Data,
  type EffectContext,
  type Known,
  openThing,
  type PaperContext,
  type ProcessRules,
  type StepSituation,
  standing,
} from '../workflow/index.ts';
import { applyStep } from './apply-step.ts';
import { type CaseData, inputs, Opening } from './case-data.ts';
import { caseOf, facts, known } from './facts.ts';
import { caseFile, papers } from './papers.ts';
import { judgeEach } from './recommendation.ts';
import { caseRules } from './rules.ts';
import { finesOf } from './violations.ts';

/** What is told on the spot is proposed and noticed at once; what is decided is handed over at once. */
function apply(
  data: Data,
  action: string,
  input: Data,
  on: string,
  instance: { readonly jurisdiction: string },
): Data {
  if (action === 'give-notice') return { ...data, proposal: input, noticed: input };
  const after = applyStep(data, action, input, on, instance);
  return action === 'decide-penalty' ? { ...after, servedOn: on } : after;
}

/** Every violation may be decided on the spot, under whichever text. */
const simpleEnough = (situation: StepSituation): Known => {
  const { instance, today } = situation;
  const each = judgeEach(caseOf(situation), instance.jurisdiction, today, undefined);
  if (each.some(({ answer }) => answer.kind === 'not-answered')) return 'unknown';
  return each.every(
    ({ answer }) => answer.kind === 'answered' && answer.response.procedure.kind === 'simple',
  );
};

/** 程序规定 art. 37 prints less than the Penalty Law, which ranks higher. */
function abovePoliceLimit(situation: StepSituation): Known {
  const { decision, noticed, proposal } = caseOf(situation);
  const limit = (target: string) =>
    numberOn(
      target === 'unit' || target === 'manager'
        ? 'police-procedure-2012/on-the-spot-unit'
        : 'police-procedure-2012/on-the-spot-person',
      situation.today,
    );
  const outcome = decision ?? noticed ?? proposal;
  if (outcome === undefined) return 'unknown';
  return finesOf(outcome).some(({ target, amountYuan }) => amountYuan > limit(target));
}

/** Who took the steps on the spot, each once. */
const officersOf = ({ steps }: PaperContext): readonly string[] => [
  ...new Set(
    standing(steps)
      .filter(({ role }) => role === 'caseOfficer' || role === 'supervisionOfficer')
      .map(({ by, byName }) => byName ?? by),
  ),
];

const written =
  (write: (file: documents.CaseFile) => documents.OfficialDocument) => (context: PaperContext) =>
    write({ ...caseFile(context), officers: officersOf(context), place: caseOf(context).unit?.address });

async function openCase({ tx, userId, nowMs, situation }: EffectContext): Promise<void> {
  const { instance, data } = situation;
  const { party, source, summary, conduct, place, actDate, persons, unit, findings } = data as CaseData;
  await openThing(tx, {
    process: 'case',
    title: instance.title,
    jurisdiction: instance.jurisdiction,
    unitId: instance.unitId ?? undefined,
    organisationId: instance.organisationId,
    origin: { process: instance.process, id: instance.id },
    data: { party, source, summary, conduct, place, actDate, persons, unit, findings },
    userId,
    nowMs,
  });
}

const { 'add-finding': finding, 'submit-for-review': outcome, ...others } = inputs;

export const onTheSpotRules: ProcessRules = {
  process: 'on-the-spot-penalty',
  opening: Opening,
  inputs: {
    ...others,
    ...(finding && { 'add-finding': finding }),
    ...(outcome && { 'give-notice': outcome }),
  },
  apply,
  facts: { ...facts, 'simple-procedure': simpleEnough, 'above-police-limit': abovePoliceLimit },
  known: [...known, 'simple-procedure'],
  papers: {
    ...papers,
    'on-the-spot-decision': {
      series: '当罚决字',
      served: true,
      toParty: true,
      write: written(documents.onTheSpotDecision),
    },
  },
  effects: { 'open-case': openCase },
  ...(caseRules.look && { look: caseRules.look }),
  ...(caseRules.view && { view: caseRules.view }),
};
