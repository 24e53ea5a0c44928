// SPDX-License-Identifier: Apache-2.0
/** Each number of the law has one owner: change the parameter, and every reader moves. */
import { describe, expect, it, vi } from 'vitest';
import { chinaCalendar } from '../calendar/calendar.ts';
import { decide } from '../engine/decide.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { obligations } from '../obligations/obligations.ts';
import { parseObligationsRequest } from '../obligations/parse-obligations.ts';
import type { FactId } from '../types/facts.ts';
import { otherValues } from '../whatif/fact-values.ts';
import {
  filingDeadlines,
  getParameter,
  type ParameterId,
  parameters,
  retentionRequirement,
  statutoryDeadline,
} from './deadlines.ts';

const DAY = '2026-03-02';
const answer = (instrument: string, facts: object): string => {
  const response = decide(parseRequest({ instruments: [instrument], facts }, DAY));
  return JSON.stringify([response.results, response.procedure]);
};
const duties = (facts: object): string => {
  const { facts: unit, evidence } = parseObligationsRequest({ facts });
  return JSON.stringify(obligations(unit, evidence, DAY).results);
};
const school = { place: '学校', isManagementUnit: true, actor: 'unit' };
const filing = (event: string, on: string) => ({
  ...school,
  conduct: 'filing-check',
  [event]: on,
  filed: null,
});
const fined = { actor: 'unit', conduct: 'overcapture', consequence: 'none' };
const period = (id: ParameterId) => (): string => JSON.stringify(statutoryDeadline(id, DAY, chinaCalendar));
const access = { conduct: 'footage-access', requester: '公安局', officers: 2 };
const old = { ...fined, actEnded: '2023-12-01', discovered: '2026-01-01', continuing: false };

/** Whether two of them are enough there. */
const shownOfficers = (jurisdiction: string): string =>
  JSON.stringify(parseObligationsRequest({ facts: { jurisdiction, officers: 2 } }).evidence);
/** The values that a what-if tries. */
const tried = (fact: FactId): string => {
  const request = parseRequest({ instruments: ['bj-measures-2006'], facts: old }, DAY);
  const [result] = decide(request).results;
  if (result === undefined) throw new RangeError('no result');
  return JSON.stringify(otherValues(fact, request, result));
};

