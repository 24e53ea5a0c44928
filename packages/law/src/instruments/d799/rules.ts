// SPDX-License-Identifier: Apache-2.0
/**
 * 公共安全视频图像信息系统管理条例, articles 26 to 31 of the published text. Seed 004 prints them one number too
 * high from 27(2) on (E55); ids are by content, the numbers stand in the corpus.
 */

import { type Element, noCodes, type RuleBook, type Violation } from '../../forms/violation.ts';
import type { ProvisionId } from '../../types/corpus.ts';
import { access, filingClock, viewing } from './checks.ts';
import {
  areaOfPublicPlace,
  art7Place,
  installedUnderArt7,
  managementUnit,
  notResponsible,
  publicPlace,
  scope,
} from './elements.ts';
import { itemsOf } from './items.ts';
import { art13, art26, art27Second, art29, art30, confiscateAndFine } from './stages.ts';
import { anyone, id, units } from './terms.ts';

const crime = '构成犯罪的，依法追究刑事责任';

const base = {
  kind: 'violation',
  instrument: 'd799',
  also: [],
  elements: [],
  codesOf: noCodes,
  codesInferred: false,
  referrals: [],
  checklistItems: [],
  flags: [],
  draft: false,
} as const satisfies Partial<Violation>;

const unauthorised: Violation = {
  ...base,
  conduct: 'd799-unauthorised-install',
  duty: [id('others-ban'), id('other-public-places')],
  sanction: id('unauthorised-install-sanction'),
  addressees: anyone,
  elements: [scope, publicPlace, notResponsible],
  rows: art26,
  checklistItems: itemsOf('d799-unauthorised-install'),
};
/** A conduct named after an article of the Decree says that its duty bound the place; the general word does not. */
const namedPlace: Element = { ...art7Place, force: 'named' };
/** A false filing was filed: its date acquits nobody. */
const filedFalsely: Violation = {
  ...base,
  conduct: 'd799-false-filing',
  duty: [id('filing-duty'), id('filing-truth')],
  sanction: id('filing-sanction'),
  addressees: units,
  elements: [scope, namedPlace, managementUnit],
  rows: art29,
  checklistItems: itemsOf('d799-not-filed'),
};
const notFiled: Violation = {
  ...filedFalsely,
  conduct: 'd799-not-filed',
  duty: [id('filing-duty')],
  filingClock,
};

/** Duties for which the Decree prints no penalty of its own; art. 31 may lead to another law. */
const withoutSanction = (
  conduct: Violation['conduct'],
  duty: readonly ProvisionId[],
  more: Partial<Violation> = {},
): Violation => ({
  ...base,
  conduct,
  duty,
  sanction: null,
  addressees: anyone,
  rows: [],
  checklistItems: itemsOf(conduct),
  ...more,
});
const threeLaws = [
  '未履行网络安全、数据安全和个人信息保护义务的，依照《中华人民共和国网络安全法》、《中华人民共和国数据安全法》、《中华人民共和国个人信息保护法》的规定给予处罚',
  '构成违反治安管理行为的，依法给予治安管理处罚',
  crime,
];
const spreading = [
  '非法对外提供、公开传播视频图像信息的，依照《中华人民共和国网络安全法》、《中华人民共和国数据安全法》、《中华人民共和国个人信息保护法》的规定给予处罚',
  '构成违反治安管理行为的，依法给予治安管理处罚',
  crime,
];
const checked = (conduct: Violation['conduct'], ...provisions: ProvisionId[]) => ({
  instrument: 'd799' as const,
  provisions,
  checklistItems: itemsOf(conduct),
});
const retention = {
  kind: 'retention',
  retention: ['d799'],
  penalty: false,
  belowDecree: false,
} as const;
const exempt = id('other-public-places-exempt');

