// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { everyPair, readingDifferences, silent } from './second-reading.ts';

describe('a second reading of the articles', () => {
  it('agrees on whom each clause names and which contrary fact ends the matter', () => {
    expect(readingDifferences(() => true)).toEqual([]);
  });

  it.each(everyPair)('%s on %s: silent or answered, as read', (instrument, conduct) => {
    const facts = { conduct, actor: 'unit' } as const;
    const [result] = decide({ instruments: [instrument], facts, decisionDate: '2026-06-01' }).results;
    expect(result?.reason === 'conduct-not-addressed').toBe(silent[instrument](conduct));
  });
});
