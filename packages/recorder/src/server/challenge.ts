// SPDX-License-Identifier: Apache-2.0
/**
 * A retention challenge asked of ourselves: samples drawn, answered from the files with paths to the checkpoint, and
 * judged as an outsider would. The blocks themselves stay here; the verdict goes out.
 */
import { join } from 'node:path';
import {
  answerSample,
  type ChallengeSource,
  createSampler,
  decodeBase64,
  judgeChallenge,
  openSegmentSource,
  parseCheckpoint,
  type RetentionChallenge,
  type StoreFiles,
  verifyAnswer,
} from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../access/gate.ts';
import type { SegmentRow } from '../core/recorder-core.ts';
import { nodeDisk, readWhole } from '../store/disk.ts';
import { ServerRefusal } from './refusal.ts';

export type ChallengedCore = Pick<
  CoreWithoutMedia,
  'directory' | 'algorithms' | 'log' | 'checkpoint' | 'segments' | 'gaps'
>;

export async function runChallenge(core: ChallengedCore, asked: Omit<RetentionChallenge, 'checkpoint'>) {
  if ((decodeBase64(asked.nonce)?.length ?? 0) < 16)
    throw new ServerRefusal('recorder/input-invalid', { field: 'nonce' });
  const { note } = await core.checkpoint();
  const head = parseCheckpoint(new TextEncoder().encode(note));
  if (!head) throw new ServerRefusal('recorder/export-failed', { reason: 'checkpoint' });
  const challenge: RetentionChallenge = { ...asked, checkpoint: note };
  const sample = createSampler(core.algorithms, challenge, head.root);
  const source = sourceOf(core, head.size);
  const verdicts = [];
  for (let i = 0; i < challenge.samples; i += 1) {
    const drawn = sample(i);
    const answer = await answerSample(core.algorithms, drawn, source);
    verdicts.push(verifyAnswer(core.algorithms, drawn, answer, head));
  }
  return { challenge, verdict: judgeChallenge(verdicts) };
}

function sourceOf(core: ChallengedCore, size: number): ChallengeSource {
  const rowAt = (camera: string, atMs: number): SegmentRow | undefined =>
    core.segments({ camera, fromMs: atMs, toMs: atMs + 1, includeDeleted: true })[0];
  const logged = async (index: number) => ({ index, bytes: await core.log.entryBytes(index) });
  const tombstones = new Map<number, number>();
  const rows = new Map<number, SegmentRow>();
  return {
    findSpan: async (camera, atMs) => {
      const row = rowAt(camera, atMs);
      if (row) {
        rows.set(row.logIndex, row);
        if (row.tombstone !== undefined) tombstones.set(row.logIndex, row.tombstone);
        return logged(row.logIndex);
      }
      const gap = core.gaps({ camera, fromMs: atMs, toMs: atMs + 1 })[0];
      return gap && logged(gap.logIndex);
    },
    findTombstone: async (index) => {
      const tombstone = tombstones.get(index);
      return tombstone === undefined ? undefined : logged(tombstone);
    },
    inclusionPath: (index) => core.log.inclusionPath(index, size),
    openSegment: (_entry, index) => {
      const row = rows.get(index);
      return row
        ? openSegmentSource(core.algorithms, storeFiles(core.directory), row.path)
        : Promise.resolve(undefined);
    },
  };
}

/** A file that is gone is an answer (not held), not a fault. */
function storeFiles(directory: string): Pick<StoreFiles, 'open' | 'readWhole'> {
  return {
    readWhole: (path) => readWhole(nodeDisk, join(directory, path)),
    open: async (path) => {
      if ((await nodeDisk.identity(join(directory, path))) === undefined) return undefined;
      const file = await nodeDisk.openToRead(join(directory, path));
      return {
        sizeBytes: await file.sizeBytes(),
        read: (offsetBytes, sizeBytes) => file.read(offsetBytes, sizeBytes),
        close: () => file.close(),
      };
    },
  };
}
