// SPDX-License-Identifier: Apache-2.0
/** What two rules on one duty have in common: what shows that it is met; a duty that nothing shows goes by its title. */

import type { ObligationRow } from '../forms/obligation-row.ts';
import { obligationRows } from '../rules/obligation-rows.ts';
import type { InstrumentId } from '../types/corpus.ts';

/** Powers, definitions and sanctions are rows too, and no duties. */
export const dutyWords: Readonly<Partial<Record<ObligationRow['modality'], string>>> = {
  must: '应当',
  mustNot: '不得',
};

/** Duties of one instrument by their head; where two have one head, the second goes by its title as well. */
export function dutiesOf(instrument: InstrumentId): ReadonlyMap<string, ObligationRow> {
  const duties = new Map<string, ObligationRow>();
  for (const row of obligationRows) {
    if (!row.provision.startsWith(`${instrument}/`) || !(row.modality in dutyWords)) continue;
    const { test } = row;
    const shown =
      test === undefined || test.kind === 'checklist'
        ? row.title
        : `${test.kind.replace('prescribed-', '')}${'all' in test ? ` ${test.all.join(' ')}` : ''}`;
    duties.set(duties.has(shown) ? `${shown} ${row.title}` : shown, row);
  }
  return duties;
}
