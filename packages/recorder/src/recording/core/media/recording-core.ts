// SPDX-License-Identifier: Apache-2.0
/** The recording core: store, clock, capture threads, retention, tied together. */
import type { KeyRing, NewEntry, SegmentSource, VerifierKey } from '@mingjing/evidence';
import { RecorderError } from '../../../errors.ts';
import type { CameraTest } from '../../../terms/cameras.ts';
import { type LastTime, RecorderClock } from '../../../terms/clock.ts';
import type {
  Coverage,
  FootagePart,
  FootageQuery,
  FootageRun,
  GapRow,
  SegmentRow,
} from '../../../terms/footage.ts';
import type { LawfulFloor, RetentionStatus, UnitRetention } from '../../../terms/holds.ts';
import type { TextSeal } from '../../../terms/text-seal.ts';
import type { WitnessRounds } from '../../../witness/witness-rounds.ts';
import { SpanBook } from '../../log/span-book.ts';
import { readLogKeys } from '../../opening/key-rotation.ts';
import { closeStore, type OpenStore, rememberLog } from '../../opening/open-store.ts';
import { coverageOf } from '../../retention/coverage.ts';
import type { HoldList } from '../../retention/hold-list.ts';
import type { RetentionKeeper } from '../../retention/retention-keeper.ts';
import { textSealOf } from '../../store/sealed-text.ts';
import { AlarmBoard } from '../alarms.ts';
import { CameraList } from '../camera-list.ts';
import type { CapturePool } from '../capture-pool.ts';
import { DiskWatch } from '../disk-watch.ts';
import { Emitter } from '../emitter.ts';
import { FromThreads } from '../from-threads.ts';
import {
  finishDeletions,
  makeRoomAtStart,
  recoverFootage,
  sayJournal,
  sayMemory,
  sayUnreadable,
} from '../in-order.ts';
import { KeptHolds } from '../kept-holds.ts';
import { LiveHub } from '../live-hub.ts';
import { type KeeperParts, makeKeeper, retentionOf } from '../make-keeper.ts';
import { makePool } from '../make-pool.ts';
import { makeWitnesses, witnessLookEveryMs } from '../make-witnesses.ts';
import type { RecorderEvents, RecorderOptions } from '../recorder-core.ts';
import { configured, RetentionChoices } from '../retention-choices.ts';
import { Rounds } from '../rounds.ts';
import { type Spoken, sayWith } from '../spoken.ts';
import type { RecorderSurroundings } from '../surroundings.ts';
import { isReachable, testCameraStream } from '../test-camera.ts';
import { TimeWatch } from '../time-watch.ts';
import { clockEntryEveryMs } from '../timekeeping.ts';
import { makeScreens, type Screens } from '../wall-streams.ts';
import { type FootageProtection, sayProtection } from './footage-protection.ts';
import { footageSource } from './footage-source.ts';
import { type DamagedPart, type PartsWanted, readPartsOf } from './read-parts.ts';
import type { RecorderCore } from './recorder-media.ts';

