// SPDX-License-Identifier: Apache-2.0
/**
 * The published items as far as proofs answer them: each with its state, why, what it rests on, and where nothing decides
 * it, what would. A recorder that does not answer is no breach; retention is met only by a challenge. Pure.
 */
import type { Words } from '@mingjing/contracts';
import { evidenceKinds, type ObligationResult, type ObligationsAnswer } from '@mingjing/law';
import type { Difference, StandingChallenge, StandingRecorder } from '../uplink/index.ts';

/** Items that a recorder's proofs can answer; the rest needs papers or eyes. */
export const itemsByProof: ReadonlySet<number> = new Set([4, 5, 6, 7, 11, 12, 13]);

/** The published checklist is drawn up under the Decree: rows of other instruments have their own consequences. */
const checklistInstrument = 'd799';

/** The retention item. */
const retentionItem = 7;

export type ItemProof =
  | { readonly kind: 'challenge'; readonly id: string; readonly origin: string }
  | { readonly kind: 'report'; readonly origin: string; readonly at: string };

export interface AssessedItem {
  readonly no: number;
  readonly state: 'met' | 'breached' | 'unknown' | 'not-applicable';
  readonly reason: Words;
  readonly proofs: readonly ItemProof[];
  /** What would decide it; null when it is decided. */
  readonly decidedBy: Words | null;
}

export interface AssessedRecorder {
  readonly recorder: StandingRecorder;
  /** Of the thing: several where its cameras were asked about over different days. */
  readonly challenges: readonly StandingChallenge[];
  /** Days that the register says the law binds this unit to; null where no rule certainly does. */
  readonly lawfulDays: number | null;
  /** Undefined: no report that can be believed. */
  readonly duties:
    | { readonly answer: ObligationsAnswer; readonly differences: readonly Difference[] }
    | undefined;
}

/** Of several recorders the worst counts: breached before unknown before met. */
export function assessItems(
  items: readonly number[],
  recorders: readonly AssessedRecorder[],
): readonly AssessedItem[] {
  return items.map(
    (no) =>
      worstOf(
        no,
        recorders.map((one) => assessOne(no, one)),
      ) ?? nobody(no),
  );
}

function worstOf(no: number, each: readonly AssessedItem[]): AssessedItem | undefined {
  const worst = (['breached', 'unknown', 'met', 'not-applicable'] as const)
    .map((state) => each.filter((one) => one.state === state))
    .find((found) => found.length > 0);
  const [first] = worst ?? [];
  if (!worst || !first) return undefined;
  return {
    ...first,
    no,
    reason: {
      zh: [...new Set(worst.map(({ reason }) => reason.zh))].join('；'),
      en: [...new Set(worst.map(({ reason }) => reason.en))].join('; '),
    },
    proofs: each.flatMap(({ proofs }) => proofs),
  };
}

const nobody = (no: number): AssessedItem => ({
  no,
  state: 'unknown',
  reason: { zh: '没有已入网的录像机', en: 'no enrolled recorder' },
  proofs: [],
  decidedBy: { zh: '现场检查', en: 'a visit' },
});

function assessOne(no: number, of: AssessedRecorder): AssessedItem {
  const { recorder, duties } = of;
  if (no === retentionItem) {
    const { challenges } = of;
    const each = challenges.length === 0 ? [waiting()] : challenges.map((one) => retention(of, one));
    return worstOf(no, each) ?? waiting();
  }
  if (!duties || recorder.reportedAt === null)
    return {
      no,
      state: 'unknown',
      reason: { zh: '录像机还没有可信的报告', en: 'no report that can be believed' },
      proofs: [],
      decidedBy: { zh: '录像机的下一次报告', en: "the recorder's next report" },
    };
  const found = duties.answer.checklist.find(({ item }) => item === no);
  const rows = duties.answer.results.filter(({ id }) => found?.rows.includes(id));
  const state = found?.state ?? 'unknown';
  const open = rows.filter((row) => row.state === state);
  const differences = no === 4 ? duties.differences : [];
  return {
    no,
    state,
    reason: reasonOf(open, differences),
    proofs: [{ kind: 'report', origin: recorder.origin, at: recorder.reportedAt.toISOString() }],
    decidedBy: state === 'unknown' ? decidedBy(no, open) : null,
  };
}

const fieldNames: Readonly<Record<Difference['field'], Words>> = {
  cameras: { zh: '设备数量', en: 'cameras' },
  storageDays: { zh: '存储期限（日）', en: 'days kept' },
  placeKind: { zh: '场所类型', en: 'kind of place' },
};

const stateWords: Readonly<Record<ObligationResult['state'], string>> = {
  met: 'is met',
  breached: 'is breached',
  unknown: 'is not known',
  'not-applicable': 'does not apply',
};

function reasonOf(rows: readonly ObligationResult[], differences: readonly Difference[]): Words {
  if (differences.length > 0)
    return {
      zh: `与备案不一致：${differences.map(({ field, filed, found }) => `${fieldNames[field].zh} 备案 ${filed}，录像机 ${found}`).join('；')}`,
      en: `differs from the filing: ${differences.map(({ field, filed, found }) => `${fieldNames[field].en} filed ${filed}, found ${found}`).join('; ')}`,
    };
  const reasons = rows.map(({ title, reasons: found }) =>
    found.length > 0 ? `${title}：${found.join('，')}` : title,
  );
  return {
    zh: reasons.join('；') || '没有可依据的事实',
    en: rows.map(({ title, state }) => `「${title}」 ${stateWords[state]}`).join('; ') || 'no facts to go by',
  };
}

