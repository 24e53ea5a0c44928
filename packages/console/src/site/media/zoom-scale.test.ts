// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { moved, nextZoom, unzoomed, zoomedAt } from './zoom-scale.ts';

describe('digital zoom', () => {
  it('keeps what lies under the pointer under the pointer', () => {
    const at = { x: 0.25, y: 0.75 };
    const glass = zoomedAt(unzoomed, at, 4);
    expect(glass.scale).toBe(4);
    expect((at.x - glass.x) / glass.scale).toBeCloseTo(0.25);
    expect((at.y - glass.y) / glass.scale).toBeCloseTo(0.75);
  });

  it('never shows what lies beside the picture, nor less than the whole', () => {
    const glass = zoomedAt(unzoomed, { x: 0, y: 0 }, 2);
    expect(moved(glass, { x: 1, y: -9 })).toEqual({ scale: 2, x: 0, y: -1 });
    expect(zoomedAt(glass, { x: 0.5, y: 0.5 }, 0.1)).toEqual(unzoomed);
  });

  it('goes to twice, four times and back by one button', () => {
    const twice = nextZoom(unzoomed);
    const fourTimes = nextZoom(twice);
    expect([twice.scale, fourTimes.scale, nextZoom(fourTimes)]).toEqual([2, 4, unzoomed]);
  });
});
