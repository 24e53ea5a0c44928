// SPDX-License-Identifier: Apache-2.0
/**
 * Who keeps too little: the number of days is the law's, for each unit its own, on a day. The rows of the register
 * say where a unit lies, what place it is and what it was designated as. A place that no rule certainly binds is never
 * short.
 */
import {
  classifyPlace,
  type KnownPlaceClass,
  type RetentionRequirement,
  retentionRequirement,
  settlePlace,
} from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';

/** What of a row decides how long its unit keeps. */
export interface RetentionRow {
  readonly county: string;
  readonly kind: string;
  /** As the register has it: suggested by the words, or settled by a person. */
  readonly class: string;
  /** Designated as a key unit; false: nobody said so. */
  readonly key: boolean;
  /** Designated as a key target of counter-terrorism; false: nobody said so. */
  readonly target: boolean;
}

/** SQL of {@link RetentionRow}. @param unit alias of the unit's row */
export const retentionColumns = (unit: string): string =>
  `left(${unit}.jurisdiction, 6) AS county, ${unit}.place_kind AS kind, ${unit}.place_class AS class,
   ${unit}.key_unit AS key, ${unit}.counter_terror_key_target AS target`;

/** Units of one kind, class and designation with the days that they must keep; `counties` null where it is the same in all. */
interface Floor extends Omit<RetentionRow, 'county'> {
  readonly days: number;
  readonly counties: readonly string[] | null;
}

/** What the law asks of a unit on a day. */
export function retentionOfRow(
  { county, key, target, ...row }: RetentionRow,
  day: string,
): RetentionRequirement {
  return retentionRequirement(
    {
      jurisdiction: county,
      place: placeOfRow(row),
      ...(key && { keyUnit: true }),
      ...(target && { counterTerrorKeyTarget: true }),
      isPublicSecurityVideoSystem: true,
    },
    day,
  );
}

/** Days that a unit must keep on a day; null where no rule certainly binds it with a number. */
export const retentionFloorOf = (row: RetentionRow, day: string): number | null =>
  retentionOfRow(row, day).requiredDays;

function placeOfRow({ kind, class: registered }: Pick<RetentionRow, 'kind' | 'class'>) {
  const place = classifyPlace(kind);
  return registered === 'unknown' || registered === place.placeClass
    ? place
    : settlePlace(place, registered as KnownPlaceClass);
}

/** One row for each kind and number, so that a county's list stays as short as the kinds of places in it. */
export function floorsOf(rows: readonly RetentionRow[], day: string): readonly Floor[] {
  const kinds = Map.groupBy(rows, (row) => `${row.key} ${row.target} ${row.class} ${row.kind}`);
  return [...kinds.values()].flatMap((same) => {
    const byDays = Map.groupBy(same, (row) => retentionFloorOf(row, day));
    return [...byDays].flatMap(([days, [first, ...rest]]) => {
      if (days === null || first === undefined) return [];
      const { county, ...shared } = first;
      const counties = byDays.size === 1 ? null : [county, ...rest.map((row) => row.county)];
      return [{ ...shared, days, counties }];
    });
  });
}

/** The floors of what this person sees, for {@link keepsTooLittle}. @param day calendar day in China */
export async function readFloors(tx: Transaction, day: string): Promise<readonly Floor[]> {
  return floorsOf(
    // The counts know every kind of place without a look at each unit; targets of counter-terrorism are few.
    await tx.query<RetentionRow & Record<string, unknown>>(
      `SELECT DISTINCT left(jurisdiction, 6) AS county, place_kind AS kind, place_class AS class, key_unit AS key, false AS target
         FROM unit_count
       UNION SELECT ${retentionColumns('u')} FROM unit u WHERE u.counter_terror_key_target`,
    ),
    day,
  );
}

/**
 * SQL: this number of days is less than the unit's own floor.
 *
 * @param floors SQL of the floors as jsonb
 * @param days SQL of what is kept
 * @param unit alias of the unit's row
 */
export const keepsTooLittle = (floors: string, days: string, unit: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_to_recordset(${floors})
        AS f(kind text, class text, "key" boolean, target boolean, days int, counties jsonb)
      WHERE ${days} < f.days AND ${unit}.place_kind = f.kind AND ${unit}.place_class = f.class AND ${unit}.key_unit = f."key"
        AND ${unit}.counter_terror_key_target = f.target
        AND (f.counties IS NULL OR f.counties ? left(${unit}.jurisdiction, 6)))`;
