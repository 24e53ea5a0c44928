// SPDX-License-Identifier: Apache-2.0
/**
 * The door of the recording core: what the HTTP server, the command line and tests see of it.
 *
 * Instants are milliseconds since 1970 UTC on the recorder's own timeline (docs/design/time.md). Ranges are
 * half open, `[fromMs, toMs)`. A camera's segments and gaps tile time: each starts where the one before ended,
 * and share one numbering `n` from 1 without holes.
 */

import type { Algorithms, KeyRing, NewEntry, NoteSigner, VerifierKey } from '@mingjing/evidence';
import type { RecorderError } from '../../errors.ts';
import type { RecorderAlarm } from '../../terms/alarms.ts';
import type { CameraRoster, CameraSettings, CameraStatus, CameraTest } from '../../terms/cameras.ts';
import type { Coverage, FootageQuery, FootageRun, GapRow, SegmentFacts } from '../../terms/footage.ts';
import type {
  Holds,
  LadderStep,
  LawfulFloor,
  RetentionSettings,
  RetentionStatus,
  UnitRetention,
} from '../../terms/holds.ts';
import type { EvidenceLogReader } from '../../terms/log-reader.ts';
import type { TextSeal } from '../../terms/text-seal.ts';
import type { WitnessTarget } from '../../witness/witness-client.ts';

export type RecorderEvents = {
  'camera-state': [status: CameraStatus];
  'segment-closed': [segment: SegmentFacts];
  gap: [gap: GapRow];
  deleted: [segments: readonly SegmentFacts[]];
  'ladder-step': [step: LadderStep, before: LadderStep];
  'clock-step': [step: { readonly beforeMs: number; readonly afterMs: number }];
  checkpoint: [checkpoint: { readonly size: number; readonly note: string }];
  /** Something a person must know: raised once per kind and subject, `cleared` when it is over. */
  alarm: [alarm: RecorderAlarm];
};

/** Encryption of footage at rest. */
export type FootageOptions = {
  /** Absent: as the store was so far; a new one as `footage-protection.ts` says. */
  readonly encrypt?: boolean;
  /** File with the secret that opens the footage keys; absent: a systemd credential, else the state directory's. */
  readonly startSecretFile?: string;
  /** The secret itself, typed by a person. */
  readonly startSecret?: Uint8Array;
};

export type RecorderOptions = {
  /** Data directory; made when it does not exist or is empty. */
  readonly directory: string;
  /** Present: the store must have this id, else `recorder/store-other-mount`. */
  readonly expectedStoreId?: string;
  /** Where a store was and is gone, on the same disk: a new one is made and said, or it is refused. Absent: made. */
  readonly whenGone?: 'refuse' | 'make-anew';
  /** Length of a segment, 60 when absent. */
  readonly segmentSeconds?: number;
  /** Longest fragment, 1000 when absent, never more. */
  readonly fragmentMs?: number;
  /** Capture threads; absent: one per core, as many as are needed. 0 captures in this thread. */
  readonly workers?: number;
  readonly retention?: Partial<RetentionSettings>;
  /** Free space that is never used for footage; absent: 2 % of the disk, between 64 MiB and 10 GiB. */
  readonly reserveBytes?: number;
  /** `thin`: key frames only, then stop. `delete-below-floor`: a named person chose breach over blindness. */
  readonly pressurePolicy?:
    | { readonly kind: 'thin' }
    | { readonly kind: 'delete-below-floor'; readonly by: string };
  /** Who co-signs the log's checkpoints. */
  readonly witnesses?: readonly WitnessTarget[];
  /** Host names, addresses or CIDR blocks that are refused by default and allowed here. */
  readonly allowAddresses?: readonly string[];
  readonly footage?: FootageOptions;
  /** Hash and signature of a store that is made now; an existing store keeps its own. */
  readonly algorithms?: 'sha256-ed25519' | 'sm3-sm2';
  /** Cameras of the configuration file; they are added or updated at start, by `configuration`. */
  readonly cameras?: readonly CameraSettings[];
  /** Exactly these cameras run, for this time only; the store's own list is left alone (`mingjing record`). */
  readonly onlyCameras?: readonly CameraSettings[];
  /** Lines for the operator; no credentials. Absent: silent. */
  readonly log?: (level: 'debug' | 'info' | 'warn' | 'error', message: string, facts: object) => void;
};

/**
 * The core without its media and without the place of its files: what everything gets that is neither the gate nor
 * the store. The whole one is `media/recorder-media.ts`.
 */
