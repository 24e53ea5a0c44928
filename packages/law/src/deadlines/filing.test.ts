// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from '../calendar/calendar.ts';
import { decide } from '../engine/decide.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { classifyPlace } from '../places/place.ts';
import { dayNumber, dayOf, type FilingFacts, filingDeadlines, retentionRequirement } from './deadlines.ts';

const decree = (facts: FilingFacts) => filingDeadlines(facts, chinaCalendar)[0];
const beijing = (facts: FilingFacts) =>
  filingDeadlines({ jurisdiction: 'beijing', ...facts }, chinaCalendar)[1];

describe('filing under Decree 799', () => {
  it('ends 30 days after putting into use', () => {
    const answer = decree({ placeClass: 'art7-2', putIntoUse: '2025-06-03', filed: '2025-07-03' });
    expect(answer).toMatchObject({ applies: true, state: 'filed-in-time', deadline: { due: '2025-07-03' } });
    expect(decree({ placeClass: 'art7-2', putIntoUse: '2025-06-03', filed: '2025-07-04' })).toMatchObject({
      state: 'filed-late',
      daysLate: 1,
    });
  });
  it('ends on 30 June 2025 for every system in use before the Decree', () => {
    for (const putIntoUse of ['2003-01-01', '2024-04-01', '2025-03-31']) {
      expect(decree({ putIntoUse })?.deadline).toMatchObject({ from: '2025-04-01', due: '2025-06-30' });
    }
    expect(decree({ putIntoUse: '2025-04-01' })?.deadline).toMatchObject({
      from: '2025-04-01',
      due: '2025-05-06',
    });
  });
  it('does not bind other public places nor homes, and asks when the place is unknown', () => {
    expect(decree({ placeClass: 'art9' })).toMatchObject({
      applies: false,
      basis: ['d799/other-public-places-exempt'],
    });
    expect(decree({ placeClass: 'nonPublic' })).toMatchObject({ applies: false });
    expect(decree({ putIntoUse: '2025-06-03' })).toMatchObject({
      applies: 'unknown',
      questions: ['place', 'isManagementUnit', 'filed'],
    });
  });
  it('is open until the last day and overdue after it', () => {
    const facts = { placeClass: 'art7-2', putIntoUse: '2025-06-03', filed: null } as const;
    expect(decree({ ...facts, asOf: '2025-07-03' })).toMatchObject({ state: 'open' });
    expect(decree({ ...facts, asOf: '2025-07-04' })).toMatchObject({ state: 'overdue', daysLate: 1 });
    expect(decree(facts)).toMatchObject({ state: 'unknown', questions: ['asOf'] });
  });
});

describe('a filing after the day of the question', () => {
  it('was not there yet', () => {
    const facts = { placeClass: 'art7-2', putIntoUse: '2025-06-03', filed: '2025-09-01' } as const;
    expect(decree({ ...facts, asOf: '2025-07-01' })).toMatchObject({ state: 'open' });
    expect(decree({ ...facts, asOf: '2025-08-01' })).toMatchObject({ state: 'overdue' });
    expect(decree({ ...facts, asOf: '2025-10-01' })).toMatchObject({ state: 'filed-late' });
  });
});

describe('filing under the Beijing Measures', () => {
  it('ends 30 days after acceptance', () => {
    expect(beijing({ acceptancePassed: '2025-03-03' })?.deadline?.due).toBe('2025-04-02');
  });
  it('of systems built before the Measures ended after Labour Day 2007', () => {
    const answer = beijing({ acceptancePassed: '2006-08-01', filed: '2007-05-08' });
    expect(answer).toMatchObject({
      duty: 'bj-measures-2006/filing-transitional',
      state: 'filed-in-time',
      readingMatters: true,
    });
    expect(answer?.deadline).toMatchObject({ from: '2007-04-01', due: '2007-05-08' });
  });
  it('binds in Beijing only', () => {
    expect(beijing({ jurisdiction: '130300' })?.applies).toBe(false);
    expect(beijing({ jurisdiction: '110105' })?.applies).toBe(true);
    expect(filingDeadlines({}, chinaCalendar)[1]?.applies).toBe('unknown');
  });
  it('and the Decree are two clocks', () => {
    const both = filingDeadlines(
      {
        jurisdiction: 'beijing',
        placeClass: 'art7-2',
        acceptancePassed: '2025-05-06',
        putIntoUse: '2025-06-09',
        filed: '2025-06-20',
      },
      chinaCalendar,
    );
    expect(both.map((answer) => answer.state)).toEqual(['filed-in-time', 'filed-late']);
  });
});

