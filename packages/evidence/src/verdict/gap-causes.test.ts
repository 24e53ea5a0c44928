// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { createFinding, sentenceOfFinding } from './finding.ts';

it('a gap is told with its cause in words, in either language', () => {
  const place = { camera: 'gate', from: '2026-11-28T00:00:00.000Z', to: '2026-11-28T00:01:00.000Z' };
  const gap = (cause: string) => createFinding('gap-declared', place, { cause });
  expect(sentenceOfFinding(gap('camera-offline'), 'zh')).toContain('原因：摄像机不在线');
  expect(sentenceOfFinding(gap('store-lost'), 'en')).toContain('the data disk was unplugged');
  expect(sentenceOfFinding(gap('of-a-later-version'), 'zh')).toContain('of-a-later-version');
});
