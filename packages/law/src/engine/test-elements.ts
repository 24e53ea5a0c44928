// SPDX-License-Identifier: Apache-2.0
/** Whom the clause names, and whether each element of the violation is shown: before any row is looked at. */
import type { Element, Violation } from '../forms/violation.ts';
import { actorWords } from '../text/words.ts';
import type { Flag, TraceNode } from '../types/answer.ts';
import type { Actor, FactId } from '../types/facts.ts';
import { evaluate, factsReadBy, questionsFor, unknownFacts } from './evaluate.ts';
import { isWhoOrWhere } from './questions.ts';
import type { ReadableFact, Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

const names = (actors: readonly Actor[]): string => actors.map((actor) => actorWords[actor]).join('、');

/**
 * @returns false when the clause names other persons; unknown when nobody said who acted: the conduct as named
 *   presupposes one of those addressed, and the answer asks
 */
export function testAddressee(
  violation: Violation,
  situation: Situation,
  steps: TraceNode[],
): boolean | 'unknown' {
  const { actor } = situation.facts;
  const provision = violation.sanction ?? violation.duty[0];
  const known = actor === undefined ? 'unknown' : violation.addressees.some((a) => a === actor);
  const node = {
    facts: factsOf(situation, ['actor']),
    because:
      known === 'unknown'
        ? `未写明当事人类别；本条处罚${names(violation.addressees)}`
        : known
          ? '当事人属于本条所处罚的对象'
          : `本条只处罚${names(violation.addressees)}，不处罚${actorWords[actor as Actor]}`,
  };
  steps.push(
    provision === undefined
      ? { step: '适用对象', result: known, ...node }
      : cited('适用对象', provision, known, node),
  );
  return known;
}

/** What would turn the concluded facts that were read. */
export const inferredIn = (read: readonly ReadableFact[], { inferred }: Situation): readonly FactId[] =>
  read.flatMap((fact) => inferred.get(fact) ?? []);

interface ElementsAnswer {
  readonly absent?: Element;
  /** Facts the answer waits for */
  readonly blocking: readonly FactId[];
  /** Facts worth asking: only the words of the place say so, or the answer says that it rests on them */
  readonly questions: readonly FactId[];
  /** Facts nobody stated that the conduct as named presupposes */
  readonly presupposed: readonly FactId[];
  /** Facts nobody stated and the conduct does not name: no penalty under the law in force before they are found */
  readonly beforePenalty: readonly FactId[];
}

export function testElements(
  violation: Violation,
  situation: Situation,
  steps: TraceNode[],
  flags: Flag[],
): ElementsAnswer {
  const blocking: FactId[] = [];
  const questions: FactId[] = [];
  const presupposed: FactId[] = [];
  const beforePenalty: FactId[] = [];
  for (const element of violation.elements) {
    const met = evaluate(element.when, situation.facts);
    const read = factsReadBy(element, () => [element.when]);
    steps.push(cited(`要件：${element.what}`, element.provision, met, { facts: factsOf(situation, read) }));
    if (read.includes('keyUnit') && situation.stated.keyUnit === undefined) presupposed.push('keyUnit');
    if (met === true) {
      questions.push(...inferredIn(read, situation));
      continue;
    }
    const about = `${element.what}${met === false ? '：不具备' : '：未查明'}`;
    if (met === false) {
      flags.push({ code: 'element-missing', about, instrument: violation.instrument });
      questions.push(...inferredIn(read, situation));
      // Another word of a person may stand against what the words of the place say
      if (read.includes('placeIsD799Art7') && situation.stated.isManagementUnit === undefined) {
        presupposed.push('isManagementUnit');
      }
      return { absent: element, blocking, questions, presupposed, beforePenalty };
    }
    const unknown = new Set<ReadableFact>();
    unknownFacts(element.when, situation.facts, unknown);
    const open = questionsFor(unknown);
    const asked = open.filter((fact) => element.asks.includes(fact) || isWhoOrWhere(fact));
    const asks = element.asks.length > 0 && asked.length > 0 ? asked : open;
    for (const fact of asks)
      (element.asks.length > 0 || isWhoOrWhere(fact) ? questions : presupposed).push(fact);
    // A place or requester that was named and whose kind stays open is no finding; one that nobody named is presupposed
    const named = open.filter((fact) => situation.stated[fact] !== undefined);
    if (element.force !== 'required' && (named.length === 0 || element.wordsMayStayOpen === true)) {
      if (element.force === 'presupposed' && !situation.pinned) beforePenalty.push(...asks);
      continue;
    }
    flags.push({ code: 'element-missing', about, instrument: violation.instrument });
    blocking.push(...(element.force === 'required' ? asks : named));
  }
  return { blocking, questions, presupposed, beforePenalty };
}
