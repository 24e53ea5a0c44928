// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { someRow } from './findings.ts';
import { register } from './register.ts';

/** 监控室出入: everybody who entered the monitoring room and does not work there. */
export const monitoringVisitors = register({
  id: 'visitors',
  title: { zh: '监控室出入', en: 'Monitoring-room visitors' },
  about: {
    zh: '非值班人员进入监控室的登记：谁、什么单位、为什么、由谁批准和陪同、何时进出。',
    en: 'People who enter the monitoring room without being on duty: who, from where, why, who allowed and accompanied them, when they came and went.',
  },
  fields: {
    name: { kind: 'text', zh: '姓名', en: 'Name', required: true, most: 60 },
    unit: { kind: 'text', zh: '单位', en: 'From', required: true, most: 120 },
    credential: { kind: 'text', zh: '证件号', en: 'Credential', most: 60, aside: true },
    reason: { kind: 'text', zh: '事由', en: 'Reason', required: true, most: 300 },
    escort: { kind: 'text', zh: '陪同人员', en: 'Accompanied by', required: true, most: 60 },
    enteredMs: { kind: 'instant', zh: '进入时间', en: 'Entered', required: true },
    leftMs: { kind: 'instant', zh: '离开时间', en: 'Left' },
  },
  writers: site.viewers,
  obligation: 'd799/operation-security',
  checklistItems: [13],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ enteredMs, leftMs }) =>
    leftMs !== null && Number(leftMs) < Number(enteredMs)
      ? { field: 'leftMs', words: { zh: '离开不能早于进入', en: 'nobody leaves before entering' } }
      : undefined,
  shows: { roomAccessControlled: ({ rows }) => someRow(rows, () => true) },
});
