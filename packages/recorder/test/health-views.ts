// SPDX-License-Identifier: Apache-2.0
/**
 * Views nobody lives in, and what happens to them: drawn from a seed, so that a verdict can be counted as right or wrong.
 * A scene is larger than a picture of it, so a camera can be turned without a border coming into sight.
 */
import type { GreyPicture } from '../src/health/grey-picture.ts';

export const size = { width: 320, height: 180 } as const;
const sceneSize = { width: 640, height: 360 } as const;

/** Numbers in [0, 1), the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Scene {
  readonly pixels: Float32Array;
}

/** Ground, walls with windows, poles, shrubs, lines on the ground. */
export function scene(seed: number): Scene {
  const { width, height } = sceneSize;
  const random = dice(seed);
  const pixels = new Float32Array(width * height);
  const horizon = height * (0.3 + random() * 0.25);
  const [sky, ground] = [150 + random() * 70, 70 + random() * 60];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = y < horizon ? sky - y / 6 : ground + ((y - horizon) / height) * 40;
  const box = (x0: number, y0: number, w: number, h: number, value: number) => {
    for (let y = Math.max(0, y0 | 0); y < Math.min(height, y0 + h); y++)
      for (let x = Math.max(0, x0 | 0); x < Math.min(width, x0 + w); x++) pixels[y * width + x] = value;
  };
  for (let house = 0; house < 9; house++) {
    const [w, h] = [60 + random() * 120, 60 + random() * 150];
    const [x, y] = [random() * width - w / 2, horizon - h * (0.3 + random() * 0.5)];
    const wall = 60 + random() * 140;
    box(x, y, w, h, wall);
    const step = 14 + random() * 16;
    for (let wy = y + 8; wy < y + h - 10; wy += step)
      for (let wx = x + 6; wx < x + w - 8; wx += step)
        box(wx, wy, step * 0.5, step * 0.6, wall * (0.4 + random() * 0.3));
  }
  for (let pole = 0; pole < 12; pole++)
    box(random() * width, random() * height * 0.6, 3 + random() * 4, 60 + random() * 120, 30 + random() * 60);
  for (let line = 0; line < 14; line++)
    box(
      random() * width,
      horizon + random() * (height - horizon),
      40 + random() * 120,
      3 + random() * 3,
      190 + random() * 40,
    );
  for (let shrub = 0; shrub < 16; shrub++) {
    const [cx, cy, r] = [
      random() * width,
      horizon + (random() - 0.2) * (height - horizon),
      8 + random() * 22,
    ];
    for (let leaf = 0; leaf < r * r; leaf++) {
      const [angle, away] = [random() * 6.283, Math.sqrt(random()) * r];
      box(cx + Math.cos(angle) * away, cy + Math.sin(angle) * away * 0.7, 2, 2, 40 + random() * 90);
    }
  }
  return { pixels };
}

export interface Camera {
  /** Where it looks, as shares of the picture's width and height from the middle of the scene. */
  readonly panX?: number;
  readonly panY?: number;
  readonly zoom?: number;
  /** Radians. */
  readonly roll?: number;
}

/** What a camera sees of a scene. */
export function look(
  { pixels }: Scene,
  { panX = 0, panY = 0, zoom = 1, roll = 0 }: Camera = {},
): Float32Array {
  const { width, height } = size;
  const seen = new Float32Array(width * height);
  const [cos, sin] = [Math.cos(roll) / zoom, Math.sin(roll) / zoom];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const sx = sceneSize.width / 2 + panX * width + dx * cos - dy * sin;
      const sy = sceneSize.height / 2 + panY * height + dx * sin + dy * cos;
      const cx = Math.min(sceneSize.width - 1, Math.max(0, Math.round(sx)));
      const cy = Math.min(sceneSize.height - 1, Math.max(0, Math.round(sy)));
      seen[y * width + x] = pixels[cy * sceneSize.width + cx]!;
    }
  return seen;
}

export type Change = (pixels: Float32Array, random: () => number) => Float32Array;

const map = (pixels: Float32Array, change: (value: number, at: number) => number): Float32Array =>
  pixels.map((value, at) => change(value, at));

