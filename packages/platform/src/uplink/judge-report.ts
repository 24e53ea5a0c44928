// SPDX-License-Identifier: Apache-2.0
/** What a report is worth: a pure judgement over what the platform knows of the recorder. Decides nothing about people. */
import type { Report } from '@mingjing/contracts/desk';
import {
  type AlgorithmSuites,
  decodeBase64,
  encodeBase64,
  encodeCanonicalJson,
  encodeUtf8,
  type Hash,
  hashSizeBytes,
  judgeAddCheckpoint,
  parseCheckpoint,
  parseTime,
  type SignedCheckpoint,
  type VerifierKey,
} from '@mingjing/evidence';

/** Further ahead of the platform than this is a wrong clock. */
const aheadMs = 10 * 60_000;
/** A report on its way may be older; more than this is a wrong clock. */
const behindMs = 60 * 60_000;

export interface KnownRecorder {
  readonly key: VerifierKey;
  /** Keys its log had before, oldest first: reports that waited carry checkpoints by them. */
  readonly earlier: readonly VerifierKey[];
  readonly enrolledMs: number;
  /** Of the last report taken. */
  readonly sequence: number;
  readonly size: number;
  readonly root: Hash | undefined;
}

/** What the platform notices of a recorder. */
export type FindingKind =
  | 'rewritten-log'
  | 'rolled-back'
  | 'cloned-key'
  | 'wrong-clock'
  | 'missing-footage'
  | 'facts-contradicted'
  | 'foreign-answer'
  | 'two-histories'
  | 'second-enrolment'
  | 'code-reused'
  | 'reports-after-revocation'
  | 'late-answer'
  | 'silent';

export interface Noticed {
  readonly kind: FindingKind;
  /** The check that noticed it. */
  readonly by: string;
  /** `contained`: nothing is known against the recorder, only too little of it. */
  readonly weight: 'finding' | 'contained';
  readonly detail: Readonly<Record<string, string | number>>;
}

export type ReportVerdict =
  | {
      readonly kind: 'taken';
      readonly checkpoint: SignedCheckpoint;
      /** False when its clock is not to be believed: the log is witnessed, what it says is not taken over. */
      readonly areFactsBelieved: boolean;
      readonly noticed: readonly Noticed[];
    }
  | { readonly kind: 'taken-before' }
  /** Not the next one, or proven from another size: to be sent again as the numbers say. */
  | { readonly kind: 'out-of-step' }
  | { readonly kind: 'conflict'; readonly noticed: Noticed }
  | { readonly kind: 'malformed'; readonly path: string };

/** What stays the same when a report is sent again. */
export function digestOfReport(suites: AlgorithmSuites, report: Report): string {
  const { origin, sequence, at, checkpoint, facts } = report;
  return encodeBase64(
    suites['sha256-ed25519'].hash(encodeCanonicalJson({ origin, sequence, at, checkpoint, facts })),
  );
}

/**
 * @param report whose signature was checked already
 * @param digestTaken digest of the report with this number, if one was taken
 */
export function judgeReport(
  suites: AlgorithmSuites,
  report: Report,
  known: KnownRecorder,
  digestTaken: string | undefined,
  nowMs: number,
): ReportVerdict {
  if (report.sequence <= known.sequence)
    return digestTaken === digestOfReport(suites, report)
      ? { kind: 'taken-before' }
      : conflict('cloned-key', 'sequence', { sequence: report.sequence, known: known.sequence });
  if (report.sequence > known.sequence + 1) return { kind: 'out-of-step' };
  const checkpoint = parseCheckpoint(encodeUtf8(report.checkpoint));
  const path = report.path.map(decodeBase64);
  if (!checkpoint || checkpoint.origin !== report.origin) return { kind: 'malformed', path: 'checkpoint' };
  if (!path.every((hash): hash is Hash => hash?.length === hashSizeBytes))
    return { kind: 'malformed', path: 'path' };
  const request = { oldSize: report.oldSize, path, checkpoint };
  const answer = judgeAddCheckpoint(suites, request, [known.key, ...known.earlier], known);
  const sizes = { size: checkpoint.size, known: known.size };
  switch (answer.kind) {
    case 'ok':
      break;
    case 'other-root':
    case 'inconsistent':
      return conflict('rewritten-log', 'witness-consistency', sizes);
    case 'other-size':
      return checkpoint.size < known.size
        ? conflict('rolled-back', 'witness-size', sizes)
        : { kind: 'out-of-step' };
    default:
      // A signed statement that it knows more than it has: it is older than what we witnessed.
      return checkpoint.size < known.size && answer.kind === 'malformed'
        ? conflict('rolled-back', 'witness-size', sizes)
        : { kind: 'malformed', path: 'checkpoint' };
  }
  const noticed = clockFault(report, known.enrolledMs, nowMs);
  return {
    kind: 'taken',
    checkpoint,
    areFactsBelieved: noticed === undefined,
    noticed: noticed ? [noticed] : [],
  };
}

function conflict(kind: FindingKind, by: string, detail: Noticed['detail']): ReportVerdict {
  return { kind: 'conflict', noticed: { kind, by, weight: 'finding', detail } };
}

/** Stored reports may be days old; the clock they are sent by may not. */
function clockFault(report: Report, enrolledMs: number, nowMs: number): Noticed | undefined {
  const sentMs = parseTime(report.sentAt) ?? 0;
  const atMs = parseTime(report.at) ?? 0;
  const offMs = sentMs - nowMs;
  if (offMs <= aheadMs && offMs >= -behindMs && atMs <= sentMs + aheadMs && atMs >= enrolledMs - behindMs)
    return undefined;
  return {
    kind: 'wrong-clock',
    by: 'clock',
    weight: 'finding',
    detail: { offSeconds: Math.round(offMs / 1000), at: report.at },
  };
}
