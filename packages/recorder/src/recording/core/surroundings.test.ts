// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { queueBytesFor } from './surroundings.ts';

const gib = 2 ** 30;

describe('memory for footage on its way to the disk', () => {
  it('grows with the cameras, and stays within a quarter of the machine', () => {
    expect(queueBytesFor(1, 16 * gib)).toBe(gib / 4);
    expect(queueBytesFor(400, 16 * gib)).toBe(400 * 2 ** 23);
    expect(queueBytesFor(400, 4 * gib)).toBe(gib);
    expect(queueBytesFor(1, gib / 2)).toBe(gib / 8);
  });
});
