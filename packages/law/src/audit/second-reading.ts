// SPDX-License-Identifier: Apache-2.0
/**
 * Read a second time, by hand, from the articles and not from the tables: whom each clause names, which contrary
 * fact ends the matter, and whether an instrument speaks on a conduct at all. Compared with decide().
 */
import { decide } from '../engine/decide.ts';
import type { Disposition } from '../types/answer.ts';
import type { DecidableInstrumentId } from '../types/corpus.ts';
import { actors, type Conduct, conducts, type Facts } from '../types/facts.ts';

type Addressed = 'units' | 'everyone' | 'manager';

const beijingUnits: readonly Conduct[] = [
  'build-missing',
  'build-nonconforming',
  'overcapture',
  'filing',
  'operation-security',
  'information-management',
  'information-access',
  'refuse-provide',
];

/** 「对单位处…」: units only. 「单位设置的…个人设置的…」「任何单位和个人」: everyone. */
const beijing: Readonly<Partial<Record<Conduct, Addressed>>> = {
  ...Object.fromEntries(beijingUnits.map((conduct) => [conduct, 'units'])),
  'unauthorised-public-install': 'everyone',
};
const benchmark: typeof beijing = { ...beijing, 'residential-manager': 'manager' };

const addressed: Readonly<Record<DecidableInstrumentId, typeof beijing>> = {
  'bj-measures-2006': beijing,
  'bj-benchmark-2024-draft': benchmark,
  'bj-benchmark-old': benchmark,
  'bj-residential': { 'residential-manager': 'manager' },
  'qhd-measures-2017': {
    'build-missing': 'units',
    'operation-security': 'units',
    'information-management': 'units',
    'unauthorised-public-install': 'everyone',
    'qhd-art9-not-installed': 'units',
    'qhd-art11-1-public-area': 'everyone',
    'qhd-art11-2-private-space': 'everyone',
    'qhd-art15-user-duty': 'units',
    'qhd-art10-new-works': 'units',
    'qhd-art13-products': 'units',
    'qhd-art16-not-recorded': 'units',
    'qhd-art17-out-of-province': 'units',
    'qhd-art18-installer-duty': 'units',
    'qhd-art19-damage': 'everyone',
    'qhd-art19-delete-records': 'everyone',
  },
  d799: {
    filing: 'units',
    'unauthorised-public-install': 'everyone',
    'd799-signage-missing': 'everyone',
    'd799-not-filed': 'units',
    'd799-false-filing': 'units',
    'd799-prohibited-area': 'everyone',
    'd799-no-daily-check': 'everyone',
    'd799-unauthorised-install': 'everyone',
    'd799-near-secret-unit': 'everyone',
    'd799-tamper-device': 'everyone',
  },
  'hami-checklist': {},
};

const names: Readonly<Record<Addressed, readonly string[]>> = {
  units: ['unit', 'propertyManager', 'government'],
  everyone: ['unit', 'individual', 'propertyManager', 'government'],
  manager: ['unit', 'individual', 'propertyManager'],
};

interface Contrary {
  readonly instruments: readonly DecidableInstrumentId[];
  readonly conducts: readonly Conduct[];
  readonly facts: Partial<Facts>;
  readonly disposition: Disposition;
}

const beijingAll: readonly DecidableInstrumentId[] = [
  'bj-measures-2006',
  'bj-benchmark-2024-draft',
  'bj-benchmark-old',
];
const decree: readonly DecidableInstrumentId[] = ['d799'];
const qinhuangdao: readonly DecidableInstrumentId[] = ['qhd-measures-2017'];
const filed: readonly Conduct[] = ['filing', 'd799-not-filed', 'd799-false-filing'];

