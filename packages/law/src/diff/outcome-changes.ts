// SPDX-License-Identifier: Apache-2.0
/** Where two instruments let different things follow from the same act: tried over every combination of what their rows read. */
import { factsReadBy, questionsFor } from '../engine/evaluate.ts';
import { selectRow } from '../engine/select-row.ts';
import { situate } from '../engine/situation.ts';
import { isUsable } from '../facts/consistency.ts';
import { factTable } from '../facts/fact-table.ts';
import type { Violation } from '../forms/violation.ts';
import { findRule } from '../rules/rule-books.ts';
import { fineText } from '../text/fine-text.ts';
import { actorWords, conductWords } from '../text/words.ts';
import { type DecidableInstrumentId, decidableInstruments, type Instrument } from '../types/corpus.ts';
import {
  type Actor,
  actors,
  type Conduct,
  conducts,
  type FactId,
  type Facts,
  type FactValue,
} from '../types/facts.ts';
import type { Row, Sanction } from '../types/rules.ts';
import type { Change } from './change.ts';

/** null where one of the two is no instrument to decide under. */
export function outcomeChanges(a: Instrument, b: Instrument): readonly Change[] | null {
  if (!isDecidable(a.id) || !isDecidable(b.id)) return null;
  const told = new Map<string, Told>();
  const changes: Change[] = [];
  for (const conduct of conducts) {
    const [one, two] = [findRule(a.id, conduct, false), findRule(b.id, conduct, false)];
    if (one?.kind === 'violation' && two?.kind === 'violation') rowChanges(conduct, one, two, told);
    const lacks = one === undefined ? two !== undefined && a : two === undefined && b;
    const own = lacks === a ? b : a;
    if (lacks === false || hasOther(conduct, own.id, lacks.id)) continue;
    changes.push({
      kind: lacks === a ? 'added' : 'removed',
      about: conduct,
      sentence: `${conductWords[conduct]}：${own.shortTitle}有规定，${lacks.shortTitle}没有`,
    });
  }
  return [...[...told.values()].map(toldChange), ...changes];
}

/** What the same pair of rows leads to, and for whom. */
interface Told {
  readonly conducts: Set<Conduct>;
  readonly actors: Set<Actor>;
  readonly words: string;
}

function toldChange({ conducts: acts, actors: who, words }: Told): Change {
  const named = [...acts].map((each) => conductWords[each]).join('、');
  const persons = [...who].map((each) => actorWords[each]).join('、');
  return { kind: 'changed', about: [...acts].join(' '), sentence: `${named}，${persons}，${words}` };
}

const isDecidable = (id: string): id is DecidableInstrumentId =>
  (decidableInstruments as readonly string[]).includes(id);

/** The rule for this conduct is set against the other instrument under another name of the act. */
const hasOther = (conduct: Conduct, own: string, other: string): boolean =>
  isDecidable(own) &&
  isDecidable(other) &&
  conducts.some((name) => {
    const rule = findRule(own, name, false);
    return (
      rule !== undefined &&
      rule === findRule(own, conduct, false) &&
      findRule(other, name, false) !== undefined
    );
  });

/** One change for each pair of rows whose sanction differs; conducts and persons of the same pair stand together. */
function rowChanges(conduct: Conduct, one: Violation, two: Violation, told: Map<string, Told>): void {
  for (const facts of cases(conduct, one, two)) {
    const { actor } = facts;
    const [a, b] = [rowOf(one, facts), rowOf(two, facts)];
    if (a === 'open' || b === 'open' || actor === undefined) continue;
    const [before, after] = [sanctionText(a?.sanction), sanctionText(b?.sanction)];
    if (before === after) continue;
    const words = `${circumstancesText(a, b)}：由「${before}」到「${after}」${directionText(a, b)}`;
    const known = told.get(words) ?? { conducts: new Set(), actors: new Set(), words };
    known.conducts.add(conduct);
    known.actors.add(actor);
    told.set(words, known);
  }
}

const circumstancesText = (...rows: readonly (Row | null)[]): string =>
  [...new Set(rows.flatMap((row) => (row === null ? [] : [`「${row.circumstance}」`])))].join('对');

/** null: the clause does not name the one who acted. */
function rowOf(rule: Violation, facts: Facts): Row | null | 'open' {
  if (facts.actor === undefined || !rule.addressees.includes(facts.actor)) return null;
  const request = { facts, decisionDate: '2026-01-01' };
  return selectRow(rule.rows, situate(request).facts).row ?? 'open';
}

function* cases(conduct: Conduct, ...rules: readonly Violation[]): Iterable<Facts> {
  const read = rules.flatMap(({ rows }) => factsReadBy(rows, () => rows.map((row) => row.when)));
  const asked = questionsFor(read).filter((fact) => fact !== 'actor' && valuesOf(fact).length > 0);
  const addressed = actors.filter((actor) => rules.some(({ addressees }) => addressees.includes(actor)));
  for (const actor of addressed) yield* filled({ conduct, actor }, asked);
}

function* filled(draft: { conduct: Conduct; actor: Actor }, facts: readonly FactId[]): Iterable<Facts> {
  const [fact, ...rest] = facts;
  if (fact === undefined) {
    if (isUsable({ facts: draft, decisionDate: '2026-01-01' })) yield draft;
    return;
  }
  for (const value of valuesOf(fact)) yield* filled({ ...draft, [fact]: value }, rest);
}

/** Every value of a fact that has a finite number of them. */
function valuesOf(fact: FactId): readonly FactValue[] {
  const { value } = factTable[fact];
  if (value.kind === 'boolean') return [false, true];
  return value.kind === 'one-of' ? value.values : [];
}

function sanctionText(sanction: Sanction | undefined): string {
  if (sanction === undefined) return '不处罚';
  const parts = [
    ...sanction.orders,
    ...(sanction.warning ? ['警告'] : []),
    ...sanction.fines.map(fineText),
    ...sanction.confiscation.map((what) => `没收${what.replace(/^没收/, '')}`),
  ];
  return parts.length === 0 ? '不处罚' : parts.join('，');
}

/** By the sum of the fines; nothing is said where lower and upper bound move apart or only the kind differs. */
function directionText(a: Row | null, b: Row | null): string {
  const sum = (row: Row | null, bound: 'min' | 'max'): number =>
    (row?.sanction.fines ?? []).reduce((total, fine) => total + (fine[bound] ?? 0), 0);
  const [min, max] = [sum(b, 'min') - sum(a, 'min'), sum(b, 'max') - sum(a, 'max')];
  if (min === 0 && max === 0) return '';
  if (min >= 0 && max >= 0) return '，罚款变重';
  return min <= 0 && max <= 0 ? '，罚款变轻' : '';
}
