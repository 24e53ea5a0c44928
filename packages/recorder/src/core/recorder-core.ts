// SPDX-License-Identifier: Apache-2.0
/**
 * The door of the recording core: what the HTTP server, the command line and tests see of it.
 *
 * Instants are milliseconds since 1970 UTC on the recorder's own timeline (docs/design/time.md). Ranges are
 * half open, `[fromMs, toMs)`. A camera's segments and gaps tile time: each starts where the one before ended,
 * and share one numbering `n` from 1 without holes.
 */
import type { Algorithms, NewEntry, NoteSigner } from '@mingjing/evidence';
import type { RecorderError } from '../errors.ts';
import type { GapCause } from './causes.ts';

// ── Cameras ─────────────────────────────────────────────────────────────────────────────────────────────

/** What must be known of a camera to record it. */
export type CameraSettings = {
  /** 1 to 64 of `A-Z a-z 0-9 . _ -`. */
  readonly id: string;
  /** `rtsp://` address, credentials in it if the camera asks for them. Never logged, never given out whole. */
  readonly url: string;
  readonly name?: string;
  /** Absent: tcp (RTP interleaved in the RTSP connection). */
  readonly transport?: 'tcp' | 'udp';
  /** Absent: true. */
  readonly recordAudio?: boolean;
  /** Absent: true. False keeps the camera in the list and writes gaps with cause `operator`. */
  readonly enabled?: boolean;
  /** Overrides the retention of the unit for this camera. */
  readonly retention?: Partial<RetentionSettings>;
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
}

// ── Footage ─────────────────────────────────────────────────────────────────────────────────────────────

/** One closed segment file (`segment` entry) or one that has not been closed (`open`). */
export type SegmentRow = {
  readonly kind: 'segment';
  readonly camera: string;
  readonly n: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: number;
  /** Parts of the file: the initialization is part 0, then fragments. */
  readonly parts: number;
  /** Relative to the store. */
  readonly path: string;
  /** Segment root, lower-case hex. */
  readonly root: string;
  /** RFC 6381, e.g. `avc1.640028,mp4a.40.2`. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly startsWithSync: boolean;
  readonly clockSource: string;
  readonly clockOffsetMs: number;
  readonly cameraSignature: 'absent' | 'valid' | 'broken' | 'unchecked';
  /** Index of its `segment` entry in the log. */
  readonly logIndex: number;
  /** The bytes are gone, a tombstone tells why; index of its entry. */
  readonly tombstone: number | undefined;
};

export type GapRow = {
  readonly kind: 'gap';
  readonly camera: string;
  readonly n: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: GapCause;
  readonly logIndex: number;
};

export type FootageQuery = {
  readonly camera?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Absent: deleted segments are left out. */
  readonly includeDeleted?: boolean;
  readonly limit?: number;
};

/** One part of a segment: the initialization (`i` 0) or a fragment (`i` from 1). */
export type FootagePart = {
  readonly kind: 'init' | 'fragment';
  readonly camera: string;
  /** Original bytes as written and hashed. */
  readonly bytes: Uint8Array;
  /** Of the fragment; of the whole segment for an initialization. */
  readonly startMs: number;
  readonly endMs: number;
  /** Number of the segment (`n`); 0 while it is being written and not in the log yet. */
  readonly segment: number;
  /** First instant of the segment: names it also while it has no number. Media time 0 of its fragments. */
  readonly segmentStartMs: number;
  /** Number of the part in its segment: 0 is the initialization. */
  readonly i: number;
  /** The fragment begins with a key frame. */
  readonly sync: boolean;
  /** RFC 6381; on `init` parts only. */
  readonly codec?: string;
};

/** What a live viewer gets: `parts` in order, then one `end` when the camera goes away for good. */
export type LiveEvent =
  | { readonly kind: 'part'; readonly part: FootagePart }
  /** The stream is interrupted (camera gone, thread restarted); parts, with a new init first, follow when it is back. */
  | { readonly kind: 'interrupted'; readonly cause: GapCause }
  | { readonly kind: 'ended' };

export type Coverage = {
  readonly camera: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Footage on disk, ms. */
  readonly heldMs: number;
  /** Declared gaps, ms. */
  readonly gapMs: number;
  /** Recorded but deleted, ms. */
  readonly deletedMs: number;
  /** Neither footage nor gap: before the first entry, or still open. */
  readonly unknownMs: number;
  readonly gaps: readonly { readonly startMs: number; readonly endMs: number; readonly cause: GapCause }[];
};

// ── Log ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface EvidenceLogReader {
  /** `mingjing/<recorder id>`. */
  readonly origin: string;
  /** Entries so far, checkpointed or not. */
  size(): number;
  /** Canonical bytes of one entry. @throws RecorderError `recorder/log-damaged` */
  entryBytes(index: number): Promise<Uint8Array>;
  leafHash(index: number): Promise<Uint8Array>;
  /** RFC 6962 path of `index` in the tree of `size` leaves. */
  inclusionPath(index: number, size: number): Promise<readonly Uint8Array[]>;
  consistencyPath(oldSize: number, size: number): Promise<readonly Uint8Array[]>;
  root(size: number): Promise<Uint8Array>;
  /** Signed note of the last checkpoint, exactly as on disk; undefined before the first. */
  checkpoint(): { readonly size: number; readonly note: string } | undefined;
  /** The last checkpoint of each size that was ever signed, oldest first. */
  oldCheckpoints(): Promise<readonly { readonly size: number; readonly note: string }[]>;
}

// ── Holds and retention ─────────────────────────────────────────────────────────────────────────────────

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

// ── Events ──────────────────────────────────────────────────────────────────────────────────────────────

export type RecorderEvents = {
  'camera-state': [status: CameraStatus];
  'segment-closed': [segment: SegmentRow];
  gap: [gap: GapRow];
  deleted: [segments: readonly SegmentRow[]];
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
    | 'log-failed';
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

export interface RecorderCore {
  readonly directory: string;
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

  /**
   * Live fragments: the initialization, the fragments since the last key frame, then each as it is cut.
   * Every new segment begins with its own init part and its media time begins at 0 again.
   *
   * @param listener called in order; must not block
   * @returns call it to stop
   * @throws RecorderError `recorder/camera-unknown`
   */
  subscribeLive(camera: string, listener: (event: LiveEvent) => void): () => void;

  /**
   * Original parts of a camera that overlap `[fromMs, toMs)`, in order, each segment's init first; also of the
   * segment being written. Memory: one part at a time.
   *
   * @throws RecorderError `recorder/range-malformed`; `recorder/segment-gone` if deleted while reading
   */
  readParts(camera: string, fromMs: number, toMs: number): AsyncIterable<FootagePart>;

  segments(query: FootageQuery): readonly SegmentRow[];
  gaps(query: FootageQuery): readonly GapRow[];
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

  retention(): Promise<RetentionStatus>;
  /** A person says the clock is right now; written to the log. */
  confirmClock(by: string): Promise<void>;

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
