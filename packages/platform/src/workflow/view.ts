// SPDX-License-Identifier: Apache-2.0
/** A thing as the person who asks may see it: state, clocks with both readings, what may be done and what may not, why. */
import { deskRoleNames } from '@mingjing/contracts';
import type { HistoryView, ThingView } from '@mingjing/contracts/desk';
import { daysBetween, getState, type ProcessRole, paperTitles, type Transition } from '@mingjing/law';
import { asksForDate } from './clocks.ts';
import { unmetBefore, unmetNeeds } from './needs.ts';
import type { Data, KeptEvidence, ProcessRecord, RunningClock, TakenStep } from './record.ts';
import type { ProcessRules, Situation, StepSituation } from './rules.ts';

interface Asker {
  readonly role: string;
  readonly audience: 'official' | 'unit';
}

/** Papers that stay inside the organ are not the party's. */
const forParty = (rules: ProcessRules, kind: string): boolean => rules.papers?.[kind]?.toParty ?? false;

export function viewThing(situation: Situation, rules: ProcessRules, asker: Asker): ThingView {
  const { instance, process, today, persons, papers, evidence } = situation;
  const state = getState(process, instance.state);
  const official = asker.audience === 'official';
  return {
    process: instance.process,
    id: instance.id,
    title: instance.title,
    state: instance.state,
    stateTitle: state.title,
    final: state.final,
    version: instance.version,
    jurisdiction: instance.jurisdiction,
    unitId: instance.unitId,
    origin:
      official && instance.originProcess !== null && instance.originId !== null
        ? { process: instance.originProcess, id: instance.originId }
        : null,
    openedAt: instance.openedAt.toISOString(),
    updatedAt: instance.updatedAt.toISOString(),
    clocks: openClocks(situation, today),
    ...steps(situation, rules, asker.role),
    persons: official ? persons.map((person) => ({ ...person })) : [],
    papers: papers
      .filter(({ kind }) => official || forParty(rules, kind))
      .map((paper) => ({
        ...paper,
        title: paperTitles[paper.kind] ?? { zh: paper.kind, en: paper.kind },
        issuedAt: paper.issuedAt.toISOString(),
      })),
    evidence: evidence
      .filter((item) => official || isForParty(item, situation, rules))
      .map(({ by: _by, ...item }) => ({ ...item, at: item.at.toISOString() })),
    data: official ? { ...instance.data, ...rules.view?.(situation) } : { ...rules.partyView?.(situation) },
  };
}

/** A party sees of the file what it has put into it itself, and what it was told of. */
export const isForParty = (
  { by, fileName }: Pick<KeptEvidence, 'by' | 'fileName'>,
  { asker, instance }: Pick<Situation, 'asker' | 'instance'>,
  rules: ProcessRules,
): boolean => by === asker || (rules.partyEvidence?.(instance.data).includes(fileName) ?? false);

function openClocks({ process, clocks }: ProcessRecord, today: string): ThingView['clocks'] {
  return clocks
    .filter(({ endedOn }) => endedOn === null)
    .map((clock) => {
      const definition = process.states.flatMap((state) => state.clocks).find(({ id }) => id === clock.clock);
      return {
        id: clock.clock,
        title: definition?.title ?? { zh: clock.clock, en: clock.clock },
        startedOn: clock.startedOn,
        dueOn: clock.dueOn,
        daysLeft: daysBetween(today, clock.dueOn),
        readings: readingsOf(clock),
        provisional: clock.provisional,
        pausedSince: clock.pausedSince,
        pausedBy: clock.pausedBy,
        onExpiry: clock.onExpiry,
        provision: definition?.provision ?? '',
      };
    });
}

const readingsOf = ({ dueOn, readings }: RunningClock) => [
  { rule: 'used', dueOn, provisions: [] },
  ...readings.map(({ rule, due, provisions }) => ({ rule, dueOn: due, provisions: [...provisions] })),
];

const roleNames: Readonly<Record<ProcessRole, { readonly zh: string; readonly en: string }>> = {
  ...deskRoleNames,
  citizen: { zh: '申请人', en: 'the applicant' },
  clock: { zh: '期限届满后自动', en: 'the clock, by itself' },
};

function steps(
  situation: Situation,
  rules: ProcessRules,
  role: string,
): Pick<ThingView, 'allowed' | 'refused'> {
  const allowed: ThingView['allowed'] = [];
  const refused: ThingView['refused'] = [];
  for (const transition of situation.process.transitions) {
    if (!transition.from.includes(situation.instance.state)) continue;
    const { action, title, provision, by } = transition;
    if (!by.some((one) => one === role)) {
      const who = by.map((one) => roleNames[one]);
      const because = {
        zh: `由${who.map(({ zh }) => zh).join('、')}办理`,
        en: `Taken by ${who.map(({ en }) => en).join(', ')}`,
      };
      refused.push({ action, title, because, provision, unmet: [] });
      continue;
    }
    const asked = asIfTaken(situation, transition);
    const unmet = unmetBefore(asked, rules).map((need) => ({ ...need }));
    const [first] = unmet;
    if (first) refused.push({ action, title, because: first.because, provision: first.provision, unmet });
    else allowed.push(allowedStep(asked, rules));
  }
  return { allowed, refused };
}

function allowedStep(asked: StepSituation, rules: ProcessRules): ThingView['allowed'][number] {
  const { transition, process } = asked;
  const { action, title, to, provision, writes, needs } = transition;
  const asks = unmetNeeds(asked, rules).map((need) => {
    const { count, role } = needs.find(({ id, kind }) => id === need.id && kind === need.kind) ?? {};
    return {
      ...need,
      ...(count !== undefined && { count }),
      ...(role !== undefined && { role }),
      ...(need.kind === 'fact' && rules.facts?.[need.id] !== undefined && { computed: true }),
    };
  });
  return {
    action,
    title,
    to,
    provision,
    writes: writes.map((kind) => ({ kind, title: paperTitles[kind] ?? { zh: kind, en: kind } })),
    asks,
    asksForDate: asksForDate(process, transition),
  };
}

/** The step with nothing given yet. */
const asIfTaken = (situation: Situation, transition: Transition): StepSituation => ({
  ...situation,
  transition,
  persons: situation.persons.filter(({ duty }) => !transition.replaces?.includes(duty)),
  data: situation.instance.data as Data,
  said: {},
  on: situation.today,
  dueOn: undefined,
});

export function viewHistory(record: ProcessRecord, asker: Asker): HistoryView {
  const official = asker.audience === 'official';
  return {
    id: record.instance.id,
    steps: record.steps.map((step) => ({
      seq: step.seq,
      action: step.action,
      title: record.process.transitions.find(({ action }) => action === step.action)?.title ?? {
        zh: step.action,
        en: step.action,
      },
      from: step.from,
      to: step.to,
      by: nameOf(step, official),
      role: step.role,
      at: step.at.toISOString(),
      on: step.on,
      reason: official ? step.reason : null,
      papers: [...step.papers],
      undone: record.steps.some((later) => later.seq > step.seq && later.undoes.includes(step.action)),
      input: official ? { ...step.input } : null,
    })),
  };
}

function nameOf({ by, byName, role }: TakenStep, official: boolean): string | null {
  if (role === 'clock') return null;
  if (official || role === 'unitManager' || role === 'unitStaff' || role === 'firm') return byName ?? by;
  return '公安机关';
}
