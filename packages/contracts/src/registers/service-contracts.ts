// SPDX-License-Identifier: Apache-2.0
import { site } from '../roles.ts';
import { answered, everyRow, type Look, stillValid } from './findings.ts';
import { register } from './register.ts';

const running = ({ rows }: Look) => rows.filter(({ ended }) => ended !== true);

/** 合同: with whoever operates, maintains or installs, and what it says of safety and secrecy. */
export const serviceContracts = register({
  id: 'service-contracts',
  title: { zh: '服务与保密合同', en: 'Contracts' },
  about: {
    zh: '委托运营、维护、安装的合同：是否约定安全责任和保密、怎样监督、何时到期。',
    en: 'Contracts of operation, maintenance and installation: whether they settle security and secrecy, how the firm is supervised, when they end.',
  },
  fields: {
    firm: { kind: 'text', zh: '受托单位', en: 'Firm', required: true, most: 120 },
    subject: {
      kind: 'choice',
      zh: '事项',
      en: 'Subject',
      required: true,
      choices: {
        operation: { zh: '运营', en: 'operation' },
        maintenance: { zh: '维护', en: 'maintenance' },
        installation: { zh: '设计、安装', en: 'design and installation' },
      },
    },
    number: { kind: 'text', zh: '合同编号', en: 'Number', most: 60, aside: true, unique: true },
    filed: { kind: 'text', zh: '从业备案号', en: 'Filing number of the firm', most: 60, aside: true },
    signedDay: { kind: 'day', zh: '签订日', en: 'Signed', required: true },
    untilDay: {
      kind: 'day',
      zh: '到期日',
      en: 'Ends',
      required: true,
      due: { zh: '续签或终止合同', en: 'Renew or end the contract' },
    },
    secrecy: { kind: 'yes-no', zh: '约定了安全责任和保密', en: 'Settles security and secrecy', answer: true },
    supervisedDay: { kind: 'day', zh: '最近监督检查日', en: 'Last supervised' },
    paper: { kind: 'file', zh: '合同扫描件', en: 'Scan of the contract', aside: true },
    ended: { kind: 'yes-no', zh: '已终止', en: 'Ended' },
  },
  writers: site.deciders,
  readers: site.readers,
  obligation: 'd799/entrusted-operation',
  checklistItems: [],
  keptFor: 'penalty-law-2021/limitation-years',
  check: ({ signedDay, untilDay }) =>
    String(untilDay) < String(signedDay)
      ? { field: 'untilDay', words: { zh: '到期不能早于签订', en: 'a contract ends after it is signed' } }
      : undefined,
  settled: ({ ended }) => ended === true,
  shows: {
    contractDuties: (look) =>
      everyRow(running(look), (row) => {
        const valid = stillValid(row['untilDay'], look.today);
        return valid === true ? answered(row['secrecy']) : valid;
      }),
    contractorSupervised: (look) =>
      everyRow(running(look), ({ supervisedDay }) => supervisedDay !== null || undefined),
  },
});
