// SPDX-License-Identifier: Apache-2.0
/** What Decree 799 lets be checked by dates, days and papers: filing, retention, access by organs, viewing by persons. */
import type { FilingClockRule } from '../../forms/filing-clock.ts';
import type { AccessProcedure, ViewingRule } from '../../forms/violation.ts';
import { id } from './terms.ts';

/** Seed 004 prints 2024-04-01 as the day in force; the published day is used (E54). */
export const filingClock: FilingClockRule = {
  instrument: 'd799',
  event: 'putIntoUse',
  eventName: '投入使用',
  duty: id('filing-duty'),
  transitional: id('filing-transitional'),
  days: 'd799/filing-days',
  transitionalDays: 'd799/filing-transitional-days',
  art7Only: id('other-public-places-exempt'),
  change: id('filing-change'),
};

export const access: AccessProcedure = {
  requirements: [
    { fact: 'requester', what: '国家机关', provision: id('state-access'), shown: 'requesterIsOrgan' },
    {
      fact: 'dutyPurposeOnly',
      what: '履行法定职责所必需的范围和限度',
      provision: id('state-access'),
      shown: 'dutyPurposeOnly',
    },
    { fact: 'confidential', what: '严格遵守保密规定', provision: id('state-access'), shown: 'confidential' },
  ],
  consequence: {
    provision: id('officials-sanction'),
    words: '由其上级机关或者有关主管部门责令改正，依法给予处分',
  },
};

/** Art. 21 has no list of exclusions; state secrets stay protected by art. 16(1). */
export const viewing: ViewingRule = {
  relatedOnly: true,
  exclusions: ['containsStateSecret'],
  also: [id('no-abuse')],
  requires: [
    '经公共安全视频系统管理单位同意',
    '对获悉的涉及公共安全、个人隐私和个人信息的视频图像信息，不得非法对外提供或者公开传播',
  ],
  decision: 'management-unit-consent',
};
