// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { register } from './register.ts';

/** 报警与出入: what intrusion alarms, doors and security checks told, written by the panel's call or by a person. */
export const panelEvents = register({
  id: 'panel-events',
  title: { zh: '报警与出入', en: 'Alarms and doors' },
  about: {
    zh: '入侵报警、出入口控制和安检的事件：报警主机自动写入（SIA DC-09），也可手工登记；写明防区和看得到它的摄像机。',
    en: 'Events of intrusion alarms, doors and security checks: written by alarm panels by themselves (SIA DC-09) or by a person, with the zone and the camera that sees it.',
  },
  fields: {
    happenedMs: { kind: 'instant', zh: '发生时间', en: 'Happened', required: true },
    event: {
      kind: 'choice',
      zh: '事件',
      en: 'Event',
      required: true,
      choices: {
        burglary: { zh: '入侵报警', en: 'intrusion' },
        panic: { zh: '紧急报警', en: 'panic' },
        fire: { zh: '火警或环境报警', en: 'fire or environment' },
        tamper: { zh: '防拆', en: 'tamper' },
        restored: { zh: '恢复', en: 'restored' },
        armed: { zh: '布防', en: 'armed' },
        disarmed: { zh: '撤防', en: 'disarmed' },
        entry: { zh: '出入', en: 'entry' },
        check: { zh: '安检', en: 'security check' },
        fault: { zh: '故障', en: 'fault' },
        test: { zh: '试验', en: 'test' },
        other: { zh: '其他', en: 'other' },
      },
    },
    place: { kind: 'text', zh: '部位', en: 'Place', most: 120 },
    camera: { kind: 'camera', zh: '摄像机', en: 'Camera' },
    panel: { kind: 'text', zh: '报警主机', en: 'Panel', most: 80 },
    zone: { kind: 'text', zh: '防区或用户', en: 'Zone or user', most: 20 },
    code: { kind: 'text', zh: '代码', en: 'Code', most: 20, aside: true },
    words: { kind: 'note', zh: '说明', en: 'In words', most: 1000 },
  },
  writers: site.viewers,
  obligation: 'qhd-measures-2017/definition',
  checklistItems: [],
  keptFor: 'penalty-law-2021/limitation-years',
  shows: {},
});
