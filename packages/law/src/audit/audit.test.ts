// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { schedules } from '../instruments/bj-benchmark/schedules.ts';
import { audit } from './audit.ts';
import { auditSchedule } from './audit-schedule.ts';
import { compareSchedules } from './compare-schedules.ts';
import { combinations } from './enumerate.ts';

const folder = fileURLToPath(new URL('../../seeds/', import.meta.url));
const seeds = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
);

describe('audit', () => {
  it('is clean on the tables as they stand', () => {
    expect(audit(seeds).findings).toEqual([]);
  });

  it.each(schedules.map((schedule) => [schedule.id, schedule] as const))(
    '%s: 1,200 combinations, every row and code reached, tier A unused',
    (_, schedule) => {
      expect(auditSchedule(schedule)).toEqual({
        schedule: schedule.id,
        combinations: 1_200,
        rows: { reached: 18, all: 18 },
        codes: { reached: 33, all: 33 },
        tiersUsed: ['B', 'C'],
        findings: [],
      });
    },
  );

  it('names a quotation that its seed does not contain, and a seed that is missing', () => {
    const [name = '', text = ''] = [...seeds][0] ?? [];
    const altered = new Map(seeds).set(name, text.replace('责令限期整改并予以警告', '责令整改并予以警告'));
    expect(audit(altered).findings.some((finding) => finding.check === 'quote-not-in-source')).toBe(true);
    expect(audit(new Map()).findings.length).toBeGreaterThan(100);
  });
});

describe('compare', () => {
  it('finds the 36 combinations that decide answers differently under the two tables, nine in substance, each a sentence', () => {
    const comparison = compareSchedules('bj-benchmark-old', 'bj-benchmark-2024-draft');
    expect(comparison).toMatchObject({ combinations: 1_200, different: 36, heavier: 24, lighter: 12 });
    expect(comparison.inSubstance.map(({ combinations: many }) => many)).toEqual(Array(9).fill(4));
    expect(comparison.inSubstance[0]?.sentence).toBe(
      '应当建设而不建设，单位，整改不合格，造成危害后果：对单位由10000元以上20000元以下（C05834C020-C05835C020）到20000元以上30000元以下（C05834C030-C05835C030），变重',
    );
    for (const { facts, direction } of comparison.differences) {
      const heavier = facts.rectification === 'unqualified' && facts.consequence !== 'none';
      const lighter = facts.rectification === 'overdue' && facts.consequence === 'none';
      expect(direction).toBe(heavier ? 'heavier' : lighter ? 'lighter' : 'neither');
    }
  });

  it('is its own mirror, and nothing differs from itself', () => {
    expect(compareSchedules('bj-benchmark-2024-draft', 'bj-benchmark-old')).toMatchObject({
      different: 36,
      heavier: 12,
      lighter: 24,
    });
    expect(compareSchedules('bj-benchmark-old', 'bj-benchmark-old').different).toBe(0);
  });

  it('refuses what is no schedule', () => {
    expect(() => compareSchedules('d799', 'bj-benchmark-old')).toThrow(
      expect.objectContaining({ code: 'law/schedule-unknown' }),
    );
  });

  it('enumerates each combination once', () => {
    expect(new Set(combinations.map((combination) => JSON.stringify(combination))).size).toBe(1_200);
  });
});
