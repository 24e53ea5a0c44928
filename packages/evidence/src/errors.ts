// SPDX-License-Identifier: Apache-2.0
/**
 * What this package refuses by throwing: arguments no honest writer would pass. A proof, a bundle or a store
 * that does not verify is never thrown; it is a verdict.
 */

/** Every code of this package. */
export const evidenceErrorCodes = [
  'evidence/not-json',
  'evidence/too-deep',
  'evidence/entry-invalid',
  'evidence/entry-too-long',
  'evidence/part-not-open',
  'evidence/part-empty',
  'evidence/index-out-of-range',
  'evidence/tile-missing',
  'evidence/tile-damaged',
  'evidence/key-malformed',
  'evidence/note-invalid',
  'evidence/zip-name-invalid',
  'evidence/zip-order',
  'evidence/zip-size-mismatch',
  'evidence/challenge-invalid',
  'evidence/segment-structure',
] as const;

export type EvidenceErrorCode = (typeof evidenceErrorCodes)[number];

export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  readonly code: EvidenceErrorCode;
  /** Values for the sentence the user sees; never footage, credentials or names. */
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: EvidenceErrorCode, facts: EvidenceError['facts'] = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.code = code;
    this.facts = facts;
  }
}
