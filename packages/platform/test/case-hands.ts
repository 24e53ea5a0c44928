// SPDX-License-Identifier: Apache-2.0
/** Hands that take a case from step to step over HTTP, with what each step is given. */
import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { go, type ProcessWorld, visitorOf } from './process-world.ts';

export const outcome = (amountYuan: number, more: object = {}) => ({
  instrument: 'd799',
  fines: [{ target: 'unit', name: '演示商场', amountYuan }],
  reason: '初次被责令后拒不改正，未造成后果，在幅度的下部裁量',
  complex: false,
  ...more,
});
const opening = {
  party: { kind: 'unit', name: '演示商场', representative: '演示负责人' },
  source: 'inspection',
  summary: '演示商场的系统投入使用后未办理备案，经责令限期改正，期满仍未备案。',
  conduct: 'd799-not-filed',
};
export const inputOf: Readonly<Record<string, object>> = {
  'add-finding': {
    fact: 'refusesAfterOrder',
    value: true,
    reason: '责令期满仍未备案',
    evidence: ['责令改正通知书', '平台记录'],
  },
  'submit-for-review': outcome(5000),
  'notify-hearing': { heldOn: '2026-12-15', place: '演示区公安分局' },
  'record-payment': { amountYuan: 5000, receipt: '演示-0001' },
  'answer-defence': { answers: [{ argument: '不知道要备案', accepted: false, answer: '已经两次书面告知' }] },
};

export const textOf = (pdf: Uint8Array): string =>
  spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout.replaceAll(/\s/g, '');

export type Hands = ReturnType<typeof handsOn>;

export function handsOn(world: ProcessWorld) {
  const act = (id: string, action: string, more: Readonly<Record<string, unknown>> = {}) =>
    go(world, 'case', id, action, { ...(inputOf[action] && { data: inputOf[action] }), ...more });
  const read = async (id: string, role = 'caseOfficer') =>
    (await visitorOf(world, role).call('GET', `/api/case/${id}`)).json;
  let day = 0;
  /** Each about another day, so that none is the same act. */
  async function openCase(more: object = {}): Promise<string> {
    const { status, json } = await visitorOf(world, 'caseOfficer').call('POST', '/api/case', {
      title: '演示商场未备案案',
      unitId: world.unitId,
      data: { ...opening, actDate: `2026-09-${String(++day).padStart(2, '0')}`, ...more },
    });
    expect(status, JSON.stringify(json)).toBe(201);
    return json.id;
  }
  async function walk(id: string, actions: readonly string[]): Promise<void> {
    for (const action of actions) {
      const { status, json } = await act(id, action, action === 'give-notice' ? { dueOn: '2026-11-25' } : {});
      expect(status, `${action}: ${JSON.stringify(json.unmet ?? json)}`).toBe(200);
    }
  }
  return { act, read, openCase, walk };
}
