// SPDX-License-Identifier: Apache-2.0
/**
 * A second reading of seeds 000 and 001, made by hand and without looking at the engine's tables: which row, and
 * what it prints. Every combination of facts is decided through the public door and compared with it.
 */
import { describe, expect, it } from 'vitest';
import { decide } from '../engine/decide.ts';
import { parseRequest } from '../facts/parse-request.ts';
import type { Result } from '../types/answer.ts';

type Version = 'bj-benchmark-2024-draft' | 'bj-benchmark-old';
interface Printed {
  readonly orders: readonly string[];
  readonly warning?: true;
  readonly unit?: readonly [number, number];
  /** 主要负责人 and 直接责任人员, each. */
  readonly persons?: readonly [number | null, number];
  readonly individual?: readonly [number, number];
  readonly manager?: readonly [number, number];
  /** 可以／可 over the main fine. */
  readonly optional?: true;
}

const half1 = { orders: [], unit: [10_000, 20_000], persons: [500, 1_000] } as const;
const half2 = { orders: [], unit: [20_000, 30_000], persons: [500, 1_000] } as const;

/** Written from the column 裁量基准, the same in both seeds. An empty `orders` means the cell prints none. */
const TABLE: Readonly<Record<string, Printed>> = {
  'C05834C010-C05835C010': { orders: ['责令限期整改'], warning: true },
  'C05834C020-C05835C020': half1,
  'C05834C030-C05835C030': half2,
  C05836B010: { ...half1, orders: ['责令改正'] },
  C05836B020: { ...half2, orders: ['责令改正'] },
  C05837B010: { ...half1, orders: ['责令拆除'] },
  C05837B020: { ...half2, orders: ['责令拆除'] },
  C05837B030: { orders: ['责令拆除'], individual: [500, 1_000] },
  C05838C010: { orders: ['责令改正'], unit: [1_000, 5_000], persons: [null, 500] },
  C05838C020: { orders: ['责令改正'], unit: [5_000, 10_000], persons: [null, 500] },
  C05839B010: { orders: ['责令限期整改'], unit: [1_000, 10_000], persons: [null, 500], optional: true },
  C05839B020: half1,
  C05839B030: half2,
  'C05840B010-C05846B010': half1,
  'C05840B020-C05846B020': half2,
  C05847B010: half1,
  C05847B020: half2,
  C05850B000: { orders: ['责令改正'], manager: [500, 1_000], optional: true },
};

interface Case {
  readonly conduct: string;
  readonly actor: 'unit' | 'individual' | 'propertyManager';
  readonly rectification: 'notOrdered' | 'inPeriod' | 'qualified' | 'unqualified' | 'overdue';
  readonly consequence: 'none' | 'harm' | 'serious';
  readonly refusesAfterOrder: boolean;
  readonly otherSerious: boolean;
}

/** Column 违法情节, read by hand. Null: the article does not reach this person. */
function expectedRow(version: Version, c: Case): string | null {
  const failed = c.rectification === 'unqualified' || c.rectification === 'overdue';
  const harmed = c.consequence !== 'none';
  const failedStep = (first: string, second: string, third: string): string => {
    if (!failed) return first;
    if (version === 'bj-benchmark-old') return c.rectification === 'unqualified' ? second : third;
    return harmed ? third : second;
  };
  if (c.conduct === 'residential-manager') return 'C05850B000';
  if (c.conduct === 'unauthorised-public-install') {
    if (c.actor === 'individual') return 'C05837B030';
    return harmed ? 'C05837B020' : 'C05837B010';
  }
  if (c.actor === 'individual') return null;
  switch (c.conduct) {
    case 'build-missing':
    case 'build-nonconforming':
      return failedStep('C05834C010-C05835C010', 'C05834C020-C05835C020', 'C05834C030-C05835C030');
    case 'overcapture':
      return harmed ? 'C05836B020' : 'C05836B010';
    case 'filing':
      return c.refusesAfterOrder || harmed || c.otherSerious ? 'C05838C020' : 'C05838C010';
    case 'operation-security':
      return failedStep('C05839B010', 'C05839B020', 'C05839B030');
    case 'information-management':
    case 'information-access':
      return c.consequence === 'serious' ? 'C05840B020-C05846B020' : 'C05840B010-C05846B010';
    case 'refuse-provide':
      return c.consequence === 'serious' ? 'C05847B020' : 'C05847B010';
    default:
      return null;
  }
}

const CONDUCTS = [
  'build-missing',
  'build-nonconforming',
  'overcapture',
  'unauthorised-public-install',
  'filing',
  'operation-security',
  'information-management',
  'information-access',
  'refuse-provide',
  'residential-manager',
];

