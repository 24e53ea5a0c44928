// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { answered, everyRow, type Look, stillValid } from './findings.ts';
import { register } from './register.ts';

const present = ({ rows, today }: Look) =>
  rows.filter(({ leftDay }) => typeof leftDay !== 'string' || leftDay > today);

/** 重要岗位人员: who works with the system, vetted, bound to secrecy, trained. */
export const staff = register({
  id: 'staff',
  title: { zh: '重要岗位人员', en: 'Staff' },
  about: {
    zh: '系统监督、管理、值班等重要岗位人员：入职审查、保密协议和教育、岗位培训及到期日。离岗后填写离岗日，不删除。',
    en: 'People in charge of the system: background check, confidentiality agreement and teaching, training and when it runs out. Whoever leaves gets a last day; nobody is deleted.',
  },
  fields: {
    name: { kind: 'text', zh: '姓名', en: 'Name', required: true, most: 60 },
    post: { kind: 'text', zh: '岗位', en: 'Post', required: true, most: 60 },
    sinceDay: { kind: 'day', zh: '上岗日', en: 'Since', required: true },
    leftDay: { kind: 'day', zh: '离岗日', en: 'Left', aside: true },
    vetted: {
      kind: 'choice',
      zh: '入职审查',
      en: 'Background check',
      choices: {
        passed: { zh: '通过', en: 'passed' },
        failed: { zh: '未通过', en: 'failed' },
        missing: { zh: '未做', en: 'not done' },
      },
    },
    secrecyDay: { kind: 'day', zh: '保密协议签订日', en: 'Confidentiality agreement', aside: true },
    secrecyUntil: {
      kind: 'day',
      zh: '保密教育到期',
      en: 'Secrecy teaching valid until',
      due: { zh: '再次保密教育', en: 'Teach secrecy again' },
    },
    trainedUntil: {
      kind: 'day',
      zh: '岗位培训到期',
      en: 'Training valid until',
      due: { zh: '再次岗位培训', en: 'Train again' },
    },
    certificate: {
      kind: 'text',
      zh: '证书编号',
      en: 'Certificate number',
      most: 60,
      aside: true,
      unique: true,
    },
    paper: { kind: 'file', zh: '证书、协议', en: 'Certificate or agreement', aside: true },
    passed: { kind: 'yes-no', zh: '考核合格', en: 'Test passed', answer: true },
  },
  writers: site.deciders,
  readers: site.readers,
  obligation: 'd799/information-measures',
  checklistItems: [6],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ sinceDay, leftDay }) =>
    leftDay !== null && String(leftDay) < String(sinceDay)
      ? { field: 'leftDay', words: { zh: '离岗不能早于上岗', en: 'nobody leaves before beginning' } }
      : undefined,
  settled: ({ leftDay }, _later, today) => typeof leftDay === 'string' && leftDay <= today,
  shows: {
    staffVetted: (look) =>
      everyRow(present(look), ({ vetted }) => (vetted === null ? undefined : vetted === 'passed')),
    secrecyTaught: (look) => everyRow(present(look), (row) => stillValid(row['secrecyUntil'], look.today)),
    staffTrained: (look) =>
      everyRow(present(look), (row) => {
        const valid = stillValid(row['trainedUntil'], look.today);
        return valid === true ? answered(row['passed']) : valid;
      }),
  },
});
