// SPDX-License-Identifier: Apache-2.0
/** The completeness statement of a camera and a range, and what anyone who checks it finds. */
import {
  type CompletenessStatement,
  type CompletenessVerdict,
  formatTime,
  parseCheckpoint,
  toProvenEntry,
  verifyCompleteness,
} from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { ServerRefusal } from '../../terms/refusal.ts';

type Stated = { readonly statement: CompletenessStatement; readonly verdict: CompletenessVerdict };

/** @param checkpoint all paths lead to it */
export async function stateCompleteness(
  core: CoreWithoutMedia,
  { note, size }: { readonly note: string; readonly size: number },
  of: { readonly camera: string; readonly fromMs: number; readonly toMs: number },
): Promise<Stated> {
  const { camera, fromMs, toMs } = of;
  const head = parseCheckpoint(new TextEncoder().encode(note));
  if (!head) throw new ServerRefusal('recorder/export-failed', { reason: 'checkpoint' });
  const segments = core.segments({ camera, fromMs, toMs, includeDeleted: true });
  const rows = [...segments, ...core.gaps({ camera, fromMs, toMs })].sort((a, b) => a.n - b.n);
  const proven = async (index: number) =>
    toProvenEntry(index, await core.log.entryBytes(index), await core.log.inclusionPath(index, size));
  // What was deleted after the checkpoint is not under it.
  const tombstones = [...new Set(segments.flatMap(({ tombstone }) => tombstone ?? []))].filter(
    (index) => index < size,
  );
  const statement = {
    v: 1 as const,
    camera,
    from: formatTime(fromMs),
    to: formatTime(toMs),
    checkpoint: note,
    entries: await Promise.all(rows.map(({ logIndex }) => proven(logIndex))),
    ...(tombstones.length > 0 && { tombstones: await Promise.all(tombstones.map(proven)) }),
  };
  return { statement, verdict: verifyCompleteness(core.algorithms, statement, head) };
}
