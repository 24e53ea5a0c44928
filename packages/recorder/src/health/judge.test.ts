// SPDX-License-Identifier: Apache-2.0
/** Drawn views through what happens to cameras; `npm run bench -- health` counts many more and a week without alarms. */
import { describe, expect, it } from 'vitest';
import { happenings, trial } from '../../test/health-trial.ts';
import { judge } from './judge.ts';

describe('image health', () => {
  it.each(happenings.map((one) => [one.name, one.right, one] as const))(
    '%s: %s',
    (_name, right, happening) => {
      expect([1, 2, 3].map((seed) => trial(happening, seed))).toEqual([right, right, right]);
    },
  );

  it('is silent about what it has not seen', () => {
    expect(judge([], undefined)).toBeUndefined();
    const grey = { width: 320, height: 180, pixels: new Uint8Array(320 * 180).fill(120) };
    // One picture tells nothing about standing still, and without a reference nothing about the view.
    const measures = judge([{ atMs: 0, picture: grey }], undefined)?.measures;
    expect(measures).not.toHaveProperty('stillShare');
    expect(measures).not.toHaveProperty('view');
  });

  it('compares no pictures of different sizes', () => {
    const picture = (width: number) => ({ width, height: 180, pixels: new Uint8Array(width * 180).fill(90) });
    const pictures = [0, 3000, 6000].map((atMs, at) => ({ atMs, picture: picture(at === 1 ? 160 : 320) }));
    expect(judge(pictures, picture(160))?.measures).toMatchObject({ stillShare: 0 });
  });
});
