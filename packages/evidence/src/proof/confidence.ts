// SPDX-License-Identifier: Apache-2.0
/** What a sample says about the whole, as a one-sided lower confidence bound. */

/**
 * Share held, at least, with this confidence: Clopper–Pearson. With no misses it is (1 − c)^(1/k), so 459 of
 * 459 at 0.99 show 0.99.
 *
 * @param held samples answered with footage @param samples 0 gives the bound 0
 * @param confidence above 0, below 1
 */
export function lowerBoundHeld(held: number, samples: number, confidence: number): number {
  if (held <= 0 || samples <= 0) return 0;
  if (held >= samples) return (1 - confidence) ** (1 / samples);
  // The bound is the (1 − c) quantile of Beta(held, samples − held + 1).
  return betaQuantile(1 - confidence, held, samples - held + 1);
}

/** Smallest number of samples, all held, that show `share` with this confidence. */
export function samplesNeeded(share: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(share));
}

/** By bisection: the distribution function grows from 0 to 1. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (betaDistribution(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return low;
}

/** Regularized incomplete beta function I_x(a, b). */
function betaDistribution(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The continued fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaDistribution(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return (front * betaFraction(x, a, b)) / a;
}

/** Continued fraction of I_x(a, b) by Lentz's method (DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}

/** ln Γ(x) for x > 0: Stirling's series, shifted to x ≥ 15 where it is exact to 1e-15. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 15; y++) shift += Math.log(y);
  const inverse = 1 / y;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
