// SPDX-License-Identifier: Apache-2.0
/** The list of units: search by any word or code, filters, sort, pages by key so that the millionth costs like the first. */
import type { UnitFilter, UnitQuery, UnitRow } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { owes } from './owed.ts';
import { keepsTooLittle, readFloors } from './retention-floor.ts';

/** What a list may be sorted by, and which way when nobody says; rows without the value are left out. */
const sorts = {
  name: { column: 'name', type: 'text', direction: 'asc', mayLack: false },
  updated: { column: 'updated_at', type: 'timestamptz', direction: 'desc', mayLack: false },
  cameras: { column: 'camera_count', type: 'int', direction: 'desc', mayLack: false },
  due: { column: 'filing_due_on', type: 'date', direction: 'asc', mayLack: true },
  storage: { column: 'storage_days', type: 'int', direction: 'asc', mayLack: true },
} as const;

/** SQL over `unit`: whether somebody signs in for it, as `unitAccounts` says. */
const account = `CASE
  WHEN EXISTS (SELECT 1 FROM member m WHERE m.organisation_id = unit.organisation_id AND NOT m.suspended) THEN 'active'
  WHEN EXISTS (SELECT 1 FROM invitation i WHERE i.organisation_id = unit.organisation_id AND i.accepted_at IS NULL
    AND i.revoked_at IS NULL) THEN 'invited'
  ELSE 'none' END`;

/** More hits than this are counted as "more". */
const mostFound = 2000;
/** An export takes all that a word finds. */
const mostExported = 10_000_000;

const columns = `id, jurisdiction, name, credit_code AS "creditCode", place_kind AS "placeKind",
  place_class AS "placeClass", address, key_unit AS "keyUnit",
  counter_terror_key_target AS "counterTerrorKeyTarget", storage_days AS "storageDays",
  camera_count AS "cameraCount", filing_state AS "filingState", filing_due_on::text AS "filingDueOn",
  filed_on::text AS "filedOn", ${account} AS account,
  (SELECT max(r.at) FROM unit_reminder r WHERE r.unit_id = unit.id) AS "remindedAt"`;

interface Clause {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The last day that counts as soon, for the list and for the counter that leads to it. */
export const soonAfter = (today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);

/** Conditions of the filter over `unit`, numbered from $1. */
async function clauseOf(
  tx: Transaction,
  filter: UnitFilter,
  today: string,
  most = mostFound,
): Promise<Clause & { readonly found?: number }> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  const floors = filter.storageShort ? await readFloors(tx, today) : undefined;
  let found: number | undefined;
  if (filter.words !== undefined && filter.words !== '') {
    const words = filter.words.split(/\s+/).filter(Boolean).slice(0, 8);
    const ids = await tx.query<{ id: string }>(
      'SELECT mj_find_units(ARRAY(SELECT mj_fold(w) FROM unnest($1::text[]) AS w), $2, $3) AS id',
      [words, most, JSON.stringify({ ...wantedOf(filter, today), floors })],
    );
    found = ids.length;
    add(
      (p) => `id = ANY(${p}::uuid[])`,
      ids.map(({ id }) => id),
    );
  }
  if (filter.placeKind) add((p) => `place_kind = ${p}`, filter.placeKind);
  if (filter.placeClass) add((p) => `place_class = ${p}`, filter.placeClass);
  if (filter.filingState) add((p) => `filing_state = ${p}`, filter.filingState);
  if (filter.keyUnit !== undefined) add((p) => `key_unit = ${p}`, filter.keyUnit);
  if (filter.counterTerrorKeyTarget !== undefined)
    add((p) => `counter_terror_key_target = ${p}`, filter.counterTerrorKeyTarget);
  if (filter.overdue) add((p) => `${owes} AND filing_due_on < ${p}`, today);
  if (filter.dueSoon) {
    add((p) => `${owes} AND filing_due_on >= ${p}`, today);
    add((p) => `filing_due_on <= ${p}`, soonAfter(today));
  }
  if (filter.storageBelow !== undefined) add((p) => `storage_days < ${p}`, filter.storageBelow);
  if (floors) add((p) => keepsTooLittle(`${p}::jsonb`, 'unit.storage_days', 'unit'), JSON.stringify(floors));
  if (filter.account) add((p) => `${account} = ${p}`, filter.account);
  if (filter.jurisdiction) {
    add((p) => `jurisdiction >= ${p}`, filter.jurisdiction);
    add((p) => `jurisdiction < ${p}`, `${filter.jurisdiction}:`);
  }
  return {
    text: conditions.length === 0 ? 'true' : conditions.join(' AND '),
    values,
    ...(found !== undefined && { found }),
  };
}

/** The other filters, for the search inside the database; what is undefined is left out. */
const wantedOf = (filter: UnitFilter, today: string) => ({
  placeKind: filter.placeKind || undefined,
  placeClass: filter.placeClass || undefined,
  filingState: filter.filingState,
  keyUnit: filter.keyUnit,
  counterTerrorKeyTarget: filter.counterTerrorKeyTarget,
  storageBelow: filter.storageBelow,
  overdueOn: filter.overdue ? today : undefined,
  from: filter.jurisdiction,
  to: filter.jurisdiction && `${filter.jurisdiction}:`,
});

