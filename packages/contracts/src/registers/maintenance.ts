// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import type { Values } from './field.ts';
import { stillValid } from './findings.ts';
import { register } from './register.ts';

const isRound = ({ kind }: Values) => kind === 'round';

/** 维护与故障: rounds of maintenance, and each fault from its report to its repair. */
export const maintenance = register({
  id: 'maintenance',
  title: { zh: '维护与故障', en: 'Maintenance and faults' },
  about: {
    zh: '定期维护和故障维修：何时发现、谁来修、何时修好、做了什么；下次维护日。条例没有规定间隔，由单位自定。',
    en: 'Regular maintenance and repairs: when found, who repairs, when it was in order again, what was done; the next round. The decree prints no interval: the unit sets its own.',
  },
  fields: {
    kind: {
      kind: 'choice',
      zh: '类别',
      en: 'Kind',
      required: true,
      choices: {
        round: { zh: '定期维护', en: 'regular maintenance' },
        fault: { zh: '故障维修', en: 'repair of a fault' },
      },
    },
    camera: { kind: 'camera', zh: '摄像机', en: 'Camera' },
    what: { kind: 'note', zh: '内容', en: 'What', required: true, most: 2000 },
    foundMs: { kind: 'instant', zh: '开始或发现时间', en: 'Begun or found', required: true },
    doneMs: { kind: 'instant', zh: '完成时间', en: 'In order again' },
    by: { kind: 'text', zh: '维护单位和人员', en: 'Done by', most: 120 },
    photo: { kind: 'file', zh: '照片或记录', en: 'Photo or record', aside: true },
    nextDay: {
      kind: 'day',
      zh: '下次维护',
      en: 'Next round',
      due: { zh: '定期维护', en: 'Regular maintenance' },
      hint: { zh: '定期维护时填写', en: 'For regular maintenance' },
    },
  },
  writers: site.viewers,
  obligation: 'd799/operation-security',
  checklistItems: [12, 5],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ kind, foundMs, doneMs, by, nextDay }) => {
    if (doneMs !== null && Number(doneMs) < Number(foundMs))
      return { field: 'doneMs', words: { zh: '完成不能早于开始', en: 'nothing is done before it begins' } };
    if (doneMs !== null && by === null)
      return { field: 'by', words: { zh: '完成的须写明谁做的', en: 'finished work names who did it' } };
    return kind === 'fault' && nextDay !== null
      ? { field: 'nextDay', words: { zh: '故障没有下次维护日', en: 'a fault has no next round' } }
      : undefined;
  },
  settled: (row, later) => !isRound(row) || later.some((next) => isRound(next) && next['doneMs'] !== null),
  shows: {
    maintenanceDone: ({ rows, today }) => {
      const last = rows.filter((row) => isRound(row) && row['doneMs'] !== null).at(-1);
      return last && stillValid(last['nextDay'], today);
    },
  },
});
