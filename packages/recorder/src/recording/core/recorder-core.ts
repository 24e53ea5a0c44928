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
import type { GapCause } from '../../terms/causes.ts';
import type {
  Coverage,
  EvidenceLogReader,
  FootageQuery,
  FootageRun,
  GapRow,
  Holds,
  LadderStep,
  LawfulFloor,
  RetentionSettings,
  RetentionStatus,
  SegmentFacts,
} from '../../terms/footage.ts';
import type { WitnessTarget } from '../../witness/witness-client.ts';

export type * from '../../terms/footage.ts';

// ── Cameras ─────────────────────────────────────────────────────────────────────────────────────────────

/** What must be known of a camera to record it. */
export type CameraSettings = {
  /** 1 to 64 of `A-Z a-z 0-9 . _ -`. */
  readonly id: string;
  /** `rtsp://` address, credentials in it if the camera asks for them. Never logged, never given out whole. */
  readonly url: string;
  /** The address was typed on a page, by somebody who need not have the machine: loopback must be allowed. */
  readonly typed?: boolean;
  readonly name?: string;
  /** What the unit sorts its cameras by on the wall: a floor, a building. */
  readonly group?: string;
  /** Absent: tcp (RTP interleaved in the RTSP connection). */
  readonly transport?: 'tcp' | 'udp';
  /** Absent: true. */
  readonly recordAudio?: boolean;
  /** Absent: true. False keeps the camera in the list and writes gaps with cause `operator`. */
  readonly enabled?: boolean;
  /** Overrides the retention of the unit for this camera. */
  readonly retention?: Partial<RetentionSettings>;
};

/** A camera that is on the list no more and has footage or gaps still. */
export type RemovedCamera = {
  readonly id: string;
  /** Its last name; undefined when it never had one, or was removed before names were kept. */
  readonly name: string | undefined;
  /** When it was taken off the list; undefined when that was before it was kept. */
  readonly removedMs: number | undefined;
};

export type CameraState = 'connecting' | 'recording' | 'waiting' | 'disabled' | 'stopped-by-pressure';

export type CameraStatus = {
  readonly id: string;
  readonly name: string | undefined;
  /** Address without credentials. */
  readonly address: string;
  readonly enabled: boolean;
  readonly state: CameraState;
  readonly sinceMs: number;
  /** Why nothing is being recorded; absent while recording. */
  readonly cause: GapCause | undefined;
  readonly codec: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly audioCodec: string | undefined;
  /** Over the last ten seconds or so. */
  readonly framesPerSecond: number;
  readonly bitsPerSecond: number;
  /** Since this process began: video frames and bytes that reached the file, reconnections, lost RTP packets. */
  readonly frames: number;
  readonly bytes: number;
  readonly reconnects: number;
  readonly packetsLost: number;
  /** Camera clock minus recorder timeline, from RTCP sender reports; absent when it sends none that make sense. */
  readonly clockOffsetMs: number | undefined;
  /** Tolerances that fired, by quirk id of the camera catalogue or name: count. */
  readonly deviations: Readonly<Record<string, number>>;
  /** Key frames only: what comes in is being thinned by the pressure ladder. */
  readonly thinned: boolean;
  /** End of the last frame recorded; absent if none was since start. */
  readonly lastFrameMs: number | undefined;
};

/** Answer of a connection test, in the order in which things go wrong. */
export type CameraTest =
  | {
      readonly kind: 'ok';
      readonly codec: string;
      readonly width: number;
      readonly height: number;
      readonly framesPerSecond: number | undefined;
      readonly audioCodec: string | undefined;
      /** From connecting to the first whole picture. */
      readonly firstPictureMs: number;
    }
  | {
      readonly kind: 'failed';
      readonly reason: CameraTestFailure;
      /** For the curious: status line, error code; no credentials. */
      readonly detail: string;
    };

export type CameraTestFailure =
  | 'address-malformed'
  | 'address-refused'
  | 'name-unknown'
  | 'unreachable'
  | 'timeout'
  | 'not-rtsp'
  | 'wrong-password'
  | 'stream-not-found'
  | 'camera-refused'
  | 'no-video'
  | 'unsupported-codec'
  | 'no-picture';

export interface CameraRoster {
  /** @throws RecorderError `recorder/camera-exists`, `recorder/camera-id-malformed`, `recorder/camera-url-refused` */
  add(camera: CameraSettings, by: string): Promise<void>;
  /** @throws RecorderError `recorder/camera-unknown`, `recorder/camera-url-refused` */
  update(id: string, change: Partial<Omit<CameraSettings, 'id'>>, by: string): Promise<void>;
  /** Stops recording; footage stays until retention lets it go. @throws RecorderError `recorder/camera-unknown` */
  remove(id: string, by: string): Promise<void>;
  /** Settings with the URL's credentials taken out. */
  list(): readonly CameraSettings[];
  status(): readonly CameraStatus[];
  find(id: string): CameraStatus | undefined;
  /** Cameras that were removed and of which something is recorded. */
  removed(): readonly RemovedCamera[];
}

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────

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

export type RecorderAlarm = {
  readonly kind:
    | 'disk-full'
    | 'disk-slow'
    | 'disk-failed'
    | 'store-lost'
    | 'forecast-below-floor'
    | 'below-floor'
    | 'clock-step'
    | 'worker-crashed'
    | 'log-failed'
    /** A witness knows another history of this log. */
    | 'witness-conflict'
    | 'witness-away'
    /** The unsigned tail of the log was damaged, altered or gone when the program started. */
    | 'log-broken'
    | 'log-altered'
    | 'log-rolled-back'
    | 'store-replaced'
    /** A deletion that was begun is not allowed now, so its footage stays. */
    | 'deletion-refused'
    | 'index-differs'
    /** The state file was lost, old or edited; the holds were read from the log. */
    | 'holds-restored';
  readonly subject: string;
  readonly state: 'raised' | 'cleared';
  readonly atMs: number;
  readonly facts: Readonly<Record<string, string | number>>;
};

// ── The whole ───────────────────────────────────────────────────────────────────────────────────────────

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