describe('a filing date', () => {
  const day = fc.integer({ min: dayNumber('2007-01-01'), max: dayNumber('2026-10-01') }).map(dayOf);
  it('that is later is never better', () => {
    fc.assert(
      fc.property(day, day, fc.nat({ max: 400 }), (putIntoUse, filed, later) => {
        const rank = { 'filed-in-time': 0, open: 0, 'filed-late': 1, overdue: 1, unknown: -1 };
        const first = decree({ putIntoUse, filed });
        const second = decree({ putIntoUse, filed: dayOf(dayNumber(filed) + later) });
        expect(rank[second?.state ?? 'unknown']).toBeGreaterThanOrEqual(rank[first?.state ?? 'unknown']);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a year whose days off are not in the calendar', () => {
  const until = { ...chinaCalendar, to: '2025-12-31' };
  const [known, unknown] = [chinaCalendar, until].map(
    (calendar) => filingDeadlines({ putIntoUse: '2025-12-20', filed: null, asOf: '2026-01-05' }, calendar)[0],
  );
  it('is named beside the last day, and the last day is provisional', () => {
    expect(unknown?.deadline).toMatchObject({ due: '2026-01-19', provisional: true });
    expect(unknown?.why).toContain('日历没有 2026 年的放假安排');
    expect(known?.why).not.toContain('放假安排');
  });
  it('is named in a decision, which does not call a day late on its own word', () => {
    const year = Number(chinaCalendar.to.slice(0, 4));
    const facts = {
      place: '学校',
      isManagementUnit: true,
      conduct: 'filing-check',
      putIntoUse: `${year}-12-20`,
      filed: `${year + 1}-01-25`,
    };
    const [result] = decide(parseRequest({ instruments: ['d799'], facts }, `${year + 1}-03-01`)).results;
    expect(result?.deadline?.provisional).toContain(`日历没有 ${year + 1} 年的放假安排`);
    expect(result?.flags).toContainEqual(
      expect.objectContaining({ code: 'legal-review', about: result?.deadline?.provisional }),
    );
    expect(JSON.stringify(result?.trace)).toContain('放假安排');
  });
});

describe('the retention floor', () => {
  const at = (jurisdiction: string | undefined, place: string) =>
    retentionRequirement({ jurisdiction, place: classifyPlace(place) });
  it('is 30 days with a duty to delete where art. 7 applies', () => {
    expect(at('beijing', '学校')).toMatchObject({
      requiredDays: 30,
      decidedBy: 'd799/retention',
      deleteAfter: true,
      possibleDays: [90],
    });
  });
  it('is not set by the Decree in other public places', () => {
    expect(at('beijing', '便利店')).toMatchObject({
      requiredDays: null,
      deleteAfter: false,
      possibleDays: [90],
    });
  });
  it('is 30 days in Qinhuangdao public areas and key units, by the local rule too', () => {
    const rules = at('qinhuangdao', '广场').rules.filter((rule) => rule.applies === true);
    expect(rules.map((rule) => rule.provision)).toEqual(['d799/retention', 'qhd-measures-2017/retention']);
  });
  it('of a Beijing compound is 7 days for certain and may be 30', () => {
    expect(at('beijing', '住宅小区')).toMatchObject({
      requiredDays: 7,
      decidedBy: 'bj-residential/retention',
      possibleDays: [30, 90],
    });
  });
  it('asks instead of assuming', () => {
    expect(retentionRequirement({}).questions).toEqual([
      'place',
      'isManagementUnit',
      'jurisdiction',
      'counterTerrorKeyTarget',
    ]);
  });
  it('is 90 days for a key target of counter-terrorism', () => {
    expect(
      retentionRequirement({ place: classifyPlace('火车站'), counterTerrorKeyTarget: true }),
    ).toMatchObject({ requiredDays: 90 });
  });
});
