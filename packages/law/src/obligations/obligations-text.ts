// SPDX-License-Identifier: Apache-2.0
/**
 * Obligations for a reader: breaches first and the dearest first, each with what it may cost; what is open stands
 * under the question whose answer settles most of it.
 */

import { articleNumber } from '../corpus/article-name.ts';
import { getInstrument } from '../corpus/corpus.ts';
import { factTable } from '../facts/fact-table.ts';
import { evidenceKinds } from '../forms/evidence-kinds.ts';
import { inChinese } from '../text/chinese.ts';
import { breachPenalty } from './breach-penalty.ts';
import type { ObligationResult, ObligationsAnswer } from './obligations.ts';
import type { ObligationState } from './verdict.ts';

const STATE: Readonly<Record<ObligationState, string>> = {
  breached: '违反',
  unknown: '不明',
  met: '符合',
  'not-applicable': '不适用',
};

const ORDER: readonly ObligationState[] = ['breached', 'unknown', 'met', 'not-applicable'];

/** Chinese text, ending with a newline. */
export function obligationsText(answer: ObligationsAnswer): string {
  const counts = ORDER.map((state) => `${STATE[state]} ${answer.counts[state]}`).join(' · ');
  const place = answer.place.text === '' ? '没有写明场所' : answer.place.why;
  const of = (state: ObligationState): readonly ObligationResult[] =>
    byConsequence(answer.results.filter((one) => one.state === state));
  const blocks = [
    ...of('breached').map(block),
    ...openBlocks(of('unknown')),
    ...of('met').map(block),
    ...of('not-applicable').map(block),
  ];
  return `截至 ${answer.asOf} · ${counts}\n场所：${inChinese(place)}\n\n${blocks.join('\n')}\n`;
}

/** The dearest breach first; the order of the tables within one price. */
export const byConsequence = (results: readonly ObligationResult[]): readonly ObligationResult[] =>
  results.toSorted((a, b) => breachPenalty(b).weight - breachPenalty(a).weight);

export interface OpenGroup {
  /** Fact or finding; null: nothing that is asked would settle it */
  readonly question: string | null;
  readonly results: readonly ObligationResult[];
}

/** What is open, by the question that settles most of it, then by the one that settles most of the rest. */
export function openGroups(open: readonly ObligationResult[]): readonly OpenGroup[] {
  const groups: OpenGroup[] = [];
  let rest = open;
  while (rest.length > 0) {
    const question = mostAsked(rest);
    const results = question === null ? rest : rest.filter(({ questions }) => questions.includes(question));
    groups.push({ question, results });
    rest = rest.filter((one) => !results.includes(one));
  }
  return groups;
}

function mostAsked(results: readonly ObligationResult[]): string | null {
  const asked = new Map<string, number>();
  for (const { questions } of results) {
    for (const question of questions) asked.set(question, (asked.get(question) ?? 0) + 1);
  }
  const [most] = [...asked].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

const openBlocks = (open: readonly ObligationResult[]): readonly string[] =>
  openGroups(open).flatMap(({ question, results }) => [
    question === null
      ? `◇ 由人判断（${results.length} 项）`
      : `◇ 查明「${questionText(question)}」，可以判断 ${results.length} 项`,
    ...results.map(block),
  ]);

/** Facts of a unit that the table of facts does not have. */
const unitFacts: Readonly<Record<string, string>> = {
  entrusted: '是否委托他人运营',
  newBuild: '是否新建、改建、扩建',
  involvesSecrets: '是否涉及国家秘密',
  nearSecretUnit: '是否在涉密单位周边',
  hasPrivateSpaces: '是否有旅馆客房、更衣室等私密区域',
  filingMatterChanged: '备案事项是否变化',
  publishesFootage: '是否公开传播图像信息',
  outOfProvince: '是否外省从业单位',
  counterTerrorKeyTarget: '是否防范恐怖袭击重点目标',
};

function questionText(id: string): string {
  const fact = Object.hasOwn(factTable, id) ? factTable[id as keyof typeof factTable].zh : undefined;
  return fact ?? unitFacts[id] ?? evidenceKinds.find((kind) => kind.id === id)?.title ?? id;
}

function block(one: ObligationResult): string {
  const { shortTitle } = getInstrument(one.instrument);
  const head = `【${STATE[one.state]}】${one.title}　${shortTitle}${articleNumber(one.printed, one.published)}　${one.id}`;
  const open = one.state === 'breached' || one.state === 'unknown';
  const lines = [
    ...one.reasons.map((reason) => `　　${inChinese(reason)}`),
    ...(one.nextStep === null ? [] : [`　　→ ${inChinese(one.nextStep)}`]),
    ...(open && one.modality !== 'may' ? [`　　违反的后果：${breachPenalty(one).zh}`] : []),
    ...(one.needsLegalReview ? ['　　须经法制审核'] : []),
  ];
  return [head, ...lines].join('\n');
}
