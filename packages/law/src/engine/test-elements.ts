// SPDX-License-Identifier: Apache-2.0
/** Whom the clause names, and whether each element of the violation is shown: before any row is looked at. */
import type { Element, Violation } from '../instruments/violation.ts';
import { actorWords } from '../text/words.ts';
import type { Flag, TraceNode } from '../types/answer.ts';
import type { Actor, FactId } from '../types/facts.ts';
import { evaluate, factsReadBy, questionsFor, unknownFacts } from './evaluate.ts';
import type { ReadableFact, Situation } from './situation.ts';
import { cited, factsOf } from './trace.ts';

const names = (actors: readonly Actor[]): string => actors.map((actor) => actorWords[actor]).join('、');

/** @returns false when the clause names other persons; unknown when only the addressee is open */
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

interface ElementsAnswer {
  readonly absent?: Element;
  readonly blocking: readonly FactId[];
  readonly questions: readonly FactId[];
}

export function testElements(
  violation: Violation,
  situation: Situation,
  steps: TraceNode[],
  flags: Flag[],
): ElementsAnswer {
  const blocking: FactId[] = [];
  const questions: FactId[] = [];
  for (const element of violation.elements) {
    const met = evaluate(element.when, situation.facts);
    const read = factsReadBy(element, () => [element.when]);
    steps.push(cited(`要件：${element.what}`, element.provision, met, { facts: factsOf(situation, read) }));
    if (met === true) continue;
    const about = `${element.what}${met === false ? '：不具备' : '：未查明'}`;
    if (met === false) {
      flags.push({ code: 'element-missing', about, instrument: violation.instrument });
      return { absent: element, blocking, questions };
    }
    const unknown = new Set<ReadableFact>();
    unknownFacts(element.when, situation.facts, unknown);
    const open = questionsFor(unknown);
    // A place that was named and does not show the element is said; one that nobody named is not
    const named = open.some((fact) => situation.stated[fact] !== undefined);
    if (element.asks.length === 0 && !named) continue;
    flags.push({ code: 'element-missing', about, instrument: violation.instrument });
    if (element.asks.length === 0) continue;
    const asked = open.filter((fact) => element.asks.includes(fact));
    const asks = asked.length > 0 ? asked : open;
    questions.push(...asks);
    if (element.force === 'required') blocking.push(...asks);
  }
  return { blocking, questions };
}