/** Store, clock, capture threads and retention of one recorder, tied together; {@link openRecorder} makes it. */
export class RecordingCore implements RecorderCore {
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
  readonly #protection: FootageProtection;
  readonly #clock: RecorderClock;
  readonly #book: SpanBook;
  readonly #pool: CapturePool;
  readonly #live: LiveHub;
  readonly #screens: Screens;
  readonly #keeper: RetentionKeeper;
  readonly #emitter = new Emitter<RecorderEvents>((error) =>
    this.#spoken.say('error', 'listener failed', error),
  );
  readonly #alarms: AlarmBoard;
  readonly #spoken: Spoken;
  readonly #kept: KeptHolds;
  readonly #time: TimeWatch;
  readonly #disk: DiskWatch;
  readonly #threads: FromThreads;
  readonly #witnesses: WitnessRounds;
  readonly #rounds = new Rounds((error) => this.#spoken.say('error', 'a round failed', error));
  readonly #choices: RetentionChoices;
  readonly #unfinished: KeeperParts['unfinished'] = {};
  #closing: Promise<void> | undefined;

  constructor(
    options: RecorderOptions,
    around: RecorderSurroundings,
    store: OpenStore,
    protection: FootageProtection,
    wall: { nowMs: () => number },
    last: LastTime | undefined,
  ) {
    this.#options = options;
    this.#around = around;
    this.#store = store;
    this.#protection = protection;
    this.directory = store.directory;
    this.storeId = store.identity.storeId;
    this.recorderId = store.identity.recorderId;
    this.algorithms = store.algorithms;
    this.signer = store.signer;
    this.log = store.log;
    this.#spoken = {
      say: sayWith(options.log),
      alarm: (kind, subject, raised, facts) => this.#alarms.set(kind, subject, raised, facts),
      append: (entry) => this.appendEntry(entry),
      logFailed: (error) => this.logFailed(error),
    };
    this.#choices = new RetentionChoices(store.state, this.#spoken.append);
    this.#clock = new RecorderClock(around.hostClock, last, store.state.fact('seen-lag-ms'));
    wall.nowMs = () => this.#clock.nowMs();
    this.#alarms = new AlarmBoard(
      () => this.nowMs(),
      (alarm) => {
        const level = alarm.state === 'raised' ? 'warn' : 'info';
        this.#spoken.say(level, `alarm ${alarm.kind} ${alarm.state}`, alarm);
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
    this.#screens = makeScreens(this.#live, options, around, this);
    this.#kept = new KeptHolds(store, this.#spoken, () => this.nowMs());
    this.holds = this.#kept.list;
    this.#time = new TimeWatch({
      clock: this.#clock,
      store,
      spoken: this.#spoken,
      onLook: (stepped) => this.#pool.broadcast({ kind: 'clock', anchor: this.#clock.anchor, stepped }),
      onStep: (step) => this.#emitter.emit('clock-step', step),
    });
    this.#disk = new DiskWatch({
      store,
      book: this.#book,
      cameras: () => this.cameras.enabled(),
      nowMs: () => this.nowMs(),
      keeper: () => this.#keeper,
      broadcast: (message) => this.#pool.broadcast(message),
      spoken: this.#spoken,
    });
    this.cameras = new CameraList({
      state: store.state,
      pool: this.#pool,
      endOf: (camera) => this.#book.endOf(camera),
      recorded: () => store.index.cameras(),
      append: (entry) => this.appendEntry(entry),
      nowMs: () => this.nowMs(),
      onState: (status) => this.#emitter.emit('camera-state', status),
      onRemoved: (camera) => this.#screens.ended(camera),
      onWallChanged: (camera) => this.#screens.changed(camera),
      onStarted: (camera) => this.#live.resume(camera),
    });
    this.#threads = new FromThreads({
      store,
      book: this.#book,
      cameras: this.cameras,
      live: this.#live,
      disk: this.#disk,
      spoken: this.#spoken,
    });
    this.#keeper = makeKeeper(this.#parts());
    this.#witnesses = makeWitnesses(this, options, around, store, this.#spoken);
  }

  /** Recovery, then cameras, then timers. */
  async begin(): Promise<void> {
    this.#store.state.setFact('open', 1);
    sayJournal(this.#store, this.#spoken);
    await sayMemory(this.#store, this.#spoken);
    await sayProtection(this.#store, this.#protection, this.#spoken);
    await this.#time.log('start');
    await this.#kept.restore();
    await recoverFootage(this.#store, this.#book, this.#spoken);
    sayUnreadable(this.#store, this.#spoken);
    await finishDeletions(this.#parts(), this.#spoken);
    await makeRoomAtStart(this.#store, this.#keeper);
    if (this.#options.onlyCameras) this.cameras.runOnly(this.#options.onlyCameras);
    else {
      await this.cameras.configure(this.#options.cameras ?? []);
      this.cameras.startAll();
    }
    this.#rounds.every(1000, () => this.#time.look());
    this.#rounds.every(1000, () => this.#disk.look());
    this.#rounds.every(this.#around.checkpointEveryMs, () => this.#checkpointIfNew());
    this.#rounds.every(witnessLookEveryMs, () => this.#witnesses.tick());
    this.#rounds.every(clockEntryEveryMs, () => this.#time.log('running'));
    if (this.#around.retentionEveryMs > 0) {
      this.#rounds.every(this.#around.retentionEveryMs, () =>
        this.#disk.lost ? undefined : this.#keeper.run(),
      );
      await this.#keeper.run();
    }
  }

  async testCamera(
    url: string,
    options: { readonly transport?: 'tcp' | 'udp'; readonly timeoutMs?: number } = {},
  ): Promise<CameraTest> {
    const { transport = 'tcp', timeoutMs = 10_000 } = options;
    const { allowAddresses = [] } = this.#options;
    const tried = { url, transport, allowAddresses, nowMs: () => this.nowMs(), store: this.directory };
    return await testCameraStream(this.#around, tried, timeoutMs);
  }

  mayReach = (host: string): Promise<boolean> => isReachable(host, this.#options.allowAddresses);

  readonly subscribeLive: RecorderCore['subscribeLive'] = (camera, listener, stream) =>
    this.#screens.subscribe(camera, listener, stream);

  readParts(camera: string, fromMs: number, toMs: number, wanted?: PartsWanted): AsyncIterable<FootagePart> {
    const openSegment = (id: string) => this.#pool.openSegment(id);
    const { keys } = this.#protection;
    const onDamage = (facts: DamagedPart) => this.#spoken.alarm('footage-damaged', camera, true, facts);
    return readPartsOf({ ...this.#store, openSegment, keys, onDamage }, camera, fromMs, toMs, wanted);
  }

  readonly segmentSource = (camera: string, path: string): Promise<SegmentSource | undefined> =>
    footageSource(this.#store, this.#protection.keys, camera, path);

  readonly footageSecrets = (): readonly Uint8Array[] => this.#protection.keys.secrets;

  segments = (query: FootageQuery): readonly SegmentRow[] => this.#store.index.segments(query);

  gaps = (query: FootageQuery): readonly GapRow[] => this.#store.index.gaps(query);

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
    return this.#store.index.extent(camera);
  }

  async appendEntry(entry: NewEntry): Promise<{ readonly index: number; readonly atMs: number }> {
    const { firstIndex, atMs } = await this.#store.log.append([entry]);
    if (entry.type === 'config') this.#witnesses.urgent();
    return { index: firstIndex, atMs };
  }

  async checkpoint(): Promise<{ readonly size: number; readonly note: string }> {
    await this.#book.flush();
    const before = this.log.checkpoint();
    const checkpoint = await this.log.writeCheckpoint();
    await rememberLog(this.#store);
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

  witnessedCheckpoint = (): Promise<{ readonly size: number; readonly note: string }> =>
    this.#witnesses.witnessed();

  logKeys(): Promise<KeyRing> {
    return readLogKeys(this.#store.disk, this.#store.directory, this.#store.signer);
  }

  textSeal(use: string): TextSeal {
    return textSealOf(this.algorithms, this.#store.seal.key, use);
  }

  retention = (): Promise<RetentionStatus> => this.#keeper.status();

  async setLawfulFloor(floor: LawfulFloor | undefined, by: string): Promise<void> {
    if (await this.#choices.setLawfulFloor(floor, by)) await this.#keeper.run();
  }

  unitRetention(): ReturnType<RecorderCore['unitRetention']> {
    return { chosen: this.#choices.unit(), otherwise: configured(this.#options) };
  }

  async setUnitRetention(choice: UnitRetention, by: string): Promise<void> {
    if (await this.#choices.setUnit(choice, by)) await this.#keeper.run();
  }

  runRetention = (): Promise<void> => this.#keeper.run();

  confirmClock(by: string): Promise<void> {
    return this.#time.confirm(by);
  }

  trustedNowMs = (): number => this.#clock.trustedNowMs();

  confirmTime(atMs: number, askedMs: number): Promise<void> {
    return this.#time.witnessed(atMs, askedMs);
  }

  on<Name extends keyof RecorderEvents>(
    name: Name,
    listener: (...args: RecorderEvents[Name]) => void,
  ): () => void {
    return this.#emitter.on(name, listener);
  }

  nowMs = (): number => this.#clock.nowMs();

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  logFailed(error: unknown): void {
    this.#spoken.say('error', 'the log could not be written', error);
    this.#spoken.alarm('log-failed', 'log', true);
  }

  async #end(): Promise<void> {
    this.#rounds.end();
    this.#screens.close();
    await this.#pool.close('restart');
    await this.#book.end();
    await this.#disk.end();
    if (!(await this.#store.disk.isLost())) {
      await this.#time.log('stop').catch((error: unknown) => this.logFailed(error));
      this.#kept.keepUpToNow();
      this.#store.state.setFact('open', 0);
    }
    await closeStore(this.#store);
  }

  #makePool(): CapturePool {
    return makePool({
      store: this.#store,
      clock: this.#clock,
      options: this.#options,
      around: this.#around,
      sealing: this.#protection.sealing,
      cameras: () => Math.max(this.cameras.enabled().length, this.#options.cameras?.length ?? 0),
      onMessage: (message) => this.#threads.take(message),
      onCrash: (cameras, error) => this.#threads.died(cameras, error),
    });
  }

  #parts(): KeeperParts {
    return {
      store: this.#store,
      clock: this.#clock,
      options: this.#options,
      holds: this.holds,
      cameras: this.cameras,
      choices: this.#choices,
      unfinished: this.#unfinished,
      areHoldsKnown: () => this.#kept.areKnown,
      append: (entry) => this.appendEntry(entry),
      seal: async () => void (await this.checkpoint()),
      onStep: (step, before) => {
        this.#disk.press(step);
        this.#emitter.emit('ladder-step', step, before);
      },
      onDeleted: (segments) => this.#emitter.emit('deleted', segments),
      alarm: this.#spoken.alarm,
    };
  }

  async #checkpointIfNew(): Promise<void> {
    const { log } = this.#store;
    if (this.#disk.lost) return;
    if (log.size() > log.checkpointedSize()) await this.checkpoint();
    this.#spoken.alarm('log-failed', 'log', false);
  }
}
