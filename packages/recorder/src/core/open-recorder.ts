// SPDX-License-Identifier: Apache-2.0
/** The recording core: store, clock, capture threads, retention, tied together. */
import type { KeyRing, NewEntry, VerifierKey } from '@mingjing/evidence';
import type { CameraJob, FromCapture } from '../capture/messages.ts';
import { RecorderError } from '../errors.ts';
import { isBroken, tailLostEntry } from '../log/salvage.ts';
import { SpanBook } from '../log/span-book.ts';
import { coverageOf } from '../retention/coverage.ts';
import { finishAtStart } from '../retention/finish-at-start.ts';
import { HoldList } from '../retention/hold-list.ts';
import { keepHolds, replayHolds } from '../retention/hold-replay.ts';
import type { RetentionKeeper } from '../retention/retention-keeper.ts';
import { readLogKeys } from '../store/key-rotation.ts';
import { closeStore, type OpenStore, openStore } from '../store/open-store.ts';
import { recoverCameras, recoverStore } from '../store/recovery.ts';
import { WitnessRounds } from '../witness/witness-rounds.ts';
import { AlarmBoard } from './alarms.ts';
import { CameraList } from './camera-list.ts';
import type { CapturePool } from './capture-pool.ts';
import { type LastTime, RecorderClock, toleratedLagMs } from './clock.ts';
import { Emitter } from './emitter.ts';
import { LiveHub } from './live-hub.ts';
import { deletionFacts, deletionStore, type KeeperParts, makeKeeper, retentionOf } from './make-keeper.ts';
import { makePool } from './make-pool.ts';
import { type PartsWanted, readPartsOf } from './media/read-parts.ts';
import type { RecorderCore } from './media/recorder-media.ts';
import type {
  CameraTest,
  Coverage,
  FootagePart,
  FootageQuery,
  FootageRun,
  GapRow,
  LawfulFloor,
  LiveEvent,
  RecorderEvents,
  RecorderOptions,
  RetentionStatus,
  SegmentRow,
} from './recorder-core.ts';
import { defaultSurroundings, type RecorderSurroundings } from './surroundings.ts';
import { testCameraStream } from './test-camera.ts';
import { clockEntry, clockEntryEveryMs, lastTimeOf, stepEntry, witnessedEntry } from './timekeeping.ts';

/**
 * Opens a store (or makes one), puts it in order after a crash, and starts its cameras.
 *
 * @throws RecorderError `recorder/store-…` with the reason the directory cannot be used,
 *   `recorder/log-damaged`, `recorder/camera-…` for a camera of the configuration
 */
export async function openRecorder(
  options: RecorderOptions,
  surroundings: Partial<RecorderSurroundings> = {},
): Promise<RecorderCore> {
  const around = { ...defaultSurroundings, ...surroundings };
  // The log needs a clock before the store can tell where the timeline stands.
  const clock: { nowMs: () => number } = { nowMs: around.hostClock.wallMs };
  let core: Core | undefined;
  const store = await openStore({
    directory: options.directory,
    disk: around.disk,
    make: true,
    expectedStoreId: options.expectedStoreId,
    suite: options.algorithms,
    nowMs: () => clock.nowMs(),
    onReplaced: (storeId) =>
      options.log?.('warn', 'the store that was here is gone; a new one is made', { storeId }),
    onLogFailure: (error) => core?.logFailed(error),
  });
  try {
    core = new Core(options, around, store, clock, lastTimeOf(store));
    await core.begin();
    return core;
  } catch (error) {
    if (core) await core.close();
    else await closeStore(store);
    throw error;
  }
}

/** How often it is asked whether witnesses are due. */
const witnessLookEveryMs = 2000;

