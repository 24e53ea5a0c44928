// SPDX-License-Identifier: Apache-2.0
/** Whose people act for a unit. One organisation may have several units; a unit has one organisation or none. */
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { writeHistory } from './unit-detail.ts';

interface Linker {
  readonly tx: Transaction;
  readonly userId: string;
  readonly nowMs: number;
}

/**
 * Links a unit to an organisation of units, or to none.
 *
 * @param ground what the history names as the reason
 * @throws PlatformError `platform/not-found`, also for what lies in another county; `platform/state-conflict` while a
 *   filing of the organisation that had it is under way
 */
export async function linkUnit(
  by: Linker,
  unitId: string,
  organisationId: string | null,
  ground: string,
): Promise<void> {
  const { tx } = by;
  const [unit] = await tx.query<{ jurisdiction: string; before: string | null; open: string | null }>(
    `SELECT jurisdiction, organisation_id AS before,
            (SELECT organisation_id FROM filing f WHERE f.unit_id = u.id
                AND f.status IN ('draft', 'submitted', 'accepted', 'returned') LIMIT 1) AS open
       FROM unit u WHERE id = $1 FOR UPDATE OF u`,
    [unitId],
  );
  if (!unit) throw new PlatformError('platform/not-found');
  if (unit.before === organisationId) return;
  if (unit.open !== null && unit.open !== organisationId)
    throw new PlatformError('platform/state-conflict', { state: 'filing' });
  if (organisationId !== null) {
    const [known] = await tx.query(`SELECT 1 FROM organisation WHERE id = $1 AND kind = 'unit'`, [
      organisationId,
    ]);
    if (!known) throw new PlatformError('platform/not-found');
  }
  await tx.query(
    'UPDATE unit SET organisation_id = $2, version = version + 1, updated_at = $3 WHERE id = $1',
    [unitId, organisationId, new Date(by.nowMs)],
  );
  await writeHistory(
    by,
    unitId,
    unit.jurisdiction,
    [['organisationId', unit.before, organisationId]],
    ground,
  );
}

/** Links every unit of the range that has the organisation's credit code and belongs to nobody yet. */
export async function linkByCreditCode(
  by: Linker,
  { id, creditCode }: { readonly id: string; readonly creditCode: string | null },
  ground: string,
): Promise<readonly string[]> {
  if (creditCode === null) return [];
  const free = await by.tx.query<{ id: string }>(
    'SELECT id FROM unit WHERE credit_code = $1 AND organisation_id IS NULL ORDER BY id LIMIT 100',
    [creditCode],
  );
  for (const unit of free) await linkUnit(by, unit.id, id, ground);
  return free.map((unit) => unit.id);
}
