// SPDX-License-Identifier: Apache-2.0
/**
 * What nobody has examined: exceptions and factors that would change the answer and that it does not wait for. They
 * are taken as not raised, and each is asked for, so that an unknown fact never passes as a known one.
 */
import type { Violation } from '../forms/violation.ts';
import type { FactId } from '../types/facts.ts';
import { factorFacts } from './factors.ts';
import type { Situation } from './situation.ts';

/** Grounds on which a penalty must or may be left out (行政处罚法第三十条、第三十一条、第三十三条). */
export function openExemptions({ stated, facts }: Situation, violation: Violation): readonly FactId[] {
  const open: FactId[] = [];
  const ask = (...ids: readonly FactId[]): void => {
    for (const id of ids) if (stated[id] === undefined) open.push(id);
  };
  const mayBeIndividual =
    facts.actor === 'individual' ||
    (facts.actor === undefined && violation.addressees.includes('individual'));
  if (mayBeIndividual) ask('age', 'mentalState');
  ask('provenNoFault');
  const harmless = (stated.consequence ?? 'none') === 'none';
  if (stated.promptlyCorrected !== false) {
    if (stated.minor !== false && harmless) ask('minor', 'promptlyCorrected', 'consequence');
    if (stated.firstTime !== false && stated.consequenceMinor !== false && stated.consequence !== 'serious') {
      ask('firstTime', 'promptlyCorrected', 'consequenceMinor');
    }
  }
  return open;
}

/** Facts of 从轻、减轻、从重 that nobody stated; those of a unit's responsible persons stand with them. */
export function openFactors({ stated, facts }: Situation): readonly FactId[] {
  const individual = facts.actor === 'individual';
  const own = factorFacts.filter(
    (fact) => stated[fact] === undefined && (individual || (fact !== 'age' && fact !== 'mentalState')),
  );
  return individual || stated.persons !== undefined ? own : [...own, 'persons'];
}
