// SPDX-License-Identifier: Apache-2.0
/**
 * The document `mingjing law obligations` reads: `{ "facts": {…}, "evidence": {…}, "asOf": "2026-03-01" }`.
 * Unknown names and wrong types are refused with their path; nothing is guessed.
 */
import { findDayNumber } from '../deadlines/calendar-day.ts';
import { LawError } from '../errors.ts';
import type { CalendarDay } from '../types.ts';
import type { UnitFacts } from './conditions.ts';
import { type Evidence, evidenceKinds } from './evidence-kinds.ts';
import type { ObligationRole } from './obligations.ts';
import { classifyPlace } from './place.ts';

export interface ObligationsRequest {
  readonly facts: UnitFacts;
  readonly evidence: Evidence;
  /** Absent: the edge passes today. */
  readonly asOf?: CalendarDay;
  readonly role?: ObligationRole;
}

type FactType = 'text' | 'boolean' | 'day' | 'dayOrNull' | 'days';

const FACTS: Readonly<Record<keyof UnitFacts, FactType>> = {
  jurisdiction: 'text',
  place: 'text',
  isManagementUnit: 'boolean',
  keyUnit: 'boolean',
  isPublicSecurityVideoSystem: 'boolean',
  publicEmergency: 'boolean',
  acceptancePassed: 'day',
  putIntoUse: 'day',
  filed: 'dayOrNull',
  retentionDays: 'days',
  purposeAchieved: 'boolean',
  otherLawRetention: 'boolean',
  entrusted: 'boolean',
  newBuild: 'boolean',
  involvesSecrets: 'boolean',
  nearSecretUnit: 'boolean',
  hasPrivateSpaces: 'boolean',
  filingMatterChanged: 'boolean',
  publishesFootage: 'boolean',
  outOfProvince: 'boolean',
  counterTerrorKeyTarget: 'boolean',
};

const PROBLEMS: Readonly<Record<FactType, string>> = {
  text: '应为文字',
  boolean: '应为 true 或者 false',
  day: '应为存在的日期 YYYY-MM-DD',
  dayOrNull: '应为存在的日期 YYYY-MM-DD 或者 null',
  days: '应为不小于 0 的整数',
};

const ROLES: readonly ObligationRole[] = ['unit', 'firm', 'requester', 'individual'];
const JURISDICTION = /^(beijing|qinhuangdao|hami|national|\d{6})$/;

/**
 * @param input parsed JSON
 * @throws LawError `law/input-invalid` with `path` and `problem`; `law/input-contradictory` for a listed place that is said to be no key unit
 */
export function parseObligationsRequest(input: unknown): ObligationsRequest {
  const { facts = {}, evidence = {}, asOf, role, ...rest } = record(input, '');
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) refuse(unknown, '没有这个字段');
  const parsed = parseFacts(record(facts, 'facts'));
  const day = asOf === undefined ? undefined : parseDay(asOf, 'asOf');
  return {
    facts: parsed,
    evidence: parseEvidence(record(evidence, 'evidence')),
    ...(day === undefined ? {} : { asOf: day }),
    ...(role === undefined ? {} : { role: parseRole(role) }),
  };
}

function refuse(path: string, problem: string): never {
  throw new LawError('law/input-invalid', { path, problem });
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(path === '' ? '$' : path, '应为对象');
  return value as Record<string, unknown>;
}

function parseFacts(facts: Record<string, unknown>): UnitFacts {
  for (const [name, value] of Object.entries(facts)) {
    const type = Object.hasOwn(FACTS, name) ? FACTS[name as keyof UnitFacts] : undefined;
    if (type === undefined) refuse(`facts.${name}`, '没有这个事实');
    if (!matches(value, type)) refuse(`facts.${name}`, PROBLEMS[type]);
  }
  const { jurisdiction } = facts;
  if (typeof jurisdiction === 'string' && !JURISDICTION.test(jurisdiction)) {
    refuse('facts.jurisdiction', '应为 beijing、qinhuangdao、hami、national 或者六位行政区划代码');
  }
  refuseDisownedKeyUnit(facts);
  return facts;
}

/** QHD art. 9(2) makes the units of its list key units: a finding cannot say otherwise. */
function refuseDisownedKeyUnit({ jurisdiction, place, keyUnit }: UnitFacts): void {
  if (keyUnit !== false || place === undefined || !/^(qinhuangdao|1303\d{2})$/.test(jurisdiction ?? ''))
    return;
  const { art9Item, certainty } = classifyPlace(place).qinhuangdao;
  if (art9Item !== null && certainty === 'listed') {
    throw new LawError('law/input-contradictory', {
      path: 'facts.keyUnit',
      problem: `「${place}」属于秦皇岛第九条（${art9Item}）所列，不能不是技防重点单位`,
    });
  }
}

function matches(value: unknown, type: FactType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'day':
      return typeof value === 'string' && findDayNumber(value) !== undefined;
    case 'dayOrNull':
      return value === null || (typeof value === 'string' && findDayNumber(value) !== undefined);
    case 'days':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0;
  }
}

function parseDay(value: unknown, path: string): CalendarDay {
  if (typeof value !== 'string' || findDayNumber(value) === undefined) refuse(path, PROBLEMS.day);
  return value;
}

function parseRole(value: unknown): ObligationRole {
  return ROLES.find((role) => role === value) ?? refuse('role', `应为 ${ROLES.join('、')} 之一`);
}

function parseEvidence(evidence: Record<string, unknown>): Evidence {
  const known = new Set<string>(evidenceKinds.map((kind) => kind.id));
  for (const [name, value] of Object.entries(evidence)) {
    if (!known.has(name)) refuse(`evidence.${name}`, '没有这种证据');
    if (typeof value !== 'boolean') refuse(`evidence.${name}`, PROBLEMS.boolean);
  }
  return evidence;
}
