// SPDX-License-Identifier: Apache-2.0
/** What a changed fact asks of a person: something still to be done, or something to be found out and proved. */
import { factTable } from '../facts/fact-table.ts';
import { valueText } from '../text/words.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { FactId, Facts, FactValue } from '../types/facts.ts';
import type { DaySide } from './merge-days.ts';

export interface Step {
  readonly fact: FactId;
  /** `unknown` where nobody stated it */
  readonly from: FactValue | 'unknown';
  readonly to: FactValue;
  /** The days beside it that were tried lead to the same answer: any day so early, or so late */
  readonly side?: DaySide;
  readonly also?: readonly FactValue[];
  /** `do`: the person concerned can still bring it about; `find`: it is so or not, and needs proof */
  readonly kind: 'do' | 'find';
  /** What to do, or what would have to be found, in Chinese */
  readonly zh: string;
  /** Until when: a calendar day where one follows from the law, and the words */
  readonly by: { readonly day: CalendarDay | null; readonly zh: string } | null;
}

const beforeDecision = (decisionDate: CalendarDay): Step['by'] => ({
  day: decisionDate,
  zh: `作出决定以前（${decisionDate}）`,
});
const beforeViewing: Step['by'] = { day: null, zh: '查看、调取以前' };

interface Deed {
  readonly when: (value: FactValue) => boolean;
  /** By what is stated its time is over: then only a wrong finding could be put right */
  readonly over?: (stated: Partial<Facts>, value: FactValue, decisionDate: CalendarDay) => boolean;
  readonly zh: (value: FactValue) => string;
  readonly by: (decisionDate: CalendarDay, value: FactValue) => Step['by'];
}
/** 逾期不整改、整改不合格: what was ordered can no longer be done in time. */
const periodOver = ({ rectification }: Partial<Facts>): boolean =>
  rectification === 'overdue' || rectification === 'unqualified';
const yes = (value: FactValue): boolean => value === true;
const yesAlways = (): boolean => true;
const no = (value: FactValue): boolean => value === false;
const deed = (zh: string, when: Deed['when'] = yes, by: Deed['by'] = beforeDecision): Deed => ({
  zh: () => zh,
  when,
  by,
});
const beforeView = (zh: string): Deed => deed(zh, yes, () => beforeViewing);

const deeds: Readonly<Partial<Record<FactId, Deed>>> = {
  rectification: {
    ...deed(
      '按责令改正的要求整改，并经复查合格',
      (value) => value === 'qualified',
      () => ({ day: null, zh: '责令的整改期限届满以前' }),
    ),
    over: periodOver,
  },
  refusesAfterOrder: {
    ...deed('按责令改正，不拒绝', no, () => ({ day: null, zh: '责令的期限届满以前' })),
    over: periodOver,
  },
  refusesDismantling: deed('按责令拆除', no, () => ({ day: null, zh: '责令的期限届满以前' })),
  promptlyCorrected: {
    ...deed('及时改正，留下改正的记录'),
    over: ({ promptlyCorrected }) => promptlyCorrected === false,
  },
  activelyRemovedOrReducedHarm: deed('主动消除或者减轻违法行为的危害后果'),
  forgivenByVictim: deed('取得被侵害人谅解'),
  voluntarySurrender: deed('主动投案'),
  truthful: deed('如实陈述自己的违法行为'),
  confessedUnknown: deed('主动供述公安机关尚未掌握的违法行为'),
  merit: deed('配合查处违法行为，有立功表现'),
  filed: {
    when: (value) => value !== null,
    zh: (value) => `最迟于 ${String(value)} 完成备案`,
    by: (_, value) => ({ day: String(value), zh: `${String(value)} 以前` }),
    over: (_, value, decisionDate) => String(value) < decisionDate,
  },
  retentionDays: {
    when: yesAlways,
    zh: (value) => `把图像信息保存到不少于 ${String(value)} 日`,
    by: () => ({ day: null, zh: '立即调整；满这一天数时即达到' }),
  },
  officers: deed(
    '由二人以上办理',
    (value) => typeof value === 'number' && value >= 2,
    () => beforeViewing,
  ),
  workCredential: beforeView('出示工作证件'),
  unitCertificate: beforeView('出示单位证明文件'),
  registered: beforeView('填写情况登记表，履行登记手续'),
  confidential: beforeView('遵守保密规定，承担保密义务'),
  dutyPurposeOnly: beforeView('只用于执行职务'),
  reviewed: deed('事后复核'),
};

export function stepOf(fact: FactId, stated: Partial<Facts>, to: FactValue, decisionDate: CalendarDay): Step {
  const own = deeds[fact];
  const from = stated[fact];
  const base = { fact, from: from === undefined ? ('unknown' as const) : from, to };
  // A day that passes is nobody's deed and nothing to be found
  if (fact === 'asOf') return { ...base, kind: 'find', zh: `截至 ${String(to)} 仍未备案`, by: null };
  if (own?.when(to) === true && own.over?.(stated, to, decisionDate) !== true) {
    return { ...base, kind: 'do', zh: own.zh(to), by: own.by(decisionDate, to) };
  }
  return {
    ...base,
    kind: 'find',
    zh: findingText(fact, to),
    by: { day: decisionDate, zh: `作出决定以前查明（${decisionDate}）` },
  };
}

/** 「场所」是商场 · 不具有「初次违法」 */
export function findingText(fact: FactId, value: FactValue): string {
  const { zh } = factTable[fact];
  if (value === true) return `查明：${zh}`;
  if (value === false) return `查明不是：${zh}`;
  return `查明${zh}：${valueText(value)}`;
}
