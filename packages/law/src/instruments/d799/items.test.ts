// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { conducts } from '../../types/facts.ts';
import { itemsOf } from './items.ts';

describe('the items of the Hami list', () => {
  it('are asked after by the conducts that break the duties behind them (a second reading of the 13 items)', () => {
    const told = Object.fromEntries(
      conducts.map((conduct) => [conduct, itemsOf(conduct)]).filter(([, items]) => items?.length !== 0),
    );
    expect(told).toEqual({
      'build-missing': [1],
      'unauthorised-public-install': [1],
      'public-place-install': [1],
      'd799-unauthorised-install': [1],
      'd799-signage-missing': [2],
      'd799-near-secret-unit': [3],
      filing: [4],
      'filing-check': [4],
      'd799-not-filed': [4],
      'd799-false-filing': [4],
      'operation-security': [5, 11, 12],
      'd799-tamper-device': [5],
      'information-management': [6, 13],
      'information-access': [13],
      'retention-check': [7],
      'retention-rule': [7],
      'build-nonconforming': [8],
      overcapture: [9],
      'd799-prohibited-area': [9],
    });
  });
});
