// SPDX-License-Identifier: Apache-2.0
/**
 * 保存期限: a floor from every rule that binds the place, and a ceiling from Decree 799 art. 17.
 * The floor required is the highest of the rules that apply; a rule whose condition is unknown is not dropped
 * and not assumed, it stays as a possible higher floor with the fact that would decide it.
 */

import type { RetentionRuleId } from '../forms/violation.ts';
import type { PlaceClassification } from '../places/place.ts';
import type { CalendarDay } from '../types/corpus.ts';
import { findValue, getParameter, type ParameterId } from './parameters.ts';

/** Facts retention depends on; absent means unknown. */
export interface RetentionFacts {
  readonly jurisdiction?: string | undefined;
  /** From `classifyPlace`; absent when no place was given. */
  readonly place?: PlaceClassification | undefined;
  readonly isManagementUnit?: boolean | undefined;
  /** 技防重点单位 of Qinhuangdao art. 9(2). */
  readonly keyUnit?: boolean | undefined;
  /** 防范恐怖袭击重点目标 (反恐怖主义法 art. 32). */
  readonly counterTerrorKeyTarget?: boolean | undefined;
  readonly isPublicSecurityVideoSystem?: boolean | undefined;
}

export interface RetentionRule {
  readonly provision: string;
  readonly instrument: string;
  readonly applies: boolean | 'unknown';
  /** Days this rule prints; null where it refers to a period printed elsewhere or sets none. */
  readonly minDays: number | null;
  /** Past the floor, footage whose purpose is achieved must be deleted. */
  readonly deleteAfter: boolean;
  readonly questions: readonly string[];
  /** One Chinese sentence. */
  readonly why: string;
}

export interface RetentionRequirement {
  /** Highest floor of the rules that certainly apply; null when none prints a number. */
  readonly requiredDays: number | null;
  /** Provision that sets `requiredDays`. */
  readonly decidedBy: string | null;
  /** Higher floors that an unknown fact may still bring, ascending. */
  readonly possibleDays: readonly number[];
  /** D799 art. 17: delete after the floor once the purpose is achieved. */
  readonly deleteAfter: boolean | 'unknown';
  readonly rules: readonly RetentionRule[];
  readonly questions: readonly string[];
}

/**
 * Every retention rule with its answer for this place, and the floor they give together.
 *
 * @param asOf the day the numbers are read on; the newest ones where none is given
 * @legal d799/retention, d799/other-public-places-exempt, qhd-measures-2017/retention, bj-residential/retention,
 *   bj-measures-2006/information-management, counter-terrorism-law/retention
 */
export function retentionRequirement(facts: RetentionFacts, asOf?: CalendarDay): RetentionRequirement {
  const rules = Object.values(retentionRules).map((rule) => rule(facts, asOf));
  const certain = rules.filter((rule) => rule.applies === true && rule.minDays !== null);
  const highest = certain.reduce<RetentionRule | null>(
    (best, rule) => ((rule.minDays ?? 0) > (best?.minDays ?? 0) ? rule : best),
    null,
  );
  const floor = highest?.minDays ?? 0;
  const open = rules.filter((rule) => rule.applies === 'unknown' && (rule.minDays ?? 0) > floor);
  return {
    requiredDays: highest?.minDays ?? null,
    decidedBy: highest?.provision ?? null,
    possibleDays: [...new Set(open.map((rule) => rule.minDays ?? 0))].sort((a, b) => a - b),
    deleteAfter: rules[0]?.applies ?? 'unknown',
    rules,
    questions: [...new Set(open.flatMap((rule) => rule.questions))],
  };
}

/** The number on a day; before its first day, and without a day, the newest. */
function daysOf(id: ParameterId, asOf: CalendarDay | undefined): number | null {
  return (
    (asOf === undefined ? undefined : findValue(id, asOf)?.value) ??
    getParameter(id).values.at(-1)?.value ??
    null
  );
}

function decree(
  { place, isManagementUnit, isPublicSecurityVideoSystem }: RetentionFacts,
  asOf?: CalendarDay,
): RetentionRule {
  const days = daysOf('d799/retention-days', asOf);
  const rule = {
    provision: 'd799/retention',
    instrument: 'd799',
    minDays: days,
    deleteAfter: true,
  };
  const no = (why: string): RetentionRule => ({ ...rule, applies: false, questions: [], why });
  const yes = (why: string): RetentionRule => ({ ...rule, applies: true, questions: [], why });
  if (isPublicSecurityVideoSystem === false) return no('不属于条例第二条的公共安全视频系统');
  if (isManagementUnit === false) return no('不是条例第七条的管理单位');
  if (isManagementUnit === true) return yes(`条例第七条的管理单位，第十七条：保存不少于${days}日`);
  switch (place?.placeClass ?? 'unknown') {
    case 'art7-1':
    case 'art7-2':
      return yes(`条例第七条的场所，第十七条：保存不少于${days}日；${days}日后已实现处理目的的应当删除`);
    case 'art9':
      return no('条例第九条第二款：其他公共场所不适用第十七条');
    case 'nonPublic':
      return no('非公共场所，条例第三十三条，不适用第十七条');
    case 'unknown':
      return {
        ...rule,
        applies: 'unknown',
        questions: ['place', 'isManagementUnit'],
        why: '场所类别不明，第十七条是否适用待认定',
      };
  }
}

