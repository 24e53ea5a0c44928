// SPDX-License-Identifier: Apache-2.0
/** The draw itself: seed from the log, record for everyone, a planned inspection for each unit. */
import { encodeBase64, inclusionPath } from '@mingjing/evidence';
import { type ActRecord, logAlgorithms } from '../audit/index.ts';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';
import { getUnit, namePersons, openThing } from '../workflow/index.ts';
import type { DrawRecord, FrozenList } from './draw-record.ts';
import { drawUnits } from './draw-units.ts';
import { encodeDrawRecord } from './verify-draw.ts';

/** A row of `inspection_draw`. */
export interface StoredDraw {
  readonly id: string;
  readonly year: number;
  readonly list: FrozenList;
  readonly listHash: string;
  readonly items: readonly number[];
  readonly plannedFor: string | null;
  readonly record: string | null;
  readonly drawnAt: Date | null;
}

interface Seed {
  readonly act: ActRecord;
  readonly index: number;
  readonly size: number;
  readonly note: string;
}

/** @returns undefined until the log has signed a state that holds the freezing */
export async function findSeed({ query }: Transaction, drawId: string): Promise<Seed | undefined> {
  const [row] = await query<{ act: ActRecord; index: string; size: string; note: string }>(
    'SELECT * FROM mj_draw_seed($1)',
    [drawId],
  );
  if (!row) return undefined;
  // As the sequencer had it when it hashed the act.
  const act = { ...row.act, at: new Date(row.act.at).toISOString() };
  return { act, index: Number(row.index), size: Number(row.size), note: row.note };
}

/** @throws PlatformError `platform/state-conflict` when it was held already or there is no seed yet */
export async function holdStoredDraw(
  tx: Transaction,
  draw: StoredDraw,
  { logKey, userId, nowMs }: { readonly logKey: string; readonly userId: string; readonly nowMs: number },
): Promise<void> {
  if (draw.record !== null)
    throw new PlatformError('platform/state-conflict', { state: '已抽取 · drawn already' });
  const seed = await findSeed(tx, draw.id);
  if (!seed)
    throw new PlatformError('platform/state-conflict', {
      state: '名单已封存，种子数秒后产生 · frozen; the seed comes in a few seconds',
    });
  const { list, listHash } = draw;
  const leaves = await tx.query<{ leaf: Buffer }>('SELECT mj_log_leaves($1) AS leaf', [seed.size]);
  const path = inclusionPath(
    logAlgorithms,
    leaves.map(({ leaf }) => new Uint8Array(leaf)),
    seed.index,
  );
  const record: DrawRecord = {
    format: 'mingjing-draw/1',
    list,
    listHash,
    freezing: { act: seed.act, index: seed.index, path: path.map(encodeBase64) },
    checkpoint: seed.note,
    logKey,
    drawn: drawUnits(list, seed.note),
  };
  await tx.query('UPDATE inspection_draw SET record = $2, drawn_at = $3 WHERE id = $1', [
    draw.id,
    new TextDecoder().decode(encodeDrawRecord(record)),
    new Date(nowMs),
  ]);
  const names = new Map(list.officers.map(({ id, name }) => [id, name]));
  for (const { unit: unitId, officers } of record.drawn) {
    const unit = await getUnit(tx, unitId);
    const inspection = await openThing(tx, {
      process: 'inspection',
      title: `${unit.name}：${list.title}`,
      jurisdiction: unit.jurisdiction,
      unitId,
      organisationId: unit.organisationId,
      data: {
        kind: 'planned',
        items: draw.items,
        ...(draw.plannedFor !== null && { plannedFor: draw.plannedFor }),
        drawId: draw.id,
        drawnOfficers: officers.map((id) => ({ id, name: names.get(id) ?? id })),
        unit,
      },
      userId,
      nowMs,
    });
    await namePersons(tx, inspection, {
      duty: 'two-officers',
      role: 'supervisionOfficer',
      userIds: officers,
    });
  }
}
