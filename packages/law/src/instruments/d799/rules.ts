// SPDX-License-Identifier: Apache-2.0
/**
 * 公共安全视频图像信息系统管理条例, articles 26 to 31 of the published text. Seed 004 prints them one number too
 * high from 27(2) on (E55); ids are by content, the numbers stand in the corpus.
 */
import type { Actor, Cond, PrintedFine, ProvisionId } from '../../types.ts';
import { itemsOf } from '../hami-checklist/items.ts';
import {
  always,
  type CheckRule,
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
} from '../violation.ts';

const id = (name: string): ProvisionId => `d799/${name}`;
const units: readonly Actor[] = ['unit', 'propertyManager', 'government'];
const anyone: readonly Actor[] = ['unit', 'individual', 'propertyManager', 'government'];
const byUnit: Cond = { fact: 'actor', in: units };
const byIndividual: Cond = { fact: 'actor', in: ['individual'] };
/** 拒不改正 */
const refused: Cond = { fact: 'refusedCorrection', in: [true] };
const refusedOrSerious: Cond = { any: [refused, { fact: 'consequence', in: ['serious'] }] };
const both = (...all: Cond[]): Cond => ({ all });

const crime = '构成犯罪的，依法追究刑事责任';
const deletion = '删除所收集的视频图像信息';
const devices = ['相关设备设施'];

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
  localHearingStandard: false,
} as const satisfies Partial<Violation>;

const unitAmounts = (unit: PrintedFine, persons: PrintedFine): readonly PrintedFine[] => [unit, persons];

const art26 = [
  stage(
    `${id('unauthorised-install-sanction')}#order`,
    '违反第七条第三款、第九条第一款规定安装',
    { not: refused },
    sanction({ orders: ['责令限期改正'], requires: [deletion] }),
  ),
  stage(
    `${id('unauthorised-install-sanction')}#unit`,
    '单位拒不改正',
    both(refused, byUnit),
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: unitAmounts(unitFine(null, 20_000), responsiblePersons(null, 5_000)),
    }),
  ),
  stage(
    `${id('unauthorised-install-sanction')}#individual`,
    '个人拒不改正',
    both(refused, byIndividual),
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: [individualFine(null, 5_000)],
    }),
  ),
];
const confiscateAndFine = (provision: ProvisionId) => [
  stage(
    `${provision}#unit`,
    '单位安装',
    byUnit,
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: unitAmounts(unitFine(10_000, 20_000), responsiblePersons(5_000, 10_000)),
    }),
  ),
  stage(
    `${provision}#individual`,
    '个人安装',
    byIndividual,
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: [individualFine(5_000, 10_000)],
    }),
  ),
];
const notify = '通报有关主管部门';
const art27Second = [
  stage(
    `${id('daily-check-sanction')}#order`,
    '未履行日常管理和检查义务',
    { not: refusedOrSerious },
    sanction({ orders: ['责令改正'] }),
  ),
  stage(
    `${id('daily-check-sanction')}#unit`,
    '单位拒不改正或者造成严重后果',
    both(refusedOrSerious, byUnit),
    sanction({
      orders: ['责令改正'],
      requires: [notify],
      fines: unitAmounts(unitFine(10_000, 20_000), responsiblePersons(5_000, 10_000)),
    }),
  ),
  stage(
    `${id('daily-check-sanction')}#individual`,
    '个人拒不改正或者造成严重后果',
    both(refusedOrSerious, byIndividual),
    sanction({ orders: ['责令改正'], requires: [notify], fines: [individualFine(5_000, 10_000)] }),
  ),
];
const art29 = [
  stage(
    `${id('filing-sanction')}#order`,
    '未依照第十四条规定备案或者提供虚假备案信息',
    { not: refused },
    sanction({ orders: ['责令限期改正'] }),
  ),
  stage(
    `${id('filing-sanction')}#fine`,
    '拒不改正',
    refused,
    sanction({ orders: [orderByGeneralRule], fines: [unspecifiedFine(null, 10_000)] }),
  ),
];
const art30 = [
  stage(
    `${id('tamper-sanction')}#warning`,
    '擅自改动、迁移、拆除图像采集设备及相关设施',
    { not: refusedOrSerious },
    sanction({ orders: ['责令改正'], warning: true }),
  ),
  stage(
    `${id('tamper-sanction')}#unit`,
    '单位拒不改正或者造成严重后果',
    both(refusedOrSerious, byUnit),
    sanction({
      orders: ['责令改正'],
      warning: true,
      fines: unitAmounts(unitFine(5_000, 10_000), responsiblePersons(null, 5_000)),
    }),
  ),
  stage(
    `${id('tamper-sanction')}#individual`,
    '个人拒不改正或者造成严重后果',
    both(refusedOrSerious, byIndividual),
    sanction({ orders: ['责令改正'], warning: true, fines: [individualFine(null, 5_000)] }),
  ),
];

