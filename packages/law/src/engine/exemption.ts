// SPDX-License-Identifier: Apache-2.0
/** 不予处罚: mandatory grounds before any range, and the one optional ground (初次违法). */
import { numberOn } from '../deadlines/deadlines.ts';
import type { Flag } from '../types/answer.ts';
import type { ProvisionId } from '../types/corpus.ts';
import type { FactId } from '../types/facts.ts';
import { nameOf } from './fines.ts';
import type { Situation } from './situation.ts';

export interface Exemption {
  readonly kind: 'none' | 'mandatory' | 'optional' | 'open';
  readonly reason: string | null;
  readonly requires: readonly string[];
  readonly provisions: readonly ProvisionId[];
  readonly facts: readonly FactId[];
  /** `open`: facts that would decide a mandatory ground already half shown; otherwise worth asking */
  readonly questions: readonly FactId[];
  /** Printed orders stand beside the exemption */
  readonly ordersRemain: boolean;
}

const none: Exemption = {
  kind: 'none',
  reason: null,
  requires: [],
  provisions: ['penalty-law-2021/minor-corrected'],
  facts: ['age', 'mentalState', 'provenNoFault', 'minor', 'firstTime'],
  questions: [],
  ordersRemain: true,
};
const under14: Exemption = {
  ...none,
  kind: 'mandatory',
  reason: 'under-14',
  requires: ['责令监护人加以管教'],
  provisions: ['penalty-law-2021/minors', 'police-procedure-2012/minors', 'bj-benchmark-2024-draft/minors'],
  facts: ['age'],
};
const incapable: Exemption = {
  ...none,
  kind: 'mandatory',
  reason: 'incapable',
  requires: ['责令其监护人严加看管和治疗'],
  provisions: [
    'penalty-law-2021/mental-state',
    'police-procedure-2012/mental-state',
    'bj-benchmark-2024-draft/mental-state',
  ],
  facts: ['mentalState'],
};
const noFault: Exemption = {
  ...none,
  kind: 'mandatory',
  reason: 'proven-no-fault',
  provisions: ['penalty-law-2021/no-fault', 'bj-benchmark-2024-draft/no-fault'],
  facts: ['provenNoFault'],
};
const minorCorrected: Exemption = {
  ...none,
  kind: 'mandatory',
  reason: 'minor-corrected-no-harm',
  provisions: ['penalty-law-2021/minor-corrected', 'bj-benchmark-2024-draft/minor-corrected'],
  facts: ['minor', 'promptlyCorrected', 'consequence'],
  ordersRemain: false,
};
const firstTime: Exemption = {
  ...none,
  kind: 'optional',
  reason: 'first-time-minor-consequence-corrected',
  provisions: ['penalty-law-2021/first-time', 'bj-benchmark-2024-draft/first-time'],
  facts: ['firstTime', 'consequenceMinor', 'promptlyCorrected', 'consequence'],
};

/**
 * @legal penalty-law-2021/minors, penalty-law-2021/mental-state, penalty-law-2021/no-fault,
 *   penalty-law-2021/minor-corrected, penalty-law-2021/first-time
 */
export function judgeExemption({ stated, facts, decisionDate }: Situation): Exemption {
  const individual = facts.actor === 'individual';
  const age = numberOn('penalty-law-2021/age-of-penalty', decisionDate);
  if (individual && stated.age !== undefined && stated.age < age) return under14;
  if (individual && stated.mentalState === 'incapable') return incapable;
  if (stated.provenNoFault === true) return noFault;
  const { minor, promptlyCorrected, consequence } = stated;
  if (minor === true && promptlyCorrected !== false && (consequence ?? 'none') === 'none') {
    if (promptlyCorrected === true && consequence === 'none') return minorCorrected;
    const questions: FactId[] = [];
    if (promptlyCorrected === undefined) questions.push('promptlyCorrected');
    if (consequence === undefined) questions.push('consequence');
    return { ...minorCorrected, kind: 'open', reason: null, questions, ordersRemain: true };
  }
  return judgeFirstTime(stated);
}

/** 「危害后果轻微」 includes no harm at all (举轻以明重); a finding to the contrary is respected. */
function judgeFirstTime(stated: Situation['stated']): Exemption {
  const { firstTime: first, promptlyCorrected, consequence } = stated;
  const minorConsequence = stated.consequenceMinor ?? (consequence === 'none' ? true : undefined);
  if (first === true && promptlyCorrected === true && minorConsequence === true) return firstTime;
  const ground: readonly (readonly [FactId, boolean | undefined])[] = [
    ['firstTime', first],
    ['promptlyCorrected', promptlyCorrected],
    ['consequenceMinor', minorConsequence],
  ];
  const half = first === true && ground.every(([, value]) => value !== false);
  if (!half) return none;
  return { ...none, questions: ground.filter(([, value]) => value === undefined).map(([id]) => id) };
}

/** Responsible persons of a unit who are not fined themselves: under age, or incapable (Penalty Law arts. 30, 31). */
export function judgePersons({ stated, decisionDate }: Situation): {
  readonly exempt: readonly string[];
  readonly flags: readonly Flag[];
} {
  const age = numberOn('penalty-law-2021/age-of-penalty', decisionDate);
  const exempt = (stated.persons ?? []).flatMap((person, index) =>
    (person.age !== undefined && person.age < age) || person.mentalState === 'incapable'
      ? [nameOf(person, index)]
      : [],
  );
  const flags = exempt.map(
    (name): Flag => ({ code: 'legal-review', about: `责任人员${name}依法不予处罚，不列入罚款对象` }),
  );
  return { exempt, flags };
}
