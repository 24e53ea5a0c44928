// SPDX-License-Identifier: Apache-2.0
/** A decided case as like cases see it: what was recorded, which row, how much, and how that lies in its range. Pure. */

export interface DecidedCase {
  readonly id: string;
  readonly decidedOn: string;
  /** GB/T 2260; the first six digits are the district. */
  readonly jurisdiction: string;
  readonly officer: string;
  readonly conduct: string;
  readonly partyKind: string;
  readonly place: string | null;
  /** Recorded findings, the later over the earlier; what was never asked is not there. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly instrument: string;
  readonly row: string | null;
  readonly amountYuan: number;
  readonly min: number;
  readonly max: number;
  readonly deviationReason: string | null;
  readonly factors: readonly { readonly id: string; readonly effect: string }[];
}

export type Deviation = 'outside-row' | 'no-reason' | 'lenient-unused' | 'heavier-unused';

/** 0 at the lower end of its range, 1 at the upper; outside it is beyond. */
export const positionOf = ({ amountYuan, min, max }: DecidedCase): number =>
  max === min ? 0 : (amountYuan - min) / (max - min);

/** Same violation, same row, same kind of party. */
export const codeKey = ({ conduct, instrument, row, partyKind }: DecidedCase): string =>
  [conduct, instrument, row ?? '', partyKind].join(' ');

/** And the same of every recorded fact. */
export const alikeKey = (one: DecidedCase): string =>
  `${codeKey(one)} ${JSON.stringify(Object.entries(one.facts).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

/**
 * What a reviewer should ask about. A factor that was recorded and did not move the amount past the middle of the range
 * is a question, not a fault.
 */
export function deviationsOf(one: DecidedCase): readonly Deviation[] {
  const { amountYuan, min, max, deviationReason, factors } = one;
  const outside = amountYuan < min || amountYuan > max;
  const lenient = factors.some(({ effect }) => effect !== 'heavier');
  const heavier = factors.some(({ effect }) => effect === 'heavier');
  const position = positionOf(one);
  return [
    ...(outside ? (['outside-row'] as const) : []),
    ...(outside && deviationReason === null ? (['no-reason'] as const) : []),
    ...(lenient && !heavier && position > 0.5 ? (['lenient-unused'] as const) : []),
    ...(heavier && !lenient && position < 0.5 ? (['heavier-unused'] as const) : []),
  ];
}

export interface UnlikePair {
  readonly low: DecidedCase;
  readonly high: DecidedCase;
}

/** Cases that agree on every recorded fact and differ in amount, the widest first. */
export function unlikePairs(cases: readonly DecidedCase[], most: number): readonly UnlikePair[] {
  const pairs: UnlikePair[] = [];
  for (const group of Map.groupBy(cases, alikeKey).values()) {
    const byAmount = [...Map.groupBy(group, ({ amountYuan }) => amountYuan)]
      .sort(([a], [b]) => a - b)
      .flatMap(([, same]) => same.slice(0, 1));
    for (const [index, low] of byAmount.entries())
      for (const high of byAmount.slice(index + 1)) pairs.push({ low, high });
  }
  return pairs
    .sort((a, b) => b.high.amountYuan - b.low.amountYuan - (a.high.amountYuan - a.low.amountYuan))
    .slice(0, most);
}
