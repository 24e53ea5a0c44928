// SPDX-License-Identifier: Apache-2.0
/** What one picture says about itself. Numbers only; `judge.ts` says what they mean. */
import { averaged, edgeStrength, type GreyPicture, type Grid } from './grey-picture.ts';

export interface PictureMeasures {
  /** Mean brightness, 0–255. */
  readonly brightness: number;
  /** Standard deviation of brightness. */
  readonly contrast: number;
  /** Share of pixels darker than 24, 0–1. */
  readonly darkShare: number;
  /** Share of pixels brighter than 245, 0–1. */
  readonly brightShare: number;
  /** Entropy of the brightness histogram in bits, 0–8. */
  readonly entropyBits: number;
  /** 95th percentile of edge strength: how hard the hardest edges are. */
  readonly sharpness: number;
  /** Share of 16 × 16 squares that hold an edge, 0–1. */
  readonly detailShare: number;
}

/** Measures of a picture with the grids that comparisons need, computed once. */
export interface Measured {
  readonly picture: GreyPicture;
  readonly measures: PictureMeasures;
  /** Mean edge strength of each 4 × 4 square. */
  readonly edges: Grid;
  /** Mean brightness of each 8 × 8 square. */
  readonly shape: Grid;
}

const dark = 24;
const bright = 245;
/** Mean edge strength above which a square of 16 pixels is said to hold an edge: noise stays below. */
const edgeInSquare = 2.5;

export function measure(picture: GreyPicture): Measured {
  const { width, height, pixels } = picture;
  const histogram = new Uint32Array(256);
  for (const value of pixels) histogram[value]!++;
  const strength = edgeStrength(picture);
  const squares = averaged(strength, width, height, 16).values;
  return {
    picture,
    measures: {
      ...ofHistogram(histogram, pixels.length),
      sharpness: percentile(strength, 0.95),
      detailShare: squares.filter((mean) => mean > edgeInSquare).length / Math.max(1, squares.length),
    },
    edges: averaged(strength, width, height, 4),
    shape: averaged(pixels, width, height, 8),
  };
}

function ofHistogram(histogram: Uint32Array, count: number) {
  let [sum, squares, darks, brights, entropyBits] = [0, 0, 0, 0, 0];
  for (const [value, times] of histogram.entries()) {
    if (times === 0) continue;
    sum += value * times;
    squares += value * value * times;
    if (value < dark) darks += times;
    if (value > bright) brights += times;
    entropyBits -= (times / count) * Math.log2(times / count);
  }
  const brightness = sum / count;
  return {
    brightness,
    contrast: Math.sqrt(Math.max(0, squares / count - brightness ** 2)),
    darkShare: darks / count,
    brightShare: brights / count,
    entropyBits,
  };
}

/** From a histogram of a quarter's step: exact enough, and no sorting of a picture. */
function percentile(values: Float32Array, share: number): number {
  const steps = new Uint32Array(1024);
  for (const value of values) steps[Math.min(1023, Math.floor(value * 4))]!++;
  let left = values.length * (1 - share);
  for (let step = 1023; step >= 0; step--) {
    left -= steps[step]!;
    if (left <= 0) return step / 4;
  }
  return 0;
}
