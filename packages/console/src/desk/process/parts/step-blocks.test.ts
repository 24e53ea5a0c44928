// SPDX-License-Identifier: Apache-2.0
/** What the fields of a step become: the data that the step is given. */
import type { ThingView } from '@mingjing/contracts/desk';
import { describe, expect, it } from 'vitest';
import { stepBlocks } from './step-blocks.tsx';

const thingWith = (data: object) => ({ data }) as ThingView;
const dataOf = (step: string, values: Readonly<Record<string, unknown>>, data: object = {}) =>
  stepBlocks[step]?.data(values, thingWith(data));

describe('fields of a step', () => {
  it('answer each argument of every defence that is not answered yet', () => {
    const data = {
      defences: [{ arguments: ['已经改正', '数额过高'] }, { arguments: ['不知情'] }, {}],
      answers: [{ argument: '已经改正' }],
    };
    expect(
      dataOf(
        'case answer-defence',
        { 'accepted-1': false, 'answer-1': '在幅度内', 'answer-2': '应当知道' },
        data,
      ),
    ).toEqual({
      answers: [
        { argument: '数额过高', accepted: false, answer: '在幅度内' },
        { argument: '不知情', accepted: false, answer: '应当知道' },
      ],
    });
  });

  it('change an order where something was written, and leave the rest as it stands', () => {
    const item = { no: 1, problem: '没有标识', provision: 'd799/art-1', toDo: '设置', proof: '照片' };
    expect(
      dataOf(
        'rectification serve-order',
        { items: { 2: { toDo: '重新设置', proof: '照片' } } },
        { items: [item, { ...item, no: 2 }] },
      ),
    ).toEqual({ items: [item, { ...item, no: 2, toDo: '重新设置' }] });
    expect(dataOf('rectification serve-order', {})).toEqual({});
  });

  it('fine whom an amount was entered for, by target and name, and nobody else', () => {
    const fines = { 'unit 演示 商场': 5000, 'principal 张三': undefined };
    expect(
      dataOf('case submit-for-review', {
        instrument: 'd799',
        fines,
        why: '初次',
        outside: false,
        deviation: '旧',
      }),
    ).toEqual({
      instrument: 'd799',
      fines: [{ target: 'unit', name: '演示 商场', amountYuan: 5000 }],
      warning: false,
      confiscation: [],
      reason: '初次',
      complex: false,
    });
  });

  it('record only the items that were looked at', () => {
    const items = {
      2: { state: 'breached', reason: '无标识', evidence: ['西门.jpg'] },
      4: { state: undefined },
    };
    expect(dataOf('inspection record-items', { items })).toEqual({
      items: [
        {
          no: 2,
          state: 'breached',
          reason: '无标识',
          evidence: ['西门.jpg'],
          settles: false,
          device: 'desk',
        },
      ],
    });
  });
});
