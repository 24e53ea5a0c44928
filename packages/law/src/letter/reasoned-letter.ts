// SPDX-License-Identifier: Apache-2.0
/**
 * 裁量说明书: a decision told so that a legal reviewer needs no code. Every sentence stands with the facts it rests on,
 * who found them, and the article; what was rejected, what was not found and what nobody examined stand apart.
 */

import { articleName } from '../corpus/article-name.ts';
import { findErratum, findInstrument, findProvision, readableText } from '../corpus/corpus.ts';
import { quotationOf } from '../corpus/published-text.ts';
import { questionsFor } from '../engine/evaluate.ts';
import { factorsAndFacts } from '../engine/factors.ts';
import { awaited } from '../engine/questions.ts';
import type { ReadableFact } from '../engine/situation.ts';
import { factTable } from '../facts/fact-table.ts';
import { inChinese } from '../text/chinese.ts';
import {
  conflictText,
  decisionWords,
  dispositionWords,
  effectWords,
  factorWords,
  reasonText,
  valueText,
} from '../text/words.ts';
import type { Response, Result, TraceNode } from '../types/answer.ts';
import type { CalendarDay, ErratumId, ProvisionId } from '../types/corpus.ts';
import type { FactId, FactValue, Request } from '../types/facts.ts';
import { nodesOf, resultWords, stepWords } from '../whatif/decision-text.ts';
import { outcomeOf } from '../whatif/outcome.ts';
import type { Finders } from './finders.ts';

export interface LetterFact {
  readonly name: string;
  readonly value: string;
  /** Person, day and evidence in words; says so where nobody is named */
  readonly found: string;
}

export interface LetterSentence {
  readonly text: string;
  /** 「整改情况＝逾期不整改」 */
  readonly facts: readonly string[];
  readonly found: readonly string[];
  /** As published, with the printed number where our source differs; null where the step rests on facts alone */
  readonly article: string | null;
}

/** What one instrument comes to. */
export interface LetterPart {
  readonly instrument: string;
  readonly conclusion: string;
  readonly sentences: readonly LetterSentence[];
  readonly rejected: readonly { readonly what: string; readonly because: string }[];
  readonly factorsFound: readonly string[];
  /** Examined, and not there */
  readonly factorsNotFound: readonly string[];
  /** The answer waits for these */
  readonly waits: readonly string[];
  /** Nobody examined these; they may change the result */
  readonly unexamined: readonly string[];
  readonly decidedByPerson: readonly string[];
}

export interface LetterProvision {
  readonly article: string;
  readonly text: string;
  /** What the words are: 公布文本, with a word where our source prints others; 印文; 要旨 */
  readonly source: string;
}

export interface ReasonedLetter {
  readonly caseNumber: string | null;
  readonly unit: string | null;
  /** Who prepares it; null: left to be written in */
  readonly preparedBy: string | null;
  readonly conduct: string;
  readonly decisionDate: CalendarDay;
  /** The instruments were named by the request: no opinion on which apply */
  readonly simulation: boolean;
  readonly facts: readonly LetterFact[];
  readonly parts: readonly LetterPart[];
  readonly notApplied: readonly { readonly what: string; readonly because: string }[];
  readonly conflicts: readonly string[];
  readonly procedure: readonly string[];
  readonly provisions: readonly LetterProvision[];
  readonly errata: readonly { readonly id: ErratumId; readonly where: string; readonly treatment: string }[];
  readonly receipt: Response['receipt'];
}

export interface LetterHead {
  readonly caseNumber?: string;
  readonly unit?: string;
  readonly preparedBy?: string;
  readonly found?: Finders;
}

/** The letter of one decision: every word in Chinese, nothing decided that `decide` did not decide. */
export function reasonedLetter(request: Request, response: Response, head: LetterHead = {}): ReasonedLetter {
  const finders = head.found ?? {};
  const cited = new Set<ProvisionId>();
  const parts = response.results.map((result) => partOf(result, request, finders, cited));
  return {
    caseNumber: head.caseNumber ?? null,
    unit: head.unit ?? null,
    preparedBy: head.preparedBy ?? null,
    conduct: inChinese(request.facts.conduct),
    decisionDate: request.decisionDate,
    simulation: response.simulation,
    facts: statedFacts(request, finders),
    parts,
    notApplied: response.selection
      .filter(({ picked }) => !picked)
      .map(({ instrument, because }) => ({ what: titleOf(instrument), because: inChinese(because) })),
    conflicts: response.conflicts.map(
      ({ about, between, default: preselected, why }) =>
        `${conflictText(about)}：${between.map(titleOf).join('与')}规定不同，预选${titleOf(preselected)}。${inChinese(why)}`,
    ),
    procedure: procedureOf(response),
    provisions: [...cited].map((id) => ({ article: articleName(id), ...textOf(id, response) })),
    errata: errataOf(response),
    receipt: response.receipt,
  };
}

const titleOf = (id: string): string => {
  const instrument = findInstrument(id);
  return instrument === undefined ? id : `《${instrument.title.replace(/^《(.*)》$/, '$1')}》`;
};

const NOBODY = '未写明由谁查明';

function foundText(fact: FactId, finders: Finders): string {
  const finder = finders[fact];
  if (finder === undefined) return NOBODY;
  return [finder.by, finder.on, finder.evidence].filter((part) => part !== undefined).join('，');
}

function statedFacts({ facts }: Request, finders: Finders): readonly LetterFact[] {
  return (Object.keys(facts) as FactId[])
    .filter((fact) => facts[fact] !== undefined)
    .map((fact) => ({
      name: factTable[fact].zh,
      value: factValue(facts[fact]),
      found: foundText(fact, finders),
    }));
}

