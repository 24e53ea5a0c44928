// SPDX-License-Identifier: Apache-2.0
/** A decoded picture as the health measures want it: brightness only, small. */

export interface GreyPicture {
  /** Pixels; 320 for everything that comes from `decodeKeyFrames`. */
  readonly width: number;
  readonly height: number;
  /** Brightness 0 (black) to 255 (white), row by row, `width × height` bytes. */
  readonly pixels: Uint8Array;
}

/** Numbers per cell of a coarser grid over a picture, row by row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** Strength of brightness change at each pixel (Sobel, |gx| + |gy| over 8); the outermost pixels have none. */
export function edgeStrength({ width, height, pixels }: GreyPicture): Float32Array {
  const edges = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const [nw, n, ne] = [pixels[at - width - 1]!, pixels[at - width]!, pixels[at - width + 1]!];
      const [w, e] = [pixels[at - 1]!, pixels[at + 1]!];
      const [sw, s, se] = [pixels[at + width - 1]!, pixels[at + width]!, pixels[at + width + 1]!];
      const across = ne + 2 * e + se - nw - 2 * w - sw;
      const down = sw + 2 * s + se - nw - 2 * n - ne;
      edges[at] = (Math.abs(across) + Math.abs(down)) / 8;
    }
  return edges;
}

/** Mean of each `side × side` square; what is left over at the right and below is left out. */
export function averaged(values: ArrayLike<number>, width: number, height: number, side: number): Grid {
  const columns = Math.floor(width / side);
  const rows = Math.floor(height / side);
  const means = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let y = row * side; y < (row + 1) * side; y++)
        for (let x = column * side; x < (column + 1) * side; x++) sum += values[y * width + x]!;
      means[row * columns + column] = sum / (side * side);
    }
  return { columns, rows, values: means };
}

/** Pearson correlation of two equally long series, −1 to 1; 0 where one of them does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = Math.min(a.length, b.length);
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [a[i]!, b[i]!];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  const spread = (squareA - sumA ** 2 / count) * (squareB - sumB ** 2 / count);
  return spread <= 1e-6 ? 0 : (product - (sumA * sumB) / count) / Math.sqrt(spread);
}
