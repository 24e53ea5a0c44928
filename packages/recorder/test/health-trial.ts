// SPDX-License-Identifier: Apache-2.0
/** One trial of image health: a camera's reference, what happened to it, what should be said. */
import { type HealthVerdict, judge, type TimedPicture } from '../src/health/judge.ts';
import {
  blur,
  type Camera,
  type Change,
  cover,
  crowd,
  dice,
  infrared,
  light,
  look,
  noise,
  picture,
  rain,
  scene,
  written,
} from './health-views.ts';

export interface Happening {
  readonly name: string;
  readonly right: HealthVerdict;
  readonly camera?: (random: () => number) => Camera;
  readonly changes?: (random: () => number) => readonly Change[];
  /** The sensor stands: one picture, sent again and again. */
  readonly frozen?: true;
  /** Another place altogether. */
  readonly elsewhere?: true;
}

const between = (random: () => number, low: number, high: number): number => low + random() * (high - low);
const either = (random: () => number): 1 | -1 => (random() < 0.5 ? 1 : -1);
const usual: Change = noise(2);

export const happenings: readonly Happening[] = [
  { name: 'an ordinary minute', right: 'clear', changes: () => [usual] },
  { name: 'another hour of the day', right: 'clear', changes: (r) => [light(between(r, 0.7, 1.5)), usual] },
  { name: 'an overcast day', right: 'clear', changes: (r) => [light(1, between(r, 0.6, 0.8), 20), usual] },
  {
    name: 'people before the camera',
    right: 'clear',
    changes: (r) => [crowd(between(r, 0.05, 0.25)), usual],
  },
  { name: 'rain', right: 'clear', changes: () => [rain, usual] },
  { name: 'night, lamps on', right: 'clear', changes: (r) => [light(between(r, 1.6, 2.1)), noise(6)] },
  { name: 'night, infrared', right: 'clear', changes: () => [infrared] },
  {
    name: 'wind at the pole',
    right: 'clear',
    camera: (r) => ({ panX: between(r, -0.01, 0.01), panY: between(r, -0.01, 0.01) }),
    changes: () => [usual],
  },
  { name: 'the signal is black', right: 'black', changes: (r) => [light(1, 0, between(r, 0, 14)), noise(1)] },
  { name: 'the sensor stands', right: 'frozen', frozen: true, changes: () => [usual] },
  {
    name: 'a cloth over the lens',
    right: 'covered',
    changes: (r) => [cover(1.1, between(r, 40, 190)), noise(2)],
  },
  {
    name: 'a hand over nine tenths of it',
    right: 'covered',
    changes: (r) => [cover(between(r, 0.9, 0.97), between(r, 40, 190)), noise(2)],
  },
  { name: 'out of focus', right: 'blurred', changes: (r) => [blur(Math.round(between(r, 3, 5))), usual] },
  {
    name: 'a lamp into the lens',
    right: 'overexposed',
    changes: (r) => [light(0.5, between(r, 1.5, 2), 110), usual],
  },
  {
    name: 'far too dark',
    right: 'underexposed',
    changes: (r) => [light(1, between(r, 0.12, 0.17)), noise(2)],
  },
  {
    name: 'turned by 5 to 12 % of the width',
    right: 'moved',
    camera: (r) => ({ panX: either(r) * between(r, 0.055, 0.12) }),
    changes: () => [usual],
  },
  {
    name: 'turned by 12 to 30 %',
    right: 'moved',
    camera: (r) => ({ panX: either(r) * between(r, 0.12, 0.3), panY: between(r, -0.05, 0.05) }),
    changes: () => [usual],
  },
  {
    name: 'tilted by 10 to 20 % of the height',
    right: 'moved',
    camera: (r) => ({ panY: either(r) * between(r, 0.1, 0.2) }),
    changes: () => [usual],
  },
  {
    name: 'turned, in other light',
    right: 'moved',
    camera: (r) => ({ panX: either(r) * between(r, 0.07, 0.2) }),
    changes: (r) => [light(between(r, 0.75, 1.35)), noise(3)],
  },
  { name: 'looking somewhere else', right: 'moved', elsewhere: true, changes: () => [usual] },
];

/** @returns what is said, and of the last of six pictures two seconds apart */
export function trial(happening: Happening, seed: number): HealthVerdict {
  const random = dice(seed * 7919 + 13);
  const place = scene(seed);
  const reference = picture(written(look(place), 0), [usual], random);
  const view = look(happening.elsewhere ? scene(seed + 100_003) : place, happening.camera?.(random) ?? {});
  const changes = happening.changes?.(random) ?? [];
  const still = picture(view, changes, random);
  const pictures = Array.from({ length: 6 }, (_, second): TimedPicture => {
    const made = happening.frozen ? still : picture(view, changes, random);
    const marked =
      happening.right === 'black'
        ? made
        : { ...made, pixels: Uint8Array.from(written(Float32Array.from(made.pixels), second + 1)) };
    return { atMs: second * 2000, picture: marked };
  });
  return judge(pictures, reference)?.verdict ?? 'unknown';
}
