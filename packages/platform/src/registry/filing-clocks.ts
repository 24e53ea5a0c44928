// SPDX-License-Identifier: Apache-2.0
/** Until when a unit has to file: counted by the law package from what the register knows. */
import type { UnitDetail } from '@mingjing/contracts/desk';
import { chinaCalendar, classifyPlace, filingDeadlines, type KnownPlaceClass } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { chosenClass, managesByArt7 } from './place-class.ts';

export interface FilingDates {
  readonly jurisdiction: string;
  readonly placeKind: string;
  /** Settled by a person; absent: what the words of the kind say. */
  readonly placeClass?: KnownPlaceClass | null;
  readonly acceptancePassedOn: string | null;
  readonly putIntoUseOn: string | null;
  readonly filedOn: string | null;
}

/** Both clocks where they differ: Beijing counts from acceptance, Decree 799 from use. Counted by the law package. */
export function clocksOf(dates: FilingDates, today: string): readonly UnitDetail['clocks'][number][] {
  return filingDeadlines(
    {
      jurisdiction: dates.jurisdiction.slice(0, 6),
      placeClass: dates.placeClass ?? classifyPlace(dates.placeKind).placeClass,
      isManagementUnit: managesByArt7(dates.placeKind, dates.placeClass),
      isPublicSecurityVideoSystem: true,
      acceptancePassed: dates.acceptancePassedOn ?? undefined,
      putIntoUse: dates.putIntoUseOn ?? undefined,
      filed: dates.filedOn,
      asOf: today,
    },
    chinaCalendar,
  ).map(({ instrument, duty, applies, deadline, state, daysLate, why }) => ({
    instrument,
    duty,
    applies,
    due: deadline?.due ?? null,
    state,
    daysLate,
    why,
  }));
}

/** The earliest last day among the duties that bind; null while no date is known. */
export function earliestDue(dates: FilingDates, today: string): string | null {
  const days = clocksOf({ ...dates, filedOn: null }, today).flatMap(({ applies, due }) =>
    applies === false || due === null ? [] : [due],
  );
  return days.toSorted()[0] ?? null;
}

/** Counts the filing day anew: the kind of place or a date of the system has changed. */
export async function refreshDue(tx: Transaction, unitId: string, today: string): Promise<void> {
  const [unit] = await tx.query<Omit<FilingDates, 'filedOn'>>(
    `SELECT u.jurisdiction, u.place_kind AS "placeKind", ${chosenClass('u')} AS "placeClass", s.acceptance_passed_on::text AS "acceptancePassedOn",
            s.put_into_use_on::text AS "putIntoUseOn"
       FROM unit u LEFT JOIN video_system s ON s.unit_id = u.id WHERE u.id = $1 ORDER BY s.id LIMIT 1`,
    [unitId],
  );
  if (!unit) return;
  await tx.query('UPDATE unit SET filing_due_on = $2 WHERE id = $1', [
    unitId,
    earliestDue({ ...unit, filedOn: null }, today),
  ]);
}
