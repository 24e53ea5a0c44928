// SPDX-License-Identifier: Apache-2.0
import type { AccessSession } from '@mingjing/contracts/site';
import { expect, it } from 'vitest';
import { filterRegister } from './register-query.ts';

const look = (number: number, fromMs: number, toMs: number): AccessSession =>
  ({ number, fromMs, toMs, requestedMs: 1000 }) as AccessSession;

it('finds looks by the footage that was asked for, whenever they were registered', () => {
  const looks = [look(1, 0, 100), look(2, 100, 200), look(3, 150, 400)];
  const found = (filter: object) => filterRegister(looks, filter, String).map(({ number }) => number);
  expect(found({ showsMs: 150, showsToMs: 200 })).toEqual([2, 3]);
  expect(found({ showsMs: 100, showsToMs: 101 })).toEqual([2]);
  expect(found({ showsMs: 100 })).toEqual([2]);
  expect(found({ showsToMs: 100 })).toEqual([1]);
  expect(found({ showsMs: 300 })).toEqual([3]);
  expect(found({})).toEqual([1, 2, 3]);
});
