// SPDX-License-Identifier: Apache-2.0
/** Facts in, recommendation out. A range and a direction, never an amount; a person decides and signs. */
import { getInstrument } from '../corpus/corpus.ts';
import type { Rule } from '../forms/violation.ts';
import type { PlaceClassification } from '../places/place.ts';
import { profiles } from '../rules/profiles.ts';
import { findRule } from '../rules/rule-books.ts';
import type { Flag, Response, Result, TraceNode } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import type { Conduct, FactId, Request } from '../types/facts.ts';
import { checkCitizenView, checkFootageAccess } from './check-access.ts';
import { checkFiling } from './check-filing.ts';
import { checkRetention } from './check-retention.ts';
import { compareResults } from './compare-results.ts';
import { findConflicts, higherLawFlags } from './conflicts.ts';
import { decideViolation } from './decide-violation.ts';
import { factsReadBy } from './evaluate.ts';
import { settleInTime } from './law-in-time.ts';
import { planProcedure } from './procedure.ts';
import { receipt } from './receipt.ts';
import { answer, uniqueFlags } from './result.ts';
import { newSinceAct, type Picked, selectInstruments } from './select-instruments.ts';
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
  const answers = answersUnder(situation, picked);
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
    procedure: planProcedure(results, conflicts, situation),
    questions: [
      ...picked.questions,
      ...(!situation.pinned && situation.inferred.has('jurisdiction') ? (['jurisdiction'] as const) : []),
    ],
    selection: picked.selection,
    receipt: receipt(at),
  };
}

/** Every instrument's answer, the newer ones judged by the law of the day of the act (Penalty Law art. 37). */
const answersUnder = (situation: Situation, picked: Picked): readonly Result[] =>
  settleInTime(
    picked.instruments.map((instrument) => decideUnder(instrument, situation, picked)),
    situation,
    (instrument) => ruleUnder(instrument, situation)?.kind === 'violation',
  );

/** The answer of one of the instruments picked; the others are asked only where it is newer than the act. */
export function answerUnder(instrument: DecidableInstrumentId, situation: Situation, picked: Picked): Result {
  if (!newSinceAct(instrument, situation)) return decideUnder(instrument, situation, picked);
  const found = answersUnder(situation, picked).find((result) => result.instrument === instrument);
  return found ?? decideUnder(instrument, situation, picked);
}

const ruleUnder = (instrument: DecidableInstrumentId, situation: Situation): Rule | undefined =>
  findRule(instrument, conductUnder(instrument, situation), situation.pinned);

/** One instrument's answer, before instruments are set against each other. */
function decideUnder(instrument: DecidableInstrumentId, situation: Situation, picked: Picked): Result {
  const rule = ruleUnder(instrument, situation);
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
  const whole = {
    ...result,
    questions: stillOpen(result.questions, situation),
    flags: uniqueFlags([...result.flags, ...sourceFlags(instrument, result)]),
    trace: {
      ...result.trace,
      children: [...opening(instrument, situation, picked, rule), ...(result.trace.children ?? [])],
    },
  };
  return result.unexamined === undefined
    ? whole
    : { ...whole, unexamined: stillOpen(result.unexamined, situation) };
}

/** Place and requester, named in words, may be asked again: what was written does not settle them. */
function stillOpen(facts: readonly FactId[], { stated }: Situation): readonly FactId[] {
  const isOpen = (fact: FactId): boolean =>
    stated[fact] === undefined || fact === 'place' || fact === 'requester';
  return facts.every(isOpen) ? facts : facts.filter(isOpen);
}

