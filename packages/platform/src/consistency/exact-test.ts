// SPDX-License-Identifier: Apache-2.0
/**
 * Whether two groups of amounts could have been dealt out by chance: the exact permutation test of the rank sum, with
 * middle ranks for ties. Every way to split the pooled amounts is counted, none is sampled. Pure.
 */

/** Beyond it counting takes seconds, and nobody waits for that. */
const mostTogether = 80;

/**
 * @returns two-sided p: the share of all splits whose rank sum lies at least as far from its mean as the one seen;
 *   undefined when a group is empty or both together are more than 80
 */
export function exactRankTest(a: readonly number[], b: readonly number[]): number | undefined {
  const n = a.length + b.length;
  if (a.length === 0 || b.length === 0 || n > mostTogether) return undefined;
  // Both ways say the same; the smaller set is counted.
  if (a.length > b.length) return exactRankTest(b, a);
  const ranks = doubledRanks([...a, ...b]);
  const seen = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const shares = sumsOf(ranks, a.length);
  // Doubled ranks sum to n(n + 1); a's share of that is its mean.
  const mean = a.length * (n + 1);
  let p = 0;
  for (const [sum, share] of shares.entries()) if (Math.abs(sum - mean) >= Math.abs(seen - mean)) p += share;
  return Math.min(1, p);
}

/** Twice the rank of each value; equal values share the middle of their ranks, so all stay whole. */
function doubledRanks(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((x, y) => x - y);
  return values.map((value) => sorted.indexOf(value) + 1 + (sorted.lastIndexOf(value) + 1));
}

/** Of every set of `take` ranks: which share has which sum. */
function sumsOf(ranks: readonly number[], take: number): Float64Array {
  const most = [...ranks]
    .sort((x, y) => y - x)
    .slice(0, take)
    .reduce((sum, rank) => sum + rank, 0);
  // share[k][s]: of the ways to go through the ranks so far, those that took k with sum s, each step halved to stay small.
  const share = Array.from({ length: take + 1 }, () => new Float64Array(most + 1));
  (share[0] as Float64Array)[0] = 1;
  for (const rank of ranks)
    for (let k = take; k >= 0; k -= 1) {
      const row = share[k] as Float64Array;
      const less = k > 0 ? share[k - 1] : undefined;
      for (let s = most; s >= 0; s -= 1)
        row[s] = (row[s] as number) / 2 + (less && s >= rank ? (less[s - rank] as number) / 2 : 0);
    }
  const full = share[take] as Float64Array;
  const all = full.reduce((sum, one) => sum + one, 0);
  return full.map((one) => one / all);
}
