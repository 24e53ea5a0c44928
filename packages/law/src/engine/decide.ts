// SPDX-License-Identifier: Apache-2.0
/** Facts in, recommendation out. A range and a direction, never an amount; a person decides and signs. */
import { findRule } from '../instruments/rule-books.ts';
import type { Rule } from '../instruments/violation.ts';
import type { Flag, Response, Result, TraceNode } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { Conduct, Request } from '../types/facts.ts';
import { checkCitizenView, checkFootageAccess } from './check-access.ts';
import { checkFiling } from './check-filing.ts';
import { checkRetention } from './check-retention.ts';
import { compareResults } from './compare-results.ts';
import { findConflicts, higherLawFlags } from './conflicts.ts';
import { decideViolation } from './decide-violation.ts';
import { planProcedure } from './procedure.ts';
import { receipt } from './receipt.ts';
import { answer, uniqueFlags } from './result.ts';
import { type Picked, selectInstruments } from './select-instruments.ts';
import { type ReadableFact, type Situation, situate } from './situation.ts';

/**
 * Decides one case under the instruments pinned, or under those in force.
 *
 * Pure and synchronous: same request, same `at`, same bytes. Facts that are absent are unknown; what they would
 * decide comes back as `questions` and `possibleRows`. Amounts are never chosen.
 *
 * @param request from `parseRequest`
 * @param at stamp for the receipt; the decision day by default
 * @legal penalty-law-2021/law-in-time, penalty-law-2021/limitation, penalty-law-2021/lenient
 */
export function decide(request: Request, at: string = request.decisionDate): Response {
  const situation = situate(request);
  const picked = selectInstruments(situation);
  const answers = picked.instruments.map((instrument) => decideUnder(instrument, situation, picked));
  const conflicts = findConflicts(answers, situation);
  const lighterForUnit = compareResults(answers);
  const results = answers.length > 0 ? answers : [nothingPicked(picked)];
  const flags = [
    ...results.flatMap((result) => result.flags),
    ...higherLawFlags(results, situation),
    ...(conflicts.length > 0
      ? [{ code: 'legal-review', about: '文件之间有冲突，由人决定并经法制审核' } satisfies Flag]
      : []),
  ];
  return {
    simulation: situation.pinned,
    results: withSharedDecisions(results, conflicts.length > 0),
    compare: { lighterForUnit },
    conflicts,
    flags: uniqueFlags(flags),
    procedure: planProcedure(results, conflicts, underLocalRule),
    questions: picked.questions,
    selection: picked.selection,
    receipt: receipt(at),
  };
}

/** One instrument's answer, before instruments are set against each other. */
export function decideUnder(instrument: DecidableInstrumentId, situation: Situation, picked: Picked): Result {
  const rule = findRule(instrument, conductUnder(instrument, situation), situation.pinned);
  const result =
    rule === undefined
      ? answer(
          instrument,
          'not-addressed',
          [
            {
              step: '行为',
              facts: { conduct: situation.stated.conduct },
              result: false,
              because: '本文件没有规定这种行为',
            },
          ],
          { reason: 'conduct-not-addressed' },
        )
      : byKind(rule, situation);
  return {
    ...result,
    flags: uniqueFlags([...result.flags, ...sourceFlags(instrument, result)]),
    trace: {
      ...result.trace,
      children: [...opening(instrument, situation, picked), ...(result.trace.children ?? [])],
    },
  };
}

/** 是否擅自待判断 at a place closed to every camera: the ban on that place answers, not the question who may install. */
function conductUnder(instrument: DecidableInstrumentId, { stated, place }: Situation): Conduct {
  const closed = place?.prohibited?.certainty === 'listed' || place?.prohibited?.certainty === 'inferred';
  if (stated.conduct !== 'public-place-install' || !closed) return stated.conduct;
  if (instrument === 'd799') return 'd799-prohibited-area';
  return instrument === 'qhd-measures-2017' ? 'qhd-art11-2-private-space' : stated.conduct;
}

