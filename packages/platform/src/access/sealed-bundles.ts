// SPDX-License-Identifier: Apache-2.0
/** Sealed bundles on their way up: part after part, whole only when the hash of all of it is what was announced. */
import { createHash } from 'node:crypto';
import type { BundlePart } from '@mingjing/contracts/desk';
import type { Transaction } from '../database/scope.ts';
import { PlatformError } from '../errors.ts';

/** A day of one busy camera. */
const mostBundleBytes = 64 * 2 ** 30;
const partsAtOnce = 16;

interface BundleRow {
  readonly sha256: string;
  readonly size: string;
  readonly received: string;
  readonly complete_at: Date | null;
}

const find = async (tx: Transaction, thingId: string): Promise<BundleRow | undefined> => {
  const [row] = await tx.query<BundleRow & Record<string, unknown>>(
    `SELECT sha256, size_bytes AS size, received_bytes AS received, complete_at FROM footage_bundle
      WHERE thing_id = $1 FOR UPDATE`,
    [thingId],
  );
  return row;
};

/**
 * @returns bytes that are here: where the next part begins
 * @throws PlatformError `platform/too-large`, `platform/invalid` when all is here and is another file,
 *   `platform/state-conflict` when another bundle is already whole
 */
export async function takePart(
  tx: Transaction,
  jurisdiction: string,
  { order, sha256, sizeBytes, offset, part }: BundlePart,
  nowMs: number,
): Promise<number> {
  if (sizeBytes > mostBundleBytes) throw new PlatformError('platform/too-large', { limit: '64 GiB' });
  let row = await find(tx, order);
  if (row && (row.sha256 !== sha256 || Number(row.size) !== sizeBytes)) {
    if (row.complete_at) throw new PlatformError('platform/state-conflict', { state: 'bundle-complete' });
    // Sealed anew: what there was of the one before can never become whole.
    await tx.query('DELETE FROM footage_bundle WHERE thing_id = $1', [order]);
    row = undefined;
  }
  if (!row)
    await tx.query(
      'INSERT INTO footage_bundle (thing_id, jurisdiction, sha256, size_bytes) VALUES ($1, $2, $3, $4)',
      [order, jurisdiction, sha256, sizeBytes],
    );
  const received = Number(row?.received ?? 0);
  const bytes = Buffer.from(part, 'base64');
  if (row?.complete_at || offset !== received || bytes.length === 0) return received;
  const now = received + bytes.length;
  if (now > sizeBytes) throw new PlatformError('platform/invalid', { path: 'part', reason: 'sizeBytes' });
  await tx.query('INSERT INTO footage_bundle_part (thing_id, byte_offset, bytes) VALUES ($1, $2, $3)', [
    order,
    received,
    bytes,
  ]);
  await tx.query('UPDATE footage_bundle SET received_bytes = $2 WHERE thing_id = $1', [order, now]);
  if (now < sizeBytes) return now;
  const hash = createHash('sha256');
  for await (const piece of readBundle(tx, order)) hash.update(piece);
  if (hash.digest('hex') !== sha256) {
    await tx.query('DELETE FROM footage_bundle WHERE thing_id = $1', [order]);
    return 0;
  }
  await tx.query('UPDATE footage_bundle SET complete_at = $2 WHERE thing_id = $1', [order, new Date(nowMs)]);
  return now;
}

export async function findWhole(
  tx: Transaction,
  thingId: string,
): Promise<{ readonly sha256: string; readonly sizeBytes: number } | undefined> {
  const [row] = await tx.query<{ sha256: string; size: string }>(
    'SELECT sha256, size_bytes AS size FROM footage_bundle WHERE thing_id = $1 AND complete_at IS NOT NULL',
    [thingId],
  );
  return row && { sha256: row.sha256, sizeBytes: Number(row.size) };
}

export async function* readBundle(tx: Transaction, thingId: string): AsyncGenerator<Uint8Array> {
  for (let after = -1; ; ) {
    const rows = await tx.query<{ at: string; bytes: Buffer }>(
      `SELECT byte_offset AS at, bytes FROM footage_bundle_part WHERE thing_id = $1 AND byte_offset > $2
        ORDER BY byte_offset LIMIT ${partsAtOnce}`,
      [thingId, after],
    );
    for (const { at, bytes } of rows) {
      after = Number(at);
      yield bytes;
    }
    if (rows.length < partsAtOnce) return;
  }
}
