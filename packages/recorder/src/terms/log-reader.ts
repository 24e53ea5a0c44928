// SPDX-License-Identifier: Apache-2.0
/** The evidence log as others may read it. */

export interface EvidenceLogReader {
  /** `mingjing/<recorder id>`. */
  readonly origin: string;
  /** Entries so far, checkpointed or not. */
  size(): number;
  /** Canonical bytes of one entry. @throws RecorderError `recorder/log-damaged` */
  entryBytes(index: number): Promise<Uint8Array>;
  /** As `entryBytes`; undefined where the entry is not what the signed checkpoint commits to. */
  entryIfWhole(index: number): Promise<Uint8Array | undefined>;
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
