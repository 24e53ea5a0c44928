// SPDX-License-Identifier: Apache-2.0
/**
 * 哈密市公安局涉企行政检查事项清单: 13 items of inspection. It asks; it prints no penalty. What follows a failed
 * item stands in Decree 799, evaluated as an instrument of its own.
 */

import { noCodes, type Rule, type RuleBook, type Violation } from '../../forms/violation.ts';
import type { Conduct } from '../../types/facts.ts';
import { checklistConducts, itemsOf } from '../d799/items.ts';
import { d799 } from '../d799/rules.ts';

const provisionsOf = (conduct: Conduct): readonly string[] =>
  itemsOf(conduct).map((item) => `hami-checklist/item-${item}`);

function ruleOf(conduct: Conduct): Rule {
  const decree = d799[conduct];
  if (decree !== undefined && decree.kind !== 'violation') {
    return {
      ...decree,
      instrument: 'hami-checklist',
      provisions: [...provisionsOf(conduct), ...decree.provisions],
    };
  }
  return {
    kind: 'violation',
    instrument: 'hami-checklist',
    conduct,
    duty: provisionsOf(conduct),
    sanction: null,
    also: [],
    addressees: decree?.addressees ?? ['unit', 'propertyManager', 'government'],
    elements: decree?.elements ?? [],
    rows: [],
    codesOf: noCodes,
    codesInferred: false,
    referrals: [],
    checklistItems: itemsOf(conduct),
    flags: [],
    draft: false,
  } satisfies Violation;
}

export const hamiChecklist: RuleBook = Object.fromEntries(
  checklistConducts.map((conduct) => [conduct, ruleOf(conduct)]),
);
