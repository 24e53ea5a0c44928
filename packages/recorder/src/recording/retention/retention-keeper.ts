// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps every camera between its floor and its ceiling, and the disk above its reserve: one round every half
 * minute. A forward clock jump deletes nothing, a disk that cannot be asked deletes nothing.
 */

import { RecorderError } from '../../errors.ts';
import type { RecorderAlarm } from '../../terms/alarms.ts';
import { toleratedLagMs } from '../../terms/clock.ts';
import type { SegmentRow } from '../../terms/footage.ts';
import type { CameraRetention, LadderStep, RetentionSettings, RetentionStatus } from '../../terms/holds.ts';
import type { Disk, DiskSpace } from '../store/disk.ts';
import type { FootageIndex } from '../store/footage-index.ts';
import {
  applyDeletion,
  type DeletionFacts,
  type DeletionGround,
  type DeletionStore,
  finishDeletions,
  planDeletion,
  type Tombstone,
} from './deletion.ts';
import {
  dayMs,
  defaultReserveBytes,
  forecastDays,
  holdOn,
  isOutOfNames,
  isPastCeiling,
  isPastFloor,
  ladderStep,
} from './rules.ts';

export type KeeperOptions = {
  readonly index: FootageIndex;
  readonly disk: Disk;
  readonly directory: string;
  readonly facts: DeletionFacts;
  readonly store: DeletionStore;
  /** The oldest tombstone that was not obeyed at this start. */
  readonly openTombstone: () => number | undefined;
  /** Cameras that are recorded now, whether or not they have footage. */
  readonly cameras: () => readonly string[];
  readonly nowMs: () => number;
  /** How far trusted time has fallen behind since a person looked. */
  readonly unseenLagMs: () => number;
  readonly reserveBytes: () => number | undefined;
  readonly policy: { readonly kind: 'thin' } | { readonly kind: 'delete-below-floor'; readonly by: string };
  readonly onStep: (step: LadderStep, before: LadderStep) => void;
  readonly onDeleted: (segments: readonly SegmentRow[]) => void;
  readonly alarm: (
    kind: RecorderAlarm['kind'],
    subject: string,
    raised: boolean,
    facts: RecorderAlarm['facts'],
  ) => void;
};

/** Deletions in one round and camera at most; a mistake must not empty a store in seconds. */
const batch = 200;
const candidatesLooked = 400;
/** Bitrate is measured over the last day or two: whole UTC days. */
const rateWindowMs = dayMs;

type DeletableKind = 'past-ceiling' | 'past-floor';
const ruleOf = (kind: DeletableKind) => (kind === 'past-ceiling' ? isPastCeiling : isPastFloor);

