// SPDX-License-Identifier: Apache-2.0
/** What `verifyBundle` and `verifyStore` answer. */

import type { CameraSignatureState } from '../entry/entry.ts';
import type { BundleStatement } from './bundle-statement.ts';
import type { Bilingual, Finding } from './finding.ts';
import type { Rank, WitnessMark } from './trust.ts';

/** What the entries say of one camera. */
export interface CameraSummary {
  readonly camera: string;
  /** First start and last end. */
  readonly from: string;
  readonly to: string;
  readonly segments: number;
  readonly gaps: number;
  readonly gapMs: number;
  /** Segments whose bytes are gone, with a tombstone. */
  readonly deleted: number;
  readonly signatures: Readonly<Record<CameraSignatureState, number>>;
}

export interface LogSummary {
  readonly origin: string;
  /** Entries under the checkpoint. */
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Keys whose signatures hold, as fingerprints. */
  readonly signedBy: readonly {
    readonly vkey: string;
    readonly fingerprint: string;
    readonly isKnown: boolean;
  }[];
  readonly witnesses: readonly WitnessMark[];
}

export interface VerifyReport {
  readonly kind: 'bundle' | 'store';
  /** `none` when anything is broken. */
  readonly rank: Rank;
  /** Nothing is broken. */
  readonly isGood: boolean;
  /** One plain sentence: what is proven, or what is wrong. */
  readonly sentence: Bilingual;
  /** What no hash can show, and what the rank leaves open. */
  readonly caveat: Bilingual;
  readonly log: LogSummary | undefined;
  readonly cameras: readonly CameraSummary[];
  /** Of a bundle whose manifest is signed by its log: what the exporter states. */
  readonly statement: BundleStatement | undefined;
  /** Broken first. */
  readonly findings: readonly Finding[];
  /** How often each was found; the list keeps the first thousand of a kind. */
  readonly findingCounts: Readonly<Record<string, number>>;
  /** What was really read. */
  readonly checked: {
    readonly bytes: number;
    readonly files: number;
    readonly entries: number;
    readonly segments: number;
  };
}

/** The key a sentence names: one that is known, if any is. */
export function namedSigner(log: LogSummary | undefined): { readonly fingerprint?: string } {
  const named = log?.signedBy.find(({ isKnown }) => isKnown) ?? log?.signedBy[0];
  return named ? { fingerprint: named.fingerprint } : {};
}

/** Called now and then while bytes pass by. */
export type Progress = (doneBytes: number, totalBytes: number) => void;
