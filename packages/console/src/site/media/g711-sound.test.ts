// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { alawSample, ulawSample } from './g711-sound.ts';

/** Values of ITU-T G.711 tables 1a and 2a: the smallest and the largest of each sign, of 32768. */
describe('G.711', () => {
  it('decodes A-law', () => {
    expect([0xd5, 0x55, 0xaa, 0x2a].map((octet) => alawSample(octet) * 32_768)).toEqual([
      8, -8, 32_256, -32_256,
    ]);
  });

  it('decodes µ-law', () => {
    expect([0xff, 0x80, 0x00].map((octet) => ulawSample(octet) * 32_768)).toEqual([0, 32_124, -32_124]);
  });

  it('is odd: the sign bit alone turns a value round', () => {
    for (let octet = 0; octet < 128; octet += 1) {
      expect(alawSample(octet)).toBe(-alawSample(octet | 0x80));
      expect(Math.abs(ulawSample(octet) + ulawSample(octet | 0x80))).toBe(0);
    }
  });
});