class Core implements RecorderCore {
  readonly directory: string;
  readonly storeId: string;
  readonly recorderId: string;
  readonly algorithms;
  readonly signer;
  readonly cameras: CameraList;
  readonly holds: HoldList;
  readonly log;
  readonly #options: RecorderOptions;
  readonly #around: RecorderSurroundings;
  readonly #store: OpenStore;
  readonly #clock: RecorderClock;
  readonly #book: SpanBook;
  readonly #pool: CapturePool;
  readonly #live: LiveHub;
  readonly #keeper: RetentionKeeper;
  readonly #emitter = new Emitter<RecorderEvents>((error) => this.#say('error', 'listener failed', error));
  readonly #alarms: AlarmBoard;
  readonly #witnesses: WitnessRounds;
  readonly #timers: NodeJS.Timeout[] = [];
  #lawfulFloor: LawfulFloor | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    options: RecorderOptions,
    around: RecorderSurroundings,
    store: OpenStore,
    wall: { nowMs: () => number },
    last: LastTime | undefined,
  ) {
    this.#options = options;
    this.#around = around;
    this.#store = store;
    this.directory = store.directory;
    this.storeId = store.identity.storeId;
    this.recorderId = store.identity.recorderId;
    this.algorithms = store.algorithms;
    this.signer = store.signer;
    this.log = store.log;
    this.#clock = new RecorderClock(around.hostClock, last, store.state.fact('seen-lag-ms'));
    wall.nowMs = () => this.#clock.nowMs();
    this.#alarms = new AlarmBoard(
      () => this.nowMs(),
      (alarm) => {
        this.#say(alarm.state === 'raised' ? 'warn' : 'info', `alarm ${alarm.kind} ${alarm.state}`, alarm);
        this.#emitter.emit('alarm', alarm);
        if (!alarm.kind.startsWith('witness')) this.#witnesses?.urgent();
      },
    );
    this.#book = new SpanBook({
      log: store.log,
      index: store.index,
      floorOf: (camera) => retentionOf(camera, this.#parts()),
      trustedNowMs: () => this.#clock.trustedNowMs(),
      onSpan: (row) => {
        if (row.kind === 'gap') this.#emitter.emit('gap', row);
        else this.#emitter.emit('segment-closed', row);
      },
      onFailure: (error) => this.logFailed(error),
    });
    this.#pool = this.#makePool();
    this.#live = new LiveHub((camera, on) => this.#pool.setLive(camera, on));
    this.holds = new HoldList({
      keep: (holds) => keepHolds(store.state, holds, this.#holdsLogged, store.seal),
      nowMs: () => this.nowMs(),
      append: (entry) => this.appendEntry(entry),
    });
    this.cameras = new CameraList({
      state: store.state,
      pool: this.#pool,
      endOf: (camera) => this.#book.endOf(camera),
      recorded: () => store.index.cameras(),
      append: (entry) => this.appendEntry(entry),
      nowMs: () => this.nowMs(),
      onState: (status) => this.#emitter.emit('camera-state', status),
      onRemoved: (camera) => this.#live.ended(camera),
      onStarted: (camera) => this.#live.resume(camera),
    });
    this.#lawfulFloor = store.state.lawfulFloor();
    this.#keeper = makeKeeper(this.#parts());
    this.#witnesses = this.#makeWitnesses();
  }

  /** Recovery, then cameras, then timers. */
  async begin(): Promise<void> {
    this.#store.state.setFact('open', 1);
    await this.#sayJournal();
    await this.#logClock('start');
    await this.#restoreHolds();
    await this.#index();
    const report = await recoverStore(this.#store, this.#book, 'recent');
    if (report.adopted.length + report.quarantined.length > 0)
      this.#say('warn', 'recovered after a crash', report);
    this.#sayUnreadable();
    await this.#finishDeletions();
    if (this.#options.onlyCameras) this.cameras.runOnly(this.#options.onlyCameras);
    else {
      await this.cameras.configure(this.#options.cameras ?? []);
      this.cameras.startAll();
    }
    this.#every(1000, () => this.#watchClock());
    this.#every(1000, () => this.#watchMount());
    this.#every(this.#around.checkpointEveryMs, () => this.#checkpointIfNew());
    this.#every(witnessLookEveryMs, () => this.#witnesses.tick());
    this.#every(clockEntryEveryMs, () => this.#logClock('running'));
    if (this.#around.retentionEveryMs > 0) {
      this.#every(this.#around.retentionEveryMs, () => (this.#lost ? undefined : this.#keeper.run()));
      await this.#keeper.run();
    }
  }

  async testCamera(
    url: string,
    options: { readonly transport?: 'tcp' | 'udp'; readonly timeoutMs?: number } = {},
  ): Promise<CameraTest> {
    return await testCameraStream(
      this.#around.openStream,
      {
        url,
        transport: options.transport ?? 'tcp',
        recordAudio: true,
        allowAddresses: this.#options.allowAddresses ?? [],
        nowMs: () => this.nowMs(),
        random: this.#around.random,
        store: this.directory,
      },
      options.timeoutMs ?? 10_000,
    );
  }

  subscribeLive(camera: string, listener: (event: LiveEvent) => void): () => void {
    if (!this.cameras.find(camera)) throw new RecorderError('recorder/camera-unknown', { camera });
    return this.#live.subscribe(camera, listener);
  }

  readParts(camera: string, fromMs: number, toMs: number, wanted?: PartsWanted): AsyncIterable<FootagePart> {
    const { disk, directory, index } = this.#store;
    const openSegment = (id: string) => this.#pool.openSegment(id);
    return readPartsOf({ disk, directory, index, openSegment }, camera, fromMs, toMs, wanted);
  }

  segments(query: FootageQuery): readonly SegmentRow[] {
    return this.#store.index.segments(query);
  }

  gaps(query: FootageQuery): readonly GapRow[] {
    return this.#store.index.gaps(query);
  }

  runs(camera: string, fromMs: number, toMs: number): readonly FootageRun[] {
    return this.#store.index.runs(camera, fromMs, toMs);
  }

  coverage(camera: string, fromMs: number, toMs: number): Coverage {
    if (!(fromMs < toMs)) throw new RecorderError('recorder/range-malformed');
    return coverageOf(camera, this.runs(camera, fromMs, toMs), fromMs, toMs);
  }

  async settle(camera: string): Promise<void> {
    await this.#pool.rotate(camera);
    await this.#book.flush();
  }

  extent(camera: string): { readonly fromMs: number; readonly toMs: number } | undefined {
    const first = this.#store.index.first(camera);
    const last = this.#store.index.last(camera);
    return first && last && { fromMs: first.startMs, toMs: last.endMs };
  }

  async appendEntry(entry: NewEntry): Promise<{ readonly index: number; readonly atMs: number }> {
    const { firstIndex, atMs } = await this.#store.log.append([entry]);
    if (entry.type === 'config') this.#witnesses.urgent();
    return { index: firstIndex, atMs };
  }

  async checkpoint(): Promise<{ readonly size: number; readonly note: string }> {
    await this.#book.flush();
    const before = this.#store.log.checkpoint();
    const checkpoint = await this.#store.log.writeCheckpoint();
    if (checkpoint.size !== before?.size) this.#emitter.emit('checkpoint', checkpoint);
    return checkpoint;
  }

  witnessKeys(): readonly VerifierKey[] {
    return (this.#options.witnesses ?? []).map(({ key }) => key);
  }

  async keepCosignature(size: number, line: string): Promise<void> {
    await this.#store.log.cosign(size, [line]);
    await this.appendEntry({ type: 'witness', receipt: line, size });
  }

  witnessedCheckpoint(): Promise<{ readonly size: number; readonly note: string }> {
    return this.#witnesses.witnessed();
  }

  logKeys(): Promise<KeyRing> {
    return readLogKeys(this.#store.disk, this.#store.directory, this.#store.signer);
  }

  retention(): Promise<RetentionStatus> {
    return this.#keeper.status();
  }

  async setLawfulFloor(floor: LawfulFloor | undefined, by: string): Promise<void> {
    const { state } = this.#store;
    const words = (each: LawfulFloor | undefined) =>
      each ? `${each.floorDays} ${each.floorProvision}` : 'none';
    const [before, after] = [words(state.lawfulFloor()), words(floor)];
    if (before === after) return;
    await this.appendEntry({ type: 'config', what: 'retention-floor', by, before, after });
    state.setLawfulFloor(floor);
    this.#lawfulFloor = floor;
    await this.#keeper.run();
  }

  async runRetention(): Promise<void> {
    await this.#keeper.run();
  }

  async confirmClock(by: string): Promise<void> {
    const before = String(Math.round(this.#clock.unconfirmedMs));
    await this.appendEntry({ type: 'config', what: 'clock-confirmed', by, before, after: '0' });
    this.#clock.seen();
    this.#store.state.setFact('seen-lag-ms', this.#clock.lagMs);
    await this.#logClock('seen');
    this.#alarms.set('clock-step', 'host', false);
  }

  trustedNowMs(): number {
    return this.#clock.trustedNowMs();
  }

  async confirmTime(atMs: number, askedMs: number): Promise<void> {
    const creditedMs = this.#clock.confirm(atMs, askedMs);
    if (creditedMs === undefined) return;
    const { index } = this.#store;
    const since = index.confirmedAt();
    const { index: at } = await this.appendEntry(witnessedEntry(this.#clock, creditedMs, since));
    index.postpone(since, at, creditedMs);
  }

  on<Name extends keyof RecorderEvents>(
    name: Name,
    listener: (...args: RecorderEvents[Name]) => void,
  ): () => void {
    return this.#emitter.on(name, listener);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  logFailed(error: unknown): void {
    this.#say('error', 'the log could not be written', error);
    this.#alarms.set('log-failed', 'log', true);
  }

  async #end(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#pool.close('restart');
    await this.#book.end();
    if (!(await this.#store.disk.isLost())) {
      await this.#logClock('stop').catch((error: unknown) => this.logFailed(error));
      if (this.#areHoldsKnown) this.#keepHoldsUpTo(this.#store.log.size());
      this.#store.state.setFact('open', 0);
    }
    await closeStore(this.#store);
  }

  #makeWitnesses(): WitnessRounds {
    return new WitnessRounds({
      targets: this.#options.witnesses ?? [],
      log: this.#store.log,
      post: this.#around.postToWitness,
      checkpoint: () => this.checkpoint(),
      append: (entry) => this.appendEntry(entry),
      trustedNowMs: () => this.trustedNowMs(),
      confirmTime: (atMs, askedMs) => this.confirmTime(atMs, askedMs),
      nowMs: () => this.nowMs(),
      alarm: (kind, subject, raised, facts) => this.#alarms.set(kind, subject, raised, facts),
      say: (message, facts) => this.#say('warn', message, facts),
    });
  }

  #makePool(): CapturePool {
    return makePool({
      store: this.#store,
      clock: this.#clock,
      options: this.#options,
      around: this.#around,
      cameras: () => Math.max(this.cameras.enabled().length, this.#options.cameras?.length ?? 0),
      onMessage: (message) => this.#captured(message),
      onCrash: (cameras, error) => this.#threadDied(cameras, error),
    });
  }

  async #threadDied(cameras: readonly string[], error: unknown): Promise<readonly CameraJob[]> {
    this.#say('error', 'a capture thread died', error);
    for (const camera of cameras) this.#alarms.set('worker-crashed', camera, true);
    await recoverCameras(this.#store, this.#book, cameras);
    for (const camera of cameras) this.#live.interrupted(camera, 'internal');
    setTimeout(() => cameras.map((camera) => this.#live.resume(camera)), 100);
    return cameras
      .filter((camera) => this.cameras.find(camera))
      .map((camera) => this.cameras.job(camera, 'internal'));
  }

  #parts(): KeeperParts {
    return {
      store: this.#store,
      clock: this.#clock,
      options: this.#options,
      holds: this.holds,
      cameras: this.cameras,
      lawfulFloor: () => this.#lawfulFloor,
      areHoldsKnown: () => this.#areHoldsKnown,
      append: (entry) => this.appendEntry(entry),
      seal: async () => void (await this.checkpoint()),
      onStep: (step, before) => {
        this.#pool.broadcast({
          kind: 'pressure',
          thin: step === 'key-frames-only' || step === 'stopped',
          halt: step === 'stopped' ? 'disk-full' : undefined,
        });
        this.#emitter.emit('ladder-step', step, before);
      },
      onDeleted: (segments) => this.#emitter.emit('deleted', segments),
      alarm: (kind, subject, raised, facts) => this.#alarms.set(kind, subject, raised, facts),
    };
  }

  /** What the journal lost, or was offered, is said before anything else happens. */
  async #sayJournal(): Promise<void> {
    const { journalReport: report } = this.#store.log;
    if (report.tornBytes > 0) this.#say('warn', 'the log’s last record was torn by a crash', report);
    if (!isBroken(report)) return;
    this.#say('error', 'the unsigned tail of the log is damaged or was altered', report);
    const { foreign, damagedBytes, keptIn } = report;
    this.#alarms.set('log-broken', 'log', true, {
      foreign,
      damagedBytes,
      lost: report.lost.length,
      keptIn: keptIn ?? '',
    });
  }

  /** Entries that somebody, or a disk, altered behind the checkpoint. */
  #sayUnreadable(): void {
    const indexes = [...this.#store.log.unreadable()].sort((a, b) => a - b);
    if (indexes.length === 0) return;
    this.#say('error', 'entries of the log are not what the log commits to', {
      indexes: indexes.slice(0, 20),
    });
    this.#alarms.set('log-altered', 'log', true, { count: indexes.length, first: indexes[0]! });
  }

  async #logClock(source: 'start' | 'running' | 'stop' | 'seen'): Promise<void> {
    await this.appendEntry(clockEntry(this.#clock, source));
    const lagMs = this.#clock.unconfirmedMs;
    if (lagMs > toleratedLagMs) this.#alarms.set('clock-step', 'host', true, { stepMs: Math.round(lagMs) });
  }

  /** By the log; the state file counts as far as it is sealed. */
  async #restoreHolds(): Promise<void> {
    const { state, log, seal } = this.#store;
    const { holds, fromStart, readUpTo } = await replayHolds(state, log, seal);
    this.#holdsLogged = readUpTo;
    this.#areHoldsKnown = readUpTo === log.size();
    this.holds.restore(holds);
    const active = holds.filter(({ releasedMs }) => releasedMs === undefined).length;
    // The first start of a store that was never sealed is an upgrade, not a loss.
    if (fromStart && log.tail.trusted !== undefined && active > 0)
      this.#alarms.set('holds-restored', 'holds', true, { holds: active });
  }

  #keepHoldsUpTo(loggedSize: number): void {
    this.#holdsLogged = loggedSize;
    this.holds.restore(this.holds.list());
  }
  #holdsLogged = 0;
  #areHoldsKnown = true;

  async #finishDeletions(): Promise<void> {
    const parts = this.#parts();
    await finishAtStart(
      deletionStore(parts),
      this.#store.index,
      deletionFacts(parts),
      this.#options.pressurePolicy?.kind === 'delete-below-floor',
      async (camera, error) => {
        this.#say('error', 'a deletion that was begun is not allowed now', error);
        this.#alarms.set('deletion-refused', camera, true, { reason: error.code });
      },
    );
  }

  #captured(message: FromCapture): void {
    switch (message.kind) {
      case 'span':
        this.#book.add(message.span);
        if (message.span.kind === 'segment') this.#recordsAgain(message.span.camera);
        return;
      case 'reports':
        for (const report of message.reports) this.cameras.report(report);
        return;
      case 'live-part':
        this.#live.part(message.camera, message.part);
        return;
      case 'live-interrupted':
        this.#live.interrupted(message.camera, message.cause);
        return;
      case 'disk':
        this.#diskSaid(message);
        return;
      default:
        return;
    }
  }

  /** A whole segment on disk ends whatever kept the camera from making one. */
  #recordsAgain(camera: string): void {
    for (const kind of ['worker-crashed', 'disk-full', 'disk-failed'] as const)
      this.#alarms.set(kind, camera, false);
  }

  #diskSaid({ camera, state, code }: Extract<FromCapture, { readonly kind: 'disk' }>): void {
    this.#say(state === 'well' ? 'info' : 'warn', `disk ${state}`, { camera, code });
    if (state === 'lost') {
      void this.#watchMount();
      return;
    }
    if (state === 'well') {
      this.#alarms.set('disk-slow', camera, false);
      return;
    }
    const kind = state === 'full' ? 'disk-full' : state === 'slow' ? 'disk-slow' : 'disk-failed';
    this.#alarms.set(kind, camera, true, { code });
    if (state === 'full') void this.#keeper.run();
  }

  /** The index must know the whole log before anything is numbered after it. */
  async #index(): Promise<void> {
    if (this.#store.index.loggedSize() > this.#store.log.size()) {
      // The log is the truth; an index that knows more belongs to another log or to a lost tail.
      const lost = this.#store.index.loggedSize() - this.#store.log.size();
      this.#say('error', 'the index knows more than the log and is rebuilt', { lost });
      this.#alarms.set('log-broken', 'index', true, { foreign: 0, lost });
      await this.appendEntry(tailLostEntry(this.#store.algorithms, lost));
      this.#store.index.clear();
      await recoverStore(this.#store, this.#book, 'all');
    }
  }

  #watchClock(): void {
    const step = this.#clock.check();
    const message = { kind: 'clock' as const, anchor: this.#clock.anchor, stepped: step?.adopted === true };
    this.#pool.broadcast(message);
    if (!step) return;
    const { beforeMs, afterMs } = step;
    this.#alarms.set('clock-step', 'host', true, { stepMs: Math.round(afterMs - beforeMs) });
    this.#emitter.emit('clock-step', { beforeMs, afterMs });
    void this.appendEntry(stepEntry(this.#clock, step)).catch((error: unknown) => this.logFailed(error));
  }

  /** Another disk, or none, where ours was: stop writing before anything lands on the wrong one. */
  async #watchMount(): Promise<void> {
    const lost = await this.#store.disk.isLost();
    this.#alarms.set('store-lost', this.directory, lost);
    const step = this.#keeper.step;
    const thin = step === 'key-frames-only' || step === 'stopped';
    if (lost) this.#pool.broadcast({ kind: 'pressure', thin, halt: 'store-lost' });
    else if (this.#lost)
      this.#pool.broadcast({
        kind: 'pressure',
        thin,
        halt: step === 'stopped' ? 'disk-full' : undefined,
      });
    this.#lost = lost;
  }
  #lost = false;

  async #checkpointIfNew(): Promise<void> {
    const { log } = this.#store;
    if (this.#lost) return;
    if (log.size() > log.checkpointedSize()) await this.checkpoint();
    this.#alarms.set('log-failed', 'log', false);
  }

  #every(ms: number, work: () => unknown): void {
    this.#timers.push(
      setInterval(() => {
        void Promise.resolve()
          .then(work)
          .catch((error: unknown) => this.#say('error', 'a round failed', error));
      }, ms),
    );
  }

  #say(level: 'debug' | 'info' | 'warn' | 'error', message: string, facts: unknown): void {
    const shown =
      facts instanceof Error ? { error: facts.message, code: (facts as { code?: unknown }).code } : facts;
    this.#options.log?.(level, message, (shown ?? {}) as object);
  }
}