export const light =
  (gamma: number, gain = 1, offset = 0): Change =>
  (pixels) =>
    map(pixels, (value) => 255 * (Math.max(0, value) / 255) ** gamma * gain + offset);

export const noise =
  (strength: number): Change =>
  (pixels, random) =>
    map(pixels, (value) => value + (random() + random() + random() - 1.5) * strength * 2);

/** Bright lamp in the middle, dark corners, walls lighter and leaves much lighter than by day. */
export const infrared: Change = (pixels, random) => {
  const { width, height } = size;
  return noise(5)(
    map(pixels, (value, at) => {
      const [x, y] = [(at % width) / width - 0.5, Math.floor(at / width) / height - 0.5];
      const flipped = value < 100 ? 60 + value * 0.9 : value * 0.75;
      return flipped * (1.15 - 1.5 * (x * x + y * y));
    }),
    random,
  );
};

/** People and cars before the camera: boxes over up to a share of it. */
export const crowd =
  (share: number): Change =>
  (pixels, random) => {
    const { width, height } = size;
    const crowded = Float32Array.from(pixels);
    for (let covered = 0; covered < share * width * height; ) {
      const [w, h] = [12 + random() * 28, 24 + random() * 50];
      const [x0, y0, value] = [
        random() * width,
        height * 0.35 + random() * height * 0.5,
        30 + random() * 180,
      ];
      covered += w * h;
      for (let y = y0 | 0; y < Math.min(height, y0 + h); y++)
        for (let x = x0 | 0; x < Math.min(width, x0 + w); x++)
          crowded[y * width + x] = value + (y % 7 < 3 ? 20 : 0);
    }
    return crowded;
  };

export const rain: Change = (pixels, random) => {
  const wet = Float32Array.from(pixels);
  for (let drop = 0; drop < 500; drop++) {
    const [x, y, long] = [
      Math.floor(random() * size.width),
      Math.floor(random() * size.height),
      4 + random() * 9,
    ];
    for (let i = 0; i < long && y + i < size.height; i++) wet[(y + i) * size.width + x]! += 45;
  }
  return wet;
};

export const blur =
  (reach: number): Change =>
  (pixels) => {
    const { width, height } = size;
    let soft = pixels;
    for (let pass = 0; pass < 2; pass++)
      for (const step of [1, width]) {
        const last = soft;
        soft = map(last, (_, at) => {
          let [sum, count] = [0, 0];
          for (let i = -reach; i <= reach; i++) {
            const there = at + i * step;
            const inRow = step !== 1 || Math.floor(there / width) === Math.floor(at / width);
            if (there < 0 || there >= width * height || !inRow) continue;
            sum += last[there]!;
            count++;
          }
          return sum / count;
        });
      }
    return soft;
  };

/** A cloth, a hand, paint: one soft tone over most of the lens. */
export const cover =
  (share: number, tone: number): Change =>
  (pixels, random) => {
    const edge = size.width * share;
    const fromLeft = random() < 0.5;
    return map(pixels, (value, at) => {
      const x = at % size.width;
      return (fromLeft ? x : size.width - x) < edge ? tone + Math.sin(at / 4000) * 6 : value;
    });
  };

/** The clock and the name a camera writes along the top. */
export function written(pixels: Float32Array, second: number): Float32Array {
  const marked = Float32Array.from(pixels);
  const random = dice(second + 7);
  for (let y = 5; y < 13; y++)
    for (let x = 8; x < 118; x++)
      marked[y * size.width + x] = x < 70 ? ((x * 7 + y * 3) % 5 < 2 ? 235 : 20) : random() < 0.5 ? 235 : 20;
  return marked;
}

/** Through the changes, and as bytes. */
export function picture(pixels: Float32Array, changes: readonly Change[], random: () => number): GreyPicture {
  const changed = changes.reduce((last, change) => change(last, random), pixels);
  return {
    ...size,
    pixels: Uint8Array.from(changed, (value) => Math.max(0, Math.min(255, Math.round(value)))),
  };
}