const scope: Element = {
  what: '属于公共安全视频图像信息系统',
  when: { fact: 'isPublicSecurityVideoSystem', in: [true] },
  provision: id('definition'),
  asks: [],
  force: 'presupposed',
  absent: 'outside-scope',
  absentMeansNotAddressed: true,
};
const managementUnit: Element = {
  what: '公共安全视频系统管理单位（第七条）',
  when: {
    any: [
      { fact: 'isManagementUnit', in: [true] },
      both({ fact: 'placeIsD799Art7', in: [true] }, { not: { fact: 'isManagementUnit', in: [false] } }),
    ],
  },
  provision: id('others-ban'),
  asks: [],
  force: 'presupposed',
  absent: 'not-management-unit',
  absentMeansNotAddressed: true,
};
/** Art. 9(2): outside the places of art. 7, arts. 11, 14, 15, 16(2) and 17 do not apply (E57). */
const art7Place: Element = {
  what: '场所属于第七条（第九条的其他公共场所不适用本条义务）',
  when: { fact: 'placeIsD799Art7', in: [true] },
  provision: id('other-public-places-exempt'),
  asks: ['place'],
  force: 'presupposed',
  absent: 'other-public-place',
};
const publicPlace: Element = {
  what: '安装在公共场所',
  when: { not: { fact: 'placeIsNonPublic', in: [true] } },
  provision: id('non-public-places'),
  asks: [],
  force: 'presupposed',
  absent: 'non-public-place',
};
const notResponsible: Element = {
  what: '不是政府有关部门或者对场所负有经营管理责任（安全防范义务）的单位',
  when: {
    any: [
      {
        not: {
          any: [
            { fact: 'isManagementUnit', in: [true] },
            { fact: 'actor', in: ['government'] },
          ],
        },
      },
      both(byIndividual, { fact: 'placeIsD799Art7', in: [true] }),
      both({ not: { fact: 'actor', in: ['government'] } }, { fact: 'placeIsD799Art7Government', in: [true] }),
    ],
  },
  provision: id('others-ban'),
  asks: [],
  force: 'presupposed',
  absent: 'responsible-unit',
};
const installedUnderArt7: Element = {
  ...art7Place,
  what: '设备是依据第七条规定安装的（第二十三条第二项，E61）',
  provision: id('prohibited-acts'),
  absent: 'not-installed-under-art7',
};

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
const notFiled: Violation = {
  ...base,
  conduct: 'd799-not-filed',
  duty: [id('filing-duty')],
  sanction: id('filing-sanction'),
  addressees: units,
  elements: [scope, art7Place, managementUnit],
  rows: art29,
  checklistItems: itemsOf('d799-not-filed'),
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
const check = (
  kind: CheckRule['kind'],
  conduct: Violation['conduct'],
  ...provisions: ProvisionId[]
): CheckRule => ({
  kind,
  instrument: 'd799',
  provisions,
  checklistItems: itemsOf(conduct),
});

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
  filing: { ...notFiled, conduct: 'filing' },
  'd799-false-filing': {
    ...notFiled,
    conduct: 'd799-false-filing',
    duty: [id('filing-duty'), id('filing-truth')],
  },
  'd799-tamper-device': {
    ...base,
    conduct: 'd799-tamper-device',
    duty: [id('prohibited-acts')],
    sanction: id('tamper-sanction'),
    addressees: anyone,
    elements: [installedUnderArt7],
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
    rows: [
      stage(
        `${id('placement-and-signs')}#order`,
        '未设置显著提示标识',
        always,
        sanction({ orders: ['责令改正'] }),
      ),
    ],
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
  'retention-rule': check('retention', 'retention-rule', id('retention'), id('other-public-places-exempt')),
  'retention-check': check('retention', 'retention-check', id('retention'), id('other-public-places-exempt')),
  'filing-check': check('filing-check', 'filing-check', id('filing-duty'), id('filing-transitional')),
  'footage-access': check('footage-access', 'footage-access', id('state-access')),
  'citizen-view-request': check('citizen-view', 'citizen-view-request', id('personal-view')),
};
