// SPDX-License-Identifier: Apache-2.0
/**
 * Requests for tests, made from each rule's own elements, rows and papers, so that most of them reach what the rule
 * prints; and the removal of one fact at a time. Seeded: the same number gives the same requests.
 */

import { isUsable } from '../facts/consistency.ts';
import { factTable } from '../facts/fact-table.ts';
import type { Rule, Violation } from '../forms/violation.ts';
import { ruleBooks } from '../rules/rule-books.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { Conduct, FactId, Facts, FactValue, Request } from '../types/facts.ts';
import type { Cond } from '../types/rules.ts';
import { whoAndWhere } from './questions.ts';
import type { ReadableFact } from './situation.ts';

export type Random = () => number;

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)] as T;

const places =
  '宾馆 学校 商场 医院 广场 交通道路 住宅小区 便利店 超市 居民家中 宾馆客房 公共浴室 龙湖天街 加油站 写字楼 月球基地'.split(
    ' ',
  );
const requesters = '公安局 公司所在地派出所 市场监督管理局 某保险公司 本人 业主 张三'.split(' ');
const days = '2019-05-01 2022-03-01 2023-07-01 2024-05-01 2025-03-31 2025-04-01 2025-09-01'.split(' ');
const numbers: Readonly<Partial<Record<FactId, readonly number[]>>> = {
  age: [13, 14, 17, 18, 40],
  priorSameKindPenaltiesWithin1Year: [0, 1, 2, 3],
  retentionDays: [0, 6, 7, 20, 29, 30, 31, 90, 120],
  officers: [0, 1, 2, 3],
};

/** Which stated fact, with which values, makes a concluded fact true. */
const behind: Readonly<Partial<Record<ReadableFact, readonly [FactId, readonly FactValue[]]>>> = {
  refusedCorrection: ['refusesAfterOrder', [true]],
  notCorrectedInTime: ['rectification', ['overdue']],
  placeIsBjArt5: ['place', ['宾馆', '学校', '医院']],
  placeIsBjArt7: ['place', ['广场', '交通道路']],
  placeIsResidential: ['place', ['住宅小区']],
  placeIsQhdPublicArea: ['place', ['广场', '交通道路']],
  placeIsD799Art7: ['place', ['学校', '商场', '医院']],
  placeIsD799Art7Government: ['place', ['广场', '交通道路']],
  placeIsNonPublic: ['place', ['居民家中']],
  requesterIsOrgan: ['requester', ['公安局', '市场监督管理局', '公司所在地派出所']],
  requesterIsPoliceOrStateSecurity: ['requester', ['公安局']],
  requesterIsRelated: ['requester', ['本人']],
};

type Draft = Partial<Record<FactId, FactValue>>;

/** Puts facts into the draft that make the condition true; a negation is left to chance. */
function satisfy(cond: Cond, draft: Draft, random: Random): void {
  if ('all' in cond) for (const part of cond.all) satisfy(part, draft, random);
  else if ('any' in cond && cond.any.length > 0) satisfy(pick(random, cond.any), draft, random);
  else if ('fact' in cond) {
    const source = behind[cond.fact];
    if (source !== undefined && 'in' in cond && cond.in.includes(true))
      draft[source[0]] = pick(random, source[1]);
    else if (source === undefined && 'in' in cond) draft[cond.fact as FactId] = pick(random, cond.in);
  }
}

function anyValue(fact: FactId, random: Random): FactValue | undefined {
  const { value } = factTable[fact];
  switch (value.kind) {
    case 'boolean':
      return random() < 0.5;
    case 'one-of':
      return pick(random, value.values);
    case 'integer':
      return pick(random, numbers[fact] ?? [0, 1]);
    case 'day':
      return fact === 'filed' && random() < 0.3 ? null : pick(random, days);
    case 'text':
      return pick(random, fact === 'place' ? places : requesters);
    case 'jurisdiction':
      return pick(random, ['beijing', 'qinhuangdao', 'hami', '110105', '330100']);
    case 'persons':
      return [
        {
          name: '甲',
          role: pick(random, ['principal', 'directlyResponsible']),
          age: pick(random, [13, 16, 40]),
        },
      ];
  }
}

