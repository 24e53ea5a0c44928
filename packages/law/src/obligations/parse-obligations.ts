// SPDX-License-Identifier: Apache-2.0
/**
 * The document `mingjing law obligations` reads: `{ "facts": {…}, "evidence": {…}, "asOf": "2026-03-01" }`.
 *
 * Facts are those of the decide contract (read and refused by the same parser) and a few of a unit that a case
 * does not need; findings may stand among the facts too. Unknown names and wrong types are refused with their
 * path; nothing is guessed.
 */
import { findDayNumber } from '../calendar/calendar-day.ts';
import { numberOn } from '../deadlines/parameters.ts';
import { LawError } from '../errors.ts';
import { factTable } from '../facts/fact-table.ts';
import { parseRequest } from '../facts/parse-request.ts';
import { type Evidence, type EvidenceId, evidenceKinds } from '../forms/evidence-kinds.ts';
import { classifyPlace } from '../places/place.ts';
import type { CalendarDay } from '../types/corpus.ts';
import type { Facts } from '../types/facts.ts';
import type { UnitFacts } from './conditions.ts';
import type { ObligationRole } from './obligations.ts';

export interface ObligationsRequest {
  readonly facts: UnitFacts;
  readonly evidence: Evidence;
  /** Absent: the edge passes today. */
  readonly asOf?: CalendarDay;
  readonly role?: ObligationRole;
}

/** Facts of a unit that the decide contract does not have; all booleans. */
const unitOnly: ReadonlySet<string> = new Set<keyof UnitFacts>([
  'entrusted',
  'newBuild',
  'involvesSecrets',
  'nearSecretUnit',
  'hasPrivateSpaces',
  'publishesFootage',
  'outOfProvince',
  'counterTerrorKeyTarget',
]);

const evidenceNames: ReadonlySet<string> = new Set(evidenceKinds.map((kind) => kind.id));
const roles: readonly ObligationRole[] = ['unit', 'firm', 'requester', 'individual'];

/**
 * @param input parsed JSON; every part may be absent
 * @throws LawError `law/input-invalid` with `path` and `problem`; `law/input-contradictory` where facts exclude
 *   each other
 */
export function parseObligationsRequest(input: unknown): ObligationsRequest {
  const { facts = {}, evidence = {}, asOf, role, ...rest } = record(input, '$');
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) refuse(unknown, '没有这个字段，只有 facts、evidence、asOf、role');
  const sorted = sortFacts(record(facts, 'facts'));
  const contract = parseContractFacts(sorted.contract);
  const unit: UnitFacts = { ...contract, ...sorted.unit };
  refuseDisownedKeyUnit(unit);
  const day = asOf === undefined ? contract.asOf : parseDay(asOf);
  return {
    facts: unit,
    evidence: {
      ...shownByFacts(contract, unit.jurisdiction, day ?? '9999-12-31'),
      ...sorted.evidence,
      ...parseEvidence(record(evidence, 'evidence')),
    },
    ...(day === undefined ? {} : { asOf: day }),
    ...(role === undefined ? {} : { role: parseRole(role) }),
  };
}

function refuse(path: string, problem: string): never {
  throw new LawError('law/input-invalid', { path, problem });
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(path, '应当是一个 JSON 对象');
  return value as Record<string, unknown>;
}

function flag(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : refuse(path, '应当是 true 或者 false');
}

interface SortedFacts {
  readonly contract: Record<string, unknown>;
  readonly unit: Record<string, boolean>;
  readonly evidence: Record<string, boolean>;
}

function sortFacts(facts: Record<string, unknown>): SortedFacts {
  const sorted: SortedFacts = { contract: {}, unit: {}, evidence: {} };
  for (const [name, value] of Object.entries(facts)) {
    if (unitOnly.has(name)) sorted.unit[name] = flag(value, `facts.${name}`);
    else if (evidenceNames.has(name)) sorted.evidence[name] = flag(value, `facts.${name}`);
    else if (Object.hasOwn(factTable, name)) sorted.contract[name] = value;
    else refuse(`facts.${name}`, '没有这个事实');
  }
  return sorted;
}

/** The parser of decide() judges them; it wants a conduct, which a unit's duties do not have. */
function parseContractFacts(facts: Record<string, unknown>): Partial<Facts> {
  const { conduct, ...rest } = parseRequest(
    { facts: { conduct: 'retention-rule', ...facts } },
    '9999-12-31',
  ).facts;
  return facts['conduct'] === undefined ? rest : { ...rest, conduct };
}

/** The papers of a request for footage and of a filing, as the decide contract names them. */
function shownByFacts(facts: Partial<Facts>, jurisdiction: string | undefined, day: CalendarDay): Evidence {
  const { officers, workCredential, unitCertificate, registered, confidential, changeFiled } = facts;
  const shown: Partial<Record<EvidenceId, boolean>> = {};
  const enough = officers === undefined ? undefined : enoughOfficers(officers, jurisdiction, day);
  if (enough !== undefined) shown.twoOfficers = enough;
  if (workCredential === false || unitCertificate === false) shown.credentialsShown = false;
  if (workCredential === true && unitCertificate === true) shown.credentialsShown = true;
  if (registered !== undefined) shown.accessRegister = registered;
  if (confidential !== undefined) shown.secrecyKept = confidential;
  if (changeFiled !== undefined) shown.filingUpToDate = changeFiled;
  return shown;
}

const officersAsked = [
  { where: /^(beijing|11\d{4})$/, number: 'bj-measures-2006/officers' },
  { where: /^(qinhuangdao|1303\d{2})$/, number: 'qhd-measures-2017/officers' },
] as const;

/**
 * Enough by the number of the place. Where none of them is the place, by all of them or by none.
 *
 * @returns undefined where the places would differ
 */
function enoughOfficers(
  officers: number,
  jurisdiction: string | undefined,
  day: CalendarDay,
): boolean | undefined {
  const here = officersAsked.filter(({ where }) => jurisdiction !== undefined && where.test(jurisdiction));
  const answers = (here.length > 0 ? here : officersAsked).map(
    ({ number }) => officers >= numberOn(number, day),
  );
  return new Set(answers).size === 1 ? answers[0] : undefined;
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

function parseDay(value: unknown): CalendarDay {
  const known = typeof value === 'string' && findDayNumber(value) !== undefined;
  return known ? value : refuse('asOf', '应当是存在的日期 YYYY-MM-DD');
}

function parseRole(value: unknown): ObligationRole {
  return roles.find((role) => role === value) ?? refuse('role', `应当是 ${roles.join('、')} 之一`);
}

function parseEvidence(evidence: Record<string, unknown>): Evidence {
  for (const [name, value] of Object.entries(evidence)) {
    if (!evidenceNames.has(name)) refuse(`evidence.${name}`, '没有这种证据');
    flag(value, `evidence.${name}`);
  }
  return evidence;
}
