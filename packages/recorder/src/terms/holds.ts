// SPDX-License-Identifier: Apache-2.0
/** Holds, and how long footage is kept. */

export type Hold = {
  readonly id: string;
  /** Empty: every camera. */
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  /** Provision or document it rests on. */
  readonly ground: string;
  /** Falls away by itself then; absent: until released. */
  readonly untilMs: number | undefined;
  readonly by: string;
  readonly placedMs: number;
  /** First of the two people who release it. */
  readonly releaseAskedBy: string | undefined;
  readonly releasedBy: string | undefined;
  readonly releasedMs: number | undefined;
};

export interface Holds {
  /** Durable, in force and in the log when it resolves. @throws RecorderError `recorder/hold-malformed` */
  place(
    hold: Pick<Hold, 'cameras' | 'fromMs' | 'toMs' | 'reason' | 'ground' | 'untilMs' | 'by'>,
  ): Promise<Hold>;
  /**
   * Asks for the release (first person) or makes it (second person).
   * @throws RecorderError `recorder/hold-unknown`, `recorder/hold-two-people`
   */
  release(id: string, by: string): Promise<Hold>;
  list(): readonly Hold[];
}

export type RetentionSettings = {
  /** Days that must be kept; footage younger than this is never deleted by retention. */
  readonly floorDays: number;
  /** Provision the floor comes from, e.g. `d799/retention`. */
  readonly floorProvision: string;
  /** Days after which footage is deleted even without pressure; absent: kept while there is room. */
  readonly ceilingDays?: number | undefined;
};

/** What people of the unit chose while it runs; absent: the configuration counts. */
export type UnitRetention = {
  readonly ceilingDays?: number;
  /** Free space that is never used for footage. */
  readonly reserveBytes?: number;
};

export type LawfulFloor = Pick<RetentionSettings, 'floorDays' | 'floorProvision'>;

export type LadderStep = 'none' | 'past-ceiling' | 'past-floor' | 'key-frames-only' | 'stopped';

export type CameraRetention = {
  readonly camera: string;
  readonly settings: RetentionSettings;
  /** Start of the oldest footage on disk. */
  readonly oldestMs: number | undefined;
  /** Days between the oldest footage and now. */
  readonly keptDays: number;
  readonly bytes: number;
  readonly bytesPerDay: number;
  readonly verdict: 'met' | 'filling' | 'breached';
};

export type RetentionStatus = {
  readonly cameras: readonly CameraRetention[];
  readonly step: LadderStep;
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly usedBytes: number;
  readonly reserveBytes: number;
  readonly bytesPerDay: number;
  /** Days the disk can hold at the present bitrate; absent while nothing is recorded. */
  readonly forecastDays: number | undefined;
  /** The highest floor of any camera. */
  readonly requiredDays: number;
  readonly alarm: boolean;
  readonly clock: { readonly trusted: boolean; readonly reason: string | undefined; readonly nowMs: number };
};
