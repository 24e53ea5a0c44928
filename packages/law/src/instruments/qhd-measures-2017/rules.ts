// SPDX-License-Identifier: Apache-2.0
/** 秦皇岛市公共安全技术防范管理办法, articles 23 to 26, and the duties for which it prints no penalty (E50). */

import {
  type Element,
  individualFine,
  noCodes,
  orderByGeneralRule,
  type RuleBook,
  responsiblePersons,
  sanction,
  stage,
  unitFine,
  unspecifiedFine,
  type Violation,
} from '../../forms/violation.ts';
import type { ProvisionId } from '../../types/corpus.ts';
import type { Actor } from '../../types/facts.ts';
import type { Cond } from '../../types/rules.ts';
import { access, viewing } from './checks.ts';

const id = (name: string): ProvisionId => `qhd-measures-2017/${name}`;
const units: readonly Actor[] = ['unit', 'propertyManager', 'government'];
const anyone: readonly Actor[] = ['unit', 'individual', 'propertyManager', 'government'];
const byUnit: Cond = { fact: 'actor', in: units };
const byIndividual: Cond = { fact: 'actor', in: ['individual'] };

/** 逾期不改正 */
const late: Cond = { fact: 'notCorrectedInTime', in: [true] };
const refusesDismantling: Cond = { fact: 'refusesDismantling', in: [true] };
const crime = '构成犯罪的，依法追究刑事责任';
const privacy = '侵犯他人隐私的，依照《中华人民共和国治安管理处罚法》的相关规定处罚';

const base = {
  kind: 'violation',
  instrument: 'qhd-measures-2017',
  also: [],
  elements: [],
  codesOf: noCodes,
  codesInferred: false,
  referrals: [],
  checklistItems: [],
  flags: [],
  draft: false,
} as const satisfies Partial<Violation>;

const art23 = [
  stage(
    `${id('build-sanction')}#order`,
    '违反第九条、第十条、第十三条、第十六条、第十七条',
    { not: late },
    sanction({ orders: ['责令限期改正'] }),
  ),
  stage(
    `${id('build-sanction')}#fine`,
    '逾期不改正',
    late,
    sanction({
      orders: [orderByGeneralRule],
      fines: [unitFine(1_000, 10_000), responsiblePersons(200, 1_000)],
    }),
  ),
];
const art24 = [
  stage(
    `${id('install-sanction')}#dismantle`,
    '违反第十一条',
    { not: refusesDismantling },
    sanction({ orders: ['责令拆除'] }),
  ),
  stage(
    `${id('install-sanction')}#force`,
    '拒不拆除',
    refusesDismantling,
    sanction({ orders: ['责令拆除'], requires: ['依法予以强制拆除'] }),
  ),
];
const art25 = [
  stage(
    `${id('duties-sanction')}#order`,
    '违反第十五条、第十八条',
    { not: late },
    sanction({ orders: ['责令限期改正'] }),
  ),
  stage(
    `${id('duties-sanction')}#fine`,
    '逾期不改正',
    late,
    sanction({ orders: [orderByGeneralRule], fines: [unspecifiedFine(1_000, 5_000)] }),
  ),
];
const stopAndCorrect = ['责令停止侵害', '责令限期改正'];
const art26 = [
  stage(
    `${id('damage-sanction')}#unit`,
    '单位违反第十九条',
    byUnit,
    sanction({ orders: stopAndCorrect, fines: [unitFine(10_000, 20_000)] }),
  ),
  stage(
    `${id('damage-sanction')}#individual`,
    '个人违反第十九条',
    byIndividual,
    sanction({ orders: stopAndCorrect, fines: [individualFine(1_000, 5_000)] }),
  ),
];

const keyUnit: Element = {
  what: '属于第九条的技防重点单位、场所、部位',
  when: { fact: 'keyUnit', in: [true] },
  provision: id('key-units'),
  asks: [],
  force: 'presupposed',
  absent: 'not-key-unit',
};
const notGovernment: Element = {
  what: '不是政府组织建设',
  when: { not: { fact: 'actor', in: ['government'] } },
  provision: id('public-area-ban'),
  asks: [],
  force: 'named',
  absent: 'government-builds',
};
const publicArea: Element = {
  what: '安装在社会公共区域',
  when: { fact: 'placeIsQhdPublicArea', in: [true] },
  provision: id('public-areas'),
  asks: [],
  force: 'named',
  absent: 'not-public-area',
};

