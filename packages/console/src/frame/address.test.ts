// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { UnitSearch } from '../desk/units/parts/unit-search.ts';
import { parseSearch, stringifySearch } from './address.ts';

it('values stay texts, a long number too, and empty ones are left out', () => {
  const search = { code: '12345678901234567890', page: 2, words: '', kind: undefined };
  expect(stringifySearch(search)).toBe('?code=12345678901234567890&page=2');
  expect(parseSearch('?code=12345678901234567890&page=2')).toEqual({
    code: '12345678901234567890',
    page: '2',
  });
});

it('an address of before, with its values in quotes, still leads there', () => {
  expect(parseSearch('?overdue=%22true%22&storageBelow=30')).toEqual({ overdue: 'true', storageBelow: '30' });
});

it('a search keeps what the server would take and leaves the rest out', () => {
  expect(
    UnitSearch.parse({
      words: '宾馆',
      filingState: 'lost',
      storageBelow: '30',
      overdue: 'true',
      sort: 'up',
      x: '1',
    }),
  ).toEqual({ words: '宾馆', storageBelow: '30', overdue: 'true' });
});
