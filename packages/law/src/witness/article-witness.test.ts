// SPDX-License-Identifier: Apache-2.0
/**
 * A second reading of the sanction articles of seeds 002, 003 and 004, by hand: what each stage orders, fines and
 * takes. Amounts are [min, max] in yuan; null = no lower bound printed.
 */
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { parseRequest } from '../facts/parse-request.ts';

type Amounts = Readonly<Record<string, readonly [number | null, number]>>;
type Reading = readonly [
  instrument: string,
  article: string,
  facts: Readonly<Record<string, unknown>>,
  orders: readonly string[],
  fines: Amounts,
  more?: { readonly warning?: true; readonly confiscates?: true; readonly disposition?: string },
];

const unitLate = { actor: 'unit', rectification: 'overdue', consequence: 'none' };
const unitFirst = { actor: 'unit', rectification: 'notOrdered', consequence: 'none' };
const persons500to1000: Amounts = { principal: [500, 1000], directlyResponsible: [500, 1000] };
const upTo500: Amounts = { principal: [null, 500], directlyResponsible: [null, 500] };
const BJ = 'bj-measures-2006';
const QHD = 'qhd-measures-2017';
const D = 'd799';
const refused = { refusesAfterOrder: true };
const obeyed = { refusesAfterOrder: false, consequence: 'none' };