/** A refusal of an order that was never given, or that was obeyed, is refused as input. */
function* cases(): Iterable<Case> {
  for (const conduct of CONDUCTS)
    for (const actor of conduct === 'residential-manager'
      ? (['propertyManager', 'individual'] as const)
      : (['unit', 'individual'] as const))
      for (const rectification of ['notOrdered', 'inPeriod', 'qualified', 'unqualified', 'overdue'] as const)
        for (const consequence of ['none', 'harm', 'serious'] as const)
          for (const refusesAfterOrder of [false, true])
            for (const otherSerious of [false, true])
              if (!(refusesAfterOrder && (rectification === 'notOrdered' || rectification === 'qualified')))
                yield { conduct, actor, rectification, consequence, refusesAfterOrder, otherSerious };
}

/** Facts that no row reads, stated so that nothing stays open. */
const SETTLED = {
  jurisdiction: 'beijing',
  affectsOperation: true,
  publicEmergency: true,
  minor: false,
  firstTime: false,
  provenNoFault: false,
};

function decideCase(version: Version, c: Case): Result {
  const place =
    c.conduct === 'unauthorised-public-install'
      ? '广场'
      : c.conduct === 'residential-manager'
        ? '住宅小区'
        : '学校';
  const person = c.actor === 'individual' ? { age: 30, mentalState: 'normal' } : {};
  const request = {
    instruments: [version],
    facts: { ...SETTLED, ...c, ...person, place },
    actDate: '2026-03-01',
    decisionDate: '2026-06-01',
  };
  const [result] = decide(parseRequest(request, '2026-06-01')).results;
  if (result === undefined) throw new RangeError('no result');
  return result;
}

const fineOf = (result: Result, target: string) => {
  const fine = result.fines.find((one) => one.target === target);
  return fine === undefined ? undefined : [fine.min, fine.max];
};

function printedOf(result: Result) {
  const [main] = result.fines;
  return {
    warning: result.warning,
    unit: fineOf(result, 'unit'),
    principal: fineOf(result, 'principal'),
    directlyResponsible: fineOf(result, 'directlyResponsible'),
    individual: fineOf(result, 'individual'),
    manager: fineOf(result, 'manager'),
    optional: main?.optional ?? false,
    each: [
      ...new Set(
        result.fines.filter((fine) => /principal|directly/.test(fine.target)).map((fine) => fine.each),
      ),
    ],
  };
}

const expectedPrint = ({ warning, unit, persons, individual, manager, optional }: Printed) => ({
  warning: warning ?? false,
  unit,
  principal: persons,
  directlyResponsible: persons,
  individual,
  manager,
  optional: optional ?? false,
  each: persons === undefined ? [] : [true],
});

describe.each(['bj-benchmark-2024-draft', 'bj-benchmark-old'] as const)(
  '%s, read a second time',
  (version) => {
    it('gives the row, its tier and step, and what the row prints, for every combination of facts', () => {
      const reached = new Set<string>();
      for (const c of cases()) {
        const label = JSON.stringify(c);
        const expected = expectedRow(version, c);
        const result = decideCase(version, c);
        if (expected === null) {
          expect([label, result.disposition, result.row, result.fines]).toEqual([
            label,
            'not-addressed',
            null,
            [],
          ]);
          continue;
        }
        reached.add(expected);
        const printed = TABLE[expected];
        if (printed === undefined) throw new RangeError(expected);
        const code = expected.slice(0, 10);
        expect([label, result.row, result.tier, result.step]).toEqual([
          label,
          expected,
          code[6],
          Number(code.slice(7, 9)),
        ]);
        expect([label, result.disposition]).toEqual([label, 'penalise']);
        expect([label, printedOf(result)]).toEqual([label, expectedPrint(printed)]);
        for (const order of printed.orders)
          expect([label, result.orders]).toEqual([label, expect.arrayContaining([order])]);
        expect(result.orders.length).toBeGreaterThan(0);
      }
      expect([...reached].sort()).toEqual(Object.keys(TABLE).sort());
    });
  },
);

describe('the two versions', () => {
  it('differ only where rectification failed: unqualified with harm is heavier under the draft, overdue without harm lighter', () => {
    const differing = new Map<string, Set<string>>([
      ['heavier', new Set()],
      ['lighter', new Set()],
    ]);
    for (const c of cases()) {
      const draft = expectedRow('bj-benchmark-2024-draft', c);
      const old = expectedRow('bj-benchmark-old', c);
      if (draft === null || old === null || draft === old) continue;
      const by = (TABLE[draft]?.unit?.[1] ?? 0) - (TABLE[old]?.unit?.[1] ?? 0);
      differing.get(by > 0 ? 'heavier' : 'lighter')?.add(`${c.conduct} ${c.rectification} ${c.consequence}`);
      expect(decideCase('bj-benchmark-2024-draft', c).row).not.toBe(decideCase('bj-benchmark-old', c).row);
    }
    const staged = ['build-missing', 'build-nonconforming', 'operation-security'];
    expect([...(differing.get('heavier') ?? [])]).toEqual(
      staged.flatMap((conduct) => [`${conduct} unqualified harm`, `${conduct} unqualified serious`]),
    );
    expect([...(differing.get('lighter') ?? [])]).toEqual(staged.map((conduct) => `${conduct} overdue none`));
  });
});
