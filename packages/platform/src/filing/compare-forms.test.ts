// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { compareForms } from './compare-forms.ts';

describe('two forms', () => {
  it('differ by cameras and people added, removed and changed, each by its own name', () => {
    const before = {
      name: '演示宾馆',
      people: [{ name: '甲', duty: '负责人', phone: '1' }],
      cameras: [
        { code: 'C1', place: '门厅', azimuthDegrees: 90 },
        { code: 'C2', place: '后院' },
      ],
    };
    const after = {
      name: '演示宾馆（新）',
      people: [{ name: '甲', duty: '安全员', phone: '1' }],
      cameras: [
        { code: 'C3', place: '车库' },
        { code: 'C1', place: '门厅', azimuthDegrees: 180, noForbiddenArea: false },
      ],
    };
    expect(compareForms(before, after)).toEqual([
      {
        of: 'unit',
        name: null,
        act: 'changed',
        fields: [{ field: 'name', before: '演示宾馆', after: '演示宾馆（新）' }],
      },
      {
        of: 'person',
        name: '甲',
        act: 'changed',
        fields: [{ field: 'duty', before: '负责人', after: '安全员' }],
      },
      {
        of: 'camera',
        name: 'C1',
        act: 'changed',
        fields: [{ field: 'azimuthDegrees', before: 90, after: 180 }],
      },
      { of: 'camera', name: 'C2', act: 'removed', fields: [{ field: 'place', before: '后院', after: null }] },
      { of: 'camera', name: 'C3', act: 'added', fields: [{ field: 'place', before: null, after: '车库' }] },
    ]);
    expect(compareForms(before, structuredClone(before))).toEqual([]);
  });
});
