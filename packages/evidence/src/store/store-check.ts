// SPDX-License-Identifier: Apache-2.0
/** What the steps of verifying a store share. */
import type { AlgorithmSuites, Algorithms, Hash } from '../algorithms.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../checkpoint/checkpoint.ts';
import type { VerifierKey } from '../checkpoint/vkey.ts';
import type { SegmentEntry } from '../entry/entry.ts';
import type { JournalRecord } from '../log/journal.ts';
import { CameraTally } from '../verdict/camera-tally.ts';
import { Findings } from '../verdict/finding.ts';
import type { CameraSummary, Progress } from '../verdict/report.ts';
import type { SignerVerdict, Trust, WitnessMark } from '../verdict/trust.ts';
import { BitSet, TextSet } from './compact-sets.ts';
import { EarlyDeletions } from './early-deletions.ts';
import { type StoreFiles, storeNames } from './store-files.ts';

export interface VerifyStoreOptions {
  readonly progress?: Progress;
  /** Leave the footage unread: log, register and files' sizes only. */
  readonly isLogOnly?: boolean;
  /**
   * Opens an encrypted segment with its key and answers the root of the footage in it; undefined when it does not open.
   * Absent: encrypted segments are checked as they lie on the disk, and the verdict says so.
   */
  readonly openSealed?: (entry: SegmentEntry, path: string) => Promise<Hash | undefined>;
}

/** A signed state of the log, reduced to what is compared. */
export interface KnownTree {
  readonly size: number;
  readonly root: Uint8Array;
  /** Where it was found. */
  readonly file: string;
}

/** A segment of the log and where it should lie. */
export interface SegmentPlace {
  readonly file: string;
  readonly camera: string;
  readonly n: number;
  readonly index: number;
}

/** Acknowledged by the recorder, not signed yet. */
export type PendingEntry = Pick<JournalRecord, 'index' | 'entry'>;

export class StoreCheck {
  readonly suites: AlgorithmSuites;
  readonly files: StoreFiles;
  readonly trust: Trust;
  readonly options: VerifyStoreOptions;
  readonly findings = new Findings();
  readonly tally = new CameraTally(false);

  /** Filled in by the steps, in their order. */
  algorithms: Algorithms;
  checkpoint: SignedCheckpoint | undefined;
  signer: SignerVerdict | undefined;
  /** The largest state that witnesses known to the verifier have signed. */
  witnessed: { readonly size: number; readonly marks: readonly WitnessMark[] } | undefined;
  ownKeys: readonly VerifierKey[] = [];
  knownKeys: readonly VerifierKey[] = [];
  /** Hand-over notes of the store's key ring. */
  handovers: readonly string[] = [];
  /** Checkpoints old and given, by size. */
  trees: KnownTree[] = [];
  /** Sizes for which a checkpoint is kept. */
  readonly checkpointSizes = new Set<number>();
  /** Entries behind the checkpoint, from the journal. */
  pending: readonly PendingEntry[] = [];
  /** What the entries under the checkpoint say of the cameras. */
  proven: readonly CameraSummary[] = [];
  /** Log indexes of `segment` entries. */
  readonly segments = new BitSet();
  /** Log indexes named by tombstones. */
  readonly buried = new BitSet();
  /** Which of those went before their floor had passed. */
  readonly early = new EarlyDeletions();
  /** Log indexes whose bytes are not what was signed. */
  readonly unreadable = new BitSet();
  readonly footage: TextSet;
  /** Segments without a hash sheet; worth a word only where others have one. */
  readonly missingSheets: string[] = [];
  /** Segments whose file was not there, and buried ones whose file was: judged at the end, for a recorder may run. */
  readonly missing: (SegmentPlace & { readonly from: string; readonly to: string })[] = [];
  readonly stillThere: SegmentPlace[] = [];
  hasSheets = false;
  footageBytes = 0;
  checkedEntries = 0;
  checkedSegments = 0;
  /** Encrypted segments that were read as they lie on the disk, and not opened. */
  unopenedSegments = 0;
  checkedFiles = 0;
  doneBytes = 0;

  constructor(
    suites: AlgorithmSuites,
    algorithms: Algorithms,
    files: StoreFiles,
    trust: Trust,
    options: VerifyStoreOptions,
  ) {
    this.suites = suites;
    this.algorithms = algorithms;
    this.files = files;
    this.trust = trust;
    this.options = options;
    this.footage = new TextSet(algorithms);
  }

  /** Whether the recorder has signed a later checkpoint since the check began: what lies ahead is then its work. */
  async isGrowing(): Promise<boolean> {
    const bytes = await this.files.readWhole(storeNames.checkpoint);
    const now = bytes && parseCheckpoint(bytes);
    return now !== undefined && this.checkpoint !== undefined && now.size > this.checkpoint.size;
  }

  advance(bytes: number): void {
    this.doneBytes += bytes;
    this.options.progress?.(Math.min(this.doneBytes, this.footageBytes), this.footageBytes);
  }
}