function byKind(rule: Rule, situation: Situation): Result {
  switch (rule.kind) {
    case 'violation':
      return decideViolation(rule, situation);
    case 'retention':
      return checkRetention(rule, situation);
    case 'filing-check':
      return checkFiling(rule, situation);
    case 'footage-access':
      return checkFootageAccess(rule, situation);
    case 'citizen-view':
      return checkCitizenView(rule, situation);
  }
}

/** Why this instrument, and what was concluded from the facts before any rule was read. */
function opening(
  instrument: DecidableInstrumentId,
  situation: Situation,
  { selection }: Picked,
): readonly TraceNode[] {
  const chosen = selection.find((each) => each.instrument === instrument);
  const rejected = selection.filter((each) => !each.picked);
  const nodes: TraceNode[] = [
    {
      step: '适用文件',
      facts: { actDate: situation.actDate, decisionDate: situation.decisionDate },
      result: instrument,
      ...(chosen === undefined ? {} : { because: chosen.because }),
      ...(rejected.length === 0
        ? {}
        : { rejected: rejected.map((each) => ({ what: each.instrument, because: each.because })) }),
    },
  ];
  const { place } = situation;
  if (place !== null) {
    const found = place.matches.map((match) => match.words).join('、');
    nodes.push({
      step: '场所认定',
      facts: { place: place.text },
      result: place.placeClass === 'unknown' ? place.candidates : place.placeClass,
      because: `${place.why}${found === '' ? '' : `；词：${found}`}`,
    });
  }
  for (const { fact, value, why } of situation.conclusions) {
    if (fact.startsWith('placeIs') || !concerns(fact, instrument)) continue;
    nodes.push({ step: '由已知事实得出', facts: { [fact]: value }, result: value, because: why });
  }
  return nodes;
}

/** Facts concluded for one family of instruments only. */
const family: Readonly<Partial<Record<ReadableFact, RegExp>>> = {
  refusedCorrection: /^(d799|hami)/,
  notCorrectedInTime: /^qhd/,
  keyUnit: /^qhd/,
};
const concerns = (fact: ReadableFact, instrument: DecidableInstrumentId): boolean =>
  family[fact]?.test(instrument) ?? true;

const unfaithfulSeed =
  '种子文本印施行日期2024年4月1日（公布为2025年4月1日），自第二十七条第二款起条号各大一号；引用以公布文本为准（E54、E55）';

function sourceFlags(instrument: DecidableInstrumentId, result: Result): readonly Flag[] {
  const flags: Flag[] = [];
  if (instrument === 'bj-benchmark-2024-draft') {
    flags.push({ code: 'draft', about: '征求意见稿，日期空白，只能模拟（E14）', instrument });
  }
  if (instrument === 'd799' || (instrument === 'hami-checklist' && result.articles.length > 0)) {
    flags.push({ code: 'source-differs', about: unfaithfulSeed, instrument });
  }
  const errata = [...new Set(result.articles.flatMap((article) => article.errata))];
  if (errata.length > 0) {
    flags.push({ code: 'erratum', about: `印文有勘误：${errata.join('、')}`, instrument });
  }
  return flags;
}

const underLocalRule = ({ instrument }: Result): boolean => instrument !== 'd799';

/** Which version, which norm: never the engine's choice. */
function withSharedDecisions(results: readonly Result[], conflicting: boolean): readonly Result[] {
  const schedules = results.filter((result) => result.instrument?.startsWith('bj-benchmark') === true);
  const more = [...(schedules.length > 1 ? ['version'] : []), ...(conflicting ? ['conflict'] : [])];
  if (more.length === 0) return results;
  return results.map((result) => ({ ...result, humanDecisions: [...result.humanDecisions, ...more] }));
}

function nothingPicked({ questions, selection }: Picked): Result {
  const asks = questions.length > 0;
  return answer(
    null,
    asks ? 'need-facts' : 'not-addressed',
    [
      {
        step: '适用文件',
        facts: { jurisdiction: asks ? 'unknown' : null },
        result: null,
        rejected: selection.map((each) => ({ what: each.instrument, because: each.because })),
      },
    ],
    { questions, reason: asks ? null : 'no-instrument-in-force' },
  );
}
