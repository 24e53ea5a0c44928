// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { type Finding, type Look, someRow } from './findings.ts';
import { register } from './register.ts';

const inForce =
  (...subjects: readonly string[]) =>
  ({ rows }: Look): Finding =>
    subjects.every((subject) =>
      someRow(rows, (row) => row['subject'] === subject && row['ended'] !== true),
    ) || undefined;

/** 制度: the unit's own rules, each with its text and since when it holds. */
export const unitRules = register({
  id: 'unit-rules',
  title: { zh: '管理制度', en: 'Rules of the unit' },
  about: {
    zh: '单位自己的制度：安全管理、运行维护、应急、监看守则、查询调取登记保密、专人负责。每项的印发日和正文要点。',
    en: 'The unit’s own rules: security, operation, emergencies, conduct at the screens, access and secrecy, who is in charge. Since when each holds, and what it says.',
  },
  fields: {
    subject: {
      kind: 'choice',
      zh: '事项',
      en: 'Subject',
      required: true,
      choices: {
        security: { zh: '网络、数据和个人信息安全', en: 'network, data and personal information' },
        operation: { zh: '安全检查、运行维护、应急处理', en: 'checks, maintenance and emergencies' },
        monitoring: { zh: '监看人员守则', en: 'conduct at the screens' },
        access: { zh: '查询、调取、登记、保密', en: 'access, register and secrecy' },
        keeper: { zh: '指定专人负责', en: 'who is in charge' },
      },
    },
    title: { kind: 'text', zh: '名称', en: 'Title', required: true },
    sinceDay: { kind: 'day', zh: '印发日', en: 'Since', required: true },
    text: {
      kind: 'note',
      zh: '正文或要点',
      en: 'Text or main points',
      required: true,
      most: 20_000,
      aside: true,
    },
    paper: { kind: 'file', zh: '正文', en: 'Text as a paper', aside: true },
    keeper: { kind: 'text', zh: '负责人', en: 'In charge', required: true, most: 60 },
    reviewDay: {
      kind: 'day',
      zh: '下次评审',
      en: 'Next review',
      due: { zh: '评审制度', en: 'Review the rules' },
    },
    ended: { kind: 'yes-no', zh: '已废止', en: 'Repealed' },
  },
  writers: site.deciders,
  obligation: 'd799/operation-security',
  checklistItems: [6],
  keptFor: 'penalty-law-2021/limitation-years',
  settled: ({ subject, ended }, later) => ended === true || later.some((next) => next['subject'] === subject),
  shows: {
    securityRules: inForce('security'),
    operationRules: inForce('operation'),
    monitoringDiscipline: inForce('monitoring'),
    secrecyRules: inForce('access'),
    keeperAppointed: inForce('keeper'),
  },
});