export class RetentionKeeper {
  readonly #options: KeeperOptions;
  #step: LadderStep = 'none';
  /** Tombstones whose bytes are still there: they go with the next checkpoint. */
  #unfinished: Tombstone[] = [];
  #running: Promise<void> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get step(): LadderStep {
    return this.#step;
  }

  /** One round; a second call while one is under way waits for that one. */
  run(): Promise<void> {
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async status(): Promise<RetentionStatus> {
    const space = await this.#options.disk.space(this.#options.directory);
    return this.#statusOf(space);
  }

  async #round(): Promise<void> {
    await this.#deleteAll('past-ceiling', () => false);
    let space = await this.#space();
    if (!space) return;
    const reserve = this.#reserve(space);
    if (space.freeBytes < reserve) {
      let missing = reserve * 1.1 - space.freeBytes;
      await this.#deleteAll('past-floor', (bytes) => {
        missing -= bytes;
        return missing <= 0;
      });
      space = (await this.#space()) ?? space;
    }
    if (space.freeBytes < reserve && this.#options.policy.kind === 'delete-below-floor') {
      await this.#breach(reserve - space.freeBytes, this.#options.policy.by);
      space = (await this.#space()) ?? space;
    }
    this.#climb(space);
  }

  #climb(space: DiskSpace): void {
    const status = this.#statusOf(space);
    const before = this.#step;
    const step = ladderStep(
      {
        freeBytes: space.freeBytes,
        reserveBytes: status.reserveBytes,
        pastCeiling: this.#anyDeletable('past-ceiling'),
        pastFloor: this.#anyDeletable('past-floor'),
        bytesPerDay: status.bytesPerDay,
        forecastDays: status.forecastDays,
        requiredDays: status.requiredDays,
      },
      before,
    );
    this.#step = step;
    if (step !== before) this.#options.onStep(step, before);
    const { alarm } = this.#options;
    const facts = { freeBytes: space.freeBytes, reserveBytes: status.reserveBytes };
    alarm('disk-full', 'disk', step === 'key-frames-only' || step === 'stopped', facts);
    const { forecastDays: days, requiredDays } = status;
    const short = days !== undefined && days < requiredDays;
    alarm('forecast-below-floor', 'disk', short, { forecastDays: Math.floor(days ?? 0), requiredDays });
  }

  /** @param enough told the bytes of each batch; true ends the deleting */
  async #deleteAll(kind: DeletableKind, enough: (bytes: number) => boolean): Promise<void> {
    const { index, facts } = this.#options;
    // Cameras with the oldest footage first, so that pressure falls evenly.
    const queue = index
      .cameras()
      .map((camera) => ({ camera, oldest: index.oldest(camera, 1)[0]?.startMs ?? Number.POSITIVE_INFINITY }))
      .sort((a, b) => a.oldest - b.oldest);
    for (const { camera } of queue) {
      if (!this.#mayHave(camera, kind)) continue;
      const proof = planDeletion(this.#candidates(camera), { kind }, facts);
      if (!proof) continue;
      const limited = { ...proof, segments: proof.segments.slice(0, batch) };
      if (enough(await this.#apply(limited))) break;
    }
    await this.#finish();
  }

  /** The oldest footage of all cameras, held footage excepted, until enough is free; each round anew. */
  async #breach(missingBytes: number, by: string): Promise<void> {
    const { index, facts, alarm } = this.#options;
    const ground: DeletionGround = { kind: 'below-floor-by-policy', by };
    let missing = missingBytes * 1.1;
    const oldest = index
      .cameras()
      .flatMap((camera) => this.#candidates(camera).slice(0, 20))
      .sort((a, b) => a.startMs - b.startMs);
    for (const segment of oldest) {
      if (missing <= 0) break;
      const proof = planDeletion([segment], ground, facts);
      if (!proof) continue;
      missing -= await this.#apply(proof);
      alarm('below-floor', segment.camera, true, { floorDays: facts.settingsOf(segment.camera).floorDays });
    }
    await this.#finish();
  }

  /** @returns bytes that go with the next checkpoint; none when the log does not say what the index says */
  async #apply(proof: Parameters<typeof applyDeletion>[1]): Promise<number> {
    const { store, facts, alarm } = this.#options;
    try {
      const tombstone = await applyDeletion(store, proof, facts);
      this.#unfinished.push(tombstone);
      alarm('index-differs', proof.camera, (tombstone.left ?? 0) > 0, {});
      return tombstone.segments.reduce((sum, segment) => sum + segment.bytes, 0);
    } catch (error) {
      if (!(error instanceof RecorderError) || error.code !== 'recorder/index-differs') throw error;
      alarm('index-differs', proof.camera, true, {});
      return 0;
    }
  }

  /** One checkpoint for all tombstones of a round, then their bytes go. */
  async #finish(): Promise<void> {
    const tombstones = this.#unfinished;
    await finishDeletions(this.#options.store, tombstones);
    // What was refused at the start stays open, and is asked about again at the next one.
    if (this.#options.openTombstone() === undefined && tombstones.length > 0)
      this.#options.index.finished(Math.max(...tombstones.map(({ logIndex }) => logIndex)));
    this.#unfinished = this.#unfinished.slice(tombstones.length);
    for (const { segments } of tombstones) this.#options.onDeleted(segments);
  }

  #anyDeletable(kind: DeletableKind): boolean {
    const { index, facts } = this.#options;
    if (facts.untrustedReason() !== undefined) return false;
    const nowMs = facts.trustedNowMs();
    return index.cameras().some((camera) => {
      if (!this.#mayHave(camera, kind)) return false;
      const first = this.#candidates(camera)[0];
      return first !== undefined && ruleOf(kind)(first, facts.settingsOf(camera), nowMs);
    });
  }

  /** The oldest segment decides first: where it is too young, so is every later one. */
  #mayHave(camera: string, kind: DeletableKind): boolean {
    const { index, facts } = this.#options;
    const nowMs = facts.trustedNowMs();
    const [oldest] = index.oldest(camera, 1);
    if (!oldest) return false;
    // What a hold keeps says nothing of what lies behind it.
    if (holdOn(oldest, facts.holds(), nowMs)) return true;
    return ruleOf(kind)(oldest, facts.settingsOf(camera), nowMs);
  }

  /** Oldest segments that no hold keeps; looks beyond held ones, so that a hold at the end does not stop deletion. */
  #candidates(camera: string): readonly SegmentRow[] {
    const { index, facts } = this.#options;
    const nowMs = facts.trustedNowMs();
    const holds = facts.holds();
    for (let limit = candidatesLooked; ; limit *= 8) {
      const oldest = index.oldest(camera, limit);
      const free = oldest.filter((segment) => !holdOn(segment, holds, nowMs));
      if (free.length > 0 || oldest.length < limit) return free;
    }
  }

  async #space(): Promise<DiskSpace | undefined> {
    try {
      const space = await this.#options.disk.space(this.#options.directory);
      this.#options.alarm('disk-failed', 'space', false, {});
      return isOutOfNames(space) ? { ...space, freeBytes: 0 } : space;
    } catch (error) {
      // Fails closed: a disk that cannot say how full it is gets nothing deleted on its account.
      this.#options.alarm('disk-failed', 'space', true, {
        reason: error instanceof Error ? error.message : '',
      });
      return undefined;
    }
  }

  #reserve(space: DiskSpace): number {
    return this.#options.reserveBytes() ?? defaultReserveBytes(space.totalBytes);
  }

  #statusOf(space: DiskSpace): RetentionStatus {
    const { index, facts, nowMs } = this.#options;
    const volumes = index.volumes();
    const recent = index.volumes(nowMs() - rateWindowMs);
    const names = [...new Set([...this.#options.cameras(), ...index.cameras()])].sort();
    const cameras = names.map((camera) => {
      const rate = recent.get(camera);
      const bytesPerDay = rate && rate.recordedMs > 0 ? (rate.bytes / rate.recordedMs) * dayMs : 0;
      return this.#cameraStatus(camera, volumes.get(camera)?.bytes ?? 0, bytesPerDay);
    });
    const usedBytes = cameras.reduce((sum, camera) => sum + camera.bytes, 0);
    const active = new Set(this.#options.cameras());
    const bytesPerDay = cameras
      .filter(({ camera }) => active.has(camera))
      .reduce((sum, camera) => sum + camera.bytesPerDay, 0);
    const reserveBytes = this.#reserve(space);
    const days = forecastDays({ usedBytes, freeBytes: space.freeBytes, reserveBytes, bytesPerDay });
    const requiredDays = Math.max(0, ...cameras.map(({ settings }) => settings.floorDays));
    const reason = facts.untrustedReason();
    const lagMs = this.#options.unseenLagMs();
    return {
      cameras,
      step: this.#step,
      totalBytes: space.totalBytes,
      freeBytes: space.freeBytes,
      usedBytes,
      reserveBytes,
      bytesPerDay,
      forecastDays: days,
      requiredDays,
      alarm:
        (days !== undefined && days < requiredDays) ||
        this.#step === 'key-frames-only' ||
        this.#step === 'stopped',
      clock: {
        trusted: reason === undefined && lagMs < toleratedLagMs,
        reason:
          reason ??
          (lagMs < toleratedLagMs ? undefined : 'the clock jumped forward and nobody has confirmed it'),
        nowMs: facts.trustedNowMs(),
      },
    };
  }

  #cameraStatus(camera: string, bytes: number, bytesPerDay: number): CameraRetention {
    const { index, facts, nowMs } = this.#options;
    const settings: RetentionSettings = facts.settingsOf(camera);
    const oldestMs = index.oldest(camera, 1)[0]?.startMs;
    const firstMs = index.first(camera)?.startMs;
    const keptDays = oldestMs === undefined ? 0 : (nowMs() - oldestMs) / dayMs;
    // Young cameras cannot have thirty days yet; deleted too early is another matter.
    const missing =
      oldestMs !== undefined && firstMs !== undefined && oldestMs > firstMs && keptDays < settings.floorDays;
    const breached = missing && this.#wasDeletedEarly(camera, settings.floorDays);
    const verdict = breached ? 'breached' : keptDays >= settings.floorDays ? 'met' : 'filling';
    return { camera, settings, oldestMs, keptDays, bytes, bytesPerDay, verdict };
  }

  #wasDeletedEarly(camera: string, floorDays: number): boolean {
    const { index, nowMs } = this.#options;
    const fromMs = nowMs() - floorDays * dayMs;
    return index
      .segments({ camera, fromMs, includeDeleted: true, limit: 1 })
      .some((segment) => segment.tombstone !== undefined);
  }
}
