// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { overlaps } from './overlaps.ts';
import { missedShifts } from './shift-plan.ts';

const hour = 3_600_000;
const shift = (person: string, startMs: number, endMs: number | null) => ({
  values: { person, startMs, endMs },
});
const planned = [shift('王宁', 8 * hour, 16 * hour), shift('李勤', 16 * hour, 24 * hour)];
const missedAt = (nowMs: number, ...kept: readonly ReturnType<typeof shift>[]) =>
  missedShifts(planned, kept, nowMs).map(({ values }) => values.person);

it('a shift that nobody took over is told half an hour in, until a day after it', () => {
  expect(missedAt(8.4 * hour)).toEqual([]);
  expect(missedAt(8.5 * hour)).toEqual(['王宁']);
  expect(missedAt(17 * hour)).toEqual(['王宁', '李勤']);
  expect(missedAt(41 * hour)).toEqual(['李勤']);
  expect(missedAt(49 * hour)).toEqual([]);
});

it('whoever came early, late or is still there took over; the shift before, or another person, did not', () => {
  expect(missedAt(9 * hour, shift('王宁', 7.9 * hour, null))).toEqual([]);
  expect(missedAt(10 * hour, shift('王宁', 9.5 * hour, null))).toEqual([]);
  expect(missedAt(9 * hour, shift('王宁', 0, 8 * hour))).toEqual(['王宁']);
  expect(missedAt(9 * hour, shift('李勤', 8 * hour, null))).toEqual(['王宁']);
});

it('one person is not on two shifts at once; two people may be, and one shift may follow the other', () => {
  const others = [shift('王宁', 8 * hour, 16 * hour).values, shift('李勤', 20 * hour, null).values];
  const wrong = (person: string, startMs: number, endMs: number | null) =>
    overlaps({ person, startMs, endMs }, others)?.field;
  expect(wrong('王宁', 15 * hour, 17 * hour)).toBe('startMs');
  expect(wrong('王宁', 16 * hour, 17 * hour)).toBeUndefined();
  expect(wrong('李勤', 15 * hour, 17 * hour)).toBeUndefined();
  expect(wrong('李勤', 30 * hour, 31 * hour)).toBe('startMs');
  expect(wrong('王宁', 0, null)).toBe('startMs');
});
