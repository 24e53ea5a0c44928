// SPDX-License-Identifier: Apache-2.0
/**
 * What the Beijing Measures of 2006 and both discretion schedules on them share: addressees, elements, duties
 * and the statutory stages of articles 19 to 25.
 */
import type { FilingClockRule } from '../../forms/filing-clock.ts';
import { type Element, eachPerson, individualFine, unitFine } from '../../forms/violation.ts';
import type { ProvisionId } from '../../types/corpus.ts';
import type { Actor, Conduct } from '../../types/facts.ts';
import type { Cond, PrintedFine } from '../../types/rules.ts';
import { filingClock } from './checks.ts';

const id = (name: string): ProvisionId => `bj-measures-2006/${name}`;

export type BeijingConduct = Extract<
  Conduct,
  | 'build-missing'
  | 'build-nonconforming'
  | 'overcapture'
  | 'unauthorised-public-install'
  | 'public-place-install'
  | 'filing'
  | 'operation-security'
  | 'information-management'
  | 'information-access'
  | 'refuse-provide'
>;

export const failedRectification: Cond = { fact: 'rectification', in: ['unqualified', 'overdue'] };
export const harm: Cond = { fact: 'consequence', in: ['harm', 'serious'] };
export const seriousHarm: Cond = { fact: 'consequence', in: ['serious'] };
export const byIndividual: Cond = { fact: 'actor', in: ['individual'] };
export const byUnit: Cond = { fact: 'actor', in: ['unit', 'propertyManager', 'government'] };

/** What an article allows in one stage: the hard bounds of every step inside it. */
export const statutory = {
  art19: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
  art20: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
  art21Unit: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
  art21Individual: [individualFine(500, 1_000)],
  art22: [unitFine(1_000, 10_000), ...eachPerson(null, 500)],
  // 可以 governs the unit; whether it also governs the persons the text does not say (E24)
  art23First: [unitFine(1_000, 10_000, true), ...eachPerson(null, 500, null)],
  art23Second: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
  art24: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
  art25: [unitFine(10_000, 30_000), ...eachPerson(500, 1_000)],
} as const satisfies Record<string, readonly PrintedFine[]>;

const publicOrderReferral = '构成违反治安管理行为的，由公安机关依法处罚';
const crimeReferral = '构成犯罪的，依法追究刑事责任';

/** A propertyManager and a government organ are 单位 in the sense of these articles. */
const units: readonly Actor[] = ['unit', 'propertyManager', 'government'];

const scope: Element = {
  what: '属于公共安全图像信息系统',
  when: { fact: 'isPublicSecurityVideoSystem', in: [true] },
  provision: id('definition'),
  asks: [],
  force: 'named',
  absent: 'outside-scope',
  absentMeansNotAddressed: true,
};
const listedPlace: Element = {
  what: '属于第五条第一款应当安装的单位和区域',
  when: {
    any: [
      { fact: 'placeIsBjArt5', in: [true] },
      { fact: 'placeIsBjArt7', in: [true] },
    ],
  },
  provision: id('install-places'),
  asks: [],
  force: 'presupposed',
  absent: 'place-not-listed',
};
const affects: Element = {
  what: '影响系统安全运行',
  when: { fact: 'affectsOperation', in: [true] },
  provision: id('operation-security-sanction'),
  asks: ['affectsOperation'],
  force: 'required',
  absent: 'element-missing',
};
const emergency: Element = {
  what: '发生突发公共事件',
  when: { fact: 'publicEmergency', in: [true] },
  provision: id('emergency-access'),
  asks: ['publicEmergency'],
  force: 'required',
  absent: 'element-missing',
};
const empowered: Element = {
  what: '由具有调查、处置权的政府有关主管部门要求',
  when: { fact: 'requesterIsOrgan', in: [true] },
  provision: id('emergency-access'),
  asks: [],
  force: 'presupposed',
  absent: 'requester-not-empowered',
};
const notGovernment: Element = {
  what: '不是政府负责建设',
  when: { not: { fact: 'actor', in: ['government'] } },
  provision: id('public-places-by-government'),
  asks: [],
  force: 'named',
  absent: 'government-builds',
};
const governmentArea: Element = {
  what: '设置地点属于交通道路、广场等由政府负责建设的公共场所',
  when: {
    any: [
      { fact: 'placeIsBjArt7', in: [true] },
      { fact: 'actor', in: ['government'] },
    ],
  },
  provision: id('public-places-by-government'),
  asks: ['place'],
  force: 'required',
  absent: 'own-place',
};

interface Shared {
  readonly duty: readonly ProvisionId[];
  readonly sanction: ProvisionId;
  readonly addressees: readonly Actor[];
  readonly actorUnnamed?: true;
  readonly elements: readonly Element[];
  readonly filingClock?: FilingClockRule;
  readonly referrals: readonly string[];
}

const build: Shared = {
  duty: [id('install-places')],
  sanction: id('build-sanction'),
  addressees: units,
  elements: [scope, listedPlace],
  referrals: [],
};
const install: Shared = {
  duty: [id('public-places-by-government')],
  sanction: id('public-install-sanction'),
  addressees: ['unit', 'individual', 'propertyManager', 'government'],
  elements: [scope, notGovernment],
  referrals: [],
};
const information: Shared = {
  duty: [id('information-management'), id('footage-use')],
  sanction: id('information-sanction'),
  addressees: units,
  elements: [scope],
  referrals: [publicOrderReferral, crimeReferral],
};

export const beijing: Readonly<Record<BeijingConduct, Shared>> = {
  'build-missing': build,
  'build-nonconforming': { ...build, duty: [id('install-places'), id('standards')] },
  overcapture: {
    duty: [id('own-scope-only')],
    sanction: id('overcapture-sanction'),
    addressees: units,
    elements: [scope],
    referrals: [],
  },
  // 「擅自在公共场所设置」 says the place; a place known to be another ends the matter
  'unauthorised-public-install': {
    ...install,
    elements: [scope, { ...governmentArea, force: 'named' }, notGovernment],
  },
  'public-place-install': { ...install, elements: [scope, governmentArea, notGovernment] },
  filing: {
    duty: [id('filing-duty')],
    sanction: id('filing-sanction'),
    addressees: units,
    elements: [scope],
    filingClock,
    referrals: [],
  },
  'operation-security': {
    duty: [id('operation-security-measures')],
    sanction: id('operation-security-sanction'),
    addressees: units,
    elements: [scope, affects],
    referrals: [],
  },
  'information-management': information,
  'information-access': {
    ...information,
    duty: [id('footage-use'), id('information-management')],
    actorUnnamed: true,
  },
  'refuse-provide': {
    duty: [id('emergency-access')],
    sanction: id('refuse-provide-sanction'),
    addressees: units,
    elements: [scope, emergency, empowered],
    referrals: [publicOrderReferral, crimeReferral],
  },
};

export const beijingConducts = Object.keys(beijing) as readonly BeijingConduct[];
