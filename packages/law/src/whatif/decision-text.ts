// SPDX-License-Identifier: Apache-2.0
/** An answer as a legal reviewer reads it: result first, then the way there, each step with its article. */

import { articleName, articleNumber } from '../corpus/article-name.ts';
import { findInstrument } from '../corpus/corpus.ts';
import { awaited } from '../engine/questions.ts';
import { factTable } from '../facts/fact-table.ts';
import { inChinese } from '../text/chinese.ts';
import { fineText, leanText } from '../text/fine-text.ts';
import {
  conflictText,
  decisionWords,
  derivedFactWords,
  dispositionWords,
  effectWords,
  factorWords,
  flagWords,
  valueText,
} from '../text/words.ts';
import type { Fine, Response, Result, TraceNode } from '../types/answer.ts';
import type { FactId } from '../types/facts.ts';

export function decisionText(response: Response): string {
  const lines: string[] = [];
  if (response.simulation) lines.push('【模拟】按请求指定的文件推演，不是适用意见。', '');
  for (const result of response.results) lines.push(...resultLines(result), '');
  lines.push(...sharedLines(response));
  const { engine, data, at } = response.receipt;
  return `${lines.map(inChinese).join('\n')}\n回执：${engine} ${data} ${at}\n`;
}

function resultLines(result: Result): readonly string[] {
  const instrument = result.instrument === null ? undefined : findInstrument(result.instrument);
  const lines = [`■ ${instrument === undefined ? '（尚未选定文件）' : `《${instrument.title}》`}`];
  const add = (label: string, text: string | null): void => {
    if (text !== null && text !== '') lines.push(`  ${label}：${text}`);
  };
  add(
    '结论',
    `${dispositionWords[result.disposition]}${result.reason === null ? '' : `（${result.reason}）`}`,
  );
  add('阶次', rowWords(result));
  add('责令', result.orders.join('、'));
  add('警告', result.warning ? '是' : null);
  add('罚款', result.fines.map(fineWords).join('；'));
  add('没收', result.confiscation.join('、'));
  add('并应', result.requires.join('、'));
  add('移送、转致', result.referrals.join('；'));
  add('留存天数', result.minDays === undefined ? null : (result.minDays?.toString() ?? '没有印出'));
  add(
    '期限',
    result.deadline
      ? `${result.deadline.from} 起 ${result.deadline.days} 日，至 ${result.deadline.due}${result.deadline.provisional === undefined ? '' : `（${result.deadline.provisional}）`}`
      : null,
  );
  add('不符合的', result.failed.map(factWords).join('、'));
  add(
    '情节',
    result.factors
      .map(
        (factor) =>
          `${factorWords[factor.id] ?? factor.id}：${factor.force === 'must' ? '应当' : '可以'}${effectWords[factor.effect]}`,
      )
      .join('；'),
  );
  add('检查事项', result.checklistItems.map((item) => `第${item}项`).join('、'));
  add('追究时效', result.limitation.from === null ? null : result.limitation.why);
  add(
    result.disposition === 'need-facts' ? '需查明' : '须先查明（结论以此为前提）',
    awaited(result).map(factWords).join('、'),
  );
  add('尚未查明、可能影响结果', (result.unexamined ?? []).map(factWords).join('、'));
  add('仍可能的阶次', result.possibleRows?.join('、') ?? null);
  add('由人决定', result.humanDecisions.map((id) => decisionWords[id] ?? id).join('、'));
  add('教育', result.education ? '应当对当事人进行教育' : null);
  for (const article of result.articles) {
    const number = articleNumber(article.printed, article.published);
    lines.push(`  依据：${number} ${clip(article.quote, 80)}`);
  }
  lines.push('  推理：', ...traceLines(result.trace.children ?? [], 2));
  return lines;
}

function rowWords(result: Result): string | null {
  if (result.row === null) return null;
  const codes = result.codes.join('、');
  return `${result.row}，${result.tier ?? '—'}档第${result.step ?? '—'}阶次${
    codes === '' ? '' : `，编码 ${codes}${result.codesInferred ? '（推定）' : ''}`
  }`;
}

const fineWords = (fine: Fine): string => `${fineText(fine)}${leanText(fine)}`;

const factWords = (fact: FactId): string => factTable[fact].zh;

function* nodes(children: readonly TraceNode[], depth: number): Iterable<readonly [TraceNode, number]> {
  for (const node of children) {
    yield [node, depth];
    if (node.children !== undefined) yield* nodes(node.children, depth + 1);
  }
}

