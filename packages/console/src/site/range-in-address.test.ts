// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../frame/address.ts';
import { LookInAddress } from './playback/parts/look-address.ts';
import { RangeInAddress } from './range-in-address.ts';

it('playback hands over cameras and range', () => {
  const address = stringifySearch({ cameras: 'gate,hall-2', fromMs: 1_000, toMs: 2_000 });
  expect(RangeInAddress.parse(parseSearch(address))).toEqual({
    cameras: ['gate', 'hall-2'],
    fromMs: 1_000,
    toMs: 2_000,
  });
});

it.each(['', '?cameras=gate', '?fromMs=2000&toMs=1000', '?fromMs=soon&toMs=2000'])(
  'an address that says %s hands over nothing',
  (address) => {
    expect(RangeInAddress.parse(parseSearch(address))).toBeUndefined();
  },
);

it('an address of before, with its values in quotes, still opens its look', () => {
  expect(LookInAddress.parse(parseSearch('?session=%22a1%22&camera=%2212%22&atMs=never'))).toMatchObject({
    session: 'a1',
    camera: '12',
    atMs: undefined,
  });
});
