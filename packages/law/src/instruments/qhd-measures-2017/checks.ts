// SPDX-License-Identifier: Apache-2.0
/** What the Qinhuangdao Measures let be checked by papers: access by organs, viewing by citizens. */
import type { AccessProcedure, ViewingRule } from '../../forms/violation.ts';

const id = (name: string): string => `qhd-measures-2017/${name}`;
const procedure = id('access-procedure');

export const access: AccessProcedure = {
  requirements: [
    {
      fact: 'requester',
      what: '具有侦查权、执法权的国家机关',
      provision: procedure,
      shown: 'requesterIsOrgan',
    },
    {
      fact: 'officers',
      what: '工作人员不得少于两人',
      provision: procedure,
      shown: { atLeast: 'qhd-measures-2017/officers' },
    },
    { fact: 'workCredential', what: '出示工作证件', provision: procedure, shown: 'workCredential' },
    { fact: 'unitCertificate', what: '出示单位证明', provision: procedure, shown: 'unitCertificate' },
    { fact: 'registered', what: '履行登记手续', provision: procedure, shown: 'registered' },
    { fact: 'dutyPurposeOnly', what: '只能用于执行职务需要', provision: procedure, shown: 'dutyPurposeOnly' },
    { fact: 'confidential', what: '承担保密义务', provision: procedure, shown: 'confidential' },
  ],
  emergency: id('emergency-access'),
  consequence: { provision: id('officials-sanction'), words: '由所在单位或者上级主管部门予以行政处分' },
};

export const viewing: ViewingRule = {
  relatedOnly: false,
  exclusions: ['containsStateSecret', 'containsTradeSecret', 'containsPersonalPrivacy'],
  also: [],
  requires: [],
  decision: 'request',
};
