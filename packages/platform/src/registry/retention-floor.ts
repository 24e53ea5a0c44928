// SPDX-License-Identifier: Apache-2.0
/**
 * Who keeps too little: the number of days is the law's, for each unit its own, on a day. The rows of the register
 * say where a unit lies, what place it is and whether it is a key unit; what the register does not know
 * (a target of counter-terrorism) brings no higher number here. A place that no rule certainly binds is never short.
 */
import {
  classifyPlace,
  type KnownPlaceClass,
  type PlaceClassification,
  retentionRequirement,
  settlePlace,
} from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';

/** Units of one kind and class with the days that they must keep; `counties` null where it is the same in all of them. */
interface Floor {
  readonly kind: string;
  readonly class: string;
  readonly key: boolean;
  readonly days: number;
  readonly counties: readonly string[] | null;
}

interface Group {
  readonly county: string;
  readonly kind: string;
  /** As the register has it: suggested by the words, or settled by a person. */
  readonly class: string;
  readonly key: boolean;
}

/** Days that a unit must keep on a day; null where no rule certainly binds it with a number. */
export function retentionFloorOf(group: Group, day: string): number | null {
  const { county, key } = group;
  return retentionRequirement(
    { jurisdiction: county, place: placeOfGroup(group), keyUnit: key, isPublicSecurityVideoSystem: true },
    day,
  ).requiredDays;
}

function placeOfGroup({ kind, class: registered }: Group): PlaceClassification {
  const place = classifyPlace(kind);
  return registered === 'unknown' || registered === place.placeClass
    ? place
    : settlePlace(place, registered as KnownPlaceClass);
}

/** One row for each kind and number, so that a county's list stays as short as the kinds of places in it. */
export function floorsOf(groups: readonly Group[], day: string): readonly Floor[] {
  const kinds = Map.groupBy(groups, (group) => `${group.key} ${group.class} ${group.kind}`);
  return [...kinds.values()].flatMap((same) => {
    const byDays = Map.groupBy(same, (group) => retentionFloorOf(group, day));
    return [...byDays].flatMap(([days, [first, ...rest]]) =>
      days === null || first === undefined
        ? []
        : [
            {
              kind: first.kind,
              class: first.class,
              key: first.key,
              days,
              counties: byDays.size === 1 ? null : [first, ...rest].map(({ county }) => county),
            },
          ],
    );
  });
}

/** The floors of what this person sees, for {@link keepsTooLittle}. @param day calendar day in China */
export async function readFloors(tx: Transaction, day: string): Promise<readonly Floor[]> {
  return floorsOf(
    await tx.query<Group>(
      `SELECT DISTINCT left(jurisdiction, 6) AS county, place_kind AS kind, place_class AS class, key_unit AS key
         FROM unit_count`,
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
  `EXISTS (SELECT 1 FROM jsonb_to_recordset(${floors}) AS f(kind text, class text, "key" boolean, days int, counties jsonb)
      WHERE ${days} < f.days AND ${unit}.place_kind = f.kind AND ${unit}.place_class = f.class AND ${unit}.key_unit = f."key"
        AND (f.counties IS NULL OR f.counties ? left(${unit}.jurisdiction, 6)))`;