export const d799: RuleBook = {
  'd799-unauthorised-install': unauthorised,
  'unauthorised-public-install': { ...unauthorised, conduct: 'unauthorised-public-install' },
  'public-place-install': {
    ...unauthorised,
    conduct: 'public-place-install',
    elements: [
      scope,
      { ...publicPlace, asks: ['place'], force: 'required' },
      { ...notResponsible, asks: ['isManagementUnit', 'place'], force: 'required' },
    ],
  },
  'd799-prohibited-area': {
    ...base,
    conduct: 'd799-prohibited-area',
    duty: [id('prohibited-areas')],
    sanction: id('prohibited-area-sanction'),
    addressees: anyone,
    elements: [areaOfPublicPlace],
    rows: confiscateAndFine(id('prohibited-area-sanction')),
    referrals: ['偷窥、偷拍、窃听他人隐私，构成违反治安管理行为的，依法给予治安管理处罚', crime],
    checklistItems: itemsOf('d799-prohibited-area'),
  },
  'd799-no-daily-check': {
    ...base,
    conduct: 'd799-no-daily-check',
    duty: [id('daily-check')],
    sanction: id('daily-check-sanction'),
    addressees: anyone,
    elements: [areaOfPublicPlace],
    rows: art27Second,
    flags: [
      {
        code: 'source-differs',
        about:
          '种子文本印作「由公安机关责令暂停相关业务或者停业整顿、吊销」；公布文本为通报有关主管部门根据情节轻重处理，不作为公安机关的处罚提出（E56）',
      },
    ],
  },
  'd799-near-secret-unit': {
    ...base,
    conduct: 'd799-near-secret-unit',
    duty: [id('near-secret-units')],
    sanction: id('near-secret-sanction'),
    addressees: anyone,
    rows: confiscateAndFine(id('near-secret-sanction')),
    referrals: ['非法获取国家秘密、军事秘密的，依照有关法律的规定给予处罚', crime],
    checklistItems: itemsOf('d799-near-secret-unit'),
  },
  'd799-not-filed': notFiled,
  filing: { ...notFiled, conduct: 'filing', elements: [scope, art7Place, managementUnit] },
  'd799-false-filing': filedFalsely,
  'd799-tamper-device': {
    ...base,
    conduct: 'd799-tamper-device',
    duty: [id('prohibited-acts')],
    sanction: id('tamper-sanction'),
    addressees: anyone,
    elements: [scope, { ...installedUnderArt7, force: 'named' }],
    rows: art30,
    checklistItems: itemsOf('d799-tamper-device'),
    flags: [
      {
        code: 'source-differs',
        about: '种子文本印作「第二十三条」；公布文本为「第二十三条第二项」，限于依据第七条安装的设备（E61）',
      },
    ],
  },
  'd799-signage-missing': {
    ...base,
    conduct: 'd799-signage-missing',
    duty: [id('placement-and-signs')],
    sanction: id('placement-and-signs'),
    addressees: anyone,
    elements: [scope, publicPlace],
    rows: art13,
    checklistItems: itemsOf('d799-signage-missing'),
  },
  'build-missing': withoutSanction('build-missing', [id('unit-built-places')]),
  'build-nonconforming': withoutSanction('build-nonconforming', [
    id('unit-built-places'),
    id('standards-archive'),
  ]),
  overcapture: withoutSanction('overcapture', [id('placement-and-signs')]),
  'operation-security': withoutSanction('operation-security', [id('operation-security')], {
    elements: [scope, art7Place],
    also: [id('network-data-sanction')],
    referrals: threeLaws,
  }),
  'information-management': withoutSanction('information-management', [id('information-measures')], {
    elements: [scope, art7Place],
    also: [id('network-data-sanction')],
    referrals: threeLaws,
  }),
  'information-access': withoutSanction('information-access', [id('no-abuse'), id('prohibited-acts')], {
    also: [id('network-data-sanction')],
    referrals: spreading,
  }),
  'refuse-provide': withoutSanction('refuse-provide', [id('state-access'), id('inspection')]),
  'retention-rule': { ...retention, ...checked('retention-rule', id('retention'), exempt) },
  'retention-check': { ...retention, ...checked('retention-check', id('retention'), exempt) },
  'filing-check': {
    kind: 'filing-check',
    clock: filingClock,
    ...checked('filing-check', id('filing-duty'), id('filing-transitional')),
  },
  'footage-access': { kind: 'footage-access', access, ...checked('footage-access', id('state-access')) },
  'citizen-view-request': {
    kind: 'citizen-view',
    viewing,
    ...checked('citizen-view-request', id('personal-view')),
  },
};
