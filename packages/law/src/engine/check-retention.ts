// SPDX-License-Identifier: Apache-2.0
/** 留存天数: what an instrument prints, and whether the days found keep to it: floor first, then the ceiling. */
import type { CheckRule } from '../instruments/violation.ts';
import type { Flag, Result, TraceNode } from '../types/answer.ts';
import type { ProvisionId, Tri } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import { articlesOf } from './articles.ts';
import { answer } from './result.ts';
import type { Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

interface PrintedRetention {
  /** null = the instrument prints no number for this place */
  readonly minDays: number | null;
  readonly provision: ProvisionId;
  /** Whether the rule binds the place and unit at hand */
  readonly applies: Tri;
  readonly asks: readonly FactId[];
  /** Past the floor, what has served its purpose must be deleted */
  readonly deleteAfter: boolean;
  readonly because: string;
  /** A breach has a penalty in this instrument */
  readonly penalty: boolean;
}

/** @legal d799/retention, qhd-measures-2017/retention, bj-residential/retention, bj-measures-2006/information-management */
export function checkRetention(rule: CheckRule, situation: Situation): Result {
  const printed = printedRetention(rule, situation);
  const flags: Flag[] = [];
  const steps: TraceNode[] = [
    cited('规定的留存天数', printed.provision, printed.minDays, { because: printed.because }),
  ];
  noteHigherLaw(rule, printed, situation, flags);
  const base = {
    articles: articlesOf(rule.provisions),
    checklistItems: rule.checklistItems,
    minDays: printed.minDays,
    flags,
  };
  const { stated } = situation;
  const ruleOnly = stated.conduct === 'retention-rule';
  if (printed.applies === false) {
    steps.push({
      step: '是否适用',
      facts: factsOf(situation, ['place', 'keyUnit', 'isManagementUnit', 'isPublicSecurityVideoSystem']),
      result: false,
      because: printed.because,
    });
    return answer(rule.instrument, 'not-a-violation', steps, {
      ...base,
      minDays: null,
      reason: 'retention-rule-does-not-apply',
    });
  }
  if (ruleOnly) {
    return answer(rule.instrument, 'not-a-violation', steps, {
      ...base,
      questions: printed.applies === 'unknown' ? printed.asks : [],
    });
  }
  if (printed.minDays === null) {
    return answer(rule.instrument, 'not-addressed', steps, { ...base, reason: 'no-number-printed' });
  }
  return compareDays(rule, situation, printed, printed.minDays, base, steps, flags);
}

function compareDays(
  rule: CheckRule,
  situation: Situation,
  printed: PrintedRetention,
  minDays: number,
  base: Partial<Result>,
  steps: TraceNode[],
  flags: Flag[],
): Result {
  const { retentionDays, purposeAchieved, otherLawRetention } = situation.stated;
  if (retentionDays === undefined) {
    return answer(rule.instrument, 'need-facts', steps, { ...base, questions: ['retentionDays'] });
  }
  const long = retentionDays >= minDays;
  steps.push(
    cited('下限', printed.provision, long, {
      facts: factsOf(situation, ['retentionDays']),
      because: `${retentionDays} 日${long ? '不少于' : '少于'} ${minDays} 日`,
    }),
  );
  // The place was named and its class is still open: whether the floor binds it is not known
  if (printed.applies === 'unknown' && situation.place !== null) {
    return answer(rule.instrument, 'need-facts', steps, { ...base, questions: printed.asks });
  }
  if (!long) {
    if (!printed.penalty) {
      flags.push({
        code: 'no-penalty-clause',
        about: '留存不足，本文件没有罚则',
        instrument: rule.instrument,
      });
    }
    if (otherLawRetention === true) {
      flags.push({
        code: 'legal-review',
        about: '保存期限另有规定的，从其规定',
        instrument: rule.instrument,
      });
    }
    return answer(rule.instrument, 'check-failed', steps, {
      ...base,
      reason: 'under-retention',
      failed: ['retentionDays'],
      questions: printed.applies === 'unknown' ? printed.asks : [],
    });
  }
  if (!printed.deleteAfter || retentionDays === minDays || otherLawRetention === true) {
    return answer(rule.instrument, 'compliant', steps, base);
  }
  steps.push(
    cited('上限：目的已实现的应当删除', printed.provision, purposeAchieved ?? 'unknown', {
      facts: factsOf(situation, ['purposeAchieved', 'otherLawRetention']),
    }),
  );
  if (purposeAchieved === undefined) {
    return answer(rule.instrument, 'need-facts', steps, {
      ...base,
      questions: ['purposeAchieved'],
      possibleRows: [],
    });
  }
  if (!purposeAchieved) return answer(rule.instrument, 'compliant', steps, base);
  flags.push({ code: 'no-penalty-clause', about: '超期未删除，本文件没有罚则', instrument: rule.instrument });
  return answer(rule.instrument, 'check-failed', steps, {
    ...base,
    reason: 'over-retention',
    failed: ['retentionDays'],
    requires: ['删除已经实现处理目的的视频图像信息'],
    questions: otherLawRetention === undefined ? ['otherLawRetention'] : [],
  });
}

function printedRetention(rule: CheckRule, situation: Situation): PrintedRetention {
  switch (rule.instrument) {
    case 'd799':
    case 'hami-checklist':
      return decree(situation);
    case 'qhd-measures-2017':
      return qinhuangdao(situation);
    case 'bj-residential':
      return situation.facts.placeIsResidential === false
        ? { ...residential, applies: false, because: '场所不是住宅区' }
        : residential;
    case 'bj-measures-2006':
      return noNumber;
    default:
      return situation.facts.placeIsResidential === true || situation.facts.actor === 'propertyManager'
        ? residential
        : noNumber;
  }
}

const residential: PrintedRetention = {
  minDays: 7,
  provision: 'bj-residential/retention',
  applies: true,
  asks: [],
  deleteAfter: false,
  because: '住宅区管理人：保存期限不得少于７日',
  penalty: true,
};
const noNumber: PrintedRetention = {
  minDays: null,
  provision: 'bj-measures-2006/information-management',
  applies: true,
  asks: [],
  deleteAfter: false,
  because: '第十三条（三）只写「按照规定期限留存」，没有印出天数（E71）',
  penalty: true,
};

function decree({ facts }: Situation): PrintedRetention {
  const rule = {
    minDays: 30,
    provision: 'd799/retention',
    deleteAfter: true,
    penalty: false,
    asks: facts.isManagementUnit === undefined ? (['isManagementUnit'] as const) : (['place'] as const),
  } as const;
  if (facts.isPublicSecurityVideoSystem === false) {
    return { ...rule, applies: false, because: '不属于条例第二条的公共安全视频系统' };
  }
  if (facts.placeIsD799Art7 === false) {
    return {
      ...rule,
      provision: 'd799/other-public-places-exempt',
      applies: false,
      because: '场所不属于第七条，第九条第二款（第三十三条）不适用第十七条',
    };
  }
  return {
    ...rule,
    applies: facts.placeIsD799Art7 === true ? true : 'unknown',
    because: '第十七条：保存不少于30日；30日后已经实现处理目的的应当删除',
  };
}

function qinhuangdao({ facts }: Situation): PrintedRetention {
  const here = facts.placeIsQhdPublicArea === true || facts.keyUnit === true;
  const no = facts.keyUnit === false && facts.placeIsQhdPublicArea !== true;
  return {
    minDays: 30,
    provision: 'qhd-measures-2017/retention',
    applies: here ? true : no ? false : 'unknown',
    asks: ['keyUnit'],
    deleteAfter: false,
    because: no ? '不是社会公共区域，也不是技防重点单位' : '第二十条：留存时间不得少于三十日',
    penalty: false,
  };
}

/** Beijing prints 7 days or none; the Decree's 30 days stand above it for the places of its art. 7. */
function noteHigherLaw(
  rule: CheckRule,
  printed: PrintedRetention,
  { facts, decisionDate }: Situation,
  flags: Flag[],
): void {
  const local = rule.instrument.startsWith('bj-');
  if (!local || decisionDate < '2025-04-01' || facts.placeIsD799Art7 === false) return;
  const days = printed.minDays === null ? '没有印出天数' : `印 ${printed.minDays} 日`;
  flags.push({
    code: 'higher-law-differs',
    about: `留存天数：本文件${days}，条例第十七条对第七条的场所规定不少于30日（E71）`,
    instrument: rule.instrument,
  });
}
