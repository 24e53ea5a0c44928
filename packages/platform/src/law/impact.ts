// SPDX-License-Identifier: Apache-2.0
/**
 * What a version would change for what lies in the register: units and cases that the asker may see, a piece at a
 * time, so that a province is judged while the page shows how far it is and nobody else waits.
 */
import { setImmediate } from 'node:timers/promises';
import type { AnswerOf } from '@mingjing/contracts';
import type { impactOfVersion } from '@mingjing/contracts/desk';
import { type Impact, ImpactTally, LawError } from '@mingjing/law';
import { type CaseData, caseRequest } from '../case/index.ts';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { managesByArt7, type Settled, settledFacts } from '../registry/index.ts';

/** About a third of a second of work. */
const unitsInPiece = 2_000;
const casesInPiece = 500;
/** After so many the other requests have their turn. */
const turn = 100;

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly input: object;
}

export interface PieceAsked {
  readonly tx: Transaction;
  readonly today: string;
  readonly impact: Impact;
  /** What the piece before answered; absent: the first */
  readonly after: string | undefined;
}

/** @throws PlatformError `platform/invalid` where `after` is none of our answers */
export async function impactPiece({
  tx,
  today,
  impact,
  after,
}: PieceAsked): Promise<AnswerOf<typeof impactOfVersion>> {
  const [kind, last] = cursorOf(after);
  const entries = kind === 'unit' ? await unitsAfter(tx, last) : await casesAfter(tx, last, today);
  const tally = new ImpactTally();
  for (const [index, { name, input }] of entries.entries()) {
    tally.add(judged(impact, kind, name, input));
    if (index % turn === turn - 1) await setImmediate();
  }
  const { units, cases, changes } = tally.report();
  return {
    piece: {
      units,
      cases,
      changes: changes.map((change) => ({ ...change, examples: [...change.examples] })),
    },
    next: nextOf(kind, entries),
    total: after === undefined ? await countAll(tx) : null,
  };
}

/** A record that the law package refuses as it stands is counted as not compared, never as unmoved. */
function judged(impact: Impact, kind: 'unit' | 'case', name: string, input: object) {
  try {
    return { ...impact.judge(input), id: name };
  } catch (error) {
    if (!(error instanceof LawError)) throw error;
    return { kind, id: name, moves: null };
  }
}

const start = '00000000-0000-0000-0000-000000000000';

function cursorOf(after: string | undefined): readonly ['unit' | 'case', string] {
  if (after === undefined) return ['unit', start];
  const [, kind, id] = /^(unit|case):([0-9a-f-]{36})$/.exec(after) ?? [];
  if (kind === undefined || id === undefined)
    throw new PlatformError('platform/invalid', { path: 'after', reason: '不是上一段答的 next' });
  return [kind as 'unit' | 'case', id];
}

function nextOf(kind: 'unit' | 'case', entries: readonly Entry[]): string | null {
  const full = entries.length === (kind === 'unit' ? unitsInPiece : casesInPiece);
  if (full) return `${kind}:${entries.at(-1)?.id}`;
  return kind === 'unit' ? `case:${start}` : null;
}

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly placeKind: string;
  readonly settled: Settled;
  readonly filedOn: string | null;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly storageDays: number | null;
}

/** Units in the order of their ids, each with its first system, as the register keeps them. */
async function unitsAfter(tx: Transaction, last: string): Promise<readonly Entry[]> {
  const rows = await tx.query<UnitRow & Record<string, unknown>>(
    `SELECT u.id, u.name, u.jurisdiction, u.place_kind AS "placeKind",
            ${settledFacts('u')} AS settled, u.filed_on::text AS "filedOn", s.acceptance_passed_on::text AS "acceptancePassedOn",
            s.put_into_use_on::text AS "putIntoUseOn", coalesce(s.storage_days, u.storage_days) AS "storageDays"
       FROM unit u LEFT JOIN LATERAL (SELECT acceptance_passed_on, put_into_use_on, storage_days FROM video_system
              WHERE unit_id = u.id ORDER BY put_into_use_on NULLS LAST, id LIMIT 1) s ON true
      WHERE u.id > $1 ORDER BY u.id LIMIT $2`,
    [last, unitsInPiece],
  );
  return rows.map((row) => ({ id: row.id, name: row.name, input: { facts: unitFacts(row) } }));
}

/** Absent in the register is unknown. */
const unitFacts = (row: UnitRow): object => ({
  jurisdiction: row.jurisdiction.slice(0, 6),
  place: row.placeKind,
  ...row.settled,
  ...(managesByArt7(row.placeKind, row.settled.placeClass) && { isManagementUnit: true }),
  filed: row.filedOn,
  ...(row.acceptancePassedOn !== null && { acceptancePassed: row.acceptancePassedOn }),
  ...(row.putIntoUseOn !== null && { putIntoUse: row.putIntoUseOn }),
  ...(row.storageDays !== null && { retentionDays: row.storageDays }),
});

async function casesAfter(tx: Transaction, last: string, today: string): Promise<readonly Entry[]> {
  const rows = await tx.query<{ id: string; title: string; jurisdiction: string; data: CaseData }>(
    `SELECT id, title, jurisdiction, data FROM process_instance WHERE process = 'case' AND id > $1 ORDER BY id LIMIT $2`,
    [last, casesInPiece],
  );
  return rows.map(({ id, title, jurisdiction, data }) => ({
    id,
    name: title,
    input: caseRequest(data, jurisdiction, today),
  }));
}

async function countAll(tx: Transaction): Promise<number> {
  const [count] = await tx.query<{ n: string }>(
    `SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM process_instance WHERE process = 'case') AS n`,
  );
  return Number(count?.n ?? 0);
}