/** @throws PlatformError `platform/invalid` for a page key that is none of ours */
export async function findUnits(tx: Transaction, query: UnitQuery, today: string) {
  const clause = await clauseOf(tx, query, today);
  const sort = sorts[query.sort];
  const direction = query.direction ?? sort.direction;
  const values = [...clause.values];
  let from = '';
  if (query.after !== undefined) {
    const [key, id] = readPageKey(query.after);
    values.push(key, id);
    const beyond = direction === 'asc' ? '>' : '<';
    from = `AND (${sort.column}, id) ${beyond} ($${values.length - 1}::${sort.type}, $${values.length}::uuid)`;
  }
  const present = sort.mayLack ? `AND ${sort.column} IS NOT NULL` : '';
  values.push(query.size + 1, today);
  const rows = await tx.query<Omit<UnitRow, 'remindedAt'> & { remindedAt: Date | null; key: string }>(
    `SELECT ${columns}, ${sort.column}::text AS key,
            (${owes} AND filing_due_on < $${values.length}::date) IS TRUE AS overdue
       FROM unit WHERE ${clause.text} ${from} ${present}
      ORDER BY ${sort.column} ${direction}, id ${direction} LIMIT $${values.length - 1}`,
    values,
  );
  const units = rows.slice(0, query.size);
  const last = units.at(-1);
  const next = rows.length > query.size && last ? pageKey(last.key, last.id) : null;
  return {
    units: units.map(({ key: _, remindedAt, ...unit }) => ({
      ...unit,
      remindedAt: remindedAt?.toISOString() ?? null,
    })),
    next,
    ...(await countUnits(tx, query, clause)),
  };
}

/** Ids of what a filter finds, the earliest last day first, and how many more there are. */
export async function findUnitIds(
  tx: Transaction,
  filter: UnitFilter,
  today: string,
  most: number,
): Promise<{ readonly ids: readonly string[]; readonly left: number }> {
  const clause = await clauseOf(tx, filter, today, mostExported);
  const rows = await tx.query<{ id: string; n: string }>(
    `SELECT id, count(*) OVER () AS n FROM unit WHERE ${clause.text} ORDER BY filing_due_on, id LIMIT ${most}`,
    clause.values,
  );
  return { ids: rows.map(({ id }) => id), left: Number(rows[0]?.n ?? 0) - rows.length };
}

const pageKey = (key: string, id: string): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

function readPageKey(text: string): readonly [string, string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [key, id];
  } catch {
    // falls through to the refusal
  }
  throw new PlatformError('platform/invalid', { path: 'after', reason: 'not a page key' });
}

/** From the kept numbers where the filter allows it, else from what was found, else "more than". */
async function countUnits(tx: Transaction, filter: UnitFilter, clause: Clause & { readonly found?: number }) {
  if (
    clause.found !== undefined ||
    filter.overdue ||
    filter.dueSoon ||
    filter.account !== undefined ||
    filter.counterTerrorKeyTarget !== undefined ||
    filter.storageShort ||
    filter.storageBelow !== undefined
  ) {
    const [row] = await tx.query<{ n: string }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM unit WHERE ${clause.text} LIMIT ${mostFound}) AS part`,
      clause.values,
    );
    const total = Number(row?.n ?? 0);
    return { total, totalIsExact: total < mostFound && (clause.found ?? 0) < mostFound };
  }
  const [row] = await tx.query<{ n: string | null }>(
    `SELECT sum(units) AS n FROM unit_count WHERE ${clause.text}`,
    clause.values,
  );
  return { total: Number(row?.n ?? 0), totalIsExact: true };
}

/** A unit with what its row in a table to be imported again holds. */
export type WholeRow = Omit<
  UnitRow,
  'id' | 'placeClass' | 'keyUnit' | 'counterTerrorKeyTarget' | 'overdue' | 'account' | 'remindedAt'
> & {
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
};

/** Exactly how many a filter finds; an export says it before it begins. */
export async function countAll(tx: Transaction, filter: UnitFilter, today: string): Promise<number> {
  const clause = await clauseOf(tx, filter, today, mostExported);
  const [row] = await tx.query<{ n: string }>(
    `SELECT count(*) AS n FROM unit WHERE ${clause.text}`,
    clause.values,
  );
  return Number(row?.n ?? 0);
}

/** Every unit a filter finds, by name, in portions, as of one moment. */
export async function* readAll(
  tx: Transaction,
  filter: UnitFilter,
  today: string,
): AsyncGenerator<readonly WholeRow[]> {
  const clause = await clauseOf(tx, filter, today, mostExported);
  await tx.query(
    `DECLARE whole NO SCROLL CURSOR FOR SELECT u.jurisdiction, u.name, u.credit_code AS "creditCode", u.place_kind AS "placeKind",
            u.address, u.storage_days AS "storageDays", u.camera_count AS "cameraCount", u.filing_state AS "filingState",
            u.filing_due_on::text AS "filingDueOn", u.filed_on::text AS "filedOn", u.longitude, u.latitude,
            s.acceptance_passed_on::text AS "acceptancePassedOn", s.put_into_use_on::text AS "putIntoUseOn"
       FROM (SELECT * FROM unit WHERE ${clause.text}) AS u
       LEFT JOIN LATERAL (SELECT acceptance_passed_on, put_into_use_on FROM video_system WHERE unit_id = u.id ORDER BY id LIMIT 1) s ON true
      ORDER BY u.name, u.id`,
    clause.values,
  );
  for (;;) {
    const portion = await tx.query<WholeRow & Record<string, unknown>>('FETCH 1000 FROM whole');
    if (portion.length === 0) return;
    yield portion;
  }
}
