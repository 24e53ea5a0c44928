// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { sentences } from './sentences.ts';

it('says which bound was passed, of a small sheet with one far cell as well (case 40)', () => {
  const limit = '20100 行 × 256 列；单元格 XFD50000 在此之外';
  expect(sentences.common.tooLarge(limit)).toEqual({ code: 'platform/too-large', facts: { limit } });
});
