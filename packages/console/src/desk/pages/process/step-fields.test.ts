// SPDX-License-Identifier: Apache-2.0
/** What the fields of a step become: the data that the step is given. */
import type { ThingView } from '@mingjing/contracts/desk';
import { describe, expect, it } from 'vitest';
import { stepFields } from './step-fields.ts';

const thingWith = (data: object) => ({ data }) as ThingView;

describe('fields of a step', () => {
  it('answer each argument of every defence', () => {
    const thing = thingWith({
      defences: [{ arguments: ['已经改正', '数额过高'] }, { arguments: ['不知情'] }, {}],
    });
    const answered = stepFields['case answer-defence'];
    expect(answered?.fields(thing).filter(({ required }) => required)).toHaveLength(3);
    expect(
      answered?.data(
        { 'accepted-0': true, 'answer-0': '属实', 'answer-1': '在幅度内', 'answer-2': '应当知道' },
        thing,
      ),
    ).toEqual({
      answers: [
        { argument: '已经改正', accepted: true, answer: '属实' },
        { argument: '数额过高', accepted: false, answer: '在幅度内' },
        { argument: '不知情', accepted: false, answer: '应当知道' },
      ],
    });
  });

  it('change an order where something was written, and leave the rest as it stands', () => {
    const item = { no: 1, problem: '没有标识', provision: 'd799/art-1', toDo: '设置', proof: '照片' };
    const thing = thingWith({ items: [item, { ...item, no: 2 }] });
    expect(stepFields['rectification serve-order']?.data({ 'toDo-2': '重新设置' }, thing)).toEqual({
      items: [item, { ...item, no: 2, toDo: '重新设置' }],
    });
    expect(stepFields['rectification serve-order']?.data({}, thingWith({}))).toEqual({});
  });
});