/** Every step of a trace in order, the nested ones after the one they belong to. */
export function* nodesOf(children: readonly TraceNode[]): Iterable<TraceNode> {
  for (const [node] of nodes(children, 0)) yield node;
}

export const stepWords = ({ step }: TraceNode): string =>
  step.replace(/^情节：(.+)$/, (_, id: string) => `情节：${factorWords[id] ?? id}`);

/** 「没有」 only where nothing was found; a half-shown ground is said to be open. */
export const resultWords = (node: TraceNode): string =>
  node.step === '不予处罚' && node.result === 'none' ? '没有查明不予处罚的情形' : valueText(node.result);

/** One step of a trace in Chinese, without its children: no id of ours is left. */
export interface TraceWords {
  readonly step: string;
  readonly result: string;
  /** 「《条例》第十九条」, with the printed number where our source differs; null where the step rests on facts alone */
  readonly article: string | null;
  /** 「整改情况＝逾期不整改」 */
  readonly facts: readonly string[];
  readonly because: string | null;
  readonly rejected: readonly { readonly what: string; readonly because: string }[];
}

export const traceWords = (node: TraceNode): TraceWords => ({
  step: inChinese(stepWords(node)),
  result: inChinese(resultWords(node)),
  article: node.provision === undefined ? null : articleName(node.provision),
  facts: Object.entries(node.facts ?? {}).map(([id, value]) =>
    inChinese(`${nameOf(id)}＝${valueText(value)}`),
  ),
  because: node.because === undefined ? null : inChinese(node.because),
  rejected: (node.rejected ?? []).map(({ what, because }) => ({
    what: inChinese(what),
    because: inChinese(because),
  })),
});

function traceLines(children: readonly TraceNode[], depth: number): readonly string[] {
  return [...nodes(children, depth)].flatMap(([node, level]) => {
    const pad = '  '.repeat(level);
    const { step, result, article, facts, because, rejected } = traceWords(node);
    const source = article === null ? '' : `〔${article}〕`;
    return [
      `${pad}· ${step} → ${result}${source}${facts.length === 0 ? '' : ` ${facts.join(' ')}`}`,
      ...(because === null ? [] : [`${pad}  ${because}`]),
      ...rejected.map((each) => `${pad}  ✗ ${each.what}：${each.because}`),
      ...(node.errata === undefined ? [] : [`${pad}  勘误：${node.errata.join('、')}`]),
    ];
  });
}

const derivedNames: Readonly<Record<string, string>> = derivedFactWords;
const dateNames: Readonly<Record<string, string>> = { actDate: '行为日', decisionDate: '决定日' };
const nameOf = (id: string): string =>
  (Object.hasOwn(factTable, id) ? factTable[id as FactId].zh : undefined) ??
  derivedNames[id] ??
  dateNames[id] ??
  id;

const clip = (text: string, length: number): string => {
  const flat = text.replace(/\s+/g, '');
  return flat.length > length ? `${flat.slice(0, length)}…` : flat;
};

function sharedLines(response: Response): readonly string[] {
  const lines: string[] = [];
  for (const conflict of response.conflicts) {
    lines.push(
      `冲突（${conflictText(conflict.about)}）：${conflict.between.join(' 与 ')}，预选 ${conflict.default}，由人决定`,
    );
    lines.push(`  ${conflict.why}`);
  }
  const { lighterForUnit } = response.compare;
  if (lighterForUnit !== null) lines.push(`对单位较轻：${lighterForUnit}`);
  for (const flag of response.flags) lines.push(`注意〔${flagWords[flag.code]}〕${flag.about}`);
  const { procedure } = response;
  if (procedure.kind !== 'none' || procedure.legalReview) {
    const kind = { simple: '简易程序', ordinary: '普通程序', none: '不处罚' }[procedure.kind];
    lines.push(
      `程序：${kind}；听证${procedure.hearing === 'offer' ? '：告知' : '：不需要'}；法制审核：${procedure.legalReview ? '需要' : '不需要'}`,
    );
    for (const clock of procedure.clocks) {
      lines.push(
        `  ${clock.what}：${clock.days}${clock.unit === 'workday' ? '个工作日' : '日'}〔${articleName(clock.provision)}〕`,
      );
    }
    for (const why of procedure.why) lines.push(`  ${why}`);
  }
  if (response.questions.length > 0) lines.push(`需查明：${response.questions.map(factWords).join('、')}`);
  return lines;
}
