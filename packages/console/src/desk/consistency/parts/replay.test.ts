// SPDX-License-Identifier: Apache-2.0
/** A replay under the draft schedule: what changes, that it can be stopped, and that 100,000 cases are no work. */
import { describe, expect, it } from 'vitest';
import { type PastCase, replay } from './replay.ts';

const past = (n: number, facts: object, amountYuan = 15_000): PastCase => ({
  id: String(n),
  decidedOn: '2026-11-20',
  amountYuan,
  facts: { jurisdiction: 'beijing', actor: 'unit', place: '学校', conduct: 'build-nonconforming', ...facts },
});
const schedules = ['bj-benchmark-old', 'bj-benchmark-2024-draft'] as const;
const run = (
  cases: readonly PastCase[],
  signal = new AbortController().signal,
  onProgress = (_share: number): void => undefined,
) => replay(cases, schedules, { signal, onProgress });

describe('past cases under the draft', () => {
  it('are lighter, heavier or the same, and say whose fine would lie outside', async () => {
    const done = await run([
      past(1, { rectification: 'overdue', consequence: 'none' }, 25_000),
      past(2, { rectification: 'unqualified', consequence: 'harm' }, 15_000),
      past(3, { rectification: 'overdue', consequence: 'harm' }, 25_000),
      past(4, { conduct: 'd799-not-filed' }),
    ]);
    expect(done.map(({ change, outside }) => [change, outside])).toEqual([
      ['lighter', true],
      ['heavier', true],
      ['same', false],
      ['not-reached', false],
    ]);
  });
  it('stop when they are told to', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await run([past(1, {})], controller.signal)).toEqual([]);
  });
  it('tell how far they are, to the end', async () => {
    const shares: number[] = [];
    const cases = Array.from({ length: 100_000 }, (_, n) =>
      past(n, { rectification: n % 2 ? 'overdue' : 'unqualified', consequence: n % 3 ? 'none' : 'harm' }),
    );
    const done = await replay(cases, schedules, {
      signal: new AbortController().signal,
      onProgress: (share) => shares.push(share),
    });
    expect(done).toHaveLength(100_000);
    expect(shares.at(-1)).toBe(1);
  });
});
