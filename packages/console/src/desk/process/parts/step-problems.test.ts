// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { stepProblems } from './step-problems.ts';

const shown = [
  ['extra', 'fines', 'unit 演示酒店'],
  ['extra', 'arguments', 0],
  ['fact', 'served-address'],
  ['persons', 'officers'],
  ['dueOn'],
];
const refused = { status: 422, code: 'platform/x', title: '' };
const words = ({ zh }: { readonly zh: string }) => zh;

describe('a refused step', () => {
  it('says beside the field what is wrong with it', () => {
    expect(
      stepProblems({ ...refused, path: 'dueOn', facts: { reason: '期限不能早于办理之日' } }, shown, words),
    ).toEqual([{ name: ['dueOn'], errors: ['期限不能早于办理之日'] }]);
    expect(
      stepProblems(
        { ...refused, fields: { 'data.arguments.0': '太长', 'facts.served-address.value': '没有写' } },
        shown,
        words,
      ),
    ).toEqual([
      { name: ['extra', 'arguments', 0], errors: ['太长'] },
      { name: ['fact', 'served-address'], errors: ['没有写'] },
    ]);
  });

  it('names an unmet need where it is asked for, and leaves the rest to the alert', () => {
    const unmet = [
      { kind: 'persons', id: 'officers', because: { zh: '两名办案人员', en: 'two officers' } },
      { kind: 'approval', id: 'head', because: { zh: '负责人批准', en: 'the head approves' } },
    ];
    expect(stepProblems({ ...refused, unmet }, shown, words)).toEqual([
      { name: ['persons', 'officers'], errors: ['两名办案人员'] },
    ]);
  });
});
