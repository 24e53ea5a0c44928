// SPDX-License-Identifier: Apache-2.0
/**
 * A retention challenge: samples drawn, answered from the files with paths to the checkpoint. For ourselves it is
 * judged here as an outsider would; an outsider gets the answers, blocks included, through an access session.
 */
import { join } from 'node:path';
import {
  answerSample,
  type ChallengeSource,
  createSampler,
  decodeBase64,
  judgeAnswers,
  openSegmentSource,
  parseCheckpoint,
  type RetentionChallenge,
  type SampleAnswer,
  type StoreFiles,
} from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../access/gate.ts';
import type { SegmentRow } from '../core/recorder-core.ts';
import { nodeDisk, readWhole } from '../store/disk.ts';
import { ServerRefusal } from './refusal.ts';

/** Samples under way together: one waits for the disk while another is hashed. */
const atOnce = 8;

export type ChallengedCore = Pick<
  CoreWithoutMedia,
  'directory' | 'algorithms' | 'log' | 'checkpoint' | 'segments' | 'gaps'
>;

/**
 * @throws ServerRefusal `recorder/input-invalid` for a nonce that could be guessed
 */
export async function answerChallenge(core: ChallengedCore, asked: Omit<RetentionChallenge, 'checkpoint'>) {
  if ((decodeBase64(asked.nonce)?.length ?? 0) < 16)
    throw new ServerRefusal('recorder/input-invalid', { field: 'nonce' });
  const { note } = await core.checkpoint();
  const head = parseCheckpoint(new TextEncoder().encode(note));
  if (!head) throw new ServerRefusal('recorder/export-failed', { reason: 'checkpoint' });
  const challenge: RetentionChallenge = { ...asked, checkpoint: note };
  const sample = createSampler(core.algorithms, challenge, head.root);
  const source = sourceOf(core, head.size);
  const answers: SampleAnswer[] = [];
  for (let i = 0; i < challenge.samples; i += atOnce) {
    const few = Math.min(atOnce, challenge.samples - i);
    const next = Array.from({ length: few }, (_, at) =>
      answerSample(core.algorithms, sample(i + at), source),
    );
    answers.push(...(await Promise.all(next)));
  }
  return { challenge, answers, head };
}

/** Asked of ourselves: the blocks stay here, the verdict goes out. */
export async function runChallenge(core: ChallengedCore, asked: Omit<RetentionChallenge, 'checkpoint'>) {
  const { challenge, answers, head } = await answerChallenge(core, asked);
  return { challenge, verdict: judgeAnswers(core.algorithms, challenge, answers, head) };
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