const within = (jurisdiction: string | undefined, name: string, codes: RegExp): boolean | 'unknown' =>
  jurisdiction === undefined ? 'unknown' : jurisdiction === name || codes.test(jurisdiction);

function qinhuangdao({ jurisdiction, place, keyUnit }: RetentionFacts, asOf?: CalendarDay): RetentionRule {
  const days = daysOf('qhd-measures-2017/retention-days', asOf);
  const rule = {
    provision: 'qhd-measures-2017/retention',
    instrument: 'qhd-measures-2017',
    minDays: days,
    deleteAfter: false,
  };
  const here = within(jurisdiction, 'qinhuangdao', /^1303\d{2}$/);
  // A person's finding goes before the list; the list before silence
  const named = place?.qinhuangdao.art9Item !== null && place?.qinhuangdao.certainty === 'listed';
  const key = keyUnit ?? named;
  const listed = key || place?.qinhuangdao.publicArea === true;
  const excluded = !listed && keyUnit === false && place?.qinhuangdao.publicArea === false;
  if (here === false) return { ...rule, applies: false, questions: [], why: '不在秦皇岛市行政区域内' };
  if (here === true && listed) {
    return {
      ...rule,
      applies: true,
      questions: [],
      why: `社会公共区域或者技防重点单位，第二十条：不少于${days}日`,
    };
  }
  if (excluded) return { ...rule, applies: false, questions: [], why: '不属于社会公共区域和技防重点单位' };
  const questions = here === 'unknown' ? ['jurisdiction'] : ['keyUnit', 'place'];
  return { ...rule, applies: 'unknown', questions, why: '是否属于第二十条的区域、单位待认定' };
}

function residential({ jurisdiction, place }: RetentionFacts, asOf?: CalendarDay): RetentionRule {
  const days = daysOf('bj-residential/retention-days', asOf);
  const rule = {
    provision: 'bj-residential/retention',
    instrument: 'bj-residential',
    minDays: days,
    deleteAfter: false,
  };
  const here = within(jurisdiction, 'beijing', /^11\d{4}$/);
  if (here === false) return { ...rule, applies: false, questions: [], why: '不在北京市行政区域内' };
  const isResidential = place?.residential ?? 'unknown';
  if (isResidential === false) return { ...rule, applies: false, questions: [], why: '不是住宅区' };
  if (here === true && isResidential === true) {
    return { ...rule, applies: true, questions: [], why: `住宅区管理人，第九条：保存期限不得少于${days}日` };
  }
  const questions = here === 'unknown' ? ['jurisdiction'] : ['place'];
  return { ...rule, applies: 'unknown', questions, why: '是否住宅区待认定' };
}

function beijing({ jurisdiction }: RetentionFacts, asOf?: CalendarDay): RetentionRule {
  const here = within(jurisdiction, 'beijing', /^11\d{4}$/);
  return {
    provision: 'bj-measures-2006/information-management',
    instrument: 'bj-measures-2006',
    applies: here,
    minDays: daysOf('bj-measures-2006/retention-days', asOf),
    deleteAfter: false,
    questions: here === 'unknown' ? ['jurisdiction'] : [],
    why: '《办法》第十三条（三）：按照规定期限留存，未印出天数',
  };
}

function counterTerror({ counterTerrorKeyTarget }: RetentionFacts, asOf?: CalendarDay): RetentionRule {
  const days = daysOf('counter-terrorism-law/retention-days', asOf);
  return {
    provision: 'counter-terrorism-law/retention',
    instrument: 'counter-terrorism-law',
    applies: counterTerrorKeyTarget ?? 'unknown',
    minDays: days,
    deleteAfter: false,
    questions: counterTerrorKeyTarget === undefined ? ['counterTerrorKeyTarget'] : [],
    why: `防范恐怖袭击的重点目标：视频图像信息保存期限不少于${days}日（待官方文本核对）`,
  };
}

/** One rule of retention per instrument that has one. */
export const retentionRules = {
  d799: decree,
  'qhd-measures-2017': qinhuangdao,
  'bj-residential': residential,
  'bj-measures-2006': beijing,
  'counter-terrorism-law': counterTerror,
} as const satisfies Record<RetentionRuleId, (facts: RetentionFacts, asOf?: CalendarDay) => RetentionRule>;