const READINGS: readonly Reading[] = [
  [
    BJ,
    '19 first',
    { ...unitFirst, place: '学校', conduct: 'build-missing' },
    ['责令限期整改'],
    {},
    { warning: true },
  ],
  [
    BJ,
    '19 then',
    { ...unitLate, place: '学校', conduct: 'build-missing' },
    [],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    BJ,
    '20',
    { actor: 'unit', consequence: 'none', conduct: 'overcapture' },
    ['责令改正'],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    BJ,
    '21 unit',
    { actor: 'unit', place: '广场', consequence: 'none', conduct: 'unauthorised-public-install' },
    ['责令拆除'],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    BJ,
    '21 individual',
    { actor: 'individual', age: 40, place: '广场', conduct: 'unauthorised-public-install' },
    ['责令拆除'],
    { individual: [500, 1000] },
  ],
  [
    BJ,
    '22',
    { actor: 'unit', ...obeyed, conduct: 'filing' },
    ['责令改正'],
    { unit: [1000, 10000], ...upTo500 },
  ],
  [
    BJ,
    '23 first',
    { ...unitFirst, affectsOperation: true, conduct: 'operation-security' },
    ['责令限期整改'],
    { unit: [1000, 10000], ...upTo500 },
  ],
  [
    BJ,
    '23 then',
    { ...unitLate, affectsOperation: true, conduct: 'operation-security' },
    [],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    BJ,
    '24',
    { actor: 'unit', consequence: 'none', conduct: 'information-management' },
    [],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    BJ,
    '25',
    { actor: 'unit', consequence: 'none', publicEmergency: true, conduct: 'refuse-provide' },
    [],
    { unit: [10000, 30000], ...persons500to1000 },
  ],
  [
    'bj-residential',
    '12(1)',
    { actor: 'propertyManager', conduct: 'residential-manager' },
    ['责令改正'],
    { manager: [500, 1000] },
  ],
  [
    QHD,
    '23 first',
    { ...unitFirst, keyUnit: true, conduct: 'qhd-art9-not-installed' },
    ['责令限期改正'],
    {},
    { disposition: 'order-only' },
  ],
  [
    QHD,
    '23 then',
    { ...unitLate, keyUnit: true, conduct: 'qhd-art9-not-installed' },
    [],
    { unit: [1000, 10000], responsiblePersons: [200, 1000] },
  ],
  [
    QHD,
    '23 then, firm',
    { ...unitLate, conduct: 'qhd-art16-not-recorded' },
    [],
    { unit: [1000, 10000], responsiblePersons: [200, 1000] },
  ],
  [
    QHD,
    '24',
    { actor: 'unit', place: '广场', refusesDismantling: false, conduct: 'qhd-art11-1-public-area' },
    ['责令拆除'],
    {},
    { disposition: 'order-only' },
  ],
  [
    QHD,
    '25 first',
    { ...unitFirst, conduct: 'qhd-art15-user-duty' },
    ['责令限期改正'],
    {},
    { disposition: 'order-only' },
  ],
  [QHD, '25 then', { ...unitLate, conduct: 'qhd-art15-user-duty' }, [], { unspecified: [1000, 5000] }],
  [
    QHD,
    '25 then, installer',
    { ...unitLate, conduct: 'qhd-art18-installer-duty' },
    [],
    { unspecified: [1000, 5000] },
  ],
  [
    QHD,
    '26 unit',
    { actor: 'unit', conduct: 'qhd-art19-damage' },
    ['责令停止侵害', '责令限期改正'],
    { unit: [10000, 20000] },
  ],
  [
    QHD,
    '26 individual',
    { actor: 'individual', age: 40, conduct: 'qhd-art19-delete-records' },
    ['责令停止侵害'],
    { individual: [1000, 5000] },
  ],
  [
    D,
    '13',
    { actor: 'unit', place: '商场', conduct: 'd799-signage-missing' },
    ['责令改正'],
    {},
    { disposition: 'order-only' },
  ],
  [
    D,
    '26 first',
    { actor: 'unit', ...obeyed, conduct: 'd799-unauthorised-install' },
    ['责令限期改正'],
    {},
    { disposition: 'order-only' },
  ],
  [
    D,
    '26 then, unit',
    { actor: 'unit', ...refused, conduct: 'd799-unauthorised-install' },
    [],
    { unit: [null, 20000], responsiblePersons: [null, 5000] },
    { confiscates: true },
  ],
  [
    D,
    '26 then, individual',
    { actor: 'individual', age: 40, ...refused, conduct: 'd799-unauthorised-install' },
    [],
    { individual: [null, 5000] },
    { confiscates: true },
  ],
  [
    D,
    '27(1) unit',
    { actor: 'unit', place: '宾馆客房', conduct: 'd799-prohibited-area' },
    [],
    { unit: [10000, 20000], responsiblePersons: [5000, 10000] },
    { confiscates: true },
  ],
  [
    D,
    '27(1) individual',
    { actor: 'individual', age: 40, place: '更衣室', conduct: 'd799-prohibited-area' },
    [],
    { individual: [5000, 10000] },
    { confiscates: true },
  ],
  [
    D,
    '27(2) first',
    { actor: 'unit', ...obeyed, place: '宾馆客房', conduct: 'd799-no-daily-check' },
    ['责令改正'],
    {},
    { disposition: 'order-only' },
  ],
  [
    D,
    '27(2) then',
    { actor: 'unit', ...refused, place: '宾馆客房', conduct: 'd799-no-daily-check' },
    [],
    { unit: [10000, 20000], responsiblePersons: [5000, 10000] },
  ],
  [
    D,
    '27(2) serious',
    {
      actor: 'individual',
      age: 40,
      consequence: 'serious',
      place: '宾馆客房',
      conduct: 'd799-no-daily-check',
    },
    [],
    { individual: [5000, 10000] },
  ],
  [
    D,
    '28',
    { actor: 'unit', conduct: 'd799-near-secret-unit' },
    [],
    { unit: [10000, 20000], responsiblePersons: [5000, 10000] },
    { confiscates: true },
  ],
  [
    D,
    '29 first',
    { actor: 'unit', place: '学校', ...obeyed, conduct: 'd799-not-filed' },
    ['责令限期改正'],
    {},
    { disposition: 'order-only' },
  ],
  [
    D,
    '29 then',
    { actor: 'unit', place: '学校', ...refused, conduct: 'd799-false-filing' },
    [],
    { unspecified: [null, 10000] },
  ],
  [
    D,
    '30 first',
    { actor: 'unit', place: '学校', ...obeyed, conduct: 'd799-tamper-device' },
    ['责令改正'],
    {},
    { warning: true },
  ],
  [
    D,
    '30 then, unit',
    { actor: 'unit', place: '学校', ...refused, conduct: 'd799-tamper-device' },
    [],
    { unit: [5000, 10000], responsiblePersons: [null, 5000] },
  ],
  [
    D,
    '30 then, individual',
    { actor: 'individual', age: 40, place: '学校', ...refused, conduct: 'd799-tamper-device' },
    [],
    { individual: [null, 5000] },
  ],
];

describe('the sanction articles, read a second time', () => {
  it.each(READINGS.map((reading) => [`${reading[0]} ${reading[1]}`, reading] as const))(
    '%s',
    (_, [instrument, , facts, orders, fines, more = {}]) => {
      const request = { instruments: [instrument], facts, actDate: '2026-01-10', decisionDate: '2026-03-02' };
      const [result] = decide(parseRequest(request, '2026-03-02')).results;
      expect(result?.disposition).toBe(more.disposition ?? 'penalise');
      expect(result?.orders).toEqual(expect.arrayContaining([...orders]));
      expect(
        Object.fromEntries(result?.fines.map((fine) => [fine.target, [fine.min, fine.max]]) ?? []),
      ).toEqual(fines);
      if (more.warning === true) expect(result?.warning).toBe(true);
      expect((result?.confiscation.length ?? 0) > 0).toBe(more.confiscates === true);
    },
  );
});
