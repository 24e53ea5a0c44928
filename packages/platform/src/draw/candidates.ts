// SPDX-License-Identifier: Apache-2.0
/** Who may be drawn, and with what weight: one ticket each, and more for what the register itself says. */
import type { riskSigns } from '@mingjing/contracts/desk';
import { addYears } from '@mingjing/law';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { owes } from '../registry/index.ts';
import type { DrawUnit } from './draw-record.ts';

/** Further tickets for each sign. A person sees them beside the unit before the list is frozen. */
const tickets: Readonly<Record<(typeof riskSigns)[number], number>> = {
  'key-unit': 1,
  'filing-overdue': 1,
  'not-seen': 1,
  reported: 1,
  'order-overdue': 2,
};
const mostUnits = 5000;

/**
 * @param today ISO day; a year before it is as far as visits and reports count
 * @throws PlatformError `platform/invalid` when the list would be longer than 5000
 */
export async function candidatesOf(
  { query }: Transaction,
  today: string,
  placeKind: string | undefined,
): Promise<readonly DrawUnit[]> {
  const rows = await query<{ id: string; name: string; signs: (keyof typeof tickets)[] }>(
    `SELECT u.id, u.name, array_remove(ARRAY[
        CASE WHEN u.key_unit THEN 'key-unit' END,
        CASE WHEN ${owes} AND u.filing_due_on < $1::date THEN 'filing-overdue' END,
        CASE WHEN NOT EXISTS (SELECT 1 FROM process_instance i JOIN process_step s ON s.instance_id = i.id
          WHERE i.process = 'inspection' AND i.unit_id = u.id AND s.action IN ('start', 'start-urgent') AND s.on_day >= $2::date)
          THEN 'not-seen' END,
        CASE WHEN EXISTS (SELECT 1 FROM process_instance i
          WHERE i.process = 'complaint' AND i.unit_id = u.id AND i.opened_at >= $2::date) THEN 'reported' END,
        CASE WHEN EXISTS (SELECT 1 FROM process_instance i
          WHERE i.process = 'rectification' AND i.unit_id = u.id AND i.state = 'overdue') THEN 'order-overdue' END
      ], NULL) AS signs
      FROM unit u WHERE $3::text IS NULL OR u.place_kind = $3 ORDER BY u.id LIMIT $4`,
    [today, addYears(today, -1), placeKind ?? null, mostUnits + 1],
  );
  if (rows.length > mostUnits)
    throw new PlatformError('platform/invalid', {
      path: 'placeKind',
      reason: `名单超过 ${mostUnits} 户，请按场所类别缩小 · more than ${mostUnits} units`,
    });
  return rows.map(({ id, name, signs }) => ({
    id,
    name,
    weight: 1 + signs.reduce((sum, sign) => sum + tickets[sign], 0),
    why: signs,
  }));
}
