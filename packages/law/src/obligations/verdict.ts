// SPDX-License-Identifier: Apache-2.0
/** Met, breached or unknown, for a row that binds: by findings, by filing date, by days kept, by what must go. */

import { daysBetween } from '../calendar/calendar-day.ts';
import { getInstrument, getProvision } from '../corpus/corpus.ts';
import { filingDeadlines } from '../deadlines/filing.ts';
import { findValue, parameterNamed } from '../deadlines/parameters.ts';
import { retentionRequirement } from '../deadlines/retention.ts';
import { type EvidenceId, evidenceTitle } from '../forms/evidence-kinds.ts';
import type { ObligationRow } from '../forms/obligation-row.ts';
import type { CalendarDay, Tri } from '../types/corpus.ts';
import type { Context } from './applies.ts';

export type ObligationState = 'met' | 'breached' | 'unknown' | 'not-applicable';

export interface Verdict {
  readonly state: ObligationState;
  /** Chinese, in the order in which they were found. */
  readonly reasons: readonly string[];
  /** Facts or findings that would decide what is unknown. */
  readonly questions: readonly string[];
  /** Findings that were read, `unknown` where nobody looked. */
  readonly evidence?: readonly { readonly id: EvidenceId; readonly title: string; readonly value: Tri }[];
  /** Last day, for filing. */
  readonly due?: CalendarDay | null;
  /** Days to keep, for retention. */
  readonly minDays?: number | null;
}

export function verdictOf(row: ObligationRow, context: Context): Verdict {
  switch (row.test?.kind) {
    case 'evidence':
      return fromEvidence(row.test.all, context);
    case 'filing':
      return fromFiling(row, context);
    case 'retention':
      return fromRetention(row, context);
    case 'prescribed-retention':
      return fromPrescribed(context);
    case 'deletion':
      return fromDeletion(row, context);
    default:
      return { state: 'unknown', reasons: [], questions: [] };
  }
}

function fromEvidence(wanted: readonly EvidenceId[], { evidence, facts }: Context): Verdict {
  const read = wanted.map((id) => ({
    id,
    title: evidenceTitle(id),
    value: evidence[id] ?? implied(id, facts),
  }));
  const failed = read.filter((item) => item.value === false);
  const open = read.filter((item) => item.value === 'unknown');
  if (failed.length > 0) {
    return {
      state: 'breached',
      reasons: failed.map((item) => `不符合：${item.title}`),
      questions: [],
      evidence: read,
    };
  }
  if (open.length > 0) {
    const reasons = open.map((item) => `尚无证据：${item.title}`);
    return { state: 'unknown', reasons, questions: open.map((item) => item.id), evidence: read };
  }
  return {
    state: 'met',
    reasons: read.map((item) => `有证据：${item.title}`),
    questions: [],
    evidence: read,
  };
}

/** What the facts of the unit already say: a system with a date of use is there; a management unit may install. */
function implied(id: EvidenceId, { putIntoUse, acceptancePassed, isManagementUnit }: Context['facts']): Tri {
  if (id === 'systemInstalled' && (putIntoUse !== undefined || acceptancePassed !== undefined)) return true;
  if (id === 'installerEntitled' && isManagementUnit === true) return true;
  return 'unknown';
}

const FILING_STATE = {
  'filed-in-time': 'met',
  'filed-late': 'breached',
  overdue: 'breached',
  open: 'unknown',
  unknown: 'unknown',
} as const;

function fromFiling(row: ObligationRow, { facts, place, asOf, calendar }: Context): Verdict {
  const duty = filingDeadlines({ ...facts, placeClass: place.placeClass, asOf }, calendar).find((answer) =>
    row.provision.startsWith(`${answer.instrument}/`),
  );
  if (duty === undefined) return { state: 'unknown', reasons: [], questions: [] };
  if (duty.event !== null && duty.duty !== row.provision) {
    return { state: 'not-applicable', reasons: [`适用${getProvision(duty.duty).title}`], questions: [] };
  }
  const other = duty.readingMatters ? ['期限的另一种算法结果不同，由人判断'] : [];
  return {
    state: FILING_STATE[duty.state],
    reasons: [duty.why, ...other],
    questions: duty.questions.filter((question) => question !== 'place' && question !== 'isManagementUnit'),
    due: duty.deadline?.due ?? null,
  };
}

