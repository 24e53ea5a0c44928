// SPDX-License-Identifier: Apache-2.0
/** Both versions of the Beijing discretion schedule as rule books: which rows answer which conduct. */

import type { RuleBook, Violation } from '../../forms/violation.ts';
import type { DecidableInstrumentId, ProvisionId } from '../../types/corpus.ts';
import type { Conduct } from '../../types/facts.ts';
import type { Row } from '../../types/rules.ts';
import { type BeijingConduct, beijing, beijingConducts } from '../bj-measures-2006/beijing-violations.ts';
import { filingClock } from '../bj-measures-2006/checks.ts';
import { residentialDuty } from '../bj-residential/rules.ts';
import { draftRows, oldRows } from './schedule-rows.ts';

export interface Schedule {
  readonly id: Extract<DecidableInstrumentId, 'bj-benchmark-2024-draft' | 'bj-benchmark-old'>;
  /** Seed file the rows are printed in */
  readonly printedIn: string;
  readonly rows: readonly Row[];
  readonly rules: RuleBook;
}

export type ScheduleConduct = BeijingConduct | 'residential-manager';
export const scheduleConducts: readonly ScheduleConduct[] = [...beijingConducts, 'residential-manager'];

/** First five digits of the violation in the row keys. */
const rowPrefix: Readonly<Record<ScheduleConduct, string>> = {
  'build-missing': 'C05834',
  'build-nonconforming': 'C05834',
  overcapture: 'C05836',
  'unauthorised-public-install': 'C05837',
  'public-place-install': 'C05837',
  filing: 'C05838',
  'operation-security': 'C05839',
  'information-management': 'C05840',
  'information-access': 'C05840',
  'refuse-provide': 'C05847',
  'residential-manager': 'C05850',
};

const chapterOf: Readonly<Record<ScheduleConduct, string>> = {
  'build-missing': 'build',
  'build-nonconforming': 'build',
  overcapture: 'overcapture',
  'unauthorised-public-install': 'public-install',
  'public-place-install': 'public-install',
  filing: 'filing',
  'operation-security': 'operation-security',
  'information-management': 'information',
  'information-access': 'information',
  'refuse-provide': 'refuse-provide',
  'residential-manager': 'residential',
};

/**
 * The single codes of a row for a conduct. 34 and 35 stand in the order of the two behaviours; for the seven
 * codes C05840–C05846 the source gives no mapping (E25), so all of them remain.
 */
export function codesOf(conduct: Conduct, rowKey: string): readonly string[] {
  const codes = expandCodes(rowKey);
  if (conduct === 'build-missing') return codes.slice(0, 1);
  if (conduct === 'build-nonconforming') return codes.slice(1);
  return codes;
}

/** `C05840B010-C05846B010` → the seven codes; a single code → itself. */
export function expandCodes(rowKey: string): readonly string[] {
  const [first = rowKey, last = first] = rowKey.split('-');
  const [from, to] = [Number(first.slice(1, 6)), Number(last.slice(1, 6))];
  const tail = first.slice(6);
  return Array.from({ length: to - from + 1 }, (_, i) => `C${String(from + i).padStart(5, '0')}${tail}`);
}

const codesInferred = (conduct: ScheduleConduct): boolean =>
  ['C05834', 'C05840'].includes(rowPrefix[conduct]);

/** Seed 000 names what the law does not, or leaves out what it does. */
const draftFlags: Readonly<Partial<Record<ScheduleConduct, string>>> = {
  'operation-security': '第二章（五）未写「影响系统安全运行」，第二十三条和基准表写了，按法律要件认定（E16）',
};

function violationOf(id: Schedule['id'], rows: readonly Row[], conduct: ScheduleConduct): Violation {
  const draft = id === 'bj-benchmark-2024-draft';
  const also: readonly ProvisionId[] = draft ? [`${id}/${chapterOf[conduct]}`] : ['bj-benchmark-old/table'];
  const shared = conduct === 'residential-manager' ? residentialDuty : beijing[conduct];
  const flag = draft ? draftFlags[conduct] : undefined;
  const keyed = new Map(rows.map((row) => [row.key, codesOf(conduct, row.key)]));
  return {
    kind: 'violation',
    instrument: id,
    conduct,
    ...shared,
    also,
    rows: rows.filter((row) => row.key.startsWith(rowPrefix[conduct])),
    codesOf: (key) => keyed.get(key) ?? [],
    codesInferred: codesInferred(conduct),
    checklistItems: [],
    flags: flag === undefined ? [] : [{ code: 'higher-law-differs', about: flag }],
    draft,
  };
}

/** The tables quote two articles on keeping images: that of a residential compound, else the one without a number. */
const retention = {
  kind: 'retention',
  retention: ['bj-residential', 'bj-measures-2006'],
  penalty: true,
  belowDecree: true,
} as const;

/** Articles the tables quote: 11(1) on filing, 13 on keeping images. */
const quoted = (id: Schedule['id']): RuleBook => ({
  'filing-check': {
    kind: 'filing-check',
    clock: filingClock,
    instrument: id,
    provisions: ['bj-measures-2006/filing-duty', 'bj-measures-2006/filing-transitional'],
    checklistItems: [],
  },
  'retention-rule': {
    ...retention,
    instrument: id,
    provisions: ['bj-measures-2006/information-management', 'bj-residential/retention'],
    checklistItems: [],
  },
  'retention-check': {
    ...retention,
    instrument: id,
    provisions: ['bj-measures-2006/information-management', 'bj-residential/retention'],
    checklistItems: [],
  },
});

const rulesOf = (id: Schedule['id'], rows: readonly Row[]): RuleBook => ({
  ...Object.fromEntries(scheduleConducts.map((conduct) => [conduct, violationOf(id, rows, conduct)])),
  ...quoted(id),
});

export const draftSchedule: Schedule = {
  id: 'bj-benchmark-2024-draft',
  printedIn: '000_ad664e71bb1fc098.txt',
  rows: draftRows,
  rules: rulesOf('bj-benchmark-2024-draft', draftRows),
};
export const oldSchedule: Schedule = {
  id: 'bj-benchmark-old',
  printedIn: '001_7b25410cb8ad9ee8.txt',
  rows: oldRows,
  rules: rulesOf('bj-benchmark-old', oldRows),
};
export const schedules: readonly Schedule[] = [draftSchedule, oldSchedule];