function decidedBy(no: number, rows: readonly ObligationResult[]): Words {
  const questions = [...new Set(rows.flatMap(({ questions: asked }) => asked))];
  if (!itemsByProof.has(no)) return { zh: '现场查看或者查阅资料', en: 'a visit or the papers' };
  const names = questions.map((id) => titleOf(id));
  return {
    zh: `录像机登记以下事实，或者查阅资料：${names.join('、') || '本项所需事实'}`,
    en: `these facts in the recorder's registers, or the papers: ${questions.join(', ') || 'those of this item'}`,
  };
}

const titleOf = (id: string): string => evidenceKinds.find((one) => one.id === id)?.title ?? id;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const waiting = (): AssessedItem => ({
  no: retentionItem,
  state: 'unknown',
  reason: { zh: '等待录像机回答留存抽验', en: 'waiting for the answer to the challenge' },
  proofs: [],
  decidedBy: { zh: '留存抽验的回答', en: 'the answer to the challenge' },
});

/** Days are claimed by the recorder, and held against the blocks it showed. */
function retention(
  { recorder, duties, lawfulDays }: AssessedRecorder,
  challenge: StandingChallenge,
): AssessedItem {
  const no = retentionItem;
  const { origin } = recorder;
  if (challenge.state === 'ordered' || challenge.state === 'open') return waiting();
  const proofs: readonly ItemProof[] = [{ kind: 'challenge', id: challenge.id, origin }];
  const { verdict, range } = challenge;
  if (challenge.state === 'contained' || !verdict || !range)
    return {
      no,
      state: 'unknown',
      reason: {
        zh: `${challenge.attempt} 次抽验没有得到回答；没有回答不是违法的证明`,
        en: `${challenge.attempt} challenges went unanswered, which proves nothing against the unit`,
      },
      proofs,
      decidedBy: { zh: '现场检查', en: 'a visit' },
    };
  const { samples, held, gap, deleted, failed, heldAtLeast, confidence } = verdict;
  const days = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000;
  const shown: Words = {
    zh: `抽验 ${samples} 处（${days.toFixed(1)} 日、${range.cameras} 台摄像机）：持有 ${held}，缺口 ${gap}，已删除 ${deleted}，失败 ${failed}；${confidence * 100} % 把握至少 ${percent(heldAtLeast)}`,
    en: `${samples} samples over ${days.toFixed(1)} days and ${range.cameras} cameras: held ${held}, gap ${gap}, deleted ${deleted}, failed ${failed}; at least ${percent(heldAtLeast)} with ${confidence * 100} % confidence`,
  };
  if (failed > 0 || deleted > 0) return { no, state: 'breached', reason: shown, proofs, decidedBy: null };
  const rows = duties?.answer.results.filter(
    ({ instrument, checklistItems }) => checklistItems.includes(no) && instrument === checklistInstrument,
  );
  const breached = rows?.filter(({ state }) => state === 'breached') ?? [];
  if (breached.length > 0)
    return { no, state: 'breached', reason: join(shown, reasonOf(breached, [])), proofs, decidedBy: null };
  if (gap > 0)
    return {
      no,
      state: 'unknown',
      reason: join(shown, { zh: '缺口已由录像机申报', en: 'the gaps were declared' }),
      proofs,
      decidedBy: { zh: '由人判断缺口的原因和长短', en: 'a person who judges cause and length of the gaps' },
    };
  const own = recorder.facts?.requiredDays ?? 0;
  // What the register knows of the unit binds it, whatever its recorder was set to.
  const required = Math.max(own, lawfulDays ?? 0);
  // A recorder that names no days to keep has not shown that it keeps enough of them.
  if (required <= 0)
    return {
      no,
      state: 'unknown',
      reason: join(shown, {
        zh: '录像机没有报告应当保存的日数',
        en: 'the recorder names no days that it must keep',
      }),
      proofs,
      decidedBy: { zh: '单位应当保存的日数', en: 'the days that this unit must keep' },
    };
  // A sample more or less at the edges is no day.
  if (days < required - 1.5)
    return {
      no,
      state: 'unknown',
      reason: join(shown, {
        zh: `至今只能证明 ${days.toFixed(1)} 日，应为 ${required} 日${own < required ? `（录像机设定为 ${own} 日，少于依法应存的日数）` : ''}`,
        en: `only ${days.toFixed(1)} of ${required} days can be shown so far${own < required ? ` (the recorder is set to ${own}, fewer than the law asks)` : ''}`,
      }),
      proofs,
      decidedBy: {
        zh: '系统投入使用的日期，或者满期后再次抽验',
        en: 'the day it was put into use, or a later challenge',
      },
    };
  return { no, state: 'met', reason: shown, proofs, decidedBy: null };
}

const join = (a: Words, b: Words): Words => ({ zh: `${a.zh}；${b.zh}`, en: `${a.en}; ${b.en}` });
