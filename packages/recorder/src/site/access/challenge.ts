// SPDX-License-Identifier: Apache-2.0
/**
 * A retention challenge: samples drawn, answered from the files with paths to the checkpoint. For ourselves it is
 * judged here as an outsider would and no block leaves this file; an outsider gets the answers, blocks included,
 * against grants of the gate, and what a block belongs to counts as shown.
 */
import { setImmediate } from 'node:timers/promises';
import {
  answerSample,
  type ChallengeSource,
  createSampler,
  decodeBase64,
  equalBytes,
  formatTime,
  judgeChallenge,
  parseCheckpoint,
  parseTime,
  type RetentionChallenge,
  type SampleAnswer,
  type SampleVerdict,
  type SignedCheckpoint,
  verifyAnswer,
} from '@mingjing/evidence';
import type { RecorderCore } from '../../recording/core/media/recorder-media.ts';
import type { SegmentRow } from '../../terms/footage.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import type { Grant } from './gate.ts';

/** Samples under way together: one waits for the disk while another is hashed. */
const atOnce = 4;

export type ChallengedCore = Pick<
  RecorderCore,
  'segmentSource' | 'algorithms' | 'log' | 'checkpoint' | 'segments' | 'gaps' | 'extent'
>;

type Asked = Omit<RetentionChallenge, 'checkpoint'>;

export class Challenger {
  readonly #core: ChallengedCore;

  constructor(core: ChallengedCore) {
    this.#core = core;
  }

  /**
   * Asked of ourselves: the blocks stay here, the verdict goes out.
   *
   * @throws ServerRefusal `recorder/input-invalid` for a nonce that could be guessed
   */
  async judge(asked: Asked) {
    const { challenge, sample, head, answers } = await this.#begin(asked);
    const verdicts: SampleVerdict[] = [];
    // Each answer is judged as it comes and let go: a block with its proof is many times what is said of it.
    for await (const answer of answers)
      verdicts.push(verifyAnswer(this.#core.algorithms, sample(verdicts.length), answer, head));
    return { challenge, verdict: judgeChallenge(verdicts), verdicts };
  }

  /**
   * Asked by an outsider: blocks of the cameras and the range that the grants are for. What the outsider does not fix
   * is chosen here, and his judge will say so: whoever chooses can try until the samples suit him.
   *
   * @param grants one per camera of one session
   * @throws ServerRefusal `recorder/no-footage`; `recorder/input-invalid` as `judge`, and for cameras or a range
   *   beyond the session or a checkpoint that this log never gave out
   */
  async answer(grants: ReadonlyMap<string, Grant>, asked: OutsideChallenge) {
    const { nonce, samples, checkpoint } = asked;
    const cameras = asked.cameras ?? [...grants.keys()].sort();
    if (!cameras.every((camera) => grants.has(camera)))
      throw new ServerRefusal('recorder/input-invalid', { field: 'cameras' });
    const session = [...grants.values()][0]?.session ?? { fromMs: 0, toMs: 0 };
    const fromMs = asked.from === undefined ? session.fromMs : (parseTime(asked.from) ?? Number.NaN);
    const recordedMs = Math.min(...cameras.map((camera) => this.#core.extent(camera)?.toMs ?? 0));
    const toMs =
      asked.to === undefined ? Math.min(session.toMs, recordedMs) : (parseTime(asked.to) ?? Number.NaN);
    if (!(fromMs >= session.fromMs && toMs <= session.toMs))
      throw new ServerRefusal('recorder/input-invalid', { field: 'from, to' });
    if (toMs <= fromMs) throw new ServerRefusal('recorder/no-footage', { camera: cameras.join(', ') });
    const range = { cameras, from: formatTime(fromMs), to: formatTime(toMs) };
    const begun = await this.#begin({ nonce, samples, ...range }, checkpoint);
    const answers: SampleAnswer[] = [];
    for await (const answer of begun.answers) {
      showSegment(answer, grants);
      answers.push(answer);
    }
    return { challenge: begun.challenge, answers };
  }

  async #begin(asked: Asked, given?: string) {
    const core = this.#core;
    if ((decodeBase64(asked.nonce)?.length ?? 0) < 16)
      throw new ServerRefusal('recorder/input-invalid', { field: 'nonce' });
    const note = given ?? (await core.checkpoint()).note;
    const head = parseCheckpoint(new TextEncoder().encode(note));
    if (!head) throw new ServerRefusal('recorder/input-invalid', { field: 'checkpoint' });
    if (given !== undefined && !(await this.#wasOurs(head)))
      throw new ServerRefusal('recorder/input-invalid', { field: 'checkpoint' });
    const challenge: RetentionChallenge = { ...asked, checkpoint: note };
    const sample = createSampler(core.algorithms, challenge, head.root);
    const answers = answersInTurn(challenge.samples, (i) =>
      answerSample(core.algorithms, sample(i), sourceOf(core, head.size)),
    );
    return { challenge, sample, head, answers };
  }

  /** A state this log went through: its root is the one the log has at that size. */
  async #wasOurs({ origin, size, root }: SignedCheckpoint): Promise<boolean> {
    const { log } = this.#core;
    if (origin !== log.origin || size === 0 || size > (log.checkpoint()?.size ?? 0)) return false;
    return equalBytes(await log.root(size), root);
  }
}

/** What a challenger says; he who fixes everything beforehand can believe the answer. */
export type OutsideChallenge = {
  readonly nonce: string;
  readonly samples: number;
  readonly checkpoint?: string | undefined;
  readonly cameras?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** In order, a few under way; whoever waits for this thread has his turn between any two. */
async function* answersInTurn(
  count: number,
  answer: (i: number) => Promise<SampleAnswer>,
): AsyncGenerator<SampleAnswer> {
  const waiting: Promise<SampleAnswer>[] = [];
  for (let i = 0; i < count || waiting.length > 0; ) {
    while (i < count && waiting.length < atOnce) {
      const one = answer(i++);
      // Awaited below; a failure before its turn is not unhandled.
      one.catch(() => undefined);
      waiting.push(one);
    }
    yield await waiting.shift()!;
    await setImmediate();
  }
}

/** A block is a few frames of a segment; the register says the segment. */
function showSegment(answer: SampleAnswer, grants: ReadonlyMap<string, Grant>): void {
  if (answer.kind !== 'segment') return;
  const { camera, start, end } = answer.span.entry as { camera: string; start: string; end: string };
  const grant = grants.get(camera);
  const { fromMs, toMs } = grant?.session ?? { fromMs: 0, toMs: 0 };
  grant?.shown(Math.max(parseTime(start)!, fromMs), Math.min(parseTime(end)!, toMs));
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
      // What was logged after the checkpoint is not under it.
      if (row && row.logIndex >= size) return undefined;
      if (row) {
        rows.set(row.logIndex, row);
        if (row.tombstone !== undefined && row.tombstone < size) tombstones.set(row.logIndex, row.tombstone);
        return logged(row.logIndex);
      }
      const gap = core.gaps({ camera, fromMs: atMs, toMs: atMs + 1 })[0];
      return gap && gap.logIndex < size ? logged(gap.logIndex) : undefined;
    },
    findTombstone: async (index) => {
      const tombstone = tombstones.get(index);
      return tombstone === undefined ? undefined : logged(tombstone);
    },
    inclusionPath: (index) => core.log.inclusionPath(index, size),
    openSegment: (_entry, index) => {
      const row = rows.get(index);
      return row ? core.segmentSource(row.camera, row.path) : Promise.resolve(undefined);
    },
  };
}
