// SPDX-License-Identifier: Apache-2.0
/** 北京市住宅区及住宅安全防范设施建设和使用管理办法: only arts. 9 and 12(1), as seeds 000 and 001 quote them. */
import {
  always,
  managerFine,
  noCodes,
  type RuleBook,
  sanction,
  stage,
  type Violation,
} from '../../forms/violation.ts';

/** 管理人 = 物业管理单位或者产权人: a property company may be recorded as unit, and an owner may be an individual. */
export const residentialDuty = {
  duty: ['bj-residential/manager-duties'],
  sanction: 'bj-residential/manager-sanction',
  addressees: ['propertyManager', 'unit', 'individual'],
  elements: [
    {
      what: '住宅区及住宅的安全防范设施',
      when: { fact: 'placeIsResidential', in: [true] },
      provision: 'bj-residential/manager-duties',
      asks: [],
      force: 'named',
      absent: 'place-not-residential',
      absentMeansNotAddressed: true,
    },
  ],
  referrals: [],
} as const satisfies Pick<Violation, 'duty' | 'sanction' | 'addressees' | 'elements' | 'referrals'>;

const retention = {
  kind: 'retention',
  instrument: 'bj-residential',
  retention: ['bj-residential'],
  penalty: true,
  belowDecree: true,
} as const;

export const bjResidential: RuleBook = {
  'residential-manager': {
    kind: 'violation',
    instrument: 'bj-residential',
    conduct: 'residential-manager',
    ...residentialDuty,
    also: [],
    rows: [
      stage(
        'bj-residential/manager-sanction#fine',
        '管理人不依法履行管理职责',
        always,
        sanction({ orders: ['责令改正'], fines: [managerFine(500, 1_000)] }),
      ),
    ],
    codesOf: noCodes,
    codesInferred: false,
    checklistItems: [],
    flags: [],
    draft: false,
  },
  'retention-rule': {
    ...retention,
    provisions: ['bj-residential/retention'],
    checklistItems: [],
  },
  'retention-check': {
    ...retention,
    provisions: ['bj-residential/retention', 'bj-residential/manager-sanction'],
    checklistItems: [],
  },
};
