// SPDX-License-Identifier: Apache-2.0
/** An act as the evidence log commits to it: a salted hash. Whoever is shown the act can find it in the log. */
import { completeEntry, encodeBase64, encodeCanonicalJson, encodeEntry } from '@mingjing/evidence';
import { nodeAlgorithms } from '@mingjing/node-crypto';

/** The tree and the keys of the platform's log. */
export const logAlgorithms = nodeAlgorithms['sha256-ed25519'];

/** A row of `audit_record`, its time as text. */
export interface ActRecord {
  readonly id: string;
  readonly at: string;
  /** Sixteen bytes, base64url. */
  readonly salt: string;
  readonly [field: string]: unknown;
}

/**
 * The entry of the log. Names and details stay in the row; the log holds their salted hash.
 *
 * @throws EvidenceError `evidence/entry-invalid` when the salt is not sixteen bytes
 */
export function encodeActEntry(record: ActRecord): Uint8Array {
  const salt = Buffer.from(record.salt, 'base64url');
  const hash = encodeBase64(logAlgorithms.hash(salt, encodeCanonicalJson(record)));
  return encodeEntry(
    completeEntry({ type: 'register', kind: 'platform-act', hash }, salt, Date.parse(record.at)),
  );
}
