// SPDX-License-Identifier: Apache-2.0
/** Gathers what is known of a unit: its recorders' last reports, its verified filing, the challenges of a thing. */
import type { Transaction } from '../database/scope.ts';
import { verifiedFiling } from '../filing/index.ts';
import { type RetentionRow, retentionColumns, retentionFloorOf } from '../registry/index.ts';
import { challengesOf, liveDuties, recordersInUse } from '../uplink/index.ts';
import type { AssessedRecorder } from './assess-items.ts';

/**
 * @param thingId whose challenges count; undefined: none
 * @param today calendar day in China
 */
export async function assessUnit(
  tx: Transaction,
  of: { readonly unitId: string; readonly thingId: string | undefined; readonly today: string },
): Promise<readonly AssessedRecorder[]> {
  const recorders = await recordersInUse(tx, of.unitId);
  const challenges = of.thingId === undefined ? [] : await challengesOf(tx, of.thingId);
  const filed = await verifiedFiling(tx, of.unitId);
  const [unit] = await tx.query<RetentionRow & Record<string, unknown>>(
    `SELECT ${retentionColumns('unit')} FROM unit WHERE id = $1`,
    [of.unitId],
  );
  const lawfulDays = unit ? retentionFloorOf(unit, of.today) : null;
  return recorders.map((recorder) => ({
    recorder,
    challenges: challenges.filter(({ recorderId }) => recorderId === recorder.id),
    lawfulDays,
    duties: recorder.facts ? liveDuties(recorder.facts, filed, of.today) : undefined,
  }));
}
