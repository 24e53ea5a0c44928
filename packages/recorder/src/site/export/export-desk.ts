// SPDX-License-Identifier: Apache-2.0
/** Exports as jobs: one at a time, with progress and cancel; the bundle lies beside the register until its session closes. */
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessSession, ExportEstimate, ExportState, Person } from '@mingjing/contracts/site';
import { encodeCanonicalJson } from '@mingjing/evidence';
import type { CoreWithoutMedia } from '../../recording/core/recorder-core.ts';
import { ServerRefusal } from '../../terms/refusal.ts';
import { sentenceOf } from '../../terms/sentences.ts';
import type { AccessGate, Grant } from '../access/gate.ts';
import type { SessionBook } from '../access/session-book.ts';
import { type ExportPlan, planExport } from './export-bundle.ts';

type Job = { state: ExportState; readonly abort: AbortController };

export class ExportDesk {
  readonly #core: CoreWithoutMedia;
  readonly #gate: AccessGate;
  readonly #book: SessionBook;
  readonly #directory: string;
  readonly #unitName: () => string;
  readonly #verifyUrl: () => string | undefined;
  readonly #log: (error: unknown) => void;
  readonly #jobs = new Map<string, Job>();
  #turn: Promise<void> = Promise.resolve();

  constructor(
    core: CoreWithoutMedia,
    gate: AccessGate,
    book: SessionBook,
    directory: string,
    facts: {
      readonly unitName: () => string;
      readonly verifyUrl: () => string | undefined;
      readonly log: (error: unknown) => void;
    },
  ) {
    this.#core = core;
    this.#gate = gate;
    this.#book = book;
    this.#directory = join(directory, 'bundles');
    this.#unitName = facts.unitName;
    this.#verifyUrl = facts.verifyUrl;
    this.#log = facts.log;
    gate.onClosed((session) => {
      if (session.kind !== 'export') return;
      this.#jobs.get(session.id)?.abort.abort();
      rmSync(this.path(session.id), { force: true });
    });
  }

  path(session: string): string {
    return join(this.#directory, `${session}.zip`);
  }

  /** Queues the job of a session that has just been approved. */
  start(session: AccessSession, person: Person): void {
    const job: Job = {
      state: { session: session.id, state: 'waiting', progress: 0 },
      abort: new AbortController(),
    };
    this.#jobs.set(session.id, job);
    this.#turn = this.#turn.then(() => this.#run(job, session, person));
  }

  /** Waits until everything queued so far is done. */
  settled(): Promise<void> {
    return this.#turn;
  }

  state(session: string): ExportState {
    const job = this.#jobs.get(session);
    if (!job) throw new ServerRefusal('recorder/not-found', { what: session });
    return job.state;
  }

  /** Undefined: nothing was queued for it since the start of the process. */
  stateOf(session: string): ExportState | undefined {
    return this.#jobs.get(session)?.state;
  }

  cancel(session: string): ExportState {
    const job = this.#jobs.get(session);
    if (!job) throw new ServerRefusal('recorder/not-found', { what: session });
    job.abort.abort();
    return job.state;
  }

  /** What it would be, from the index alone. */
  estimate(cameras: readonly string[], fromMs: number, toMs: number): ExportEstimate {
    const rows = cameras.map((camera) => {
      const segments = this.#core.segments({ camera, fromMs, toMs });
      const sizeBytes = segments.reduce((sum, { bytes, startMs, endMs }) => {
        const shareMs = Math.min(endMs, toMs) - Math.max(startMs, fromMs);
        return sum + Math.ceil((bytes * shareMs) / Math.max(1, endMs - startMs));
      }, 0);
      const { heldMs, gapMs, deletedMs, unknownMs } = this.#core.coverage(camera, fromMs, toMs);
      return { count: segments.length, row: { camera, sizeBytes, heldMs, gapMs, deletedMs, unknownMs } };
    });
    return {
      sizeBytes: 2 * rows.reduce((sum, { row }) => sum + row.sizeBytes, 0),
      segments: rows.reduce((sum, { count }) => sum + count, 0),
      cameras: rows.map(({ row }) => row),
    };
  }

  async #run(job: Job, session: AccessSession, person: Person): Promise<void> {
    const set = (change: Partial<ExportState>) => {
      job.state = { ...job.state, ...change };
    };
    try {
      job.abort.signal.throwIfAborted();
      set({ state: 'working' });
      const personal = this.#book.personalRecord(session.id);
      if (!personal) throw new ServerRefusal('recorder/session-missing');
      const grants = this.#gate.grants(session.id, person, ['export']);
      const planned = await planExport({
        core: this.#core,
        grants,
        session,
        personal,
        unitName: this.#unitName(),
        verifyUrl: this.#verifyUrl(),
        signal: job.abort.signal,
        onProgress: (progress) => set({ progress }),
      });
      await writeWhole(planned, this.path(session.id));
      const manifest = createHash('sha256').update(encodeCanonicalJson(planned.plan.manifest)).digest('hex');
      const present = this.#book.find(session.id);
      if (present) this.#book.save({ ...present, manifest });
      set({ state: 'done', progress: 1, sizeBytes: planned.plan.sizeBytes, manifest });
    } catch (error) {
      rmSync(this.path(session.id), { force: true });
      if (job.abort.signal.aborted) return set({ state: 'cancelled' });
      this.#log(error);
      const reason = error instanceof Error ? error.message : String(error);
      const known = sentenceOf(error) ?? sentenceOf(new ServerRefusal('recorder/export-failed', { reason }));
      if (known) set({ state: 'failed', problem: { code: known.code, titles: known.titles } });
    }
  }

  /**
   * The finished bundle, for its one download at a time. What it holds counts as shown from the first byte.
   *
   * @throws ServerRefusal `recorder/session-missing`, `recorder/session-state` while it is not done
   */
  async deliver(id: string, person: Person): Promise<{ readonly path: string; readonly sizeBytes: number }> {
    const grants = this.#gate.grants(id, person, ['export']);
    if (this.#jobs.get(id)?.state.state !== 'done' || !existsSync(this.path(id)))
      throw new ServerRefusal('recorder/session-state', {
        state: this.#jobs.get(id)?.state.state ?? 'waiting',
      });
    showWhole(this.#core, grants);
    await this.#gate.tick();
    return { path: this.path(id), sizeBytes: (await stat(this.path(id))).size };
  }

  delivered(id: string): void {
    const session = this.#book.find(id);
    if (session) this.#book.save({ ...session, deliveredMs: Math.round(this.#core.nowMs()) });
  }
}

/** What a copy holds counts as shown: everything kept of the session's range. */
export function showWhole(
  core: Pick<CoreWithoutMedia, 'segments'>,
  grants: ReadonlyMap<string, Grant>,
): void {
  for (const { camera, session, shown } of grants.values()) {
    const { fromMs, toMs } = session;
    for (const row of core.segments({ camera, fromMs, toMs }))
      shown(Math.max(row.startMs, fromMs), Math.min(row.endMs, toMs));
  }
}

/** Written beside, synced, then renamed: a bundle under its name is whole. */
export async function writeWhole(planned: ExportPlan, path: string): Promise<void> {
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    for await (const piece of planned.write()) await file.write(piece);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  await rename(part, path);
}
