// SPDX-License-Identifier: Apache-2.0
/** 怎样才合规: for every duty breached or open, the fewest findings and facts that make it met, with day and article. */
import { addDays } from '../calendar/calendar-day.ts';
import { articleOf } from '../corpus/articles.ts';
import type { Evidence, EvidenceId } from '../forms/evidence-kinds.ts';
import {
  type ObligationResult,
  type ObligationRole,
  obligations,
  type UnitFacts,
} from '../obligations/obligations.ts';
import type { Article } from '../types/answer.ts';
import type { CalendarDay } from '../types/corpus.ts';

export interface ComplianceStep {
  /** A finding, or a fact of the unit and its system */
  readonly id: string;
  readonly to: boolean | number | CalendarDay;
  readonly zh: string;
}

export interface Compliance {
  readonly obligation: string;
  readonly title: string;
  readonly state: 'breached' | 'unknown';
  /** Fewest steps; empty where none is known that would settle it */
  readonly steps: readonly ComplianceStep[];
  /** The duty is met afterwards; false where a day that has passed cannot be made good, only ended */
  readonly cures: boolean;
  /** Last day, where the law sets one */
  readonly by: CalendarDay | null;
  readonly byText: string;
  readonly ground: Article;
  /** Provision that prints the consequence of a breach */
  readonly sanction: Article | null;
}

export interface UnitQuestion {
  readonly facts: UnitFacts;
  readonly evidence: Evidence;
  readonly asOf: CalendarDay;
  readonly role?: ObligationRole;
}

/**
 * What a unit has to do to comply.
 *
 * Each set is tried: the duties are judged again with the steps taken, and a step that is not needed is left out.
 *
 * @returns one entry per duty that is breached or open, breaches first; the items of the Hami list set no duty
 * @legal d799/filing-duty, d799/retention, d799/operation-security
 */
export function comply(question: UnitQuestion): readonly Compliance[] {
  const judge = judgeOf(question);
  const open = judge([]).filter(({ state }) => state === 'breached' || state === 'unknown');
  return open
    .filter(({ instrument }) => instrument !== 'hami-checklist')
    .map((one) => complianceOf(one, question, judge))
    .sort((a, b) => Number(b.state === 'breached') - Number(a.state === 'breached'));
}

type Judge = (steps: readonly ComplianceStep[]) => readonly ObligationResult[];

/** Answers are kept: many duties wait for the same steps. */
function judgeOf({ facts, evidence, asOf, role = 'unit' }: UnitQuestion): Judge {
  const known = new Map<string, readonly ObligationResult[]>();
  return (steps) => {
    const key = JSON.stringify(steps);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = steps.filter(({ id }) => !factNames.has(id)).map(({ id, to }) => [id, to]);
    const stated = steps.filter(({ id }) => factNames.has(id)).map(({ id, to }) => [id, to]);
    const answer = obligations(
      { ...facts, ...Object.fromEntries(stated) },
      { ...evidence, ...Object.fromEntries(found) },
      asOf,
      { role },
    ).results;
    known.set(key, answer);
    return answer;
  };
}

const factNames: ReadonlySet<string> = new Set([
  'filed',
  'retentionDays',
  'purposeAchieved',
  'otherLawRetention',
  'putIntoUse',
  'acceptancePassed',
]);

function complianceOf(one: ObligationResult, { asOf }: UnitQuestion, judge: Judge): Compliance {
  const reaches = (steps: readonly ComplianceStep[]): boolean => {
    const state = judge(steps).find(({ id }) => id === one.id)?.state;
    return state === 'met' || state === 'not-applicable';
  };
  let steps = stepsFor(one, asOf);
  const cures = steps.length > 0 && reaches(steps);
  if (!cures && one.due === null) steps = [];
  for (const step of cures ? steps : []) {
    const less = steps.filter((other) => other !== step);
    if (reaches(less)) steps = less;
  }
  return {
    obligation: one.id,
    title: one.title,
    state: one.state as Compliance['state'],
    steps,
    cures,
    by: one.due,
    byText: byText(one, asOf),
    ground: articleOf(one.provision),
    sanction: one.breach.sanction === null ? null : articleOf(one.breach.sanction),
  };
}

function stepsFor(one: ObligationResult, asOf: CalendarDay): readonly ComplianceStep[] {
  const findings = one.evidence
    .filter(({ value }) => value !== true)
    .map(
      ({ id, title }): ComplianceStep => ({
        id: id satisfies EvidenceId,
        to: true,
        zh: `做到并留下证据：${title}`,
      }),
    );
  if (findings.length > 0) return findings;
  if (one.minDays !== null) {
    return [{ id: 'retentionDays', to: one.minDays, zh: `把图像信息保存到不少于 ${one.minDays} 日` }];
  }
  if (one.due !== null) {
    const day = one.due < asOf ? asOf : one.due;
    return [
      {
        id: 'filed',
        to: day,
        zh: one.due < asOf ? '补办备案，取得回执' : `最迟于 ${day} 办理备案，取得回执`,
      },
    ];
  }
  if (one.questions.includes('purposeAchieved')) {
    return [{ id: 'purposeAchieved', to: false, zh: '逐项查明处理目的是否已经实现；已经实现的，删除' }];
  }
  return [];
}

function byText(one: ObligationResult, asOf: CalendarDay): string {
  if (one.due !== null) {
    return one.due < asOf ? `期限 ${one.due} 已过，立即办理；逾期本身不因补办而消除` : `${one.due} 以前`;
  }
  if (one.minDays !== null)
    return `立即调整；自调整起满 ${one.minDays} 日（${addDays(asOf, one.minDays)}）达到`;
  return one.state === 'breached' ? '立即' : '在下一次检查以前';
}