/** 是否擅自待判断 at a place closed to every camera: the ban on that place answers, not the question who may install. */
function conductUnder(instrument: DecidableInstrumentId, { stated, place }: Situation): Conduct {
  const closed = place?.prohibited?.certainty === 'listed' || place?.prohibited?.certainty === 'inferred';
  if (stated.conduct !== 'public-place-install' || !closed) return stated.conduct;
  return profiles[instrument].closedPlace ?? stated.conduct;
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

const selectionNodes = new WeakMap<Picked, Map<DecidableInstrumentId, TraceNode>>();

/** A choice of instruments holds for a place, days and conduct, and so does what is told of it. */
function selectionNode(instrument: DecidableInstrumentId, situation: Situation, picked: Picked): TraceNode {
  // What the request names is picked anew each time
  if (situation.pinned) return newSelectionNode(instrument, situation, picked);
  const known = selectionNodes.get(picked) ?? new Map<DecidableInstrumentId, TraceNode>();
  const before = known.get(instrument);
  if (before !== undefined) return before;
  const node = newSelectionNode(instrument, situation, picked);
  known.set(instrument, node);
  selectionNodes.set(picked, known);
  return node;
}

function newSelectionNode(
  instrument: DecidableInstrumentId,
  { actDate, decisionDate }: Situation,
  { selection }: Picked,
): TraceNode {
  const chosen = selection.find((each) => each.instrument === instrument);
  const rejected = selection.filter((each) => !each.picked);
  return {
    step: '适用文件',
    facts: { actDate, decisionDate },
    result: instrument,
    ...(chosen === undefined ? {} : { because: chosen.because }),
    ...(rejected.length === 0
      ? {}
      : { rejected: rejected.map((each) => ({ what: each.instrument, because: each.because })) }),
  };
}

const placeNodes = new WeakMap<PlaceClassification, TraceNode>();

function placeNode(place: PlaceClassification): TraceNode {
  const before = placeNodes.get(place);
  if (before !== undefined) return before;
  const found = place.matches.map((match) => match.words).join('、');
  const node: TraceNode = {
    step: '场所认定',
    facts: { place: place.text },
    result: place.placeClass === 'unknown' ? place.candidates : place.placeClass,
    because: `${place.why}${found === '' ? '' : `；词：${found}`}`,
  };
  placeNodes.set(place, node);
  return node;
}

/** Why this instrument, and what was concluded from the facts before any rule was read. */
function opening(
  instrument: DecidableInstrumentId,
  situation: Situation,
  picked: Picked,
  rule: Rule | undefined,
): readonly TraceNode[] {
  const nodes: TraceNode[] = [selectionNode(instrument, situation, picked)];
  const { place } = situation;
  if (place !== null) nodes.push(placeNode(place));
  for (const { fact, value, why } of situation.conclusions) {
    if (fact.startsWith('placeIs') || !concerns(fact, rule)) continue;
    nodes.push({ step: '由已知事实得出', facts: { [fact]: value }, result: value, because: why });
  }
  return nodes;
}

/** Conclusions that are shown only where the rule reads them. */
const told: ReadonlySet<ReadableFact> = new Set(['refusedCorrection', 'notCorrectedInTime', 'keyUnit']);
function concerns(fact: ReadableFact, rule: Rule | undefined): boolean {
  if (!told.has(fact)) return true;
  if (rule === undefined) return false;
  if (rule.kind !== 'violation') return fact === 'keyUnit' && rule.kind === 'retention';
  const conds = () => [...rule.rows.map((row) => row.when), ...rule.elements.map((element) => element.when)];
  return factsReadBy(rule, conds).includes(fact);
}

function sourceFlags(instrument: DecidableInstrumentId, result: Result): readonly Flag[] {
  const flags: Flag[] = [];
  if (getInstrument(instrument).status === 'draft') {
    flags.push({ code: 'draft', about: '征求意见稿，日期空白，只能模拟（E14）', instrument });
  }
  const { sourceDiffers, checklist } = profiles[instrument];
  if (sourceDiffers !== undefined && (checklist !== true || result.articles.length > 0)) {
    flags.push({ code: 'source-differs', about: sourceDiffers, instrument });
  }
  const errata: string[] = [];
  for (const article of result.articles) {
    for (const id of article.errata) if (!errata.includes(id)) errata.push(id);
  }
  if (errata.length > 0) {
    flags.push({ code: 'erratum', about: `印文有勘误：${errata.join('、')}`, instrument });
  }
  return flags;
}

/** Which version, which norm: never the engine's choice. */
function withSharedDecisions(results: readonly Result[], conflicting: boolean): readonly Result[] {
  const schedules = results.filter(
    ({ instrument }) => instrument !== null && profiles[instrument].schedule === true,
  );
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