const unlicensedBusiness = {
  code: 'legal-review',
  about: '第十六条、第十七条的备案核查、证明材料近似许可，是否仍可执行须法制审核（E51）',
} as const;
const lawNotMeasures = {
  code: 'erratum',
  about: '第二十五条印作「违反本法」，应为「本办法」（E48）',
} as const;

const publicAreaInstall: Violation = {
  ...base,
  conduct: 'qhd-art11-1-public-area',
  duty: [id('public-area-ban')],
  sanction: id('install-sanction'),
  addressees: anyone,
  elements: [publicArea, notGovernment],
  rows: art24,
  referrals: [privacy, crime],
};
const userDuty: Violation = {
  ...base,
  conduct: 'qhd-art15-user-duty',
  duty: [id('user-duties')],
  sanction: id('duties-sanction'),
  addressees: units,
  rows: art25,
  flags: [lawNotMeasures],
};
const damage: Violation = {
  ...base,
  conduct: 'qhd-art19-damage',
  duty: [id('prohibitions')],
  sanction: id('damage-sanction'),
  addressees: anyone,
  rows: art26,
  referrals: [crime, '造成损害的，依法承担民事责任'],
};
/** Art. 23 fines a breach of arts. 9, 10, 13, 16 and 17 alike. */
const article23 = (
  conduct: Violation['conduct'],
  duty: readonly ProvisionId[],
  more: Partial<Violation> = {},
): Violation => ({
  ...base,
  conduct,
  duty,
  sanction: id('build-sanction'),
  addressees: units,
  rows: art23,
  referrals: [crime],
  ...more,
});
const withoutSanction = (conduct: Violation['conduct'], duty: ProvisionId): Violation => ({
  ...base,
  conduct,
  duty: [duty],
  sanction: null,
  addressees: anyone,
  rows: [],
});
const checked = (...provisions: ProvisionId[]) => ({
  instrument: 'qhd-measures-2017' as const,
  provisions,
  checklistItems: [],
});
const retention = {
  kind: 'retention',
  retention: ['qhd-measures-2017'],
  penalty: false,
  belowDecree: false,
  ...checked(id('retention')),
} as const;

const notInstalled = article23('qhd-art9-not-installed', [id('key-units'), id('key-unit-duties')], {
  elements: [{ ...keyUnit, force: 'named' }],
});

export const qhdMeasures2017: RuleBook = {
  'qhd-art9-not-installed': notInstalled,
  'build-missing': { ...notInstalled, conduct: 'build-missing', elements: [keyUnit] },
  // art. 12 (standards) is not named in arts. 23–26
  'build-nonconforming': withoutSanction('build-nonconforming', id('standards')),
  'qhd-art11-1-public-area': publicAreaInstall,
  'unauthorised-public-install': { ...publicAreaInstall, conduct: 'unauthorised-public-install' },
  'public-place-install': {
    ...publicAreaInstall,
    conduct: 'public-place-install',
    elements: [{ ...publicArea, asks: ['place'], force: 'required' }, notGovernment],
  },
  'qhd-art11-2-private-space': {
    ...base,
    conduct: 'qhd-art11-2-private-space',
    duty: [id('private-space-ban')],
    sanction: id('install-sanction'),
    addressees: anyone,
    rows: art24,
    referrals: [privacy, crime],
  },
  'qhd-art15-user-duty': userDuty,
  'operation-security': { ...userDuty, conduct: 'operation-security' },
  'information-management': { ...userDuty, conduct: 'information-management' },
  'information-access': withoutSanction('information-access', id('information-security')),
  'qhd-art10-new-works': article23('qhd-art10-new-works', [id('three-simultaneous'), id('joint-review')]),
  'qhd-art13-products': article23('qhd-art13-products', [id('products')]),
  'qhd-art16-not-recorded': article23('qhd-art16-not-recorded', [id('practitioner-filing')], {
    flags: [unlicensedBusiness],
  }),
  'qhd-art17-out-of-province': article23('qhd-art17-out-of-province', [id('out-of-province')], {
    flags: [unlicensedBusiness],
  }),
  'qhd-art18-installer-duty': {
    ...userDuty,
    conduct: 'qhd-art18-installer-duty',
    duty: [id('installer-duties')],
  },
  'qhd-art19-damage': damage,
  'qhd-art19-delete-records': { ...damage, conduct: 'qhd-art19-delete-records' },
  'retention-rule': retention,
  'retention-check': retention,
  'footage-access': {
    kind: 'footage-access',
    access,
    ...checked(id('access-procedure'), id('emergency-access')),
  },
  'citizen-view-request': { kind: 'citizen-view', viewing, ...checked(id('citizen-view')) },
};
