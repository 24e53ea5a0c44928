// SPDX-License-Identifier: Apache-2.0
import type { Field } from '@mingjing/contracts/registers';
import { expect, it } from 'vitest';
import { cellValue } from './read-cells.ts';

const words = { zh: '某栏', en: 'some' };
const eight = Date.UTC(2026, 10, 28, 0, 30);
const cases: readonly [Field, string | number | boolean | Date, unknown][] = [
  [{ kind: 'instant', ...words }, '2026-11-28 08:30', eight],
  [{ kind: 'instant', ...words }, '2026/11/28  8:30:00', eight],
  [{ kind: 'instant', ...words }, '2026年11月28日8时30分', eight],
  [{ kind: 'instant', ...words }, '20261128 08:30', eight],
  [{ kind: 'instant', ...words }, new Date('2026-11-28T08:30:00Z'), eight],
  [{ kind: 'instant', ...words }, '2026-11-28 25:30', '2026-11-28 25:30'],
  [{ kind: 'instant', ...words }, '2026-11-28', '2026-11-28'],
  [{ kind: 'instant', ...words }, '下午', '下午'],
  [{ kind: 'day', ...words }, '2026.1.5', '2026-01-05'],
  [{ kind: 'number', unit: { zh: '人', en: 'people' }, ...words }, '12 人', 12],
  [{ kind: 'number', unit: { zh: '人', en: 'people' }, ...words }, '十二', 12],
  [{ kind: 'number', ...words }, '许多', '许多'],
  [{ kind: 'choice', choices: { day: { zh: '白班', en: 'Day' } }, ...words }, '白班 ', 'day'],
  [{ kind: 'choice', choices: { day: { zh: '白班', en: 'Day' } }, ...words }, 'DAY', 'day'],
  [{ kind: 'choice', choices: { day: { zh: '白班', en: 'Day' } }, ...words }, '夜班', '夜班'],
  [{ kind: 'yes-no', ...words }, '√', true],
  [{ kind: 'yes-no', ...words }, '无', false],
  [{ kind: 'yes-no', ...words }, true, true],
  [{ kind: 'yes-no', ...words }, '大概', '大概'],
  [{ kind: 'text', ...words }, "'=1+1", '=1+1'],
  [{ kind: 'text', ...words }, '0012', '0012'],
  [{ kind: 'text', ...words }, '　', null],
  [{ kind: 'camera', ...words }, '大门', 'cam-1'],
  [{ kind: 'camera', ...words }, '不知道', '不知道'],
  [{ kind: 'file', ...words }, '合同.pdf', null],
];

it.each(cases)('%j reads %j as %j', (field, cell, value) => {
  const findCamera = (written: string) => (written === '大门' ? 'cam-1' : undefined);
  expect(cellValue(field, cell, findCamera)).toEqual(value);
});