/** One fact that speaks against the violation, and what the answer then is. */
const contraries: readonly Contrary[] = [
  {
    instruments: beijingAll,
    conducts: [...beijingUnits, 'unauthorised-public-install', 'public-place-install'],
    facts: { isPublicSecurityVideoSystem: false },
    disposition: 'not-addressed',
  },
  {
    instruments: beijingAll,
    conducts: ['build-missing', 'build-nonconforming'],
    facts: { place: '居民家中' },
    disposition: 'not-a-violation',
  },
  {
    instruments: beijingAll,
    conducts: ['unauthorised-public-install', 'public-place-install'],
    facts: { actor: 'government' },
    disposition: 'not-a-violation',
  },
  {
    instruments: beijingAll,
    conducts: ['public-place-install'],
    facts: { place: '宾馆' },
    disposition: 'not-a-violation',
  },
  {
    instruments: beijingAll,
    conducts: ['filing'],
    facts: { acceptancePassed: '2026-01-05', filed: '2026-01-20' },
    disposition: 'not-a-violation',
  },
  {
    instruments: decree,
    conducts: ['filing', 'd799-not-filed'],
    facts: { putIntoUse: '2026-05-25', filed: null },
    disposition: 'not-a-violation',
  },
  {
    instruments: decree,
    conducts: ['d799-prohibited-area', 'd799-no-daily-check'],
    facts: { place: '居民家中' },
    disposition: 'not-a-violation',
  },
  {
    instruments: decree,
    conducts: ['d799-tamper-device'],
    facts: { isPublicSecurityVideoSystem: false },
    disposition: 'not-addressed',
  },
  {
    instruments: beijingAll,
    conducts: ['operation-security'],
    facts: { affectsOperation: false },
    disposition: 'not-a-violation',
  },
  {
    instruments: beijingAll,
    conducts: ['refuse-provide'],
    facts: { publicEmergency: false },
    disposition: 'not-a-violation',
  },
  {
    instruments: beijingAll,
    conducts: ['refuse-provide'],
    facts: { publicEmergency: true, requester: '某保险公司' },
    disposition: 'not-a-violation',
  },
  {
    instruments: ['bj-residential', 'bj-benchmark-2024-draft', 'bj-benchmark-old'],
    conducts: ['residential-manager'],
    facts: { place: '医院' },
    disposition: 'not-addressed',
  },
  {
    instruments: decree,
    conducts: [
      ...filed,
      'd799-signage-missing',
      'd799-unauthorised-install',
      'unauthorised-public-install',
      'public-place-install',
    ],
    facts: { isPublicSecurityVideoSystem: false },
    disposition: 'not-addressed',
  },
  {
    instruments: decree,
    conducts: filed,
    facts: { isManagementUnit: false },
    disposition: 'not-addressed',
  },
  { instruments: decree, conducts: filed, facts: { place: '便利店' }, disposition: 'not-a-violation' },
  {
    instruments: decree,
    conducts: ['d799-tamper-device'],
    facts: { place: '居民家中' },
    disposition: 'not-a-violation',
  },
  {
    instruments: decree,
    conducts: [
      'd799-unauthorised-install',
      'unauthorised-public-install',
      'public-place-install',
      'd799-signage-missing',
    ],
    facts: { place: '居民家中' },
    disposition: 'not-a-violation',
  },
  {
    instruments: decree,
    conducts: ['d799-unauthorised-install', 'unauthorised-public-install', 'public-place-install'],
    facts: { place: '商场', isManagementUnit: true },
    disposition: 'not-a-violation',
  },
  {
    instruments: qinhuangdao,
    conducts: ['qhd-art9-not-installed', 'build-missing'],
    facts: { keyUnit: false },
    disposition: 'not-a-violation',
  },
  {
    instruments: qinhuangdao,
    conducts: ['qhd-art11-1-public-area', 'unauthorised-public-install', 'public-place-install'],
    facts: { actor: 'government', place: '广场' },
    disposition: 'not-a-violation',
  },
  {
    instruments: qinhuangdao,
    conducts: ['qhd-art11-1-public-area', 'unauthorised-public-install', 'public-place-install'],
    facts: { place: '宾馆' },
    disposition: 'not-a-violation',
  },
];

const settled: Partial<Facts> = { affectsOperation: true, publicEmergency: true };

function dispositionOf(instrument: DecidableInstrumentId, facts: Facts): Disposition | undefined {
  const response = decide({ instruments: [instrument], facts, decisionDate: '2026-06-01' });
  return response.results[0]?.disposition;
}

/** @returns one line per disagreement between this reading and the engine */
export function readingDifferences(
  only: (instrument: DecidableInstrumentId, conduct: Conduct) => boolean,
): readonly string[] {
  const lines: string[] = [];
  for (const [instrument, reading] of Object.entries(addressed) as [
    DecidableInstrumentId,
    typeof beijing,
  ][]) {
    for (const [conduct, who] of Object.entries(reading) as [Conduct, Addressed][]) {
      if (!only(instrument, conduct)) continue;
      for (const actor of actors) {
        const reached = dispositionOf(instrument, { ...settled, actor, conduct }) !== 'not-addressed';
        if (reached !== names[who].includes(actor))
          lines.push(`${instrument} ${conduct}：${actor} ${reached}`);
      }
    }
  }
  for (const contrary of contraries) {
    for (const instrument of contrary.instruments) {
      for (const conduct of contrary.conducts) {
        if (!only(instrument, conduct)) continue;
        const facts: Facts = { ...settled, actor: 'unit', ...contrary.facts, conduct };
        const got = dispositionOf(instrument, facts);
        if (got !== contrary.disposition) {
          lines.push(
            `${instrument} ${conduct} ${JSON.stringify(contrary.facts)}：${got}，应为 ${contrary.disposition}`,
          );
        }
      }
    }
  }
  return lines;
}

/** Conducts an instrument is silent on, read from its articles: every other conduct is answered. */
export const silent: Readonly<Record<DecidableInstrumentId, (conduct: Conduct) => boolean>> = {
  'bj-measures-2006': (conduct) =>
    /^qhd-|^(residential-manager|citizen-view-request)$/.test(conduct) ||
    (conduct.startsWith('d799-') && conduct !== 'd799-signage-missing' && conduct !== 'd799-prohibited-area'),
  'bj-benchmark-2024-draft': (conduct) =>
    /^(qhd|d799)-|^(footage-access|citizen-view-request)$/.test(conduct),
  'bj-benchmark-old': (conduct) => /^(qhd|d799)-|^(footage-access|citizen-view-request)$/.test(conduct),
  'bj-residential': (conduct) => !/^(residential-manager|retention-check|retention-rule)$/.test(conduct),
  'qhd-measures-2017': (conduct) =>
    /^d799-|^(overcapture|filing|filing-check|refuse-provide|residential-manager)$/.test(conduct),
  d799: (conduct) => /^qhd-|^residential-manager$/.test(conduct),
  'hami-checklist': (conduct) =>
    /^qhd-|^(residential-manager|refuse-provide|footage-access|citizen-view-request|d799-no-daily-check)$/.test(
      conduct,
    ),
};

export const everyPair: readonly (readonly [DecidableInstrumentId, Conduct])[] = (
  Object.keys(silent) as DecidableInstrumentId[]
).flatMap((instrument) => conducts.map((conduct) => [instrument, conduct] as const));
