// SPDX-License-Identifier: Apache-2.0

import type { Words } from '../operation.ts';
import { site } from '../roles.ts';
import type { Look } from './findings.ts';
import { register } from './register.ts';

const five = {
  attack: { zh: '防攻击', en: 'against attack' },
  intrusion: { zh: '防入侵', en: 'against intrusion' },
  virus: { zh: '防病毒', en: 'against malware' },
  tampering: { zh: '防篡改', en: 'against tampering' },
  leak: { zh: '防泄露', en: 'against leaks' },
} as const satisfies Readonly<Record<string, Words>>;

/** Of each kind the newest look counts: one that failed breaks, one that ran out or was never taken says nothing. */
function measuresHold({ rows, today }: Look): boolean | undefined {
  const newest = Object.keys(five).map((kind) => rows.filter((row) => row['kind'] === kind).at(-1));
  if (newest.some((row) => row?.['result'] === 'failed')) return false;
  return (
    newest.every((row) => row !== undefined && !(String(row['checkAgain'] ?? today) < today)) || undefined
  );
}

/** 五防: the five kinds of protection, each with its measure, its evidence and when it was last looked at. */
export const securityMeasures = register({
  id: 'security-measures',
  title: { zh: '安全技术措施（五防）', en: 'Security measures' },
  about: {
    zh: '防攻击、防入侵、防病毒、防篡改、防泄露：每项采取什么措施、怎样核查、结果如何、何时再查。五项都有才算齐全。',
    en: 'Against attack, intrusion, malware, tampering and leaks: the measure, how it was checked, with what result, when to check again. All five are needed.',
  },
  fields: {
    kind: { kind: 'choice', zh: '类别', en: 'Against', required: true, choices: five },
    measure: { kind: 'note', zh: '措施', en: 'Measure', required: true, most: 1000 },
    evidence: { kind: 'note', zh: '核查方法和证据', en: 'How it was checked', required: true, most: 2000 },
    checkedDay: { kind: 'day', zh: '核查日', en: 'Checked', required: true },
    by: { kind: 'text', zh: '核查人', en: 'Checked by', required: true, most: 60 },
    result: {
      kind: 'choice',
      zh: '结果',
      en: 'Result',
      required: true,
      choices: {
        effective: { zh: '有效', en: 'effective' },
        failed: { zh: '无效，待整改', en: 'failed, to be mended' },
      },
    },
    paper: { kind: 'file', zh: '证据附件', en: 'Evidence, as a paper', aside: true },
    checkAgain: {
      kind: 'day',
      zh: '下次核查',
      en: 'Check again',
      due: { zh: '再次核查安全措施', en: 'Check the measure again' },
    },
  },
  writers: site.deciders,
  readers: site.readers,
  obligation: 'd799/operation-security',
  checklistItems: [11],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ checkedDay, checkAgain }) =>
    checkAgain !== null && String(checkAgain) <= String(checkedDay)
      ? {
          field: 'checkAgain',
          words: { zh: '下次核查须晚于本次', en: 'the next check comes after this one' },
        }
      : undefined,
  settled: ({ kind }, later) => later.some((next) => next['kind'] === kind),
  shows: { fiveProtections: measuresHold, securityMeasures: measuresHold },
});