type Reader = () => string;
/** Parameter → everyone who reads it. */
const readers: Partial<Record<ParameterId, readonly Reader[]>> = {
  'd799/filing-days': [
    () => answer('d799', filing('putIntoUse', '2025-09-01')),
    () => duties({ ...school, jurisdiction: 'hami', putIntoUse: '2025-09-01' }),
    () => JSON.stringify(filingDeadlines({ putIntoUse: '2025-09-01' }, chinaCalendar)),
  ],
  'd799/filing-transitional-days': [
    () => answer('d799', filing('putIntoUse', '2024-09-01')),
    () => duties({ ...school, jurisdiction: 'hami', putIntoUse: '2024-09-01' }),
    () => JSON.stringify(filingDeadlines({ putIntoUse: '2024-09-01' }, chinaCalendar)),
  ],
  'bj-measures-2006/filing-days': [
    () => answer('bj-measures-2006', filing('acceptancePassed', '2025-09-01')),
    () => duties({ ...school, jurisdiction: 'beijing', acceptancePassed: '2025-09-01' }),
    () => JSON.stringify(filingDeadlines({ acceptancePassed: '2025-09-01' }, chinaCalendar)),
  ],
  'bj-measures-2006/filing-transitional-days': [
    () => answer('bj-measures-2006', filing('acceptancePassed', '2006-09-01')),
    () => duties({ ...school, jurisdiction: 'beijing', acceptancePassed: '2006-09-01' }),
    () => JSON.stringify(filingDeadlines({ acceptancePassed: '2006-09-01' }, chinaCalendar)),
  ],
  'd799/retention-days': [
    () => answer('d799', { ...school, conduct: 'retention-rule' }),
    () => answer('bj-residential', { conduct: 'retention-rule', place: '住宅小区' }),
    () => duties({ ...school, jurisdiction: 'hami', retentionDays: 20 }),
    () => JSON.stringify(retentionRequirement({ isManagementUnit: true }, DAY)),
  ],
  'qhd-measures-2017/retention-days': [
    () => answer('qhd-measures-2017', { conduct: 'retention-rule', keyUnit: true }),
    () => duties({ jurisdiction: 'qinhuangdao', place: '学校', retentionDays: 20 }),
    () => JSON.stringify(retentionRequirement({ jurisdiction: 'qinhuangdao', keyUnit: true }, DAY)),
  ],
  'bj-residential/retention-days': [
    () => answer('bj-residential', { conduct: 'retention-rule', place: '住宅小区' }),
    () => duties({ jurisdiction: 'beijing', place: '住宅小区', retentionDays: 20 }),
  ],
  'counter-terrorism-law/retention-days': [
    () => JSON.stringify(retentionRequirement({ counterTerrorKeyTarget: true }, DAY)),
  ],
  'bj-measures-2006/officers': [
    () => answer('bj-measures-2006', access),
    () => shownOfficers('beijing'),
    () => tried('officers'),
  ],
  'qhd-measures-2017/officers': [
    () => answer('qhd-measures-2017', access),
    () => shownOfficers('qinhuangdao'),
    () => tried('officers'),
  ],
  'bj-benchmark-2024-draft/repeat-penalties': [
    () => tried('priorSameKindPenaltiesWithin1Year'),
    () =>
      answer('d799', {
        ...school,
        conduct: 'd799-not-filed',
        refusesAfterOrder: true,
        priorSameKindPenaltiesWithin1Year: 2,
      }),
  ],
  'penalty-law-2021/age-of-penalty': [
    () => tried('age'),
    () =>
      answer('d799', { actor: 'individual', age: 14, place: '宾馆客房', conduct: 'd799-prohibited-area' }),
  ],
  'penalty-law-2021/age-of-majority': [
    () => tried('age'),
    () =>
      answer('d799', { actor: 'individual', age: 18, place: '宾馆客房', conduct: 'd799-prohibited-area' }),
  ],
  'penalty-law-2021/limitation-years': [
    () => tried('actEnded'),
    () => answer('bj-measures-2006', { ...old, lifeHealthOrFinancialSafety: false }),
  ],
  'penalty-law-2021/limitation-years-safety': [
    () => tried('actEnded'),
    () => answer('bj-measures-2006', { ...old, consequence: 'harm', lifeHealthOrFinancialSafety: true }),
  ],
  'penalty-law-2021/simple-unit': [
    () =>
      answer('bj-residential', {
        actor: 'propertyManager',
        place: '住宅小区',
        conduct: 'residential-manager',
      }),
  ],
  'penalty-law-2021/simple-person': [
    () =>
      answer('bj-measures-2006', {
        actor: 'individual',
        age: 40,
        place: '广场',
        conduct: 'unauthorised-public-install',
      }),
  ],
  'penalty-law-2021/decision-days': [
    () => answer('bj-measures-2006', fined),
    period('penalty-law-2021/decision-days'),
  ],
  'penalty-law-2021/service-days': [
    () => answer('bj-measures-2006', fined),
    period('penalty-law-2021/service-days'),
  ],
  'penalty-law-2021/hearing-request-days': [
    () => answer('bj-measures-2006', fined),
    period('penalty-law-2021/hearing-request-days'),
  ],
  'penalty-law-2021/hearing-notice-days': [
    () => answer('bj-measures-2006', fined),
    period('penalty-law-2021/hearing-notice-days'),
  ],
  'penalty-law-2021/payment-days': [
    () => answer('bj-measures-2006', fined),
    period('penalty-law-2021/payment-days'),
  ],
  'penalty-law-2021/surcharge-percent': [() => answer('bj-measures-2006', fined)],
  'police-procedure-2012/hearing-unit': [
    () => answer('d799', { ...school, place: '学校', conduct: 'd799-not-filed', refusesAfterOrder: true }),
  ],
  'police-procedure-2012/hearing-person': [
    () =>
      answer('d799', {
        actor: 'individual',
        age: 40,
        conduct: 'd799-tamper-device',
        place: '学校',
        refusesAfterOrder: true,
      }),
  ],
  'police-procedure-2012/on-the-spot-person': [
    () =>
      answer('bj-residential', {
        actor: 'propertyManager',
        place: '住宅小区',
        conduct: 'residential-manager',
      }),
  ],
  'police-procedure-2012/on-the-spot-unit': [
    () =>
      answer('bj-residential', {
        actor: 'propertyManager',
        place: '住宅小区',
        conduct: 'residential-manager',
      }),
  ],
};

/** Puts another number in place while the work runs. */
function withNumber<T>(id: ParameterId, change: (value: number) => number, work: () => T): T {
  const [first] = getParameter(id).values as unknown as { value: number }[];
  if (first === undefined) throw new RangeError(id);
  const before = first.value;
  first.value = change(before);
  try {
    return work();
  } finally {
    first.value = before;
  }
}

describe('a number of the law has one owner', () => {
  it.each(Object.entries(readers) as [ParameterId, readonly Reader[]][])(
    '%s moves every reader',
    (id, all) => {
      for (const [index, read] of all.entries()) {
        const before = read();
        const moved = [
          (n: number) => n * 20,
          (n: number) => Math.floor(n / 10),
          (n: number) => n - 1,
          (n: number) => n + 1,
        ].some((change) => withNumber(id, change, read) !== before);
        expect([id, index, moved]).toEqual([id, index, true]);
        expect(read()).toBe(before);
      }
    },
  );
});

/** The paper of the decision prints it; its own test (documents/papers) moves it. */
const readElsewhere: readonly ParameterId[] = ['litigation-law-2017/months'];

/** The processes as they are read with another number: they take theirs when they are loaded. */
async function processesWith(id: ParameterId | undefined): Promise<string> {
  vi.resetModules();
  if (id !== undefined) {
    const { getParameter: getFresh } = await import('./parameters.ts');
    for (const value of getFresh(id).values as unknown as { value: number | null }[])
      if (value.value !== null) value.value += 1;
  }
  const { processes } = await import('../processes/processes.ts');
  return JSON.stringify(processes);
}

describe('every number has a reader', () => {
  it('which the list above names, or it is a clock of a process', async () => {
    const before = await processesWith(undefined);
    const unread: string[] = [];
    for (const { id, values } of parameters) {
      if (values.every(({ value }) => value === null)) continue;
      const isClock = (await processesWith(id)) !== before;
      if (!isClock && readers[id] === undefined && !readElsewhere.includes(id)) unread.push(id);
    }
    expect(unread).toEqual([]);
  });
});