export interface CoreWithoutMedia {
  readonly storeId: string;
  readonly recorderId: string;
  readonly algorithms: Algorithms;
  /** Signs the log's checkpoints; `signer.key` is the public half. */
  readonly signer: NoteSigner;
  readonly cameras: CameraRoster;
  readonly holds: Holds;
  readonly log: EvidenceLogReader;

  /** Tries an address without recording; answers in words, never throws for what a camera does. */
  testCamera(
    url: string,
    options?: { readonly transport?: 'tcp' | 'udp'; readonly timeoutMs?: number },
  ): Promise<CameraTest>;

  /** Whether a camera that was typed on a page may be at this host: loopback and link-local only where the configuration says so. */
  mayReach(host: string): Promise<boolean>;

  segments(query: FootageQuery): readonly SegmentFacts[];
  gaps(query: FootageQuery): readonly GapRow[];
  /** Held, deleted, missing: the stretches that touch `[fromMs, toMs)`, however long the store's history is. */
  runs(camera: string, fromMs: number, toMs: number): readonly FootageRun[];
  /** What is held of `[fromMs, toMs)`, with gaps and causes. */
  coverage(camera: string, fromMs: number, toMs: number): Coverage;
  /**
   * Closes the segment a camera is writing and waits until everything recorded so far is in the log: before an
   * export that reaches to the present.
   */
  settle(camera: string): Promise<void>;
  /** First and last instant of a camera's entries; undefined before the first. */
  extent(camera: string): { readonly fromMs: number; readonly toMs: number } | undefined;

  /**
   * Appends to the evidence log; durable on disk when it resolves.
   *
   * @param entry without `v`, `salt` and `at`, which the log gives it (contracts/evidence.md, "Entry")
   * @throws EvidenceError `evidence/entry-invalid`, `evidence/entry-too-long`
   */
  appendEntry(entry: NewEntry): Promise<{ readonly index: number; readonly atMs: number }>;
  /** Signs a checkpoint over everything appended so far (or gives the last one if nothing is new). */
  checkpoint(): Promise<{ readonly size: number; readonly note: string }>;
  /** Keys of the witnesses that the configuration names. */
  witnessKeys(): readonly VerifierKey[];
  /** The same with the lines of the witnesses that answer now, before an export leaves the house. */
  witnessedCheckpoint(): Promise<{ readonly size: number; readonly note: string }>;

  /**
   * The line of a witness that somebody else asked, under a checkpoint of ours; its receipt stands in the log.
   *
   * @param size of a checkpoint that was signed
   */
  keepCosignature(size: number, line: string): Promise<void>;

  /** The log's public keys, one after another where it was handed over. */
  logKeys(): Promise<KeyRing>;

  /** Seals short secrets at rest with a key that does not lie beside them. @param use names what is sealed */
  textSeal(use: string): TextSeal;

  retention(): Promise<RetentionStatus>;
  /** One round of retention now; for a person who has just made room. */
  runRetention(): Promise<void>;
  /**
   * What the law asks of the unit now. No configuration goes below it; kept over restarts; a change is a `config`
   * entry (`retention-floor`) in the log.
   *
   * @param floor undefined where no rule prints a number
   */
  setLawfulFloor(floor: LawfulFloor | undefined, by: string): Promise<void>;
  /** What the unit chose, and what counts where it chose nothing. */
  unitRetention(): { readonly chosen: UnitRetention; readonly otherwise: UnitRetention };
  /** A `config` entry (`retention-unit`) in the log; footage that is too old by it goes at once. */
  setUnitRetention(choice: UnitRetention, by: string): Promise<void>;
  /** A person says the clock is right now; written to the log. */
  confirmClock(by: string): Promise<void>;
  /**
   * Somebody outside (a witness) said what time it is: what lies between two such times has certainly passed, also
   * while the recorder was off.
   *
   * @param atMs epoch ms
   * @param askedMs `trustedNowMs` before the checkpoint was signed that the answer is about
   */
  confirmTime(atMs: number, askedMs: number): Promise<void>;
  /** Time that has certainly passed; only its differences mean anything. */
  trustedNowMs(): number;

  on<Name extends keyof RecorderEvents>(
    name: Name,
    listener: (...args: RecorderEvents[Name]) => void,
  ): () => void;

  /** Recorder's present on its own timeline, epoch ms. */
  nowMs(): number;

  /** Closes every segment, writes what is open as gaps, signs a last checkpoint, gives the lock back. */
  close(): Promise<void>;
}

/** For callers that only want to know whether something thrown is ours. */
export type RecorderRefusal = RecorderError;