interface Entry {
  readonly instrument: DecidableInstrumentId;
  readonly conduct: Conduct;
  readonly rule: Rule;
}
const entries: readonly Entry[] = Object.entries(ruleBooks).flatMap(([instrument, book]) =>
  Object.entries(book).map(([conduct, rule]) => ({
    instrument: instrument as DecidableInstrumentId,
    conduct: conduct as Conduct,
    rule: rule as Rule,
  })),
);
const sanctioned = entries.filter(({ rule }) => rule.kind === 'violation' && rule.sanction !== null);
export const everyRule: readonly string[] = entries.map(
  ({ instrument, conduct }) => `${instrument} ${conduct}`,
);

const allFacts = (Object.keys(factTable) as FactId[]).filter((fact) => fact !== 'conduct');

/** Facts that end the matter or hand it to another rule: rarer, so that most requests get to the sanction. */
const rare: ReadonlySet<FactId> = new Set<FactId>([
  'provenNoFault',
  'isPublicSecurityVideoSystem',
  'isManagementUnit',
  'keyUnit',
  'minor',
  'mentalState',
  'age',
  'actStarted',
  'actEnded',
  'discovered',
  'continuing',
  'placeClass',
  'requesterKind',
  'jurisdiction',
  'persons',
]);

/** What most rows turn on: stated more often than not, so that fewer requests stop at a question. */
const turnsRows: ReadonlySet<FactId> = new Set<FactId>(['rectification', 'consequence', 'refusesAfterOrder']);

function ruleFacts(rule: Rule, random: Random): Draft {
  const draft: Draft = {};
  if (rule.kind === 'violation') return violationFacts(rule, random);
  if (rule.kind === 'footage-access' || rule.kind === 'citizen-view') {
    const read =
      rule.kind === 'footage-access'
        ? rule.access.requirements.map(({ fact }) => fact)
        : (['requester', 'ownLegalInterest', ...rule.viewing.exclusions] as const);
    for (const fact of read) if (random() < 0.9) draft[fact] = good(fact, random);
  }
  if (rule.kind === 'filing-check') draft[rule.clock.event] = pick(random, days);
  return draft;
}

const good = (fact: FactId, random: Random): FactValue =>
  fact === 'requester' ? pick(random, requesters) : fact === 'officers' ? 2 : !fact.startsWith('contains');

function violationFacts({ addressees, elements, rows }: Violation, random: Random): Draft {
  const draft: Draft = { actor: pick(random, addressees) };
  for (const element of elements) if (random() < 0.97) satisfy(element.when, draft, random);
  const row = rows.length === 0 ? undefined : pick(random, rows);
  if (row !== undefined) satisfy(row.when, draft, random);
  return draft;
}

/**
 * One request for a rule: every rule in turn at first, five times, then nine of ten for a rule with a sanction.
 *
 * @param nth how many were asked for before
 * @returns undefined where chance put facts beside each other that exclude each other
 */
export function requestFrom(random: Random, nth: number): Request | undefined {
  const each = nth < 5 * entries.length ? entries[nth % entries.length] : undefined;
  const { instrument, conduct, rule } = each ?? pick(random, random() < 0.95 ? sanctioned : entries);
  const draft = ruleFacts(rule, random);
  // Stated for every rule, so that each is removed from each; a place by chance is seldom one where the rule is broken
  for (const fact of whoAndWhere) {
    const chance = each !== undefined ? 0.9 : fact === 'place' ? 0.25 : 0.6;
    if (draft[fact] === undefined && random() < chance) draft[fact] = anyValue(fact, random) as FactValue;
  }
  for (const fact of allFacts) {
    const chance = rare.has(fact) ? 0.04 : turnsRows.has(fact) ? 0.6 : 0.2;
    // A finding on the class of a place stands where no words do: beside words it would only repeat or overrule them
    const worded =
      (fact === 'placeClass' && draft.place !== undefined) ||
      (fact === 'requesterKind' && draft.requester !== undefined);
    if (!worded && draft[fact] === undefined && random() < chance)
      draft[fact] = anyValue(fact, random) as FactValue;
  }
  const picked = random() < 0.3;
  if (picked) draft.jurisdiction ??= anyValue('jurisdiction', random) as FactValue;
  const request: Request = {
    facts: { ...draft, conduct } as unknown as Facts,
    decisionDate: pick(random, ['2025-09-01', '2026-01-05']),
    ...(picked ? {} : { instruments: [instrument] }),
  };
  return isUsable(request) ? request : undefined;
}

/** The request without one of its facts; undefined where what remains cannot stand. */
export function without(request: Request, fact: FactId): Request | undefined {
  const { [fact]: _, ...facts } = request.facts;
  const less: Request = { ...request, facts: facts as Facts };
  return isUsable(less) ? less : undefined;
}
