// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isOrgan, readRequester } from './requester.ts';

describe('who asks for footage', () => {
  it.each([
    ['公司所在地派出所', true],
    ['公司附近的派出所', true],
    ['派出所辖区民警', true],
    ['派出所旁的公司', false],
    ['派出所旁边的饭店', 'unknown'],
    ['公安局对面宾馆', 'unknown'],
    ['法院门口的摊主', 'unknown'],
    ['自称派出所民警的人', 'unknown'],
    ['冒充公安局工作人员', 'unknown'],
    ['公安局退休职工张某', 'unknown'],
    ['原派出所所长', 'unknown'],
    ['警察之家饭店', 'unknown'],
    ['公安局指挥中心', true],
    ['公安分局刑侦支队三大队', true],
    ['公安局民警李某', true],
  ] as const)('%s: an organ of state? %s', (text, organ) => {
    expect(isOrgan(readRequester(text))).toBe(organ);
  });
});
