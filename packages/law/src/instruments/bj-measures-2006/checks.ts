// SPDX-License-Identifier: Apache-2.0
/** What the Beijing Measures let be checked by dates and papers: filing, and access in an emergency. */
import type { FilingClockRule } from '../../forms/filing-clock.ts';
import type { AccessProcedure } from '../../forms/violation.ts';

const id = (name: string): string => `bj-measures-2006/${name}`;
const procedure = id('access-procedure');

export const filingClock: FilingClockRule = {
  instrument: 'bj-measures-2006',
  event: 'acceptancePassed',
  eventName: '竣工验收合格',
  duty: id('filing-duty'),
  transitional: id('filing-transitional'),
  days: 'bj-measures-2006/filing-days',
  transitionalDays: 'bj-measures-2006/filing-transitional-days',
  art7Only: null,
  change: null,
};

export const access: AccessProcedure = {
  requirements: [
    {
      fact: 'requester',
      what: '政府有关主管部门',
      provision: id('emergency-access'),
      shown: 'requesterIsOrgan',
    },
    {
      fact: 'officers',
      what: '工作人员不得少于二人',
      provision: procedure,
      shown: { atLeast: 'bj-measures-2006/officers' },
    },
    { fact: 'workCredential', what: '出示工作证件', provision: procedure, shown: 'workCredential' },
    { fact: 'unitCertificate', what: '出示证明文件', provision: procedure, shown: 'unitCertificate' },
    { fact: 'registered', what: '填写情况登记表', provision: procedure, shown: 'registered' },
    { fact: 'confidential', what: '遵守使用、保密制度', provision: procedure, shown: 'confidential' },
  ],
  premise: {
    fact: 'publicEmergency',
    about: '第十六条的查看、调取、复制以发生突发公共事件为前提；其他依据另行核对',
  },
  consequence: { provision: id('officials-sanction'), words: '由主管部门追究其行政责任' },
};
