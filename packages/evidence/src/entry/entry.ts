// SPDX-License-Identifier: Apache-2.0
/**
 * What is logged. One JSON object per entry, canonical (RFC 8785), at most 65,535 bytes; its leaf hash is
 * H(0x00 ‖ bytes). Field names are the contract's. All times are RFC 3339 UTC with milliseconds, hashes
 * base64, and `from`/`to`, `start`/`end` half-open.
 */

/** Fields of every entry. */
export interface EntryHead {
  readonly v: 1;
  /** 16 random bytes in base64url: the hash may be public while the entry stays private. */
  readonly salt: string;
  /** When it was logged. */
  readonly at: string;
}

export const cameraSignatureStates = ['absent', 'valid', 'broken', 'unchecked'] as const;
/** What was found of the camera's own signature (ONVIF Media Signing) in a segment. */
export type CameraSignatureState = (typeof cameraSignatureStates)[number];

export const accessKinds = ['live', 'playback', 'export', 'pull'] as const;
export type AccessKind = (typeof accessKinds)[number];

/** What lies on the disk where the footage is encrypted there. */
export interface StoredForm {
  /** Size of the file. */
  readonly bytes: number;
  /** Root over the parts as they are stored, by the rule of the segment root. */
  readonly root: string;
  /** H over the sizes of the stored parts (uint32 big-endian each). */
  readonly sizes: string;
}

/** One segment file closed. */
export interface SegmentEntry extends EntryHead {
  readonly type: 'segment';
  readonly camera: string;
  /** Running number per camera over `segment` and `gap`, from 1, without holes. */
  readonly n: number;
  readonly start: string;
  readonly end: string;
  /** Size of the footage: of the file, where it is not encrypted. */
  readonly bytes: number;
  /** Number of parts: the initialization and each fragment. */
  readonly parts: number;
  /** Segment root. */
  readonly root: string;
  readonly codec: string;
  /** Where the time came from, and how far the camera's own clock was off (milliseconds). */
  readonly clock: { readonly source: string; readonly offsetMs: number };
  readonly cameraSignature: CameraSignatureState;
  /** H over the part sizes (uint32 big-endian each): binds the block a challenge asks for. */
  readonly sizes?: string;
  /**
   * The file holds the footage encrypted: what it must hash to, and with which key it opens. All other fields speak of
   * the footage itself.
   */
  readonly sealed?: StoredForm & { readonly cipher: string; readonly key: string };
  /**
   * The retention floor that bound this camera when it was recorded; it may grow, never shrink. It counts from
   * `from`, in trusted time: the recorder's certain time when the segment was logged.
   */
  readonly floor?: { readonly days: number; readonly provision: string; readonly from: string };
  /** Path of the file in the store, `/`-separated, for readers who do not know the layout. */
  readonly path?: string;
}

/** A time without footage, and why. */
export interface GapEntry extends EntryHead {
  readonly type: 'gap';
  readonly camera: string;
  readonly n: number;
  readonly start: string;
  readonly end: string;
  readonly cause: string;
}

/** Bytes deleted; the hashes stay. */
export interface TombstoneEntry extends EntryHead {
  readonly type: 'tombstone';
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  /** Log indexes of the segments whose bytes are gone. */
  readonly entries: readonly number[];
  /** The rule and its provision. */
  readonly ground: { readonly rule: string; readonly provision: string };
  readonly by: string;
}

/** A look, a copy or a transmission: written when it opens and again when it closes (then with `seen`). */
export interface AccessEntry extends EntryHead {
  readonly type: 'access';
  readonly session: string;
  readonly purpose: string;
  readonly ground: string;
  /** H over salt ‖ canonical personal record: see `hashOfPerson`. */
  readonly who: string;
  readonly cameras: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly kind: AccessKind;
  /** What was really shown or copied, at close. */
  readonly seen?: readonly SeenRange[];
  /** Hex SHA-256 of each manifest handed out, at the close of an export. */
  readonly manifest?: string;
  /** Log index of the entry that this one corrects. */
  readonly corrects?: number;
}

export interface SeenRange {
  readonly camera: string;
  readonly from: string;
  readonly to: string;
}

/** A setting changed, or a key handed over (`what` = `log-key`, `note` = the signed hand-over). */
export interface ConfigEntry extends EntryHead {
  readonly type: 'config';
  readonly what: string;
  readonly by: string;
  readonly before?: string;
  readonly after?: string;
  readonly note?: string;
}

/** The recorder's clock was set, or jumped. */
export interface ClockEntry extends EntryHead {
  readonly type: 'clock';
  /** Milliseconds the clock moved. */
  readonly step: number;
  readonly before: string;
  readonly after: string;
  /** `host` and `host-behind`: the host clock jumped. `start`, `running`: where the timeline stands. */
  readonly source: string;
  /**
   * Trusted time at this entry: it runs only while the recorder certainly runs, or by what two outside confirmations
   * differ; only its differences mean anything.
   */
  readonly trusted?: string;
  /** The last time somebody outside told, and trusted time then. */
  readonly confirmed?: { readonly at: string; readonly trusted: string };
  /**
   * With `source` `witness`: milliseconds that passed unseen since the confirmation before, whose entry is `since`.
   * Nobody knows when between the two; the floor of segments logged between them counts from as much later.
   */
  readonly credited?: { readonly ms: number; readonly since: number };
  /** H("mingjing journal key\n" ‖ key) of the key that authenticates the unsigned tail: another key shows. */
  readonly journalKey?: string;
  readonly seenPlatform?: string;
}

/** Receipt of a co-signature. */
export interface WitnessEntry extends EntryHead {
  readonly type: 'witness';
  /** The witness's signature line, as received. */
  readonly receipt: string;
  /** Size of the checkpoint that was co-signed. */
  readonly size: number;
  /** Hash of the platform checkpoint last seen: bounds time from below. */
  readonly seenPlatform?: string;
}

/** Something whose record is kept elsewhere; here is its hash. */
export interface RecordEntry extends EntryHead {
  readonly type: 'alarm' | 'report' | 'register' | 'optical-challenge';
  readonly kind: string;
  /** H of the record. */
  readonly hash: string;
}

export type Entry =
  | SegmentEntry
  | GapEntry
  | TombstoneEntry
  | AccessEntry
  | ConfigEntry
  | ClockEntry
  | WitnessEntry
  | RecordEntry;

export type EntryType = Entry['type'];

/** Entries that tile a camera's time. */
export type SpanEntry = SegmentEntry | GapEntry;

type WithoutHead<E> = E extends Entry ? Omit<E, keyof EntryHead> : never;
/** An entry before it gets its version, salt and time. */
export type NewEntry = WithoutHead<Entry>;
