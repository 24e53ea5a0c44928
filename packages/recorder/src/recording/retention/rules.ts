// SPDX-License-Identifier: Apache-2.0
/**
 * What may be deleted, and what must not: pure rules over facts. The floor is an invariant of the delete path
 * (docs/design/retention.md): nothing here reads a clock, a disk or a configuration.
 *
 * @legal d799/retention
 */
import type { Hold, LadderStep, LawfulFloor, RetentionSettings } from '../../terms/holds.ts';

export const dayMs = 86_400_000;

export type Footage = {
  readonly camera: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The floor that bound it when it was recorded, by its own log entry; it may grow, never shrink. */
  readonly floorDays?: number | undefined;
  /** Trusted time when it was logged, epoch ms; its end where the entry does not say. */
  readonly floorFromMs?: number | undefined;
};

/** Ages are differences of trusted time; what the timeline said of the footage may have been wrong. */
function countsFrom({ floorFromMs, endMs }: Footage): number {
  return floorFromMs ?? endMs;
}

/** Its own floor, or the one that binds its camera now, whichever is longer. */
export function floorDaysOf(footage: Footage, settings: RetentionSettings): number {
  return Math.max(footage.floorDays ?? 0, settings.floorDays);
}

/**
 * The floor has passed for this footage.
 *
 * @param trustedNowMs time that has certainly passed, not the wall clock
 */
export function isPastFloor(footage: Footage, settings: RetentionSettings, trustedNowMs: number): boolean {
  return countsFrom(footage) + floorDaysOf(footage, settings) * dayMs < trustedNowMs;
}

/** The ceiling has passed too; false when there is no ceiling. A ceiling below the floor counts as the floor. */
export function isPastCeiling(footage: Footage, settings: RetentionSettings, trustedNowMs: number): boolean {
  if (settings.ceilingDays === undefined) return false;
  const days = Math.max(settings.ceilingDays, floorDaysOf(footage, settings));
  return countsFrom(footage) + days * dayMs < trustedNowMs;
}

/** Configuration may ask for more than the law, never for less. */
export function withLawfulFloor(
  settings: RetentionSettings,
  floor: LawfulFloor | undefined,
): RetentionSettings {
  return floor && floor.floorDays > settings.floorDays ? { ...settings, ...floor } : settings;
}

/** The hold that keeps this footage, if any. */
export function holdOn(footage: Footage, holds: readonly Hold[], nowMs: number): Hold | undefined {
  return holds.find(
    (hold) =>
      isInForce(hold, nowMs) &&
      (hold.cameras.length === 0 || hold.cameras.includes(footage.camera)) &&
      footage.startMs < hold.toMs &&
      hold.fromMs < footage.endMs,
  );
}

/**
 * A hold is in force until two people released it or its day has come.
 *
 * @param nowMs trusted time: a clock that jumps forward ends no hold
 */
export function isInForce(hold: Hold, nowMs: number): boolean {
  return hold.releasedMs === undefined && (hold.untilMs === undefined || nowMs < hold.untilMs);
}

export type Pressure = {
  readonly freeBytes: number;
  readonly reserveBytes: number;
  /** There is footage past its ceiling, or past its floor, that no hold keeps. */
  readonly pastCeiling: boolean;
  readonly pastFloor: boolean;
  readonly bytesPerDay: number;
  /** Days the disk can hold at the present bitrate. */
  readonly forecastDays: number | undefined;
  readonly requiredDays: number;
};

/**
 * Which rung of the ladder the disk is on.
 *
 * Above the reserve only what is past its ceiling goes. Below it: past the ceiling, then past the floor, then
 * key frames only; below a quarter of the reserve with nothing left to delete: stop. `before` gives hysteresis:
 * thinning ends only when half as much again as the reserve is free.
 */
export function ladderStep(pressure: Pressure, before: LadderStep): LadderStep {
  const { freeBytes, reserveBytes, pastCeiling, pastFloor } = pressure;
  const thinned = before === 'key-frames-only' || before === 'stopped';
  if (freeBytes >= reserveBytes * (thinned ? 1.5 : 1)) return pastCeiling ? 'past-ceiling' : 'none';
  if (pastCeiling) return 'past-ceiling';
  if (pastFloor) return 'past-floor';
  const stopAtBytes = reserveBytes * (before === 'stopped' ? 0.5 : 0.25);
  return freeBytes < stopAtBytes ? 'stopped' : 'key-frames-only';
}

/**
 * Days of footage the disk can hold: what is there plus what is free above the reserve, at today's bitrate.
 *
 * @returns undefined when nothing is being recorded
 */
export function forecastDays(facts: {
  readonly usedBytes: number;
  readonly freeBytes: number;
  readonly reserveBytes: number;
  readonly bytesPerDay: number;
}): number | undefined {
  if (facts.bytesPerDay <= 0) return undefined;
  return (facts.usedBytes + Math.max(0, facts.freeBytes - facts.reserveBytes)) / facts.bytesPerDay;
}

/** Free space never used for footage: 2 % of the disk, between 64 MiB and 10 GiB, and never over a quarter. */
export function defaultReserveBytes(totalBytes: number): number {
  const share = Math.min(Math.max(totalBytes * 0.02, 64 * 2 ** 20), 10 * 2 ** 30);
  return Math.round(Math.min(share, totalBytes / 4));
}

/** A disk without names for further files is as full as one without room: 1 % of them, 64 to 1000, are kept. */
export function isOutOfNames(space: { readonly freeFiles?: number; readonly totalFiles?: number }): boolean {
  const { freeFiles, totalFiles } = space;
  if (freeFiles === undefined || totalFiles === undefined) return false;
  return freeFiles < Math.min(Math.max(64, Math.min(1000, totalFiles / 100)), totalFiles / 4);
}
