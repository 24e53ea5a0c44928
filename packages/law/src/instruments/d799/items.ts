// SPDX-License-Identifier: Apache-2.0
/**
 * Which of the 13 items of the Hami list asks after a conduct. The list prints no articles: inferred (§1.1), from the
 * duties of the Decree that each item asks for. A few conducts have no row of their own and go with the one named here.
 */

import type { Conduct } from '../../types/facts.ts';
import { decreeRows } from './obligations.data.ts';

const fromRows = new Map<Conduct, readonly number[]>();
for (const { conducts = [], checklistItems = [] } of decreeRows) {
  for (const conduct of conducts) {
    const items = new Set([...(fromRows.get(conduct) ?? []), ...checklistItems]);
    if (items.size > 0)
      fromRows.set(
        conduct,
        [...items].sort((a, b) => a - b),
      );
  }
}

/** Beijing's name of an act, and the breach that the Decree names only in its own articles, beside rows of the duties. */
const asRow: Readonly<Partial<Record<Conduct, readonly string[]>>> = {
  'unauthorised-public-install': ['D799-04'],
  'public-place-install': ['D799-04'],
  filing: ['D799-10'],
  'd799-tamper-device': ['D799-15'],
  'information-management': ['D799-18', 'D799-19'],
  'information-access': ['D799-19'],
};
for (const [conduct, ids] of Object.entries(asRow)) {
  const items = decreeRows.filter(({ id }) => ids.includes(id)).flatMap((row) => row.checklistItems ?? []);
  fromRows.set(
    conduct as Conduct,
    [...new Set(items)].sort((a, b) => a - b),
  );
}

export const itemsOf = (conduct: Conduct): readonly number[] => fromRows.get(conduct) ?? [];
export const checklistConducts: readonly Conduct[] = [...fromRows.keys()];