/** The number that a row names, on a day; null where it names none, or nobody has set it. */
const daysOf = ({ parameter }: ObligationRow, asOf: CalendarDay): number | null =>
  parameter === undefined ? null : (findValue(parameterNamed(parameter), asOf)?.value ?? null);

function fromRetention(row: ObligationRow, { facts, asOf }: Context): Verdict {
  const minDays = daysOf(row, asOf);
  if (minDays === null) return { state: 'unknown', reasons: ['没有印出天数'], questions: [], minDays };
  const { retentionDays: found } = facts;
  if (found === undefined) {
    return {
      state: 'unknown',
      reasons: [`要求不少于${minDays}日，尚无实测天数`],
      questions: ['retentionDays'],
      minDays,
    };
  }
  return kept(found, minDays, '', facts, asOf);
}

/** The period is prescribed elsewhere: the highest floor that binds, unknown while a higher one is possible. */
function fromPrescribed({ facts, place, asOf }: Context): Verdict {
  const { requiredDays, decidedBy, possibleDays, questions } = retentionRequirement(
    { ...facts, place },
    asOf,
  );
  const found = facts.retentionDays;
  const by = decidedBy === null ? '' : `（${getInstrument(getProvision(decidedBy).instrument).shortTitle}）`;
  if (found === undefined) {
    const words = requiredDays === null ? '规定期限待查明' : `规定期限不少于${requiredDays}日${by}`;
    return {
      state: 'unknown',
      reasons: [`${words}，尚无实测天数`],
      questions: ['retentionDays', ...questions],
      minDays: requiredDays,
    };
  }
  if (requiredDays !== null && found < requiredDays) return kept(found, requiredDays, by, facts, asOf);
  const higher = possibleDays.filter((days) => days > found);
  if (requiredDays === null || higher.length > 0) {
    const words = higher.length > 0 ? `可能须不少于${higher.join('日或者')}日` : '没有查明规定期限';
    return { state: 'unknown', reasons: [`实测${found}日，${words}`], questions, minDays: requiredDays };
  }
  return kept(found, requiredDays, by, facts, asOf);
}

function kept(
  found: number,
  minDays: number,
  by: string,
  { putIntoUse }: Context['facts'],
  asOf: CalendarDay,
): Verdict {
  if (found >= minDays) {
    return { state: 'met', reasons: [`实测${found}日，不少于${minDays}日${by}`], questions: [], minDays };
  }
  if (putIntoUse !== undefined && daysBetween(putIntoUse, asOf) < minDays) {
    return { state: 'unknown', reasons: [`投入使用未满${minDays}日，尚不能判断`], questions: [], minDays };
  }
  return { state: 'breached', reasons: [`实测${found}日，少于${minDays}日${by}`], questions: [], minDays };
}

/** D799 art. 17: past the floor, footage whose purpose is achieved goes, unless another law keeps it. */
function fromDeletion(row: ObligationRow, { facts, asOf }: Context): Verdict {
  const floor = daysOf(row, asOf);
  const { retentionDays: found, purposeAchieved, otherLawRetention } = facts;
  const met = (reason: string): Verdict => ({ state: 'met', reasons: [reason], questions: [] });
  if (found !== undefined && floor !== null && found <= floor) return met(`没有超过${floor}日的图像信息`);
  if (otherLawRetention === true) return met('法律、行政法规另有保存期限');
  if (purposeAchieved === false) return met('处理目的尚未实现');
  if (found === undefined || purposeAchieved === undefined || otherLawRetention === undefined) {
    const questions = (['retentionDays', 'purposeAchieved', 'otherLawRetention'] as const).filter(
      (id) => facts[id] === undefined,
    );
    return { state: 'unknown', reasons: ['超过期限的图像信息是否仍有处理目的待认定'], questions };
  }
  return { state: 'breached', reasons: [`保存${found}日，处理目的已实现而未删除`], questions: [] };
}