function factValue(value: FactValue | undefined): string {
  if (!Array.isArray(value)) return inChinese(valueText(value));
  return value
    .map(({ name, role, age, mentalState }, index) =>
      [
        name ?? `第${index + 1}人`,
        role === undefined ? undefined : inChinese(role),
        age === undefined ? undefined : `${age}周岁`,
        mentalState === undefined ? undefined : valueText(mentalState),
      ]
        .filter((part) => part !== undefined)
        .join('，'),
    )
    .join('；');
}

function partOf(result: Result, request: Request, finders: Finders, cited: Set<ProvisionId>): LetterPart {
  for (const { provision } of result.articles) cited.add(provision);
  const nodes = [...nodesOf(result.trace.children ?? [])];
  const unexamined = result.unexamined ?? [];
  return {
    instrument: result.instrument === null ? '（尚未选定文件）' : titleOf(result.instrument),
    conclusion: `${inChinese(outcomeOf(result).zh)}。`,
    sentences: nodes.map((node) => {
      if (node.provision !== undefined) cited.add(node.provision);
      return sentenceOf(node, request, finders);
    }),
    rejected: nodes
      .filter(({ step }) => step !== '适用文件')
      .flatMap(({ rejected = [] }) => rejected)
      .map(({ what, because }) => ({ what: inChinese(what), because: inChinese(because) })),
    factorsFound: result.factors.map(
      ({ id, effect, force, sources, persons }) =>
        `${factorWords[id] ?? id}${persons === undefined ? '' : `（${persons.join('、')}）`}：${force === 'must' ? '应当' : '可以'}${effectWords[effect]}（${sources.map(articleName).join('、')}）`,
    ),
    factorsNotFound: factorsNotFound(request),
    waits: awaited(result).map((fact) => factTable[fact].zh),
    unexamined: unexamined.map((fact) => factTable[fact].zh),
    decidedByPerson: result.humanDecisions.map((id) => decisionWords[id] ?? id),
  };
}

/** Factors whose facts were all stated, and that are not there, whether or not the instrument comes to them. */
function factorsNotFound({ facts, decisionDate }: Request): readonly string[] {
  return factorsAndFacts
    .filter(
      (rule) => rule.facts.every((fact) => facts[fact] !== undefined) && !rule.shown(facts, decisionDate),
    )
    .map(
      (rule) =>
        `${factorWords[rule.id] ?? rule.id}（${rule.facts.map((fact) => `${factTable[fact].zh}＝${factValue(facts[fact])}`).join('，')}）`,
    );
}

function sentenceOf(node: TraceNode, { facts }: Request, finders: Finders): LetterSentence {
  const factor = factorsAndFacts.find(({ id }) => node.step === `情节：${id}`);
  const shown = factor?.facts.filter((fact) => facts[fact] !== undefined).map((fact) => [fact, facts[fact]]);
  const read: readonly (readonly [string, unknown])[] = Object.entries(
    node.facts ?? Object.fromEntries(shown ?? []),
  );
  const sources = questionsFor(
    read.filter(([, value]) => value !== 'unknown').map(([id]) => id as ReadableFact),
  ).filter((fact) => Object.hasOwn(factTable, fact));
  const because = node.because === undefined ? '' : `。${inChinese(node.because)}`;
  return {
    text: `${inChinese(stepWords(node))}：${inChinese(resultWords(node))}${because}`,
    facts: read.map(([id, value]) => `${inChinese(id)}＝${factValue(value as FactValue)}`),
    found: [...new Set(sources.map((fact) => foundText(fact, finders)))],
    article: node.provision === undefined ? null : articleName(node.provision),
  };
}

/** The words of the article; rows of a schedule are quoted from the answer. */
function textOf(id: ProvisionId, { results }: Response): Omit<LetterProvision, 'article'> {
  const provision = findProvision(id);
  if (provision === undefined) {
    const row = results.flatMap(({ articles }) => articles).find((article) => article.provision === id);
    return { text: readableText(row?.quote ?? ''), source: sourceWords.printed };
  }
  const { text, from, printedOtherwise } = quotationOf(provision);
  return { text, source: `${sourceWords[from]}${printedOtherwise ? '（所持印文有出入）' : ''}` };
}

const sourceWords = { published: '公布文本', printed: '印文', gist: '要旨' } as const;

function errataOf({ results }: Response): ReasonedLetter['errata'] {
  const ids = results.flatMap(({ articles, trace }) => [
    ...articles.flatMap((article) => article.errata),
    ...[...nodesOf(trace.children ?? [])].flatMap(({ errata = [] }) => errata),
  ]);
  return [...new Set(ids)].sort().flatMap((id) => {
    const erratum = findErratum(id);
    return erratum === undefined
      ? []
      : [{ id, where: inChinese(erratum.where), treatment: inChinese(erratum.treatment) }];
  });
}

function procedureOf({ procedure, results }: Response): readonly string[] {
  const kind = { simple: '适用简易程序', ordinary: '适用普通程序', none: '不作处罚' }[procedure.kind];
  const reasons = results.flatMap(({ reason, disposition }) =>
    procedure.kind === 'none' && reason !== null
      ? [`${dispositionWords[disposition]}：${reasonText(reason)}`]
      : [],
  );
  return [
    `${kind}；${procedure.hearing === 'offer' ? '告知听证权利' : '不需要告知听证'}；${procedure.legalReview ? '须经法制审核' : '不需要法制审核'}。`,
    ...new Set(reasons),
    ...procedure.why,
    ...procedure.clocks.map(
      ({ what, days, unit, provision }) =>
        `${what}：${days}${unit === 'workday' ? '个工作日' : '日'}（${articleName(provision)}）`,
    ),
  ];
}
